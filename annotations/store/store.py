"""The store: one SQLite file with texts, articles, claims and what was decided of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotations.errors import StoreError
from annotations.model import Article, Claim, Mention, Progress, Review, ReviewedClaim, Verdict
from annotations.store.connection import connect, plain_errors, transaction
from annotations.store.identifiers import decision_id, text_sha256
from annotations.store.rows import (
    claim_of_mention,
    claim_of_row,
    review_of_row,
    reviewed_claim_of_row,
    row_of_claim,
)
from annotations.text import visible

if TYPE_CHECKING:
    from sqlite_utils import Database


class Imported(Enum):
    """What importing an article did."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    KEPT = "kept"  # its text differs from the one already reviewed, which stays


class Store:
    """One connection to a store; open with ``Store.open`` and use it from the thread that did.

    Every method raises StoreError, with a sentence that says what to do, where SQLite cannot do its part.
    A method that writes returns after the commit: what it wrote survives a crash.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open the store at ``path``, bringing its schema up to date; make it first if ``create``.

        Raises UsageError where there is none or none can be, StoreError where the file is no store.
        """
        store = cls(path, connect(path, create=create))
        try:
            with plain_errors(path):
                store._migrate()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def _db(self) -> Database:
        # Imported at the first write: it takes seven times as long to load as opening the file and reading.
        from sqlite_utils import Database  # noqa: PLC0415

        return Database(self._connection, execute_plugins=False)

    def _migrate(self) -> None:
        tables = {
            row[0] for row in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        applied: set[str] = set()
        if "_sqlite_migrations" in tables:
            query = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'soi'"
            applied = {row[0] for row in self._connection.execute(query)}
        if tables and not applied:
            raise StoreError(
                f"{visible(str(self.path))} is an SQLite database of another program; it was left as it is. "
                "Name another file with --store FILE."
            )
        if applied == KNOWN_MIGRATIONS:
            return
        if applied - KNOWN_MIGRATIONS:
            raise StoreError(
                f"The store {visible(str(self.path))} was made by a newer soi; install that to open it."
            )
        from annotations.store.schema import MIGRATIONS  # noqa: PLC0415

        # Immediate, so that of two processes making the same store the second finds it made.
        with transaction(self._connection):
            MIGRATIONS.apply(self._db)

    # Articles -----------------------------------------------------------------------------------------

    def imported(self, article: Article, extractor: str) -> Imported | None:
        """What importing the article would do if it needs no extraction; None if its claims must be read."""
        with plain_errors(self.path):
            row = self._connection.execute(
                "SELECT text_sha256, extractor FROM articles WHERE id = ?", (article.id,)
            ).fetchone()
            if row is None:
                return None
            if row["text_sha256"] == text_sha256(article.text):
                return Imported.UNCHANGED if row["extractor"] == extractor else None
            return Imported.KEPT if self._has_decisions(article.id) else None

    def import_article(self, article: Article, mentions: Iterable[Mention], extractor: str) -> Imported:
        """Store an article, its text and the claims that ``extractor`` (a version) found in it.

        An article whose text changed replaces the stored one only while nothing was decided on it; otherwise
        the reviewed text stays and KEPT is returned. Claims with decisions are never altered.
        """
        sha256 = text_sha256(article.text)
        claims = [claim_of_mention(article.id, sha256, article.text, mention) for mention in mentions]
        with plain_errors(self.path), transaction(self._connection):
            before = self._connection.execute(
                "SELECT text_sha256 FROM articles WHERE id = ?", (article.id,)
            ).fetchone()
            changed = before is not None and before["text_sha256"] != sha256
            if changed and self._has_decisions(article.id):
                return Imported.KEPT
            self._db.table("texts").insert({"sha256": sha256, "text": article.text}, ignore=True)
            self._db.table("articles").upsert(
                {
                    "id": article.id,
                    "source": article.source,
                    "title": article.title,
                    "outlet": article.outlet,
                    "author": article.author,
                    "published": article.published,
                    "text_sha256": sha256,
                    "extractor": extractor,
                },
                pk="id",
            )
            self._replace_claims(article.id, sha256, claims)
        if before is None:
            return Imported.NEW
        return Imported.REPLACED if changed else Imported.UNCHANGED

    def _has_decisions(self, article: str) -> bool:
        query = (
            "SELECT 1 FROM claims JOIN decisions ON decisions.claim_id = claims.id "
            "WHERE claims.article_id = ? LIMIT 1"
        )
        return self._connection.execute(query, (article,)).fetchone() is not None

    def _replace_claims(self, article: str, sha256: str, claims: Sequence[Claim]) -> None:
        self._connection.execute(
            "DELETE FROM claims WHERE article_id = ? AND text_sha256 = ? AND origin = 'extractor' "
            "AND NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.claim_id = claims.id)",
            (article, sha256),
        )
        rows = [row_of_claim(claim) for claim in claims]
        if rows:
            names = ", ".join(rows[0])
            values = ", ".join(f":{name}" for name in rows[0])
            self._connection.executemany(
                # A claim with decisions is still there: it stays as it was when they were made.
                f"INSERT INTO claims ({names}) VALUES ({values}) ON CONFLICT (id) DO NOTHING",  # noqa: S608
                rows,
            )

    def article(self, article: str) -> Article:
        """The article with its current text; raises StoreError if there is none of that id."""
        query = "SELECT * FROM articles JOIN texts ON texts.sha256 = articles.text_sha256 WHERE id = ?"
        with plain_errors(self.path):
            row = self._connection.execute(query, (article,)).fetchone()
        if row is None:
            raise StoreError(f"The store {visible(str(self.path))} has no article {visible(article)}.")
        return Article(
            row["id"],
            row["source"],
            row["text"],
            row["title"],
            row["outlet"],
            row["author"],
            row["published"],
        )

    def mentions(self, article: str) -> list[Claim]:
        """Every mention of an article's current text, of all roles, in order of position."""
        query = (
            "SELECT claims.* FROM articles JOIN claims ON claims.article_id = articles.id "
            "AND claims.text_sha256 = articles.text_sha256 WHERE articles.id = ? ORDER BY start_offset"
        )
        with plain_errors(self.path):
            return [claim_of_row(row) for row in self._connection.execute(query, (article,))]

    # Decisions ----------------------------------------------------------------------------------------

    def set_verdict(self, claim: str, annotator: str, verdict: Verdict | None) -> Review:
        """Decide on a claim (None clears the verdict); tags and note stay."""
        return self._decide(claim, annotator, verdict=verdict)

    def set_note(self, claim: str, annotator: str, note: str) -> Review:
        """Note something on a claim; verdict and tags stay."""
        return self._decide(claim, annotator, note=note)

    def set_tags(self, claim: str, annotator: str, tags: Iterable[str]) -> Review:
        """Give a claim these tags, new ones joining the vocabulary; verdict and note stay."""
        return self._decide(claim, annotator, tags=tuple(sorted(set(tags))))

    def _decide(self, claim: str, annotator: str, **change: object) -> Review:
        with plain_errors(self.path), transaction(self._connection):
            before = self._review(claim, annotator)
            review = before or Review(claim, annotator, None, (), "", "", "")
            review = replace(review, **change)  # type: ignore[arg-type]  # names and types are _decide's callers'
            if review == before:
                return review
            last = self._connection.execute("SELECT max(id) FROM decisions").fetchone()[0]
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            review = replace(review, decision=decision_id(last), decided_at=now)
            self._append(review)
        return review

    def _append(self, review: Review) -> None:
        self._db.table("annotators").insert({"name": review.annotator}, ignore=True)
        for tag in review.tags:
            self._db.table("tags").insert({"name": tag}, ignore=True)
        self._db.table("decisions").insert(
            {
                "id": review.decision,
                "claim_id": review.claim,
                "annotator": review.annotator,
                "verdict": review.verdict.value if review.verdict else None,
                "tags": json.dumps(review.tags, ensure_ascii=False),
                "note": review.note,
                "decided_at": review.decided_at,
            }
        )

    # Reviews ------------------------------------------------------------------------------------------

    def _review(self, claim: str, annotator: str) -> Review | None:
        query = "SELECT * FROM reviews WHERE claim_id = ? AND annotator = ?"
        row = self._connection.execute(query, (claim, annotator)).fetchone()
        return review_of_row(row, claim) if row else None

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

    def progress(self, annotator: str) -> list[Progress]:
        """How far an annotator is with each article, in order of article id."""
        query = (
            "SELECT a.id, a.title, a.outlet, a.published, r.verdict, count(c.id) AS n "
            "FROM articles a LEFT JOIN claims c ON c.article_id = a.id AND c.text_sha256 = a.text_sha256 "
            "AND c.role = 'claim' LEFT JOIN reviews r ON r.claim_id = c.id AND r.annotator = ? "
            "GROUP BY a.id, r.verdict ORDER BY a.id"
        )
        found: dict[str, Progress] = {}
        with plain_errors(self.path):
            for row in self._connection.execute(query, (annotator,)):
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

    def tags(self) -> list[str]:
        """The tags in use, in order of name."""
        with plain_errors(self.path):
            rows = self._connection.execute("SELECT name FROM tags WHERE retired = 0 ORDER BY name")
            return [row["name"] for row in rows]

    # Places -------------------------------------------------------------------------------------------

    def place(self, annotator: str, corpus: str) -> tuple[str, str | None] | None:
        """The article and claim at which the annotator left this corpus, or None."""
        query = "SELECT article_id, claim_id FROM places WHERE annotator = ? AND corpus = ?"
        with plain_errors(self.path):
            row = self._connection.execute(query, (annotator, corpus)).fetchone()
        return (row["article_id"], row["claim_id"]) if row else None

    def set_place(self, annotator: str, corpus: str, article: str, claim: str | None) -> None:
        """Remember where the annotator is in this corpus."""
        row = {"annotator": annotator, "corpus": corpus, "article_id": article, "claim_id": claim}
        with plain_errors(self.path), transaction(self._connection):
            self._db.table("places").upsert(row, pk=("annotator", "corpus"))


KNOWN_MIGRATIONS = {"m001_first_schema"}
