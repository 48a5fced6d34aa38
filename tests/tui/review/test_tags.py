"""The tag dialog: filter, keys and colours; and tags by their own keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from annotations.errors import StoreError
from annotations.store import Store
from annotations.store.decisions.tags import Tag
from annotations.store.queries.reviews import read_reviews
from tests.tui.driving import (
    current_claim,
    go_to,
    make_app,
    press,
    review_screen,
    running,
    status_message,
    type_text,
)
from tui.review.screen import ReviewScreen
from tui.screens.dialogs.form import FormScreen
from tui.screens.dialogs.tag_keys import TagKeysScreen
from tui.screens.dialogs.tags import TagsScreen
from tui.styles.colours import COLOURS
from tui.widgets.panels.claim_panel import ClaimPanel

QUANG_NINH = "quang-ninh.txt"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "soi.db"
    with Store.open(path, create=True) as opened:
        for tag in (Tag("mục tiêu", "k", "red"), Tag("cấp tỉnh"), Tag("dịch vụ công", "7")):
            opened.define_tag(tag)
    return path


def tags(path: Path) -> tuple[str, ...]:
    with Store.open(path) as opened:
        return next((review.tags for review in read_reviews(opened, QUANG_NINH)), ())


def vocabulary(path: Path) -> dict[str, Tag]:
    with Store.open(path) as opened:
        return {tag.name: tag for tag in opened.tags()}


def options(pilot: Pilot[None]) -> list[str]:
    option_list = pilot.app.screen.query_one(OptionList)
    return [str(option_list.get_option_at_index(index).prompt) for index in range(option_list.option_count)]


def full_disk(*_: object, **__: object) -> None:
    raise StoreError("The disk is full.")


@pytest.mark.parametrize("typed", ["dich vu", "dihc vụ cong", "cong dich vu"])
async def test_the_filter_forgives_marks_typos_and_order(seeds: Path, store: Path, typed: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "t")
        assert len(options(pilot)) == 3
        await type_text(pilot, typed)
        assert "dịch vụ công" in options(pilot)[0]
        assert options(pilot)[-1] == f"+ {typed}", "or a new one of that name"
        await press(pilot, "enter", "escape")
        assert tags(store) == ("dịch vụ công",)
        await press(pilot, "z")
        assert tags(store) == ()
        await press(pilot, "y")
        assert tags(store) == ("dịch vụ công",)


async def test_a_tag_gets_a_key_and_a_colour_in_the_picker(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "t")
        await type_text(pilot, "cap tinh")
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, FormScreen)
        line = pilot.app.screen.query_one("#field-key", Input)
        for typed in ("ab", "é!", "-"):
            line.value = ""
            await type_text(pilot, typed)
            await press(pilot, "enter")
            assert "one letter or digit" in str(pilot.app.screen.query_one("#error-key").render())
        line.value = ""
        await type_text(pilot, "K")
        await press(pilot, "tab", "right", "right", "enter")
        assert isinstance(pilot.app.screen, TagsScreen)
        colour = list(COLOURS)[1]
        assert vocabulary(store)["cấp tỉnh"] == Tag("cấp tỉnh", "k", colour)
        assert vocabulary(store)["mục tiêu"].key is None, "a key belongs to one tag"
        assert "k" in options(pilot)[0]
        await press(pilot, "enter", "escape")
        content = pilot.app.screen.query_one(ClaimPanel).render()
        assert isinstance(content, Content)
        assert "#cấp tỉnh" in content.plain, "by name, so that colour is never alone"
        assert any(COLOURS[colour] in str(span.style) for span in content.spans)


async def test_a_tag_is_retired_and_comes_back_with_its_next_use(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "t", *"cap", "enter", *"cap", "f8")
        assert "cấp tỉnh" not in vocabulary(store)
        assert tags(store) == ("cấp tỉnh",), "claims that have it keep it"
        await press(pilot, "escape", "right", "t")
        assert not any("cấp tỉnh" in option for option in options(pilot))
        await type_text(pilot, "cấp tỉnh")
        await press(pilot, "enter", "escape")
        assert "cấp tỉnh" in vocabulary(store)


@pytest.mark.parametrize("prefix", ["T", "ctrl+t"])
@pytest.mark.parametrize(("key", "name"), [("k", "mục tiêu"), ("7", "dịch vụ công")])
async def test_a_tag_key_toggles_its_tag(seeds: Path, store: Path, prefix: str, key: str, name: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        claim = current_claim(pilot)
        await press(pilot, prefix, key)
        assert tags(store) == (name,)
        assert f"#{name}" in pilot.app.screen.query_one(ClaimPanel).text
        await press(pilot, prefix)
        assert isinstance(pilot.app.screen, TagKeysScreen)
        dialog_text = " ".join(str(line.render()) for line in pilot.app.screen.query(Static))
        assert f"✓ #{name}" in dialog_text, "the keys are shown with what they would do"
        await press(pilot, key)
        assert tags(store) == ()
        await press(pilot, "z")
        assert tags(store) == (name,)
        await press(pilot, "f10")
        assert tags(store) == ()
        assert current_claim(pilot) == claim, "neither a verdict nor a move"


async def test_a_key_without_a_tag(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        await press(pilot, "T", "v")
        assert isinstance(pilot.app.screen, TagKeysScreen)
        assert "No tag has the key v" in str(pilot.app.screen.query_one("#message").render())
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert tags(store) == ()


async def test_a_message_says_how_a_tag_gets_a_key(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "new.db")) as pilot:
        await press(pilot, "T")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert "No tag has a key yet" in status_message(pilot)


async def test_a_tag_that_fails_is_shown_as_not_stored(
    seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await go_to(pilot, QUANG_NINH, "62,8%")
        with monkeypatch.context() as patch:
            patch.setattr(Store, "change_tags", full_disk)
            patch.setattr(Store, "define_tag", full_disk)
            await press(pilot, "T", "k")
            assert "#mục tiêu on: NOT STORED" in review_screen(pilot).query_one(ClaimPanel).text
            await press(pilot, "t", "f2", "tab", "right", "enter")
            assert isinstance(pilot.app.screen, FormScreen), "the form stays"
        await press(pilot, "escape", "escape", "T", "k")
        assert "NOT STORED" not in review_screen(pilot).query_one(ClaimPanel).text
        assert tags(store) == ("mục tiêu",)
