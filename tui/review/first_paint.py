"""What the first screen shows, all in one look into the store: every further one would keep it waiting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotations.model import ArticleReview, Progress
from annotations.review.article_query import FullClaim, OpenArticle, open_article, read_full_claim
from annotations.review.open_article import Reading
from annotations.store import Store
from annotations.store.decisions.tags import Tag
from annotations.store.queries.articles import article_ids_below
from annotations.store.queries.changes import latest_token
from annotations.store.queries.places import read_place
from annotations.store.queries.progress import read_progress
from annotations.store.queries.reviews import read_article_reviews

# Of a corpus of more articles only the one that is read is listed at first: counting them all takes too long.
LISTED = 200


class FirstLook(NamedTuple):
    """The tags there are and, where the annotator has been in the corpus before, the article and claim of that time.

    ``latest`` is how far the store had come before any of it was looked at, ``progress`` and ``marks`` are of the
    articles that can be listed already.
    """

    latest: tuple[int, int, int]
    tags: Sequence[Tag]
    progress: Sequence[Progress] = ()
    marks: Sequence[ArticleReview] = ()
    opened: OpenArticle | None = None
    at: int | None = None
    claim: FullClaim | None = None


def first_look(store: Store, annotator: str, corpus: str) -> FirstLook:
    """Look where the annotator left, and at what stands there."""
    latest, tags = latest_token(store), store.tags()
    place = read_place(store, annotator, corpus)
    if place is None:
        return FirstLook(latest, tags)
    article, claim = place
    known = article_ids_below(store, corpus)
    listed = known if article in known and len(known) <= LISTED else [article]
    progress = read_progress(store, annotator, listed)
    if not progress:
        return FirstLook(latest, tags)
    opened = open_article(store, article, annotator, claim)
    index = Reading(opened, annotator).resumed(opened.claim)
    return FirstLook(
        latest,
        tags,
        progress,
        read_article_reviews(store, listed, annotator),
        opened,
        index,
        read_full_claim(store, opened.outline.id(index), annotator) if index is not None else None,
    )
