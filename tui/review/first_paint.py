"""Reads everything that the first paint shows in one job of the store: further jobs would delay the paint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotations.model import ArticleReview, Progress
from annotations.review.article_contents import ArticleContents, FullClaim, read_contents, read_full_claim
from annotations.review.open_article import OpenArticle
from annotations.store import Store
from annotations.store.assigned_articles import assigned_articles
from annotations.store.decisions.tags import Tag
from annotations.store.queries.articles import article_ids_below
from annotations.store.queries.changes import Token, latest_token
from annotations.store.queries.places import read_place
from annotations.store.queries.progress import read_progress
from annotations.store.queries.reviews import read_article_reviews

# In a larger corpus the first paint lists only the open article: counting the others takes too long.
MAX_LISTED_ARTICLES = 200


class FirstPaint(NamedTuple):
    """The vocabulary and, for a corpus where the annotator has been before, the article and claim where they left.

    ``assigned`` are the articles that are assigned to the annotator. ``token`` is the state of the store before anything was read; ``mention`` is the index of ``claim``; ``progress`` and
    ``article_reviews`` are of the articles that can be listed already.
    """

    token: Token
    tags: Sequence[Tag]
    progress: Sequence[Progress] = ()
    article_reviews: Sequence[ArticleReview] = ()
    contents: ArticleContents | None = None
    mention: int | None = None
    claim: FullClaim | None = None
    assigned: frozenset[str] = frozenset()


def read_first_paint(store: Store, annotator: str, corpus: str) -> FirstPaint:
    """Read where the annotator left a corpus, and what the screen shows there."""
    token, tags = latest_token(store), store.tags()
    with store.read_access() as connection:
        assigned = assigned_articles(connection, annotator)
    place = read_place(store, annotator, corpus)
    if place is None:
        return FirstPaint(token, tags, assigned=assigned)
    article, claim = place
    articles = [name for name in article_ids_below(store, corpus) if not assigned or name in assigned]
    listed = articles if article in articles and len(articles) <= MAX_LISTED_ARTICLES else [article]
    progress = read_progress(store, annotator, listed)
    if not progress:
        return FirstPaint(token, tags, assigned=assigned)
    contents = read_contents(store, article, annotator, claim)
    mention = OpenArticle(contents, annotator).mention_to_resume(contents.claim)
    return FirstPaint(
        token,
        tags,
        progress,
        read_article_reviews(store, listed, annotator),
        contents,
        mention,
        read_full_claim(store, contents.outline.id(mention), annotator) if mention is not None else None,
        assigned,
    )
