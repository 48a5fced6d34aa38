"""After a verdict the cursor is on the next claim; notes, evidence, tags and the like are about the claim decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.model import Review
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_reviews
from tests.tui.driving import make_app, press, review_screen, running, status_message
from tui.app import SoiApp

TEXTS = {"a.txt": "Giá tăng 600 đồng/kg, có 20 hộ và 31 xã.", "b.txt": "Huyện có 15 thôn và 40 bản."}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


@pytest.fixture
def app(tmp_path: Path, store: Path) -> SoiApp:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in TEXTS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    return make_app(corpus, store)


def stored_reviews(path: Path) -> dict[str, Review]:
    """The reviews by the claims' words."""
    reviews: dict[str, Review] = {}
    with Store.open(path) as store:
        for article in TEXTS:
            quotes = {claim.id: claim.mention.text for claim in read_mentions(store, article)}
            reviews |= {quotes[review.claim]: review for review in read_reviews(store, article)}
    return reviews


def current_quote(app: SoiApp) -> str:
    article = app._review.session.article
    assert article is not None
    assert article.current is not None
    return article.current.mention.text


async def test_the_status_names_the_claim_and_the_keys(app: SoiApp) -> None:
    async with running(app) as pilot:
        await press(pilot, "r")
        assert status_message(pilot).startswith("✗ 600 đồng/kg refuted · w evidence · z undo")
        assert current_quote(app) == "20"


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        (("w", *"http://x.vn/a", "enter"), "evidence"),
        (("n", *"theo so", "enter"), "note"),
        (("t", *"gia", "enter", "escape"), "tags"),
        (("l",), "confidence"),
        (("=", *["backspace"] * 3, *"700", "enter"), "correction"),
    ],
    ids=["evidence", "note", "tags", "confidence", "correction"],
)
async def test_remarks_are_about_the_claim_decided(
    app: SoiApp, store: Path, keys: tuple[str, ...], field: str
) -> None:
    async with running(app) as pilot:
        await press(pilot, "r", *keys, "v")  # with fast hands: all keys at once
        reviews = stored_reviews(store)
        assert reviews["600"].verdict == "refuted"
        assert getattr(reviews["600"], field), "what was remarked belongs to the claim decided"
        assert not getattr(reviews["20"], field)
        assert reviews["20"].verdict == "verified", "the next verdict is about the next claim"
        assert current_quote(app) == "31"


async def test_several_remarks_until_one_moves(app: SoiApp, store: Path) -> None:
    async with running(app) as pilot:
        await press(pilot, "r", "l", "l", "n", "a", "enter", "right", "left", "l")
        reviews = stored_reviews(store)
        assert (reviews["600"].confidence, reviews["600"].note) == ("medium", "a")
        assert reviews["20"].confidence == "low", "after a move they are about the current claim"


async def test_retiring_the_claim_decided(app: SoiApp, store: Path) -> None:
    async with running(app) as pilot:
        await press(pilot, "x", "-")
        assert stored_reviews(store)["600"].standing == "retired"
        assert current_quote(app) == "20"


async def test_the_claim_decided_may_be_in_another_article(app: SoiApp, store: Path) -> None:
    async with running(app) as pilot:
        await press(pilot, "v", "v", "r")
        assert current_quote(app) == "15"
        await press(pilot, "w")
        assert "31" in str(pilot.app.screen.query_one(".dialog-title").render())
        await press(pilot, *"http://x.vn/a", "enter", "v")
        reviews = stored_reviews(store)
        assert reviews["31"].evidence[0].url == "http://x.vn/a"
        assert reviews["15"].verdict == "verified"


async def test_an_option_keeps_the_cursor_on_the_claim(tmp_path: Path, app: SoiApp, store: Path) -> None:
    workspace = app._review.session.workspace
    app._review.session.workspace = workspace._replace(stays_after_verdict=True)
    async with running(app) as pilot:
        await press(pilot, "r", "n", "a", "enter", "l", "u")
        reviews = stored_reviews(store)
        assert (reviews["600"].verdict, reviews["600"].note) == ("unverifiable", "a")
        assert reviews["600"].confidence == "low"
        assert current_quote(app) == "600"
        await press(pilot, "enter", "v")
        assert stored_reviews(store)["20"].verdict == "verified"


async def test_ctrl_z_undoes_and_the_footer_says_so(app: SoiApp, store: Path) -> None:
    async with running(app, size=(80, 24)) as pilot:
        footer = review_screen(pilot).query_one("KeyFooter")
        assert "Undo" not in str(footer.render())
        await press(pilot, "v")
        assert "z Undo" in str(footer.render())
        assert str(footer.render()).endswith("q Quit")
        await press(pilot, "ctrl+z")
        assert stored_reviews(store)["600"].verdict is None
        assert current_quote(app) == "600"
