"""What a reviewing program reads of an article from the store: all of it, or one claim in full."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from annotations.model import Article, Claim, Finding, Mention, Review
from annotations.store import Store
from annotations.store.blindness import visible_reviews
from annotations.store.findings.stored_findings import findings_on_claim
from annotations.store.queries.articles import read_article
from annotations.store.queries.claims import current_claim, former_reading, read_claim
from annotations.store.queries.outline import Outline
from annotations.store.queries.outline_query import read_outline
from annotations.text import DisplayText, show

FullClaim = tuple[Claim, list[Review], list[Finding], Mention | None]

# Code points from which on preparing a text for display takes longer than starting a thread, on a busy machine.
LONG = 1_000_000


class ArticleContents(NamedTuple):
    """An article as a screen shows it: its text for display, its mentions in outline with an annotator's verdicts.

    ``claim`` is the id of the requested claim in the current text, which differs from the requested id after an edit.
    """

    article: Article
    display: DisplayText
    outline: Outline
    claim: str | None = None


def read_full_claim(store: Store, claim: str, annotator: str) -> FullClaim | None:
    """A claim, the reviews of it that the annotator may see, the findings on it with the annotator's corrections, and its former reading.

    The former reading is that of the annotator's review, None where it is the same.
    """
    claim_with_reviews = read_claim(store, claim)
    if claim_with_reviews is None:
        return None
    full_claim, reviews = claim_with_reviews
    with store.read_access() as connection:
        reviews = visible_reviews(connection, annotator, reviews)
    findings = findings_on_claim(store, claim, annotator)
    return full_claim, reviews, findings, former_reading(store, claim, annotator)


def read_contents(store: Store, article: str, annotator: str, claim: str | None = None) -> ArticleContents:
    """The contents of an article, and the id in its current text of a claim of it."""
    stored_article = read_article(store, article)
    current = current_claim(store, claim) if claim else None
    if len(stored_article.text) < LONG:
        display, outline = show(stored_article.text), read_outline(store, article, annotator)
        return ArticleContents(stored_article, display, outline, current)
    # SQLite aggregates the outline without the GIL: meanwhile another thread prepares the text.
    with ThreadPoolExecutor(1) as executor:
        prepared = executor.submit(show, stored_article.text)
        outline = read_outline(store, article, annotator)
    return ArticleContents(stored_article, prepared.result(), outline, current)
