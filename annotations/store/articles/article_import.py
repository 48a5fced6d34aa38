"""Articles in the store, with their texts, the claims found in them, and what became of those by an edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.model import Article, Claim, Finding, Mention, Role
from annotations.store.articles.placements import forget_placements, place_again
from annotations.store.base import OpenStore
from annotations.store.claim_rows import claims_of, delete_unreviewed, insert_claims, text_of
from annotations.store.clock import now
from annotations.store.connection import plain_errors
from annotations.store.identifiers import successive_id, text_sha256
from annotations.store.row_mapping import claim_of_mention
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.reports import Imported, ImportReport

# Texts under one name, from two folders, that share less of their words are two articles: unrelated reports share
# an eighth of them, an edited one keeps most.
SAME_ARTICLE = 0.5
# Words that are compared for that.
COMPARED = 4_000


class Articles(OpenStore):
    """Importing articles and reading them back."""

    def imported(self, article: Article, extractor: str) -> Imported | None:
        """What importing the article would do if it needs no extraction; None if its claims must be read."""
        from annotations.reports import Imported  # noqa: PLC0415 (as below)

        with plain_errors(self.path):
            row = self._connection.execute("SELECT * FROM articles WHERE id = ?", (article.id,)).fetchone()
            if row is None:
                return None
            row = dict(row)
            # Where the file lies says nothing of the article: the same folder has several names.
            if {**row, "source": ""} == {
                **_row_of_article(article, text_sha256(article.text), extractor),
                "source": "",
            }:
                return Imported.UNCHANGED
            return Imported.OTHER if self._is_other(article, row) else None

    def articles_in(self, folder: str) -> list[str]:
        """The articles that were read from below a folder when they were last imported, by id."""
        query = "SELECT id FROM articles WHERE source = ?1 || '/' || id ORDER BY id"
        with plain_errors(self.path):
            return [row[0] for row in self._connection.execute(query, (folder.rstrip("/"),))]

    def import_article(self, article: Article, mentions: Iterable[Mention], extractor: str) -> ImportReport:
        """Store an article, its text and the claims that ``extractor`` (a version) found in it.

        A text that was edited is kept beside the former one, and the claims of that are found again in it.
        Those that were reviewed and are not found, or whose number is another now, go to the orphan queue.
        """
        from annotations.reports import Imported, ImportReport  # noqa: PLC0415 (as below)

        sha256 = text_sha256(article.text)
        mentions = list(mentions)
        found = self._found_in_new(article, mentions)
        claims = [claim_of_mention(article.id, sha256, article.text, mention) for mention in mentions]
        row = _row_of_article(article, sha256, extractor)
        with self.writing() as connection:
            before = connection.execute("SELECT * FROM articles WHERE id = ?", (article.id,)).fetchone()
            if before is not None and self._is_other(article, dict(before)):
                return ImportReport(article.id, Imported.OTHER)
            if before is None or dict(before) != row:
                self._store_version(row, article.text, before["text_sha256"] if before else None)
            if before is None:
                insert_claims(connection, claims, extractor)
                if found is not None:
                    from annotations.store.findings.checking import keep_findings  # noqa: PLC0415 (as below)

                    names = {(claim.mention.start, claim.mention.end): claim.id for claim in claims}
                    keep_findings(connection, article.id, found, names)
                return ImportReport(article.id, Imported.NEW, new=_count(claims))
            reviewed = forget_placements(connection, article.id)
            delete_unreviewed(connection, article.id, sha256)
            insert_claims(connection, claims, extractor)
            if before["text_sha256"] != sha256:
                return self._report_edit(article.id, before["text_sha256"], sha256)
            if reviewed:
                place_again(connection, article.id)
            return ImportReport(article.id, Imported.UNCHANGED)

    def _found_in_new(self, article: Article, mentions: Sequence[Mention]) -> list[Finding] | None:
        """What a new article says of its own claims, None where it is not new: then ``check_articles`` finds it.

        What annotators decided and what was read before makes an article known to the store another matter.
        """
        if self._connection.execute("SELECT 1 FROM articles WHERE id = ?", (article.id,)).fetchone():
            return None
        # Imported where it is needed: a store must open at once.
        from annotations.checks import check  # noqa: PLC0415

        return check(article, mentions)

    def _is_other(self, article: Article, known: Mapping[str, str]) -> bool:
        """Tell whether the store's article of that name is another one, and has been reviewed."""
        query = "SELECT EXISTS (SELECT 1 FROM versions WHERE article_id = ? AND source = ?)"
        here = self._connection.execute(query, (article.id, article.source)).fetchone()[0]
        if here or known["text_sha256"] == text_sha256(article.text):
            return False
        if not self._has_decisions(article.id):
            return False
        # Imported where it is needed: seldom, and a store must open at once.
        from rapidfuzz.distance import Indel  # noqa: PLC0415

        text = text_of(self._connection, known["text_sha256"])
        ours, theirs = (words.split(maxsplit=COMPARED)[:COMPARED] for words in (text, article.text))
        return Indel.normalized_similarity(ours, theirs) < SAME_ARTICLE

    def _has_decisions(self, article: str) -> bool:
        query = (
            "SELECT EXISTS (SELECT 1 FROM claims JOIN decisions ON decisions.claim_id = claims.id "
            "WHERE claims.article_id = ?1) OR EXISTS (SELECT 1 FROM article_decisions WHERE article_id = ?1)"
        )
        return bool(self._connection.execute(query, (article,)).fetchone()[0])

    def _store_version(self, row: dict[str, str | None], text: str, before: str | None) -> None:
        """Store the text, and the article as it is in the corpus now, in the place of another text if it was edited."""
        self._db.table("texts").insert({"sha256": row["text_sha256"], "text": text}, ignore=True)
        if before is None:
            self._db.table("articles").insert(row)
        else:
            self._db.table("articles").update(str(row["id"]), row)
        last = self._connection.execute("SELECT max(id) FROM versions").fetchone()[0]
        replaces = before
        if before == row["text_sha256"]:  # read anew: what it replaced it still does
            query = "SELECT replaces FROM versions WHERE article_id = ? ORDER BY id DESC LIMIT 1"
            replaces = self._connection.execute(query, (row["id"],)).fetchone()[0]
        known = {
            "id": successive_id(last),
            "article_id": row["id"],
            "replaces": replaces,
            "imported_at": now(),
        }
        version = {**row, **known}
        self._db.table("versions").insert(version)

    def _report_edit(self, article: str, before: str, sha256: str) -> ImportReport:
        """Bring what follows from the text up to date and tell what became of the former text's claims."""
        from annotations.reports import Imported, ImportReport  # noqa: PLC0415 (as above)

        self._connection.execute(
            "UPDATE claims SET current = text_sha256 = ? WHERE article_id = ?", (sha256, article)
        )
        anchors = place_again(self._connection, article, [before])[before]
        old = claims_of(self._connection, article, before)
        outcomes = Counter(anchors[claim.id].outcome for claim in old if claim.mention.role == Role.CLAIM)
        again = {anchor.claim.id for anchor in anchors.values() if anchor.claim}
        new = [c for c in claims_of(self._connection, article, sha256) if c.id not in again]
        query = "SELECT count(DISTINCT claim_id) FROM orphans WHERE article_id = ?"
        orphans = self._connection.execute(query, (article,)).fetchone()[0]
        return ImportReport(article, Imported.EDITED, outcomes, _count(new), orphans)

    def sources(self) -> dict[str, str]:
        """The path at which the file of each article was found, by the article's id."""
        with plain_errors(self.path):
            return dict(self._connection.execute("SELECT id, source FROM articles ORDER BY id").fetchall())

    def article(self, article: str) -> Article:
        """The article with its current text; raises StoreError if there is none of that id."""
        query = "SELECT * FROM articles JOIN texts ON texts.sha256 = articles.text_sha256 WHERE id = ?"
        with plain_errors(self.path):
            row = self._connection.execute(query, (article,)).fetchone()
        if row is None:
            raise StoreError(
                "The store {store} has no article {article}.",
                store=visible(str(self.path)),
                article=visible(article),
            )
        return Article(
            row["id"],
            row["source"],
            row["text"],
            row["title"],
            row["outlet"],
            row["author"],
            row["published"],
        )


def _row_of_article(article: Article, sha256: str, extractor: str) -> dict[str, str | None]:
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "text_sha256": sha256,
        "extractor": extractor,
    }


def _count(claims: Iterable[Claim]) -> int:
    return sum(claim.mention.role == Role.CLAIM for claim in claims)
