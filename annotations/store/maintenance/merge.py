"""Merges stores that were made apart from the same corpus: the union of what was imported and decided.

Imports and decisions are never overwritten, so that there are no conflicts: texts, versions and decisions are added
by their ids. If two stores extracted one claim differently, a rule that does not depend on the order keeps one of
them; of a tag that was changed in both, the later change. The derived rows (current texts, placements, reviews) are
rebuilt from the union, so that neither the order of merges nor their number matters. Where annotators left off
(``places``) is not merged.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from annotations.errors import StoreError, UsageError
from annotations.store.backup import back_up
from annotations.store.connection import plain_errors, quoted
from annotations.store.maintenance.rebuild import rebuild_derived
from annotations.store.row_mapping import CLAIM_COLUMNS
from annotations.store.store import Store
from annotations.text import visible

# Tables whose rows never change, in the order of their references: before the claims, and after them.
_TABLES_BEFORE_CLAIMS = ("texts", "articles", "versions", "annotators")
_TABLES_AFTER_CLAIMS = ("decisions", "article_decisions")
_REPORTED_TABLES = (
    "articles", "texts", "claims", "decisions", "article_decisions", "annotators", "tags",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim with two different verdicts, as pairs of annotator and verdict.

    The verdicts are of two annotators, or of one annotator in two stores; of the latter the newer counts.
    """

    claim: str
    article: str
    quote: str
    verdicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MergeReport:
    """The effect of a merge.

    ``added_rows`` counts new rows by table. ``new_disputes`` are claims on which annotators disagree only since the
    merge. ``own_conflicts`` are claims on which an annotator had decided differently in the other store.
    ``edited_articles`` have another text now.
    """

    added_rows: dict[str, int]
    new_disputes: tuple[Dispute, ...]
    own_conflicts: tuple[Dispute, ...]
    edited_articles: tuple[str, ...]


def expect_store(path: Path) -> None:
    """Raise UsageError or StoreError unless there is a sound store at ``path`` that can be merged."""
    with Store.open(path, migrate=False) as opened, opened.read_access() as connection:
        _expect_sound(connection, "main", path)


def merge(store: Store, path: Path) -> MergeReport:
    """Add the imports and decisions of the store at ``path`` that ``store`` does not have; that file stays unchanged.

    Raises UsageError if there is no other store at ``path``, StoreError if one of the two cannot be used; then
    ``store`` stays unchanged.
    """
    if path.exists() and path.samefile(store.path):
        raise UsageError(
            "{store} is the store itself; name another one to merge into it.", store=visible(str(path))
        )
    with _current_schema(path) as readable, store.read_access() as connection:
        connection.execute("ATTACH DATABASE ? AS other", (f"{readable.absolute().as_uri()}?mode=ro",))
        try:
            return _merge(store, path)
        finally:
            connection.execute("DETACH DATABASE other")


@contextmanager
def _current_schema(path: Path) -> Iterator[Path]:
    """The path of the store with the schema of this version: ``path`` itself, or a migrated copy."""
    with tempfile.TemporaryDirectory(prefix="soi-merge-") as folder:
        copy = Path(folder) / "other.db"
        with Store.open(path, migrate=False) as opened:
            if opened.is_current():
                yield path
                return
            back_up(opened, copy)
        Store.open(copy).close()
        yield copy


def _merge(store: Store, path: Path) -> MergeReport:
    with store.write_transaction() as connection:
        _expect_sound(connection, "other", path)
        old_counts, old_texts = _row_counts(connection), _current_texts(connection)
        old_disputes = {dispute.claim for dispute in _disputes(connection)}
        own_conflicts = tuple(_own_conflicts(connection))
        try:
            _add_rows(connection)
        except sqlite3.IntegrityError as error:
            raise StoreError(
                "{store} refers to things it does not have, so nothing was merged; run  "
                "soi doctor --store {quoted}  to see what is wrong with it.",
                store=visible(str(path)),
                quoted=quoted(path),
            ) from error
        _delete_outdated_claims(connection)
        rebuild_derived(connection)
        counts, texts = _row_counts(connection), _current_texts(connection)
        return MergeReport(
            {table: counts[table] - old_counts[table] for table in _REPORTED_TABLES},
            tuple(dispute for dispute in _disputes(connection) if dispute.claim not in old_disputes),
            own_conflicts,
            tuple(article for article, sha256 in old_texts.items() if texts[article] != sha256),
        )


def _expect_sound(connection: sqlite3.Connection, schema: str, path: Path) -> None:
    with plain_errors(path):
        detail = connection.execute(f"PRAGMA {schema}.quick_check(1)").fetchone()[0]
    if detail != "ok":
        raise StoreError(
            "{store} is damaged ({detail}), so nothing was merged; run  sqlite3 {quoted} .recover  into a new "
            "file, or take a copy from before.",
            store=visible(str(path)),
            detail=visible(detail),
            quoted=quoted(path),
        )


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    return {
        table: connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0]
        for table in _REPORTED_TABLES
    }


def _current_texts(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT id, text_sha256 FROM main.articles ORDER BY id").fetchall())


def _disputes(connection: sqlite3.Connection) -> Iterator[Dispute]:
    query = (
        "SELECT d.claim_id, d.article_id, d.quote, v.key, v.value FROM main.disputed_claims d, "
        "json_each(d.verdicts) v ORDER BY d.article_id, d.claim_id, v.key"
    )
    return _grouped(connection.execute(query))


def _own_conflicts(connection: sqlite3.Connection) -> Iterator[Dispute]:
    """Claims on which an annotator has decided differently in both stores, neither decision known to the other."""
    query = """
        SELECT c.id, c.article_id, c.quote, who.name, held.verdict
        FROM main.reviews ours JOIN other.reviews theirs USING (claim_id, annotator)
        JOIN main.claims c ON c.id = ours.claim_id
        JOIN main.annotators who ON who.name = ours.annotator
        JOIN (SELECT 0 AS theirs UNION SELECT 1) AS side
        JOIN (SELECT id, verdict FROM main.decisions UNION SELECT id, verdict FROM other.decisions) AS held
            ON held.id = CASE WHEN side.theirs THEN theirs.decision_id ELSE ours.decision_id END
        WHERE ours.verdict <> theirs.verdict
            AND NOT EXISTS (SELECT 1 FROM main.decisions d WHERE d.id = theirs.decision_id)
            AND NOT EXISTS (SELECT 1 FROM other.decisions d WHERE d.id = ours.decision_id)
        ORDER BY c.article_id, c.id, who.name, held.id
    """
    return _grouped(connection.execute(query))


def _grouped(rows: Iterator[sqlite3.Row]) -> Iterator[Dispute]:
    """One dispute for the successive rows of each claim."""
    for (claim, article, quote), group in groupby(rows, key=_claim_of_row):
        yield Dispute(claim, article, quote, tuple((row[3], row[4]) for row in group))


def _claim_of_row(row: sqlite3.Row) -> tuple[str, str, str]:
    return row[0], row[1], row[2]


def _add_rows(connection: sqlite3.Connection) -> None:
    """Add the rows of the other store to the tables that are not derived."""
    for table in _TABLES_BEFORE_CLAIMS:
        _add_rows_of(connection, table)
    connection.execute(
        "INSERT INTO main.tags (name, retired, key, colour, changed) "
        "SELECT name, retired, key, colour, changed FROM other.tags WHERE true "
        "ON CONFLICT (name) DO UPDATE SET retired = excluded.retired, key = excluded.key, "
        "colour = excluded.colour, changed = excluded.changed WHERE excluded.changed > tags.changed"
    )
    _add_claims(connection)
    for table in _TABLES_AFTER_CLAIMS:
        _add_rows_of(connection, table)


def _add_rows_of(connection: sqlite3.Connection, table: str) -> None:
    columns = ", ".join(row["name"] for row in connection.execute(f"PRAGMA main.table_info({table})"))
    connection.execute(
        f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM other.{table} WHERE true "
        "ORDER BY rowid ON CONFLICT DO NOTHING"
    )


# The extractor that read a claim's text last, in either store.
_NEWEST_EXTRACTOR = (
    "(SELECT v.extractor FROM main.versions v WHERE v.article_id = {claim}.article_id "
    "AND v.text_sha256 = {claim}.text_sha256 ORDER BY v.id DESC LIMIT 1)"
)
_REVIEWED = (
    "(EXISTS (SELECT 1 FROM {store}.decisions d WHERE d.claim_id = {claim}.id) "
    "OR EXISTS (SELECT 1 FROM {store}.decisions d WHERE d.placed_on = {claim}.id))"
)
# The columns that an extractor fills.
_EXTRACTED_COLUMNS = CLAIM_COLUMNS.split(", ")[5:]


def _rank(store: str, claim: str) -> str:
    """The sort key that decides between the two stores' versions of a claim: the greater is kept.

    A version with decisions comes before the newest extractor's, and that before all others.
    """
    reviewed = _REVIEWED.format(store=store, claim=claim)
    newest = _NEWEST_EXTRACTOR.format(claim=claim)
    extracted = ", ".join(f"{claim}.{column}" for column in _EXTRACTED_COLUMNS)
    return (
        f"json_array({reviewed}, NOT {reviewed} AND {claim}.extractor IS {newest}, "
        f"coalesce({claim}.extractor, ''), {extracted})"
    )


def _add_claims(connection: sqlite3.Connection) -> None:
    """Add the claims of the other store; of a claim that both have, keep the version with the greater rank."""
    columns = CLAIM_COLUMNS
    connection.execute(
        f"INSERT INTO main.claims ({columns}) SELECT {columns} FROM other.claims AS theirs "
        f"WHERE origin <> 'import' OR {_REVIEWED.format(store='other', claim='theirs')} "
        "ORDER BY rowid ON CONFLICT DO NOTHING"
    )
    differ = " OR ".join(f"ours.{column} IS NOT theirs.{column}" for column in _EXTRACTED_COLUMNS)
    connection.execute(
        f"UPDATE main.claims AS ours SET ({', '.join(_EXTRACTED_COLUMNS)}) = "
        f"({', '.join(f'theirs.{column}' for column in _EXTRACTED_COLUMNS)}) FROM other.claims AS theirs "
        f"WHERE theirs.id = ours.id AND ({differ}) AND {_rank('other', 'theirs')} > {_rank('main', 'ours')}"
    )


def _delete_outdated_claims(connection: sqlite3.Connection) -> None:
    """Delete the claims without decisions that are not of their text's newest extractor."""
    connection.execute("DELETE FROM main.reviews")
    connection.execute("DELETE FROM main.placements")
    connection.execute(
        "DELETE FROM main.claims WHERE origin <> 'annotator' "
        f"AND extractor IS NOT {_NEWEST_EXTRACTOR.format(claim='claims')} "
        f"AND NOT {_REVIEWED.format(store='main', claim='claims')}"
    )
