"""What a screen reads of an article from the store: everything of one article, or one claim of it in full."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from annotations.model import Article, Claim, Finding, Review
from annotations.store import Store
from annotations.store.findings.stored_findings import findings_on_claim
from annotations.store.queries.articles import read_article
from annotations.store.queries.claims import current_claim, read_claim
from annotations.store.queries.outline import Outline
from annotations.store.queries.outline_query import read_outline
from annotations.text import Shown, show

FullClaim = tuple[Claim, list[Review], list[Finding]]

# Code points from which on a text takes longer to be made ready than a thread takes to begin, on a busy machine.
LONG = 1_000_000


class OpenArticle(NamedTuple):
    """An article as a screen needs it: its text as shown, its mentions in outline with one annotator's verdicts.

    ``claim`` is the one that was asked for, as it stands in the article's current text.
    """

    article: Article
    shown: Shown
    outline: Outline
    claim: str | None = None


def read_full_claim(store: Store, claim: str, annotator: str) -> FullClaim | None:
    """A claim in full, what everybody holds of it, and what its article says of it as the annotator reads it."""
    found = read_claim(store, claim)
    return (*found, findings_on_claim(store, claim, annotator)) if found else None


def open_article(store: Store, article: str, annotator: str, claim: str | None = None) -> OpenArticle:
    """Everything of one article, ready to be shown, and where a claim of it stands now."""
    found = read_article(store, article)
    standing = current_claim(store, claim) if claim else None
    if len(found.text) < LONG:
        return OpenArticle(found, show(found.text), read_outline(store, article, annotator), standing)
    # SQLite reads the outline without Python's lock, so meanwhile the text is made ready to be shown.
    with ThreadPoolExecutor(1) as beside:
        shown = beside.submit(show, found.text)
        outline = read_outline(store, article, annotator)
    return OpenArticle(found, shown.result(), outline, standing)
