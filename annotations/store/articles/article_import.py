"""Importing an article: its text, its claims, and what becomes of the claims of an earlier text."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotations.model import Article, Claim, Mention, Role
from annotations.reports import Imported, ImportReport
from annotations.store.articles.anchor_memo import AnchorMemo, TextClaims
from annotations.store.articles.extraction import ExtractedArticle, extracted_article
from annotations.store.articles.placements import Placing, find_anchors, forget_placements, place_again
from annotations.store.claim_rows import (
    claims_of,
    delete_unread,
    insert_reading,
    mark_current,
    stage_rows,
    staged_claims,
    text_of,
)
from annotations.store.clock import utc_now
from annotations.store.connection import snapshot
from annotations.store.expressions import read_otherwise
from annotations.store.findings.checking import keep_findings
from annotations.store.identifiers import successive_id, text_sha256
from annotations.store.last_id import last_id
from annotations.store.misdated import place_of
from annotations.store.row_mapping import metadata_text

if TYPE_CHECKING:
    from annotations.store.store import Store

# Two texts under one article id that share a smaller part of their words are two articles, from two folders:
# unrelated reports share an eighth of their words, an edited report keeps most.
SAME_ARTICLE = 0.5
# Words of each text that are compared for that.
COMPARED_WORDS = 4_000


def expected_outcome(store: Store, article: Article, extractor: str) -> Imported | None:
    """The outcome of importing an article if that needs no extraction; None if its claims must be extracted.

    ``extractor`` is the name of the extractor that would read it.
    """
    with store.read_access() as connection:
        row = connection.execute("SELECT * FROM articles WHERE id = ?", (article.id,)).fetchone()
        if row is None:
            return None
        stored_row = dict(row)
        new_row = row_of_article(article, text_sha256(article.text), extractor)
        # The source does not tell articles apart: the same folder has several names.
        if {**stored_row, "source": ""} == {**new_row, "source": ""}:
            return Imported.UNCHANGED
        return Imported.NAME_TAKEN if _is_other_article(connection, article, stored_row) else None


def with_settled_text(store: Store, article: Article) -> Article:
    """An article that is derived from a file, with its stored text if somebody has decided on that.

    A later reader may take another text out of the same file; that is no edit of the article.
    """
    if article.file_sha256 is None:
        return article
    query = "SELECT text_sha256, reader FROM articles WHERE id = ? AND file_sha256 = ? AND reader IS NOT ?"
    with store.read_access() as connection:
        row = connection.execute(query, (article.id, article.file_sha256, article.reader)).fetchone()
        if row is None or not _has_decisions(connection, article.id):
            return article
        return article._replace(text=text_of(connection, row["text_sha256"]), reader=row["reader"])


def is_stored(store: Store, article: str) -> bool:
    """Whether the store has an article of that id."""
    with store.read_access() as connection:
        return connection.execute("SELECT 1 FROM articles WHERE id = ?", (article,)).fetchone() is not None


def import_article(
    store: Store, article: Article, mentions: Iterable[Mention], extractor: str
) -> ImportReport:
    """Store an article, its text and the mentions that the extractor of that name found in it.

    An edited text is stored beside the earlier one, and the claims of the earlier one are found again in it. Reviewed
    claims that are not found, or whose number changed, become orphans. What takes long is done before and after the
    transaction, while others can write.
    """
    is_new = not is_stored(store, article.id)
    return import_extracted(store, extracted_article(article, mentions, extractor, is_new=is_new))


def import_extracted(store: Store, extracted: ExtractedArticle) -> ImportReport:
    """``import_article`` for an article whose claims were extracted before."""
    article = extracted.article
    memo = _prepare(store, extracted)
    row = row_of_article(article, extracted.sha256, extracted.extractor)
    with store.write_transaction() as connection:
        former_row = connection.execute("SELECT * FROM articles WHERE id = ?", (article.id,)).fetchone()
        former = dict(former_row) if former_row else None
        if former is not None and _is_other_article(connection, article, former):
            return ImportReport(article.id, Imported.NAME_TAKEN)
        if former != row:
            _store_version(store, row, article.text, former["text_sha256"] if former else None)
        if former is None:
            return _add_claims(connection, extracted)
        has_reviews = forget_placements(connection, article.id)
        former_claims = _current_claims(connection, article.id, former["text_sha256"])
        _change_claims(connection, extracted)
        is_edited = former["text_sha256"] != extracted.sha256
        if has_reviews or is_edited:
            place_again(connection, article.id, memo)
        if not is_edited:
            return _report_rereading(connection, article.id, has_reviews=has_reviews)
    with store.read_access() as connection, snapshot(connection):
        return _report_edit(connection, extracted, memo, former["text_sha256"], former_claims)


def _prepare(store: Store, extracted: ExtractedArticle) -> AnchorMemo:
    """Stage the claims of an article, and find the reviewed claims of its earlier texts again."""
    memo, article = AnchorMemo(), extracted.article
    with store.read_access() as connection, snapshot(connection):
        stage_rows(connection, extracted.claim_rows)
        if is_stored(store, article.id):
            find_anchors(connection, article.id, TextClaims(article.text, staged_claims(connection)), memo)
    return memo


def _add_claims(connection: sqlite3.Connection, extracted: ExtractedArticle) -> ImportReport:
    """Insert the claims of an article that is new."""
    insert_reading(connection)
    if extracted.findings is not None:
        keep_findings(connection, extracted.article.id, extracted.findings, extracted.ids_by_span)
    return ImportReport(extracted.article.id, Imported.NEW, new=extracted.claims)


def _change_claims(connection: sqlite3.Connection, extracted: ExtractedArticle) -> None:
    """Give an article that is stored the claims that were read in it."""
    insert_reading(connection)
    delete_unread(connection, extracted.article.id, extracted.sha256, extracted.claim_ids)
    mark_current(connection, extracted.article.id)


def _report_rereading(connection: sqlite3.Connection, article: str, *, has_reviews: bool) -> ImportReport:
    """Report what became of the reviews of an article whose text was not edited."""
    if not has_reviews:
        return ImportReport(article, Imported.UNCHANGED)
    return ImportReport(
        article,
        Imported.UNCHANGED,
        orphans=_count_orphans(connection, article),
        reread=_count_reread(connection, article),
    )


def _current_claims(connection: sqlite3.Connection, article: str, sha256: str) -> list[str]:
    """The ids of the claims that stand in an article's text."""
    query = "SELECT id FROM claims WHERE article_id = ? AND text_sha256 = ? AND current AND role = 'claim'"
    return [row[0] for row in connection.execute(query, (article, sha256))]


def _is_other_article(
    connection: sqlite3.Connection, article: Article, stored_row: Mapping[str, str]
) -> bool:
    """Whether the stored article of that id is another one, from another folder, and has been reviewed."""
    query = "SELECT EXISTS (SELECT 1 FROM versions WHERE article_id = ? AND source = ?)"
    has_same_source = connection.execute(query, (article.id, article.source)).fetchone()[0]
    if has_same_source or stored_row["text_sha256"] == text_sha256(article.text):
        return False
    if not _has_decisions(connection, article.id):
        return False
    # Loaded where two folders have the same file name: seldom.
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    stored_text = text_of(connection, stored_row["text_sha256"])
    stored_words, new_words = (
        text.split(maxsplit=COMPARED_WORDS)[:COMPARED_WORDS] for text in (stored_text, article.text)
    )
    return Indel.normalized_similarity(stored_words, new_words) < SAME_ARTICLE


def _has_decisions(connection: sqlite3.Connection, article: str) -> bool:
    query = (
        "SELECT EXISTS (SELECT 1 FROM claims JOIN decisions ON decisions.claim_id = claims.id "
        "WHERE claims.article_id = ?1) OR EXISTS (SELECT 1 FROM article_decisions WHERE article_id = ?1)"
    )
    return bool(connection.execute(query, (article,)).fetchone()[0])


def _store_version(store: Store, row: dict[str, str | None], text: str, former_sha256: str | None) -> None:
    """Insert or update an article's row, and append a version that names the text it replaces."""
    store.database.table("texts").insert({"sha256": row["text_sha256"], "text": text}, ignore=True)
    if former_sha256 is None:
        store.database.table("articles").insert(row)
    else:
        store.database.table("articles").update(str(row["id"]), row)
    greatest_id = store.connection.execute("SELECT max(id) FROM versions").fetchone()[0]
    replaces = former_sha256
    if (
        former_sha256 == row["text_sha256"]
    ):  # extracted anew: the version replaces the text that the last one did
        query = (
            f"SELECT replaces FROM versions WHERE article_id = ? ORDER BY {place_of('versions')} DESC LIMIT 1"
        )
        replaces = store.connection.execute(query, (row["id"],)).fetchone()[0]
    version = {
        **row,
        "id": successive_id(last_id(store.connection, greatest_id, ("versions",))),
        "article_id": row["id"],
        "replaces": replaces,
        "imported_at": utc_now(),
    }
    store.database.table("versions").insert(version)


def _report_edit(
    connection: sqlite3.Connection,
    extracted: ExtractedArticle,
    memo: AnchorMemo,
    former_text: str,
    former_claims: Sequence[str],
) -> ImportReport:
    """Report what became of the claims of the former text."""
    article, sha256 = extracted.article.id, extracted.sha256
    anchors = Placing(connection, article, memo).anchors(former_text, sha256)
    # Another process may have deleted a claim that nobody reviewed since the import was stored.
    outcomes = Counter(anchors[claim].outcome for claim in former_claims if claim in anchors)
    anchored_ids = {anchor.claim.id for anchor in anchors.values() if anchor.claim}
    current_claims = claims_of(connection, article, sha256, current=True)
    new_claims = [claim for claim in current_claims if claim.id not in anchored_ids]
    return ImportReport(
        article, Imported.EDITED, outcomes, _count_claims(new_claims), _count_orphans(connection, article)
    )


def _count_orphans(connection: sqlite3.Connection, article: str) -> int:
    query = "SELECT count(DISTINCT claim) FROM orphans WHERE article = ?"
    return int(connection.execute(query, (article,)).fetchone()[0])


def _count_reread(connection: sqlite3.Connection, article: str) -> int:
    """How many reviewed claims of an article's current text are read otherwise than when they were decided on."""
    query = (
        "SELECT count(DISTINCT c.id) FROM claims c JOIN reviews r ON r.claim_id = c.id "
        f"JOIN decisions d ON d.id = r.decision_id WHERE c.article_id = ? AND c.current AND {read_otherwise('c', 'd')}"
    )
    return int(connection.execute(query, (article,)).fetchone()[0])


def row_of_article(article: Article, sha256: str, extractor: str) -> dict[str, str | None]:
    """The row of an article, by column."""
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "metadata": metadata_text(article.metadata),
        "file_sha256": article.file_sha256,
        "reader": article.reader,
        "text_sha256": sha256,
        "extractor": extractor,
    }


def _count_claims(claims: Iterable[Claim]) -> int:
    return sum(claim.mention.role == Role.CLAIM for claim in claims)
