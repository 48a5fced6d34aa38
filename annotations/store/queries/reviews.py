"""What holds now: claims as they stand, reviews, progress, what was said before, and where each annotator left off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotations.model import Claim, Progress, Review, Role, Verdict
from annotations.store.articles.placements import where_now
from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors
from annotations.store.expressions import ADDED, CORRECTED, STANDS, STATE, corrected
from annotations.store.findings.stored_findings import FOUND_OF_REVIEWED
from annotations.store.row_mapping import CONTEXT, claim_of_row, review_of_row, reviewed_claim_of_row

if TYPE_CHECKING:
    from annotations.reports import ReviewedClaim
    from annotations.search.clauses import Query


class News(NamedTuple):
    """What was stored since somebody last looked.

    ``reviewed`` are the articles on which anything was decided, ``imported`` those that are another text or
    have other claims now. ``token`` is what to ask with the next time.
    """

    token: tuple[int, int, int]
    reviewed: frozenset[str]
    imported: frozenset[str]


class Reviews(OpenStore):
    """Questions to a store."""

    def mentions(self, article: str) -> list[Claim]:
        """Every mention of an article's current text, of all roles, in order of position.

        A number that an annotator has added has the role of a claim; one whose adding was undone is left out.
        """
        query = (
            f"SELECT c.*, CASE WHEN c.role <> 'claim' OR c.origin = 'annotator' THEN {ADDED} END AS added "
            "FROM articles a JOIN claims c ON c.article_id = a.id AND c.text_sha256 = a.text_sha256 "
            "WHERE a.id = ? ORDER BY c.start_offset, c.end_offset"
        )
        found = []
        with plain_errors(self.path):
            for row in self._connection.execute(query, (article,)):
                claim = claim_of_row(row)
                if row["added"]:
                    claim.mention.role = Role.CLAIM
                if row["added"] or claim.origin != "annotator":
                    found.append(claim)
        return found

    def reviews(self, article: str) -> list[Review]:
        """Every annotator's review of every claim of an article's current text."""
        query = (
            f"SELECT {STATE}, reviews.claim_id AS standing_claim "
            "FROM articles JOIN claims ON claims.article_id = articles.id "
            "AND claims.text_sha256 = articles.text_sha256 JOIN reviews ON reviews.claim_id = claims.id "
            "JOIN decisions ON decisions.id = reviews.decision_id "
            "WHERE articles.id = ? ORDER BY claims.start_offset, claims.end_offset, reviews.annotator"
        )
        with plain_errors(self.path):
            rows = self._connection.execute(query, (article,))
            return [review_of_row(row, row["standing_claim"]) for row in rows]

    def progress(self, annotator: str, articles: Sequence[str] | None = None) -> list[Progress]:
        """How far an annotator is with these articles, or with all of them, in order of article id."""
        query = (
            "SELECT a.id, a.title, a.outlet, a.published, r.verdict, count(c.id) AS n "
            "FROM articles a LEFT JOIN claims c ON c.article_id = a.id AND c.text_sha256 = a.text_sha256 "
            f"AND {STANDS} AND NOT EXISTS (SELECT 1 FROM reviews mine WHERE mine.claim_id = c.id "
            "AND mine.annotator = ?1 AND mine.standing = 'retired') "
            "LEFT JOIN reviews r ON r.claim_id = c.id AND r.annotator = ?1 "
            "WHERE ?2 IS NULL OR a.id IN (SELECT value FROM json_each(?2)) "
            "GROUP BY a.id, r.verdict ORDER BY a.id"
        )
        wanted = None if articles is None else json.dumps(list(articles))
        found: dict[str, Progress] = {}
        with plain_errors(self.path):
            for row in self._connection.execute(query, (annotator, wanted)):
                so_far = found.get(row["id"]) or Progress(
                    row["id"], row["title"], row["outlet"], row["published"], 0, 0, {}
                )
                verdicts = dict(so_far.verdicts)
                if row["verdict"]:
                    verdicts[Verdict(row["verdict"])] = row["n"]
                total = so_far.total + row["n"]
                found[row["id"]] = so_far._replace(
                    total=total, reviewed=sum(verdicts.values()), verdicts=verdicts
                )
        return list(found.values())

    def reviewed_claims(
        self, verdicts: Sequence[Verdict | None], query: Query | None = None
    ) -> Iterator[ReviewedClaim]:
        """Claims with a review whose verdict is among ``verdicts``, by article, position and annotator.

        None among them stands for claims of which something else than a verdict was said. Claims that lost
        their place by an edit and wait in the orphan queue, and retired ones, are left out. Of the claims only
        those that answer ``query``, and of their reviews those of which it asks a verdict, a tag or an annotator.
        """
        wanted = json.dumps([verdict.value if verdict else "" for verdict in verdicts])
        asked, parameters = self._asked_of_reviewed(query)
        sql = (
            "SELECT reviewed.*, CASE WHEN start_shift <> 0 OR end_shift <> 0 THEN "
            f"(SELECT substr(text, max(1, start_offset + start_shift + 1 - {CONTEXT}), "
            f"end_offset + end_shift + {CONTEXT} - max(0, start_offset + start_shift - {CONTEXT})) "
            "FROM texts WHERE sha256 = reviewed.text_sha256) END AS moved, "
            f"({FOUND_OF_REVIEWED}) AS found FROM reviewed_claims AS reviewed "
            "WHERE coalesce(verdict, '') IN (SELECT value FROM json_each(?)) "
            "AND (verdict IS NOT NULL OR note <> '' OR tags <> '[]' OR evidence <> '[]' OR confidence IS NOT NULL "
            "OR coalesce(corrected_value, corrected_unit, corrected_kind) IS NOT NULL) "
            f"AND {asked} ORDER BY article_id, start_offset, end_offset, annotator"
        )
        with plain_errors(self.path):
            for row in self._connection.execute(sql, (wanted, *parameters)):
                yield reviewed_claim_of_row(row)

    def alike(self, claim: str, annotator: str) -> list[str]:
        """The claims of the same text that have a claim's value and unit, it among them, in order of position.

        Values and units are those that the annotator holds them to have, corrected where they have corrected
        them; a claim that has no value is like no other.
        """
        query = f"""
            WITH held AS (
                SELECT c.id, c.start_offset, {CORRECTED["value"]} AS value, {CORRECTED["unit"]} AS unit
                FROM claims here JOIN claims c ON c.article_id = here.article_id
                    AND c.text_sha256 = here.text_sha256
                LEFT JOIN reviews mine ON mine.claim_id = c.id AND mine.annotator = ?2
                LEFT JOIN decisions d ON d.id = mine.decision_id
                WHERE here.id = ?1 AND (c.id = ?1 OR ({STANDS} AND mine.standing IS NOT 'retired'))
            )
            SELECT other.id FROM held JOIN held other
                ON other.id = held.id OR (other.value = held.value AND other.unit IS held.unit)
            WHERE held.id = ?1 ORDER BY other.start_offset
        """
        with plain_errors(self.path):
            return [row["id"] for row in self._connection.execute(query, (claim, annotator))]

    def _asked_of_reviewed(self, query: Query | None) -> tuple[str, tuple[object, ...]]:
        if query is None or not query.clauses:
            return "1", ()
        # Imported where it is needed: it takes longer to load than a store to open.
        from annotations.store.filters.filter_conditions import review_condition  # noqa: PLC0415
        from annotations.store.filters.value_conditions import VALUE_KEYS, value_condition  # noqa: PLC0415
        from annotations.store.search.claim_query import query_condition  # noqa: PLC0415

        # A row says what its annotator holds the claim to say, so it is asked of the row, not of the claim.
        of_claims, readings = (
            query.without(*VALUE_KEYS),
            value_condition(query, corrected("reviewed", "reviewed")),
        )
        with self.reading() as connection:
            claims, reviews = query_condition(connection, of_claims), review_condition(query)
        sql = (
            f"id IN (SELECT c.id FROM claims AS c WHERE {claims.sql}) "
            f"AND decision_id IN (SELECT r.id FROM decisions AS r WHERE {reviews.sql}) AND {readings.sql}"
        )
        return sql, claims.parameters + reviews.parameters + readings.parameters

    def news(self, since: tuple[int, int, int] = (0, 0, 0)) -> News:
        """What was stored since, by anyone."""
        with plain_errors(self.path):
            decided = self._since(
                "SELECT max(d.rowid), c.article_id FROM decisions d JOIN claims c ON c.id = d.claim_id "
                "WHERE d.rowid > ? GROUP BY 2",
                since[0],
            )
            marked = self._since(
                "SELECT max(rowid), article_id FROM article_decisions WHERE rowid > ? GROUP BY 2", since[1]
            )
            versions = self._since(
                "SELECT max(rowid), article_id FROM versions WHERE rowid > ? GROUP BY 2", since[2]
            )
        token = (decided[0], marked[0], versions[0])
        return News(token, decided[1] | marked[1], versions[1])

    def latest(self) -> tuple[int, int, int]:
        """What to ask ``news`` with for all that is stored from now on."""
        query = (
            "SELECT (SELECT coalesce(max(rowid), 0) FROM decisions), "
            "(SELECT coalesce(max(rowid), 0) FROM article_decisions), "
            "(SELECT coalesce(max(rowid), 0) FROM versions)"
        )
        with plain_errors(self.path):
            first, second, third = self._connection.execute(query).fetchone()
        return first, second, third

    def _since(self, query: str, since: int) -> tuple[int, frozenset[str]]:
        rows = self._connection.execute(query, (since,)).fetchall()
        return max([since, *(row[0] for row in rows)]), frozenset(row[1] for row in rows)

    def where_now(self, claim: str) -> str | None:
        """The id of the claim of the current text that this one is, reviewed or not; None where it lost its place."""
        with plain_errors(self.path):
            return where_now(self._connection, claim)

    def article_of(self, claim: str) -> str | None:
        """The id of the article a claim stands in."""
        with plain_errors(self.path):
            row = self._connection.execute("SELECT article_id FROM claims WHERE id = ?", (claim,)).fetchone()
        return row["article_id"] if row else None

    def place_of(self, annotator: str, corpus: str) -> tuple[str, str | None] | None:
        """The article and claim at which the annotator left this corpus, or None."""
        query = "SELECT article_id, claim_id FROM places WHERE annotator = ? AND corpus = ?"
        with plain_errors(self.path):
            row = self._connection.execute(query, (annotator, corpus)).fetchone()
        return (row["article_id"], row["claim_id"]) if row else None

    def set_place(self, annotator: str, corpus: str, article: str, claim: str | None) -> None:
        """Remember where the annotator is in this corpus."""
        row = {"annotator": annotator, "corpus": corpus, "article_id": article, "claim_id": claim}
        with self.writing():
            self._db.table("places").upsert(row, pk=("annotator", "corpus"))
