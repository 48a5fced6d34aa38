"""What happens beside the keys, without a screen: checks, changes by others, progress, reading the corpus."""

from __future__ import annotations

import pytest

from annotations.errors import StoreError
from annotations.model import Correction, Mention, Review, Standing, Verdict
from annotations.store import Store, findings
from annotations.store.queries.changes import NOTHING_KNOWN
from tests.tui.review.parts.review_parts import ReviewParts
from tests.tui.store.notices import fail
from tui.review.checks import ArticleChecks


def write_elsewhere(parts: ReviewParts, quote: str, annotator: str, verdict: Verdict) -> None:
    """Store a verdict on a claim of a.txt as another program does."""
    claim = parts.stored_claim("a.txt", quote)
    with Store.open(parts.session.workspace.store) as store:
        store.set_verdict(claim.id, annotator, verdict)


# Checks -------------------------------------------------------------------------------------------------


async def test_findings_depend_on_corrections_and_standings(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    claim = parts.claim.id
    verdict = Review(claim, "lan", verdict=Verdict.VERIFIED)
    corrected = Review(claim, "lan", correction=Correction(value="1"))
    assert not ArticleChecks.depend_on(parts.article, verdict)
    assert ArticleChecks.depend_on(parts.article, corrected)
    assert ArticleChecks.depend_on(parts.article, Review(claim, "lan", standing=Standing.RETIRED))
    parts.article.review = corrected
    assert ArticleChecks.depend_on(parts.article, verdict), "it takes the correction back"


async def test_an_article_is_checked_on_a_thread(parts: ReviewParts, monkeypatch: pytest.MonkeyPatch) -> None:
    parts.checks.check_again("a.txt")
    parts.view.run_threads()
    assert (parts.checked_count, parts.check_errors) == (1, [])
    monkeypatch.setattr(findings, "check_articles", fail)
    parts.checks.check_again("a.txt")
    parts.view.run_threads()
    assert parts.checked_count == 1
    assert [type(error) for error in parts.check_errors] == [StoreError]


async def test_findings_are_shown_on_the_current_claim(parts: ReviewParts) -> None:
    await parts.checks.show_findings()
    await parts.open("a.txt", "628")
    parts.view.calls.clear()
    parts.article.findings = []
    await parts.checks.show_findings()
    assert parts.view.calls == [("show_panel",)]


# Changes by others --------------------------------------------------------------------------------------


async def test_a_verdict_of_somebody_else_is_shown_in_place(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.changes.show_changes()
    assert parts.changes.token != NOTHING_KNOWN
    write_elsewhere(parts, "628", "minh", Verdict.REFUTED)
    write_elsewhere(parts, "372", "lan", Verdict.VERIFIED)
    await parts.changes.show_changes()
    assert [review.annotator for review in parts.article.other_reviews] == ["minh"]
    assert parts.session.progress.articles["a.txt"].reviewed == 1
    assert parts.quote == "628"
    assert parts.article.next_unreviewed(parts.article.cursor + 1) == parts.article.outline.index(
        parts.stored_claim("a.txt", "62,8%").id
    )


async def test_a_claim_that_somebody_adds_is_in_the_outline(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.changes.show_changes()
    start = parts.article.article.text.index("hồ sơ")
    with Store.open(parts.session.workspace.store) as store:
        store.add_claim("a.txt", "minh", Mention(start, start + 5, "hồ sơ", value="2"))
    await parts.changes.show_changes()
    assert (len(parts.article), parts.quote) == (5, "628")
    assert parts.session.progress.articles["a.txt"].total == 5


async def test_the_token_stays_where_reading_fails(
    parts: ReviewParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tui.review.changes.read_changes", fail)
        await parts.changes.show_changes()
    assert parts.changes.token == NOTHING_KNOWN
    assert parts.view.visible == ["The disk is full."]


# Progress -----------------------------------------------------------------------------------------------


async def test_progress_is_read_in_the_order_that_is_given(parts: ReviewParts) -> None:
    await parts.progress.refresh(["b.txt", "c.txt", "a.txt", "none.txt"])
    assert list(parts.session.progress.articles) == ["b.txt", "c.txt", "a.txt"]
    assert (parts.session.progress.total, parts.session.progress.unreviewed) == (7, 7)
    write_elsewhere(parts, "628", "lan", Verdict.VERIFIED)
    await parts.progress.refresh(["a.txt"])
    assert (list(parts.session.progress.articles), parts.session.progress.reviewed) == (
        ["b.txt", "c.txt", "a.txt"],
        1,
    )


async def test_progress_of_one_article_is_shown_as_the_session_has_it(parts: ReviewParts) -> None:
    parts.progress.show("a.txt")
    await parts.progress.refresh(["a.txt"])
    parts.progress.show("a.txt")
    first, _refreshed, last = parts.view.calls
    assert first == ("show_progress", [])
    assert last == ("show_progress", [parts.session.progress.articles["a.txt"]])


async def test_orphans_are_counted(parts: ReviewParts, monkeypatch: pytest.MonkeyPatch) -> None:
    await parts.open("a.txt")
    monkeypatch.setattr(
        "tui.review.progress.count_orphans", lambda _store, annotator, articles: len(articles)
    )
    await parts.progress.count_orphans()
    assert parts.session.orphans == 3
    monkeypatch.setattr("tui.review.progress.count_orphans", fail)
    await parts.progress.count_orphans()
    assert parts.session.orphans == 0
