"""The session: its place, its modes, its vocabulary."""

from __future__ import annotations

from annotations.review.jumps import Place
from annotations.store.decisions.tags import Tag
from tests.tui.review.parts.review_parts import ReviewParts


async def test_there_is_no_place_before_an_article_is_open(parts: ReviewParts) -> None:
    session = parts.session
    session.leave_place()
    session.visit_by_modes()
    assert session.place is None
    assert session.jumps.go_back(Place("a.txt", None, 0)) is None
    assert session.annotator == "lan"


async def test_the_place_follows_the_article(parts: ReviewParts) -> None:
    await parts.open("a.txt", "372")
    claim = parts.claim
    assert parts.session.place == Place("a.txt", claim.id, claim.mention.start)
    await parts.loader.go(None, 30)
    assert parts.session.place == Place("a.txt", None, 30)


async def test_modes_decide_what_is_visited(parts: ReviewParts) -> None:
    await parts.open("a.txt")
    assert len(parts.article) == 4
    parts.session.shows_dates = False
    parts.session.visit_by_modes()
    assert len(parts.article) == 3
    await parts.open("b.txt")
    await parts.open("a.txt")
    assert len(parts.article) == 3, "also in the articles that are opened later"


def test_tags_by_name(parts: ReviewParts) -> None:
    parts.session.set_tags([Tag("a", "k")])
    parts.session.set_tags([Tag("b"), Tag("c")])
    assert parts.session.tags == {"b": Tag("b"), "c": Tag("c")}
