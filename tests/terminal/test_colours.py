"""What a terminal gets to see where it has few colours, or wants none."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.terminal.terminal import SOI, Terminal

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
    pytest.mark.skipif(
        not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
    ),
]
STYLING = re.compile(rb"\x1b\[([0-9;:]*)m")


def codes(raw: bytes) -> set[tuple[int, ...]]:
    """Every styling sequence that was sent, as its numbers."""
    return {
        tuple(int(part or 0) for part in re.split("[;:]", colours.decode()))
        for colours in STYLING.findall(raw)
    }


def colours(raw: bytes) -> set[int]:
    """The numbers that set a colour; 39 and 49, which take it back, are none."""
    return {
        number
        for code in codes(raw)
        for number in code
        if number in (38, 48)
        or 30 <= number < 38
        or 40 <= number < 48
        or 90 <= number < 98
        or 100 <= number < 108
    }


def review(folder: Path, *arguments: str, size: tuple[int, int] = (120, 36), **environment: str) -> bytes:
    """The bytes of a session in which claims get every verdict, one is searched, noted and tagged."""
    with Terminal(folder, *size) as terminal:
        terminal.run(*arguments, **environment)
        terminal.wait("1/20")
        terminal.text("vrux")
        terminal.wait("5/20")
        terminal.text("/tinh")
        terminal.wait(lambda screen: re.search(r"/ tinh +\d+/\d+", screen) is not None)
        terminal.keys("Enter", "F4")
        terminal.wait("esc ")
        terminal.keys("Escape", "F1")
        terminal.wait("1. ")  # the first of the five steps of the help
        terminal.keys("F1", "C-p")
        terminal.wait("🔎")
        terminal.keys("Escape", "C-q")
        terminal.wait("exit=0")
        return terminal.raw


@pytest.mark.parametrize("theme", ["soi-dark", "soi-light"])
def test_no_colour_where_none_is_wanted(tmp_path: Path, theme: str) -> None:
    raw = review(tmp_path, "--theme", theme, NO_COLOR="1", COLORTERM="truecolor")
    assert not colours(raw)
    forms = {number for code in codes(raw) for number in code}
    assert {1, 2, 4, 7, 9} <= forms, "bold, dim, underlined, reversed and struck through"


@pytest.mark.parametrize("term", ["xterm-16color", "linux", "screen"])
def test_sixteen_colours_where_there_are_no_more(tmp_path: Path, term: str) -> None:
    raw = review(tmp_path, TERM=term)
    assert colours(raw)
    assert not {38, 48} & colours(raw)
    italic = any(code == (3,) or 3 in code for code in codes(raw))
    assert italic == (term != "screen"), "GNU screen shows italics as it shows the current claim"


@pytest.mark.parametrize(
    ("term", "kind"), [("xterm-256color", 5), ("tmux-256color", 5), ("screen-256color", 5)]
)
def test_256_colours(tmp_path: Path, term: str, kind: int) -> None:
    colours = codes(review(tmp_path, TERM=term))
    assert any(38 in code and code[code.index(38) + 1] == kind for code in colours)
    assert not any(38 in code and code[code.index(38) + 1] == 2 for code in colours)


def test_true_colour(tmp_path: Path) -> None:
    colours = codes(review(tmp_path, "--lang", "vi", COLORTERM="truecolor"))
    assert any(38 in code and code[code.index(38) + 1] == 2 for code in colours)


@pytest.mark.parametrize(("width", "language"), [(40, "vi"), (300, "en")])
def test_any_width(tmp_path: Path, width: int, language: str) -> None:
    review(tmp_path, "--lang", language, size=(width, 24))
