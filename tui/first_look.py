"""What the first screen shows, all in one look into the store: every further one would keep it waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.model import ArticleReview, Claim, Progress, Review
from annotations.store import Store
from annotations.store.vocabulary import Tag
from tui.jobs import OpenArticle, open_article
from tui.reading import Reading


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The tags there are and, where the annotator has been in the corpus before, the article and claim of that time.

    ``latest`` is how far the store had come before any of it was looked at.
    """

    latest: tuple[int, int, int]
    tags: Sequence[Tag]
    progress: Sequence[Progress] = ()
    marks: Sequence[ArticleReview] = ()
    opened: OpenArticle | None = None
    index: int | None = None
    claim: tuple[Claim, list[Review]] | None = None


def first_look(store: Store, annotator: str, corpus: str) -> FirstLook:
    """Look where the annotator left, and at what stands there."""
    latest, tags = store.latest(), store.tags()
    place = store.place_of(annotator, corpus)
    progress = store.progress(annotator, [place[0]]) if place else []
    if place is None or not progress:
        return FirstLook(latest, tags)
    article, claim = place
    opened = open_article(store, article, annotator, claim)
    index = Reading(opened, annotator).resumed(opened.claim)
    return FirstLook(
        latest,
        tags,
        progress,
        store.article_reviews([article], annotator),
        opened,
        index,
        store.claim(opened.outline.id(index)) if index is not None else None,
    )
