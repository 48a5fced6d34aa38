"""Keys: every action has a safe one, all can be changed, and the screen shows those in use."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import unicodedata
from pathlib import Path

import pytest
from rich.console import Console
from textual import events
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

import tui
from annotations.errors import UsageError
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.queries.reviews import read_reviews
from tests.tui.cli.commands import assert_one_sentence, soi
from tests.tui.driving import (
    current_claim,
    make_app,
    open_article,
    press,
    review_screen,
    running,
    settle,
    status_message,
    type_text,
)
from tui.focus_chains import FOCUS_CHAINS, KEY_ACTIONS
from tui.keys.keymap import declared_bindings, types_character
from tui.language import i18n
from tui.screens.help import HelpScreen
from tui.widgets.panels.key_footer import KeyFooter

# Keys that xterm, tmux, GNU screen, Windows Terminal and macOS Terminal send, and that Vietnamese input methods
# leave alone, grouped by the reason.
SAFE = {
    "an input method makes marks of digits (VNI) and signs (VIQR) only behind a letter": [
        *"0123456789", "space", "exclamation_mark", "number_sign", "dollar_sign", "percent_sign", "ampersand",
        "left_parenthesis", "right_parenthesis", "asterisk", "plus", "comma", "minus", "full_stop", "slash",
        "colon", "semicolon", "less_than_sign", "equals_sign", "greater_than_sign", "question_mark", "at",
        "backslash", "underscore", "vertical_line",
    ],
    "one byte or an old sequence, the same everywhere": [
        "enter", "escape", "tab", "shift+tab", "backspace", "delete", "up", "down", "left", "right",
    ],
    "old sequences too; only with Shift do terminals scroll with them": ["home", "end", "pageup", "pagedown"],
    "xterm's sequence, which macOS Terminal sends for these two arrows": ["shift+left", "shift+right"],
    "no terminal keeps them for itself": [*(f"f{n}" for n in range(1, 11)), "f12"],
    "one byte that nothing else means": [*(f"ctrl+{letter}" for letter in "defgklnoprtuwxy")],
}  # fmt: skip
# Keys that are not safe, grouped by the reason: no action may have only such keys.
UNSAFE = {
    "letters, and Telex makes ơ and ư of brackets": ["a", "W", "left_square_bracket", "right_curly_bracket"],
    "quotes and the like wait for a letter on many a keyboard": ["quotation_mark", "apostrophe", "tilde"],
    "begins the commands of GNU screen and of tmux": ["ctrl+a", "ctrl+b"],
    "are Backspace, Tab, Enter, Escape": ["ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"],
    "may stop the terminal, or set it going again": ["ctrl+s", "ctrl+q", "ctrl+z", "ctrl+c"],
    "Windows Terminal pastes": ["ctrl+v"],
    "full screen in Windows Terminal, the desktop on macOS": ["f11"],
    "a cursor report, or other numbers on macOS": ["shift+f3", "shift+f6", "f15", "f18"],
    "macOS changes desktops, Windows Terminal panes": ["ctrl+left", "ctrl+up", "alt+left", "alt+shift+left"],
    "macOS Terminal sends the bare key, or scrolls": ["shift+up", "shift+home", "ctrl+delete", "ctrl+home"],
}
# Ctrl+Z undoes and Ctrl+C copies a selection, as in every editor; the driver keeps the terminal from stopping the program with it.
AS_IN_EDITORS = {
    name: {"ctrl+z"} for name in ("review.undo", "claims.undo", "orphans.undo", "adjudication.undo")
} | {"selection.copy": {"ctrl+c"}}
# Actions that need no safe key: the palette has them, and nobody needs them often.
IN_THE_PALETTE = {
    "app.suspend", "review.actual_value", "review.open_evidence", "review.copy_claim", "review.assigned", "review.adjudicate",
}  # fmt: skip
# Actions without a safe key, and the actions with safe keys that together do the same.
SELECTING = ("selection.extend", "selection.turn", "selection.take")
ENDS = ("review.set_ends", *SELECTING)
DONE_OTHERWISE = {
    **{
        f"selection.{move}_stretching": (*SELECTING, f"selection.{move}")
        for move in ("up", "down", "home", "end", "word_left", "word_right")
    },
    **{f"review.end_word_{way}": (*ENDS, f"selection.word_{way}") for way in ("left", "right")},
    **{f"review.start_{way}": (*ENDS, f"selection.{way}") for way in ("left", "right")},
    **{f"review.start_word_{way}": (*ENDS, f"selection.word_{way}") for way in ("left", "right")},
}


def is_safe(key: str) -> bool:
    return any(key in keys for keys in SAFE.values())


def test_every_action_has_a_safe_key() -> None:
    by_id = {action.id: action for action in KEY_ACTIONS.list_actions() if action.id not in IN_THE_PALETTE}
    assert len(by_id) > 40
    for action in by_id.values():
        for name in DONE_OTHERWISE.get(action.id, (action.id,)):
            assert any(map(is_safe, by_id[name].keys)), by_id[name]
    assert not any(map(is_safe, itertools.chain.from_iterable(UNSAFE.values())))


def test_no_default_key_is_harmful_in_a_terminal() -> None:
    harmful = {"ctrl+s", "ctrl+z", "ctrl+c", "ctrl+v", "ctrl+h", "ctrl+i", "ctrl+m"}
    for action in KEY_ACTIONS.list_actions():
        assert not harmful & set(action.keys) - AS_IN_EDITORS.get(action.id, set()), action
        assert not any(key.startswith("shift+f") for key in action.keys), action


def test_every_class_with_bindings_is_in_a_chain() -> None:
    listed_classes = {base for chain in FOCUS_CHAINS for owner in chain for base in owner.__mro__}
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        for member in vars(importlib.import_module(module.name)).values():
            if (
                isinstance(member, type)
                and member.__module__.startswith("tui.")
                and vars(member).get("BINDINGS")
            ):
                assert member in listed_classes, f"{member} has keys that tui/focus_chains.py does not list"
                for binding in declared_bindings(member):
                    assert isinstance(binding, Binding)
                    assert binding.id, binding
                    assert binding.description, binding


def test_default_keys_do_not_clash() -> None:
    KEY_ACTIONS.check({})
    KEY_ACTIONS.check({action.id: ",".join(action.keys) for action in KEY_ACTIONS.list_actions()})


@pytest.mark.parametrize(
    "changed",
    [
        {"review.verify": "f13, 1"},
        {"review.verify": "r,2", "review.refute": "v,1"},
        {"review.search": "?", "app.keys": "f14"},
        {"note.store": "ctrl+s", "search.cancel": "f15", "app.palette": "f14"},
        {"review.next_claim": "shift+f5,alt+f5"},
    ],
    ids=["function-key", "exchanged", "freed", "several", "modifiers"],
)
def test_valid_keys_are_accepted(changed: dict[str, str]) -> None:
    KEY_ACTIONS.check(changed)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"review.verfy": "g"}, ["review.verfy", "review.verify"]),
        ({"review.verify": "spcae"}, ["spcae", "space"]),
        ({"review.verify": "hyperspace+x"}, ["hyperspace+x"]),
        ({"review.verify": ""}, ["review.verify", "no key"]),
        ({"review.verify": "r"}, ["review.verify", "review.refute", " r "]),
        ({"review.verify": "up"}, ["review.verify", "selection.up"]),
        ({"review.verify": "ctrl+p"}, ["review.verify", "app.palette"]),
        ({"note.cancel": "x"}, ["note.cancel", " x,"]),
        ({"note.store": "ctrl+a"}, ["note.store", "TextArea"]),
        ({"tags.up": "f6"}, ["tags.up", "tags.done"]),
    ],
    ids=[
        "action",
        "key",
        "modifier",
        "none",
        "screen",
        "selection",
        "app",
        "letter-in-text",
        "text-area",
        "dialog",
    ],
)
def test_invalid_keys_are_errors(changed: dict[str, str], words: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        KEY_ACTIONS.check(changed)
    for word in words:
        assert word in str(caught.value)


def test_soi_keys_shows_the_keys_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert re.search(r"review\.verify +v,1 ", soi("keys").stdout)
    (tmp_path / "soi.toml").write_text('[keys]\n"review.verify" = "f13,f14"\n', encoding="utf-8")
    (line,) = (
        line for line in soi("keys", "--lang", "vi").stdout.splitlines() if line.split()[0] == "review.verify"
    )
    assert line.split() == ["review.verify", "f13,f14", "Đúng"]
    (tmp_path / "soi.toml").write_text('[keys]\n"review.verify" = "r"\n', encoding="utf-8")
    assert_one_sentence(soi("keys"), 2, "review.refute")
    (tmp_path / "soi.toml").write_text('keys = "v"\n', encoding="utf-8")
    assert_one_sentence(soi("keys"), 2, "[keys]")
    (tmp_path / "soi.toml").write_text('[keys]\n"review.verify" = 1\n', encoding="utf-8")
    assert_one_sentence(soi("keys"), 2, "[keys]")


def test_review_refuses_invalid_keys(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "soi.toml").write_text('[keys]\n"review.verify" = "r"\n', encoding="utf-8")
    assert_one_sentence(soi(str(seeds)), 2, "review.refute")
    assert not (tmp_path / "soi.db").exists()


def help_text(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, HelpScreen)
    console = Console(width=200, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(pilot.app.screen.query_one("#help-text", Static).content)
    return capture.get()


@pytest.mark.parametrize(("language", "verified"), [("en", "Verified"), ("vi", "Đúng")], ids=["en", "vi"])
async def test_changed_keys_work_and_show(seeds: Path, tmp_path: Path, language: str, verified: str) -> None:
    i18n.use(language)
    changed = {"review.verify": "f13,f14", "app.keys": "f15"}
    async with running(make_app(seeds, tmp_path / "soi.db", keys=changed), size=(200, 60)) as pilot:
        first = current_claim(pilot)
        await press(pilot, "v")
        assert current_claim(pilot) == first, "the old key is free"
        await press(pilot, "f13")
        await press(pilot, "left", "f14")
        with Store.open(tmp_path / "soi.db") as store:
            assert [r.verdict for r in read_reviews(store, open_article(pilot).id)] == [Verdict.VERIFIED]
        footer = pilot.app.screen.query_one(KeyFooter).text
        assert f"f13 {verified}" in footer
        await press(pilot, "f15")
        text = " ".join(help_text(pilot).split())
        assert f"f13 f14 {verified}" in text
        for action in KEY_ACTIONS.list_actions():
            assert i18n._(action.label) in text
        await press(pilot, "escape")
        assert pilot.app.screen is review_screen(pilot)


@pytest.mark.parametrize(
    "keys_first", [(), ("a",), ("f5",), ("n",), ("t",)], ids=["article", "list", "search", "note", "tags"]
)
async def test_palette_offers_every_action_of_the_focus(
    seeds: Path, tmp_path: Path, keys_first: tuple[str, ...]
) -> None:
    i18n.use("vi")
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await press(pilot, *keys_first)
        screen = review_screen(pilot) if len(pilot.app.screen_stack) == 2 else pilot.app.screen
        offered = {command.title for command in pilot.app.get_system_commands(screen)}
        (chain,) = (c for c in FOCUS_CHAINS if type(screen) in c and isinstance(screen.focused, c[0]))
        for owner in chain:
            for binding in declared_bindings(owner):
                if binding.id and not binding.action.startswith("selection_"):
                    assert i18n._(binding.description) in offered
        assert i18n._("Beginning of line") not in offered, "nothing is being selected"


async def test_the_palette_runs_what_it_offers(seeds: Path, tmp_path: Path) -> None:
    i18n.use("vi")
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        first = current_claim(pilot)
        await press(pilot, "ctrl+p")
        await type_text(pilot, "Không phải số liệu")
        await press(pilot, "enter")
        await settle(pilot)
        with Store.open(tmp_path / "soi.db") as store:
            assert {r.claim: r.verdict for r in read_reviews(store, open_article(pilot).id)} == {
                first.id: Verdict.NOT_A_CLAIM
            }


async def test_help_narrows_scrolls_and_returns_the_focus(seeds: Path, tmp_path: Path) -> None:
    i18n.use("vi")
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(40, 12)) as pilot:
        for first in ([], ["f5"], ["f4"]):
            await press(pilot, *first)
            screen = pilot.app.screen
            focused = screen.focused
            await press(pilot, "f1", "pagedown", "down")
            assert pilot.app.screen.query_one("#help-page").scroll_offset.y > 0
            await press(pilot, *"bang chung")
            assert "bằng chứng" in help_text(pilot)
            assert "Đúng" not in help_text(pilot)
            await press(pilot, "f1")
            assert pilot.app.screen is screen
            assert screen.focused is focused
            await press(pilot, "escape")
        await press(pilot, "?", "?")
        assert pilot.app.screen is review_screen(pilot), "the key that opens the help closes it"


def footer_keys(pilot: Pilot[None]) -> list[str]:
    """Textual's names of the keys in the footer."""
    return [footer_key.key for footer_key in pilot.app.screen.query_one(KeyFooter)._keys or ()]


@pytest.mark.parametrize(
    "keys_first",
    [(), ("a",), ("f5",), ("s",), ("tab",), ("n",), ("t",), ("w",), ("g",), ("e",), ("L",)],
    ids=[
        "article",
        "list",
        "search",
        "selection",
        "panel",
        "note",
        "tags",
        "evidence",
        "goto",
        "corpus-search",
        "claims",
    ],
)
async def test_footer_shows_only_keys_that_work(
    seeds: Path, tmp_path: Path, keys_first: tuple[str, ...]
) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(200, 40)) as pilot:
        await press(pilot, *keys_first)
        focused, keys = pilot.app.screen.focused, footer_keys(pilot)
        assert keys
        if isinstance(focused, (Input, TextArea)):
            assert not any(map(types_character, keys))
        if keys_first == ("s",):
            assert set(keys) <= {"enter", "escape", "space", "o", "p", "y"}, (
                "all other keys are the selection's"
            )


# What an input method sends for "tiếng Việt": to change a letter, a backspace and the new letter.
TELEX = ["t", "i", "e", "backspace", "ê", "backspace", "ế", "n", "g", " ", "V", "i", "e",
         "backspace", "ê", "backspace", "ệ", "t"]  # fmt: skip
# Other input methods send the base letter and its combining marks separately.
DECOMPOSED = [*"tie", "\u0302", "\u0301", *"ng", " ", *"Vie", "\u0323", "\u0302", *"t"]


@pytest.mark.parametrize("typed", [TELEX, DECOMPOSED], ids=["backspaces", "marks"])
async def test_input_method_can_type(seeds: Path, tmp_path: Path, typed: list[str]) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        claim = current_claim(pilot).id
        await press(pilot, "f4", *typed, "enter", "f6", *typed, "enter", "escape")
        with Store.open(tmp_path / "soi.db") as store:
            (review,) = read_reviews(store, open_article(pilot).id)
        assert review.claim == claim
        assert nfc(review.note) == "tiếng Việt"
        assert review.tags == ("tiếng Việt",)
        assert review.verdict is None, "no letter was taken for a verdict"
        await press(pilot, "f5", *typed)
        line = pilot.app.screen.query_one("ArticleSearch Input")
        assert nfc(str(getattr(line, "value", ""))) == "tiếng Việt"


async def test_letter_of_an_input_method_is_reported(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await press(pilot, "v", "left")
        await press(pilot, *TELEX[3:5])
        assert status_message(pilot).startswith("“ê” is no key: an input method is on.")
        review = open_article(pilot).review
        assert review is not None
        assert review.verdict is Verdict.VERIFIED, "the Backspace that comes with it takes nothing back"


async def test_pasted_lines_are_joined_in_an_input(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await press(pilot, "f5")
        pilot.app.post_message(events.Paste("dịch vụ\r\n  công\n"))
        await settle(pilot)
        assert pilot.app.screen.query_one("ArticleSearch Input", Input).value == "dịch vụ công"
        await press(pilot, "enter", "f4")
        pilot.app.post_message(events.Paste("một\nhai"))
        await settle(pilot)
        assert pilot.app.screen.query_one(TextArea).text == "một\nhai", "a note has lines"


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
