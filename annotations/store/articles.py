"""Articles in the store, with their texts and the claims found in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from annotations.errors import StoreError
from annotations.model import Article, Claim, Mention
from annotations.store.base import OpenStore
from annotations.store.connection import plain_errors
from annotations.store.identifiers import text_sha256
from annotations.store.rows import claim_of_mention, claim_of_row, row_of_claim
from annotations.text import visible


class Imported(Enum):
    """What importing an article did."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    KEPT = "kept"  # its text differs from the one already reviewed, which stays
    OTHER = "other"  # the same, but the reviewed one came from elsewhere: another article of the same name


class Articles(OpenStore):
    """Importing articles and reading them back."""

    def imported(self, article: Article, extractor: str) -> Imported | None:
        """What importing the article would do if it needs no extraction; None if its claims must be read."""
        with plain_errors(self.path):
            row = self._connection.execute(
                "SELECT text_sha256, extractor, source FROM articles WHERE id = ?", (article.id,)
            ).fetchone()
            if row is None:
                return None
            if row["text_sha256"] == text_sha256(article.text):
                return Imported.UNCHANGED if row["extractor"] == extractor else None
            return self._kept(article, row["source"]) if self._has_decisions(article.id) else None

    def import_article(self, article: Article, mentions: Iterable[Mention], extractor: str) -> Imported:
        """Store an article, its text and the claims that ``extractor`` (a version) found in it.

        An article whose text changed replaces the stored one only while nothing was decided on it; otherwise
        the reviewed text stays and KEPT is returned. Claims with decisions are never altered.
        """
        sha256 = text_sha256(article.text)
        claims = [claim_of_mention(article.id, sha256, article.text, mention) for mention in mentions]
        with self.writing():
            before = self._connection.execute(
                "SELECT text_sha256, source FROM articles WHERE id = ?", (article.id,)
            ).fetchone()
            changed = before is not None and before["text_sha256"] != sha256
            if changed and self._has_decisions(article.id):
                return self._kept(article, before["source"])
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

    @staticmethod
    def _kept(article: Article, source: str) -> Imported:
        return Imported.KEPT if article.source == source else Imported.OTHER

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
