"""Stores made apart from the same corpus become one: the union of what was imported and decided.

What people and imports have said is never overwritten, so nothing of it is in conflict: decisions, versions and
texts are added by their ids. Of a claim that was read in two ways one reading is kept, by a rule that gives the same
in any order; of a tag that was changed in two stores, the later change. What follows from them (which text is current, where claims stand, who holds what) is made anew from the union,
so that it does not matter in which order stores are merged, nor how often. Where somebody left off
(``places``) is nobody else's business and stays.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import StoreError, UsageError
from annotations.store.connection import plain_errors, quoted
from annotations.store.maintenance.rebuild import make_anew
from annotations.store.row_mapping import CLAIM_COLUMNS
from annotations.store.store import Store
from annotations.text import visible

# Tables whose rows are what they are for ever, in the order in which they refer to each other.
_FIRST = ("texts", "articles", "versions", "annotators")
_LAST = ("decisions", "article_decisions")
_COUNTED = ("articles", "texts", "claims", "decisions", "article_decisions", "annotators", "tags")


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim of which two verdicts stand: by two annotators, or by one in two stores, where the newer counts."""

    claim: str
    article: str
    quote: str
    verdicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What came in from another store, in rows by table, and what is in dispute since.

    ``disputes`` are claims on which annotators disagree now and did not before, ``twofold`` those on which one
    annotator had decided otherwise in the other store. ``edited`` are the articles that have another text now.
    """

    came: dict[str, int]
    disputes: tuple[Dispute, ...]
    twofold: tuple[Dispute, ...]
    edited: tuple[str, ...]


def expect_store(path: Path) -> None:
    """Raise UsageError or StoreError where there is no whole store at a path that could be merged."""
    with Store.open(path, migrate=False) as opened, opened.reading() as connection:
        _expect_whole(connection, "main", path)


def merge(store: Store, other: Path) -> MergeReport:
    """Take in what another store has and this one has not; the other is not changed.

    Raises UsageError where there is no other store there, StoreError where one of the two cannot be used;
    nothing is taken in then.
    """
    if other.exists() and other.samefile(store.path):
        raise UsageError(
            "{store} is the store itself; name another one to merge into it.", store=visible(str(other))
        )
    with _readable(other) as path, store.reading() as connection:
        connection.execute("ATTACH DATABASE ? AS other", (f"{path.absolute().as_uri()}?mode=ro",))
        try:
            return _merge(store, other)
        finally:
            connection.execute("DETACH DATABASE other")


@contextmanager
def _readable(path: Path) -> Iterator[Path]:
    """The other store as one of this version: itself, or a migrated copy of an older one."""
    with tempfile.TemporaryDirectory(prefix="soi-merge-") as folder:
        copy = Path(folder) / "other.db"
        with Store.open(path, migrate=False) as opened:
            if opened.is_current():
                yield path
                return
            opened.backup(copy)
        Store.open(copy).close()
        yield copy


def _merge(store: Store, path: Path) -> MergeReport:
    with store.writing() as connection:
        _expect_whole(connection, "other", path)
        before, texts = _counts(connection), _texts(connection)
        disputed = {dispute.claim for dispute in _disputes(connection)}
        twofold = tuple(_twofold(connection))
        try:
            _take_union(connection)
        except sqlite3.IntegrityError as error:
            raise StoreError(
                "{store} refers to things it does not have, so nothing was merged; run  "
                "soi doctor --store {quoted}  to see what is wrong with it.",
                store=visible(str(path)),
                quoted=quoted(path),
            ) from error
        _leave_out_unread(connection)
        make_anew(connection)
        after = _counts(connection)
        came = {table: after[table] - before[table] for table in _COUNTED}
        new = tuple(d for d in _disputes(connection) if d.claim not in disputed)
        now = _texts(connection)
        edited = tuple(article for article, sha256 in texts.items() if now[article] != sha256)
    return MergeReport(came, new, twofold, edited)


def _expect_whole(connection: sqlite3.Connection, schema: str, path: Path) -> None:
    with plain_errors(path):
        told = connection.execute(f"PRAGMA {schema}.quick_check(1)").fetchone()[0]
    if told != "ok":
        raise StoreError(
            "{store} is damaged ({detail}), so nothing was merged; run  sqlite3 {quoted} .recover  into a new "
            "file, or take a copy from before.",
            store=visible(str(path)),
            detail=visible(told),
            quoted=quoted(path),
        )


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    return {
        table: connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0] for table in _COUNTED
    }


def _texts(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT id, text_sha256 FROM main.articles ORDER BY id").fetchall())


def _disputes(connection: sqlite3.Connection) -> Iterator[Dispute]:
    query = (
        "SELECT d.claim_id, d.article_id, d.quote, v.key, v.value FROM main.disputed_claims d, "
        "json_each(d.verdicts) v ORDER BY d.article_id, d.claim_id, v.key"
    )
    return _gathered(connection.execute(query))


def _twofold(connection: sqlite3.Connection) -> Iterator[Dispute]:
    """Claims on which one annotator decided one thing here and, knowing nothing of it, another there."""
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
    return _gathered(connection.execute(query))


def _gathered(rows: Iterator[sqlite3.Row]) -> Iterator[Dispute]:
    """One dispute of the successive rows of one claim."""
    here: Dispute | None = None
    for claim, article, quote, annotator, verdict in rows:
        if here is not None and here.claim == claim:
            here = Dispute(claim, article, quote, (*here.verdicts, (annotator, verdict)))
            continue
        if here is not None:
            yield here
        here = Dispute(claim, article, quote, ((annotator, verdict),))
    if here is not None:
        yield here


def _take_union(connection: sqlite3.Connection) -> None:
    for table in _FIRST:
        _add(connection, table)
    connection.execute(
        "INSERT INTO main.tags (name, retired, key, colour, changed) "
        "SELECT name, retired, key, colour, changed FROM other.tags WHERE true "
        "ON CONFLICT (name) DO UPDATE SET retired = excluded.retired, key = excluded.key, "
        "colour = excluded.colour, changed = excluded.changed WHERE excluded.changed > tags.changed"
    )
    _take_claims(connection)
    for table in _LAST:
        _add(connection, table)


def _add(connection: sqlite3.Connection, table: str) -> None:
    columns = ", ".join(row["name"] for row in connection.execute(f"PRAGMA main.table_info({table})"))
    connection.execute(
        f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM other.{table} WHERE true "
        "ORDER BY rowid ON CONFLICT DO NOTHING"
    )


# The extractor with which a text was last read, in either store.
_NEWEST_EXTRACTOR = (
    "(SELECT v.extractor FROM main.versions v WHERE v.article_id = {claim}.article_id "
    "AND v.text_sha256 = {claim}.text_sha256 ORDER BY v.id DESC LIMIT 1)"
)
_REVIEWED = (
    "(EXISTS (SELECT 1 FROM {store}.decisions d WHERE d.claim_id = {claim}.id) "
    "OR EXISTS (SELECT 1 FROM {store}.decisions d WHERE d.placed_on = {claim}.id))"
)
_READING = CLAIM_COLUMNS.split(", ")[5:]


def _rank(store: str, claim: str) -> str:
    """What decides between two readings of one claim: the one somebody decided on, then the newest extractor's."""
    reviewed = _REVIEWED.format(store=store, claim=claim)
    newest = _NEWEST_EXTRACTOR.format(claim=claim)
    reading = ", ".join(f"{claim}.{column}" for column in _READING)
    return (
        f"json_array({reviewed}, NOT {reviewed} AND {claim}.extractor IS {newest}, "
        f"coalesce({claim}.extractor, ''), {reading})"
    )


def _take_claims(connection: sqlite3.Connection) -> None:
    """Take in claims and, of those both have, the reading that counts; then leave out what nobody reads any more."""
    columns = CLAIM_COLUMNS
    connection.execute(
        f"INSERT INTO main.claims ({columns}) SELECT {columns} FROM other.claims AS theirs "
        f"WHERE origin <> 'import' OR {_REVIEWED.format(store='other', claim='theirs')} "
        "ORDER BY rowid ON CONFLICT DO NOTHING"
    )
    differ = " OR ".join(f"ours.{column} IS NOT theirs.{column}" for column in _READING)
    connection.execute(
        f"UPDATE main.claims AS ours SET ({', '.join(_READING)}) = "
        f"({', '.join(f'theirs.{column}' for column in _READING)}) FROM other.claims AS theirs "
        f"WHERE theirs.id = ours.id AND ({differ}) AND {_rank('other', 'theirs')} > {_rank('main', 'ours')}"
    )


def _leave_out_unread(connection: sqlite3.Connection) -> None:
    """Delete what an extractor has read before that is not the text's newest one, where nobody has decided on it."""
    connection.execute("DELETE FROM main.reviews")
    connection.execute("DELETE FROM main.placements")
    connection.execute(
        "DELETE FROM main.claims WHERE origin <> 'annotator' "
        f"AND extractor IS NOT {_NEWEST_EXTRACTOR.format(claim='claims')} "
        f"AND NOT {_REVIEWED.format(store='main', claim='claims')}"
    )
