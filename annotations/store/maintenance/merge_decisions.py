"""Merging decisions, in the order of their ids: what a merge that was stopped has added is the beginning of them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.errors import UsageError
from annotations.store.articles.placements import place_again
from annotations.store.chain import add_gaps, decision_hash, move_heads
from annotations.store.claim_rows import mark_claims
from annotations.store.decisions.claim_decisions import articles_to_place_again
from annotations.store.maintenance.foreign_store import DECISION_COLUMNS, ForeignStore, Row, seal_row
from annotations.store.maintenance.merge_articles import ReviewedClaim, add_reviewed_claim, insert_rows
from annotations.store.maintenance.merge_report import Changes, Dispute
from annotations.store.maintenance.rebuild import derive_article
from annotations.store.names import nfc
from annotations.text import visible

if TYPE_CHECKING:
    from pathlib import Path

TableRow = tuple[str, Row]

_CHUNK = 500  # ids in one query


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose decisions those are that another store has under the annotator's own name.

    ``is_same`` says that the annotator made them; with ``new_name`` somebody else did, and they are merged under that
    name. Without either, a merge that would bring such decisions beside the annotator's own ones is refused.
    """

    annotator: str
    is_same: bool = False
    new_name: str | None = None

    def is_of(self, name: str) -> bool:
        """Whether a name is the annotator's."""
        return nfc(name).strip() == nfc(self.annotator).strip()

    def renamed(self, rows: Iterable[TableRow]) -> Iterator[TableRow]:
        """Decisions in the order of their ids, the annotator's under the new name if there is one.

        They get ids of their own, as the other person has them under the old ones, and hashes that follow from these.
        """
        hashes: dict[str | None, str] = {}
        for table, row in rows:
            if self.new_name is None or not self.is_of(row["annotator"]):
                yield table, row
                continue
            ids = {column: renamed_id(row[column], self.new_name) for column in ("id", "step", "undoes")}
            previous = hashes.get(row["previous"], row["previous"])
            renamed_row = {**row, **ids, "annotator": self.new_name, "previous": previous}
            hashes[row["hash"]] = renamed_row["hash"] = decision_hash(table, renamed_row)
            yield table, renamed_row


def renamed_id(decision: str | None, name: str) -> str | None:
    """An id of the same time that follows from an id and a name, so that merging again adds nothing."""
    if decision is None:
        return None
    digest = hashlib.sha256(f"{decision}\0{name}".encode()).hexdigest()
    return f"{decision[:20]}{digest[:3]}-{digest[3:15]}"


def expect_signature(
    connection: sqlite3.Connection, foreign: ForeignStore, signature: Signature, path: Path
) -> None:
    """Raise UsageError where a merge would add decisions under the annotator's name to those that they have made here."""
    if signature.is_same or signature.new_name is not None:
        return
    names = [row[0] for row in connection.execute("SELECT DISTINCT annotator FROM decisions")]
    names += [row[0] for row in connection.execute("SELECT DISTINCT annotator FROM article_decisions")]
    if not any(map(signature.is_of, names)):
        return
    signed_rows = ((table, row) for table, row in foreign.decisions() if signature.is_of(row["annotator"]))
    count = sum(len(rows) for rows in _new_rows(connection, signed_rows))
    if count:
        raise UsageError(
            "{store} brings {n} new decisions in your name, {name}; nothing was merged. If you made them, merge "
            "with --same; if somebody else did, with --as NAME.",
            store=visible(str(path)),
            n=count,
            name=visible(signature.annotator),
        )


def _new_rows(connection: sqlite3.Connection, rows: Iterable[TableRow]) -> Iterator[list[TableRow]]:
    """The rows that a store does not have, in chunks."""
    for chunk in chunks(rows, _CHUNK):
        own_rows = own_decisions(connection, chunk)
        yield [(table, row) for table, row in chunk if row["id"] not in own_rows[table]]


def chunks(rows: Iterable[TableRow], size: int) -> Iterator[list[TableRow]]:
    """Rows in lists of at most ``size``."""
    chunk: list[TableRow] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def own_decisions(connection: sqlite3.Connection, rows: Sequence[TableRow]) -> dict[str, dict[str, Row]]:
    """The decisions of a store with the ids of these rows, by table and id."""
    own_rows = {}
    for table, columns in DECISION_COLUMNS.items():
        ids = [row["id"] for row_table, row in rows if row_table == table]
        query = f"SELECT {', '.join(columns)} FROM {table} WHERE id IN ({', '.join('?' * len(ids))})"
        own_rows[table] = {row["id"]: dict(row) for row in connection.execute(query, ids)}
    return own_rows


class DecisionMerge:
    """Adds decisions of another store, a slice at a time."""

    def __init__(self, foreign: ForeignStore, changes: Changes) -> None:
        self._foreign, self._changes = foreign, changes
        self._conflicts: dict[tuple[str, str], _OwnConflict] = {}
        self._claims: set[str] = set()  # those that decisions were added on
        self._hashes: set[str] = set()  # of the decisions so far, whether they are new or not

    def add(self, connection: sqlite3.Connection, rows: Sequence[TableRow]) -> None:
        """Add the decisions that the store does not have yet, within the caller's transaction."""
        new_rows = []
        own_rows = own_decisions(connection, rows)
        for table, row in rows:
            own_row = own_rows[table].get(row["id"])
            if own_row is None:
                new_rows.append((table, row))
            elif seal_row(table, own_row)["hash"] != row["hash"]:
                self._foreign.add_collision(table, row["id"])
        changed_articles = set(self._add_reviewed_claims(connection, new_rows))
        for article in changed_articles:
            derive_article(connection, article)
        self._note_own_conflicts(connection, new_rows)
        annotators = [{"name": name} for name in {row["annotator"] for _, row in new_rows}]
        self._changes.added_rows["annotators"] += insert_rows(connection, "annotators", ("name",), annotators)
        self._insert(connection, new_rows)
        self._add_gaps(connection, rows, new_rows)
        claims = {row["claim_id"] for table, row in new_rows if table == "decisions"}
        changed_articles.update(mark_claims(connection, claims))
        for article in changed_articles.union(articles_to_place_again(connection, sorted(claims))):
            place_again(connection, article)

    def _insert(self, connection: sqlite3.Connection, rows: Sequence[TableRow]) -> None:
        for table, columns in DECISION_COLUMNS.items():
            table_rows = [row for row_table, row in rows if row_table == table]
            self._changes.added_rows[table] += insert_rows(connection, table, columns, table_rows)
            self._changes.new_decisions.update(row["annotator"] for row in table_rows)
        move_heads(connection, [row for _, row in rows])

    def _add_gaps(
        self, connection: sqlite3.Connection, rows: Sequence[TableRow], new_rows: Sequence[TableRow]
    ) -> None:
        """Note the decisions that are missing before new ones: what was left out is no removed decision."""
        self._hashes.update(row["hash"] for _, row in rows)
        add_gaps(connection, {row["previous"] for _, row in new_rows} - self._hashes - {None})

    def _add_reviewed_claims(self, connection: sqlite3.Connection, rows: Sequence[TableRow]) -> Iterator[str]:
        """Add the claims that decisions are on: carried ones, and those that an import has deleted since.

        Yields the articles whose claims are other ones now.
        """
        claims = {row["claim_id"] for table, row in rows if table == "decisions"}
        claims |= {row["placed_on"] for table, row in rows if table == "decisions" and row["placed_on"]}
        for claim in map(self._foreign.claim, sorted(claims - self._claims)):
            reviewed_claim = add_reviewed_claim(connection, claim)
            self._changes.added_rows["claims"] += reviewed_claim is ReviewedClaim.NEW
            if reviewed_claim is not ReviewedClaim.UNCHANGED:
                yield claim["article_id"]
        self._claims |= claims

    # Claims that an annotator decided differently in both stores -------------------------------------------

    def _note_own_conflicts(self, connection: sqlite3.Connection, rows: Sequence[TableRow]) -> None:
        query = """
            SELECT r.decision_id, r.verdict, c.article_id, c.quote, c.id
            FROM (SELECT coalesce((SELECT placed_on FROM placements WHERE claim_id = ?1), ?1) AS id) AS same
            JOIN claims AS c ON c.id = same.id JOIN reviews AS r ON r.claim_id = c.id AND r.annotator = ?2
        """
        for row in (row for table, row in rows if table == "decisions"):
            key = (row["claim_id"], row["annotator"])
            if key not in self._conflicts:
                review = connection.execute(query, key).fetchone()
                if review is None or self._foreign.has_decision(review["decision_id"]):
                    continue
                self._conflicts[key] = _OwnConflict(*review)
            self._conflicts[key].foreign_verdict = (row["id"], row["verdict"])

    def own_conflicts(self) -> list[Dispute]:
        """The claims on which an annotator had decided differently in the other store."""
        conflicts = ((annotator, conflict) for (_, annotator), conflict in self._conflicts.items())
        return [conflict.dispute(annotator) for annotator, conflict in conflicts if conflict.has_two_verdicts]


@dataclass(slots=True)
class _OwnConflict:
    """A review here that the other store does not know, and the newest decision there that is not known here."""

    decision: str
    verdict: str | None
    article: str
    quote: str
    claim: str
    foreign_verdict: tuple[str, str | None] = ("", None)

    @property
    def has_two_verdicts(self) -> bool:
        return None not in (self.verdict, self.foreign_verdict[1]) and self.verdict != self.foreign_verdict[1]

    def dispute(self, annotator: str) -> Dispute:
        verdicts = sorted(
            [(self.decision, str(self.verdict)), (self.foreign_verdict[0], str(self.foreign_verdict[1]))]
        )
        return Dispute(
            self.claim, self.article, self.quote, tuple((annotator, verdict) for _, verdict in verdicts)
        )
