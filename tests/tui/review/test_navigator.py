"""Moving by claim, sentence, paragraph and page, between articles, and back, with keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from tests.tui.driving import (
    claims,
    current_claim,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    status_message,
    type_text,
)
from tui.keys import keymap
from tui.screens.dialogs.goto import GotoScreen
from tui.widgets.article.article_reader import ArticleReader

TEXT = (
    "Xã An Phú có 628 hộ dân. Có 372 hồ sơ và 15 thôn. Không có gì ở đây. Đạt 62,8% kế hoạch.\n\n"
    "Đoạn này không có số.\n\nHuyện thu 5 triệu đồng. Chi 7 triệu đồng."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(TEXT, encoding="utf-8")
    (corpus / "b.txt").write_text("Chuyển đổi số ở Quảng Ninh\n\nTỉnh có 99 xã.", encoding="utf-8")
    (corpus / "c.txt").write_text("Giá lúa tăng\n\nGiá là 6.500 đồng.", encoding="utf-8")
    return corpus


def quote(pilot: Pilot[None]) -> str | None:
    claim = open_article(pilot).current
    return claim.mention.text if claim else None


@pytest.mark.parametrize(("first", "last"), [("<", ">"), ("ctrl+home", "ctrl+end")])
async def test_to_the_first_and_the_last_claim(folder: Path, tmp_path: Path, first: str, last: str) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        quotes = [claim.mention.text for claim in claims(pilot)]
        await press(pilot, last)
        assert quote(pilot) == quotes[-1]
        await press(pilot, "right")
        assert quote(pilot) == quotes[-1], "there is no claim behind the last one"
        await press(pilot, first)
        assert quote(pilot) == quotes[0]


@pytest.mark.parametrize(("forward_key", "back_key"), [(")", "("), ("ctrl+right", "ctrl+left")])
async def test_by_sentence(folder: Path, tmp_path: Path, forward_key: str, back_key: str) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await press(pilot, "<")
        sentences = []
        for _ in range(6):
            await press(pilot, forward_key)
            start, end = open_article(pilot).sentence()
            sentences.append((TEXT[start:end], quote(pilot)))
        assert sentences == [
            ("Có 372 hồ sơ và 15 thôn.", "372"),
            ("Không có gì ở đây.", None),
            ("Đạt 62,8% kế hoạch.", "62,8%"),
            ("Đoạn này không có số.", None),
            ("Huyện thu 5 triệu đồng.", "5 triệu"),
            ("Chi 7 triệu đồng.", "7 triệu"),
        ]
        await press(pilot, forward_key)
        assert quote(pilot) == "7 triệu", "there is no sentence behind the last one"
        for sentence, claim in [*sentences[-2::-1], ("Xã An Phú có 628 hộ dân.", "628")]:
            await press(pilot, back_key)
            assert quote(pilot) == claim
            assert TEXT[slice(*open_article(pilot).sentence())] == sentence
        await press(pilot, back_key, "right", "right")
        assert quote(pilot) == "15"
        await press(pilot, back_key)
        assert quote(pilot) == "372", "from the second claim in a sentence to its first"


async def test_a_sentence_without_a_claim_is_not_decided(folder: Path, tmp_path: Path) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await press(pilot, "<", ")", ")")
        assert quote(pilot) is None
        await press(pilot, "v", "1", "c", "n", "t")
        assert review_screen(pilot).session.progress.reviewed == 0
        assert pilot.app.screen is review_screen(pilot)
        await press(pilot, "right")
        assert quote(pilot) == "62,8%", "the next claim behind the cursor"


@pytest.mark.parametrize(("forward_key", "back_key"), [("}", "{"), ("shift+down", "shift+up")])
async def test_by_paragraph(folder: Path, tmp_path: Path, forward_key: str, back_key: str) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await press(pilot, "<", forward_key)
        assert quote(pilot) is None
        await press(pilot, forward_key)
        assert quote(pilot) == "5 triệu"
        await press(pilot, *[back_key] * 2)
        assert quote(pilot) == "628"


@pytest.mark.parametrize(("down", "up"), [("pagedown", "pageup"), ("ctrl+f", "ctrl+b")])
async def test_by_page(seeds: Path, tmp_path: Path, down: str, up: str) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(80, 24)) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        await press(pilot, "<", down)
        start, end = reader.viewport_span()
        assert start > 0
        assert start <= open_article(pilot).cursor < end
        await press(pilot, *[up] * 3)
        assert reader.scroll_offset.y == 0
        assert current_claim(pilot) == claims(pilot)[0]


@pytest.mark.parametrize(("back", "forward"), [("b", "f"), (";", ":"), ("alt+left", "alt+right")])
async def test_back_and_forward(folder: Path, tmp_path: Path, back: str, forward: str) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        await press(pilot, "<", "right", ">", "]")
        assert (open_article(pilot).id, quote(pilot)) == ("b.txt", "99")
        await press(pilot, back)
        assert (open_article(pilot).id, quote(pilot)) == ("a.txt", "7 triệu")
        await press(pilot, back)
        assert quote(pilot) == "372"
        await press(pilot, forward, forward)
        assert (open_article(pilot).id, quote(pilot)) == ("b.txt", "99")
        await press(pilot, forward)
        assert "nowhere to go forward" in status_message(pilot)


@pytest.mark.parametrize("key", ["g", "ctrl+g"])
async def test_to_an_article_by_its_title(folder: Path, tmp_path: Path, key: str) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        former_quote = quote(pilot)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, GotoScreen)
        assert pilot.app.screen.query_one(OptionList).option_count == 3
        await type_text(pilot, "quang nin")
        await press(pilot, "enter")
        assert open_article(pilot).id == "b.txt"
        await press(pilot, "b")
        assert (open_article(pilot).id, quote(pilot)) == ("a.txt", former_quote)
        await press(pilot, key, *"zzzz", "enter")
        assert isinstance(pilot.app.screen, GotoScreen), "no title matches"
        pilot.app.screen.query_one(Input).value = ""
        await press(pilot, "down", "down", "up", "down", "enter")
        assert open_article(pilot).id == "c.txt"
        await press(pilot, key, "escape")
        assert open_article(pilot).id == "c.txt"


async def test_every_action_has_a_label_a_tooltip_and_a_second_key(folder: Path, tmp_path: Path) -> None:
    async with running(make_app(folder, tmp_path / "soi.db")) as pilot:
        command_titles = {command.title for command in pilot.app.get_system_commands(review_screen(pilot))}
        id_parts = (
            "first",
            "last",
            "back",
            "forward",
            "sentence",
            "paragraph",
            "page",
            "goto",
            "toggle",
            "select",
        )
        binding_count = 0
        for binding in keymap.REVIEW:
            assert isinstance(binding, Binding)
            if binding.id and any(id_part in binding.id for id_part in id_parts):
                binding_count += 1
                assert binding.tooltip
                assert binding.description in command_titles
                assert any(len(key) > 1 and not key.isalpha() for key in binding.key.split(","))
        assert binding_count >= 14
