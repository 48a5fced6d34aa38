"""What a store needs of an article, made without the store: its claims as rows, and its findings.

Worker processes run this; everything in an ``ExtractedArticle`` can be sent between processes.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations import checks
from annotations.corpus import article_failures
from annotations.errors import CorpusError, Sentence
from annotations.model import Role
from annotations.store.identifiers import text_sha256
from annotations.store.row_mapping import row_of_mention

if TYPE_CHECKING:
    from annotations.claims.extractor import Extractor
    from annotations.model import Article, Finding, Mention

ClaimRow = tuple[Any, ...]  # values of CLAIM_COLUMNS
_ID, _START, _END, _ROLE = 0, 3, 4, 10  # places of columns in a claim's row


class ExtractedArticle(NamedTuple):
    """An article with the claims that the extractor of that name read in it.

    ``is_new``: whether the store did not have an article of its id. ``findings`` are those of an article that the store does not have yet. They are None where it has it, since they depend
    on decisions then, and where checking fails: ``check_articles`` makes them, and reports failures.
    """

    article: Article
    sha256: str
    extractor: str
    claim_rows: list[ClaimRow]
    is_new: bool
    findings: list[Finding] | None

    @property
    def claim_ids(self) -> set[str]:
        """The ids of the claims, of all roles."""
        return {row[_ID] for row in self.claim_rows}

    @property
    def ids_by_span(self) -> dict[tuple[int, int], str]:
        """The ids of the claims by the start and end of their spans, in code points."""
        return {(row[_START], row[_END]): row[_ID] for row in self.claim_rows}

    @property
    def claims(self) -> int:
        """How many claims there are, without references, names and metadata."""
        return sum(row[_ROLE] == Role.CLAIM.value for row in self.claim_rows)


class FailedArticle(NamedTuple):
    """An article on which the program failed, and the sentence that says so."""

    article: Article
    problem: Sentence


class ExtractionTask(NamedTuple):
    """An article to extract; ``is_new``: whether the store does not have an article of its id."""

    article: Article
    is_new: bool


def extract_task(task: ExtractionTask, extractor: Extractor) -> ExtractedArticle | FailedArticle:
    """Extract and, if it is new, check an article."""
    try:
        with article_failures(task.article.id):
            mentions = extractor.extract(task.article)
    except CorpusError as error:
        return FailedArticle(task.article, error.sentence)
    return extracted_article(task.article, mentions, extractor.name, is_new=task.is_new)


def extracted_article(
    article: Article, mentions: Iterable[Mention], extractor: str, *, is_new: bool
) -> ExtractedArticle:
    """An article with mentions that were read in it as rows and, if it is new, its findings."""
    mentions, sha256 = list(mentions), text_sha256(article.text)
    rows = [row_of_mention(article.id, sha256, article.text, mention, extractor) for mention in mentions]
    findings = _findings(article, mentions) if is_new else None
    return ExtractedArticle(article, sha256, extractor, rows, is_new, findings)


def _findings(article: Article, mentions: list[Mention]) -> list[Finding] | None:
    if not mentions:
        return []
    with suppress(CorpusError), article_failures(article.id):
        return checks.check(article, mentions)
    return None
