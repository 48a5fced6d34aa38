"""Migrations that have landed are never edited again: stores have been made with them."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from annotations.store import Store, migrations
from annotations.store.migrations.expected_schema import expected_schema
from annotations.store.migrations.registry import MIGRATIONS
from annotations.store.schema import SCHEMA_FILE, schema_text
from annotations.store.store import KNOWN_MIGRATIONS

# The SHA-256 of each migration's module. Add a line with a new migration; never change one.
LANDED = {
    "m001_first_schema": "2354c6d1685127d37bee77768724725843c9426b021fe889b5c339cb423ea05c",
    "m002_versions_and_placements": "e4c32cc0575e53e08e4dc6cc2a6350e62b83a7cffdc858334fb15e1ebf47d5b7",
    "m003_search_index": "c455e769ac5b5c5de198d2c2adf079cc5e2df8cb46f28469bd65684caa972fbd",
    "m004_search_terms": "e16669d41694fd6d85ec189d410c17f38d46b8f287d0c9d8cb927b41741cfbd7",
    "m005_listing": "e6e847b6946c46209428e51817b6f9cc1c97669dd48672c654f1216c68ee3f28",
    "m006_findings": "300fed643839c0e5e42752dd8f1d3e5cf2d78f62ecd9005767509ad396792561",
    "m007_misdated_ids": "6b9cd3a72924b566e039b914d4a0cd388906dbc5580b778bc0d756f38e464623",
    "m008_seen_readings": "44414fc0c6545506d2a790305102ef3c0c3b749e82b1e47f9fd677bcdd434ea9",
    "m009_views": "bf868d6670d1a465187364ccde8ba3a49d531c5000e1867413e628b886efb8b2",
    "m010_chains_and_quarantine": "2ade84cd770ca0cb67638996e9111938c7216f3f0a904a6763f0a6dde1c73d54",
    "m011_actual_values": "ff1c97d7620b5b87987b68ea31a41a7c1b1704635ecde87ff5d5aa0f533a1baa",
    "m012_addresses_and_metadata": "d831eb2b73f762f6b694fd02438ae3680efa25e2b82bee4e087ec7664b998c93",
    "m013_read_files": "55eb3f4aced5c53be163c5485ce567b83216cf51b6dfe2bc02b243aea38db7af",
    "m014_teams": "10ec5cf1a5b8e1bbcd04ac70331e2168a93a154c30e16ec58e6067dc9ab949e8",
    "m015_texts_of_articles": "da154b7955069e62d2d50cfb94ea7a54ab524567e540977bb2d039b45bb6ed60",
    "m016_renames": "ddaee36cd887de367c1823ce4bfe1296826f3d9c8ad1b63642de6a0458b03af9",
    "m017_disputes_by_review": "3b698cad99edb696292fc6e0d6f60eabcd95affeede21942305dc50c347b3764",
}


def test_landed_migrations_are_never_edited() -> None:
    folder = Path(migrations.__path__[0])
    hashes = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("m*.py")}
    assert hashes == LANDED


def test_every_migration_is_known() -> None:
    assert set(LANDED) == KNOWN_MIGRATIONS


def test_the_schema_file_is_what_the_migrations_make() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(expected_schema(KNOWN_MIGRATIONS)), (
        "write it anew: it is the schema of this version"
    )


def test_a_new_store_is_what_the_migrations_make(tmp_path: Path) -> None:
    Store.open(tmp_path / "new.db", create=True).close()
    with (
        closing(sqlite3.connect(tmp_path / "new.db")) as new,
        closing(sqlite3.connect(":memory:")) as migrated,
    ):
        MIGRATIONS.apply(Database(migrated, execute_plugins=False))
        assert everything_in(new) == everything_in(migrated)


def everything_in(connection: sqlite3.Connection) -> dict[str, object]:
    """The schema, the header and the rows of a store, without the times of its migrations."""
    objects = set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    tables = sorted(name for kind, name in {row[:2] for row in objects} if kind == "table")
    columns = {"_sqlite_migrations": "id, migration_set, name"}
    rows = {
        table: set(connection.execute(f'SELECT {columns.get(table, "*")} FROM "{table}"')) for table in tables
    }
    return {"schema": objects, "application": connection.execute("PRAGMA application_id").fetchone(), **rows}
