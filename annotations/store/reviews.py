"""What holds now: reviews, progress, tags, and where each annotator left off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotations.errors import UsageError
from annotations.model import LogEntry, Progress, Review, ReviewedClaim, Verdict
from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors
from annotations.store.rows import log_entry_of_row, review_of_row, reviewed_claim_of_row
from annotations.text import visible


class Reviews(OpenStore):
    """Questions to a store."""

    def reviews(self, article: str) -> list[Review]:
        """Every annotator's review of every claim of an article's current text."""
        query = (
            "SELECT reviews.* FROM articles JOIN claims ON claims.article_id = articles.id "
            "AND claims.text_sha256 = articles.text_sha256 JOIN reviews ON reviews.claim_id = claims.id "
            "WHERE articles.id = ? ORDER BY claims.start_offset, reviews.annotator"
        )
        with plain_errors(self.path):
            rows = self._connection.execute(query, (article,))
            return [review_of_row(row, row["claim_id"]) for row in rows]

    def progress(self, annotator: str, articles: Sequence[str] | None = None) -> list[Progress]:
        """How far an annotator is with these articles, or with all of them, in order of article id."""
        query = (
            "SELECT a.id, a.title, a.outlet, a.published, r.verdict, count(c.id) AS n "
            "FROM articles a LEFT JOIN claims c ON c.article_id = a.id AND c.text_sha256 = a.text_sha256 "
            "AND c.role = 'claim' LEFT JOIN reviews r ON r.claim_id = c.id AND r.annotator = ?1 "
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
                found[row["id"]] = replace(
                    so_far, total=total, reviewed=sum(verdicts.values()), verdicts=verdicts
                )
        return list(found.values())

    def reviewed_claims(self, verdicts: Sequence[Verdict | None]) -> Iterator[ReviewedClaim]:
        """Claims with a review whose verdict is among ``verdicts``, by article, position and annotator.

        None among them stands for claims that have a note or a tag but no verdict.
        """
        wanted = json.dumps([verdict.value if verdict else "" for verdict in verdicts])
        query = (
            "SELECT * FROM reviewed_claims "
            "WHERE coalesce(verdict, '') IN (SELECT value FROM json_each(?)) "
            "AND (verdict IS NOT NULL OR note <> '' OR tags <> '[]') "
            "ORDER BY article_id, text_sha256, start_offset, end_offset, annotator"
        )
        with plain_errors(self.path):
            for row in self._connection.execute(query, (wanted,)):
                yield reviewed_claim_of_row(row)

    def log(self, about: str | None = None) -> Iterator[LogEntry]:
        """Every decision there ever was, the oldest first; of an article or a claim where its id is given.

        Raises UsageError where the store has no article and no claim of that id.
        """
        query = """
            SELECT d.*, d.id AS decision_id, c.article_id, c.start_offset, c.quote,
                lag(d.id) OVER was AS before_id, lag(d.verdict) OVER was AS before_verdict,
                lag(d.tags) OVER was AS before_tags, lag(d.note) OVER was AS before_note,
                lag(d.decided_at) OVER was AS before_at
            FROM decisions d JOIN claims c ON c.id = d.claim_id
            WHERE ?1 IS NULL OR c.article_id = ?1 OR c.id = ?1
            WINDOW was AS (PARTITION BY d.claim_id, d.annotator ORDER BY d.id)
            ORDER BY d.id
        """
        known = "SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?1) OR EXISTS (SELECT 1 FROM claims WHERE id = ?1)"
        with plain_errors(self.path):
            if about is not None and not self._connection.execute(known, (about,)).fetchone()[0]:
                raise UsageError(
                    f"There is no article or claim {visible(about)} in {visible(str(self.path))}; "
                    "soi stats lists the articles, an export the claims."
                )
            for row in self._connection.execute(query, (about,)):
                yield log_entry_of_row(row)

    def news(self, since: int) -> tuple[int, list[str]]:
        """The articles on which anything was decided since, and what to ask with the next time (0 at first)."""
        query = (
            "SELECT coalesce(max(decisions.rowid), ?1), json_group_array(DISTINCT claims.article_id) "
            "FROM decisions JOIN claims ON claims.id = decisions.claim_id WHERE decisions.rowid > ?1"
        )
        with plain_errors(self.path):
            last, articles = self._connection.execute(query, (since,)).fetchone()
        return int(last), list(json.loads(articles))

    def article_of(self, claim: str) -> str | None:
        """The id of the article a claim stands in."""
        with plain_errors(self.path):
            row = self._connection.execute("SELECT article_id FROM claims WHERE id = ?", (claim,)).fetchone()
        return row["article_id"] if row else None

    def tags(self) -> list[str]:
        """The tags in use, in order of name."""
        with plain_errors(self.path):
            rows = self._connection.execute("SELECT name FROM tags WHERE retired = 0 ORDER BY name")
            return [row["name"] for row in rows]

    def place(self, annotator: str, corpus: str) -> tuple[str, str | None] | None:
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
