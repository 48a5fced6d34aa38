"""Verdicts on all claims of one value, confidence, and their undo and redo, with keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.model import Confidence, Verdict
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_reviews
from tests.tui.driving import (
    current_claim,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    status_message,
)
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.claim_panel import ClaimPanel

TEXT = "Xã đạt 62,8% năm nay. Huyện đạt 62,8% và 62,8 điểm. Tỉnh đạt 61% và 62,8% nữa.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("Nơi khác đạt 62,8%.\n", encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


def verdicts(store: Path, article: str = "a.txt") -> list[tuple[str, Verdict | None]]:
    with Store.open(store) as opened:
        claim_verdicts = {review.claim: review.verdict for review in read_reviews(opened, article)}
        return [
            (claim.mention.text, claim_verdicts.get(claim.id)) for claim in read_mentions(opened, article)
        ]


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        ("V", Verdict.VERIFIED),
        ("\\", Verdict.VERIFIED),
        ("R", Verdict.REFUTED),
        ("ctrl+r", Verdict.REFUTED),
        ("U", Verdict.UNVERIFIABLE),
        ("ctrl+u", Verdict.UNVERIFIABLE),
        ("X", Verdict.NOT_A_CLAIM),
        ("ctrl+x", Verdict.NOT_A_CLAIM),
    ],
)
async def test_key_decides_all_alike(corpus: Path, store: Path, key: str, verdict: Verdict) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, "right", key)
        decided = [("62,8%", verdict), ("62,8%", verdict), ("62,8", None), ("61%", None), ("62,8%", verdict)]
        assert verdicts(store) == decided
        assert verdicts(store, "b.txt") == [("62,8%", None)], "only in this article"
        assert current_claim(pilot).mention.text == "62,8", "the next unreviewed claim"
        assert "3 claims of 62.8 %" in status_message(pilot)
        await press(pilot, "z")
        assert {verdict for _, verdict in verdicts(store)} == {None}, "undone as one step"
        await press(pilot, "f10")
        assert verdicts(store) == decided


@pytest.mark.parametrize("key", ["C", "ctrl+e"])
async def test_a_key_clears_all_of_the_same_value_and_unit(corpus: Path, store: Path, key: str) -> None:
    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, "v", "r", "u", "x", "ctrl+home", key)
        assert verdicts(store) == [
            ("62,8%", None),
            ("62,8%", None),
            ("62,8", Verdict.UNVERIFIABLE),
            ("61%", Verdict.NOT_A_CLAIM),
            ("62,8%", None),
        ]
        await press(pilot, "f9")
        assert [verdict for _, verdict in verdicts(store)][:2] == [Verdict.VERIFIED, Verdict.REFUTED]


async def test_a_hundred_verdicts_are_counted_once(corpus: Path, store: Path) -> None:
    (corpus / "a.txt").write_text("Xã đạt 62,8% năm nay.\n" * 100, encoding="utf-8")
    async with running(make_app(corpus, store)) as pilot:
        await press(pilot, "V")
        assert "of 100/101" in str(pilot.app.screen.query_one("#headline").render())
        await press(pilot, "z")
        assert "0/100 of 0/101" in str(pilot.app.screen.query_one("#headline").render())
        assert "unreviewed" in pilot.app.screen.query_one(ClaimPanel).text
        await press(pilot, "y")
        assert "100/100 of 100/101" in str(pilot.app.screen.query_one("#headline").render())
        await press(pilot, "C")
        assert "0/100 of 0/101" in str(pilot.app.screen.query_one("#headline").render())
        highlights = review_screen(pilot).query_one(ArticleReader)._highlights
        assert highlights.current == open_article(pilot).index == 0


async def test_verdicts_on_all_that_fail_are_shown_as_not_stored(
    corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(corpus, store)) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(Store, "set_verdicts", fail)
            await press(pilot, "V")
        panel_text = pilot.app.screen.query_one(ClaimPanel).text
        assert "verified for all that say the same: NOT STORED" in panel_text
        assert open_article(pilot).review is None
        await press(pilot, "V")
        await press(pilot, "ctrl+home")
        assert "NOT STORED" not in pilot.app.screen.query_one(ClaimPanel).text


@pytest.mark.parametrize("key", ["l", "6"])
async def test_confidence_goes_round(corpus: Path, store: Path, key: str) -> None:
    async with running(make_app(corpus, store)) as pilot:
        claim = current_claim(pilot)

        def stored_confidence() -> Confidence | None:
            with Store.open(store) as opened:
                return next(iter(read_reviews(opened, "a.txt"))).confidence

        for level in (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH):
            await press(pilot, key)
            assert stored_confidence() is level
            assert f"{level.value} confidence" in pilot.app.screen.query_one(ClaimPanel).text
        await press(pilot, key)
        assert stored_confidence() is None
        await press(pilot, "z")
        assert stored_confidence() is Confidence.HIGH
        assert current_claim(pilot) == claim
        await press(pilot, "y")
        assert stored_confidence() is None
        assert "confidence" not in pilot.app.screen.query_one(ClaimPanel).text
