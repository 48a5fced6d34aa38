"""What is written to copy, and which addresses may be opened."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.clipboard import SCREEN_CHUNK, copy_sequence, copy_to_system
from tui.terminal.opener import checked_address, opener

PLAIN = "\x1b]52;c;xJHhuqF0\a"  # đạt


def test_tmux_copies_itself_and_hands_through() -> None:
    assert copy_sequence("đạt", {}) == PLAIN
    assert copy_sequence("đạt", {"TMUX": "1", "STY": ""}) == f"{PLAIN}\x1bPtmux;\x1b{PLAIN}\x1b\\"


@given(st.text(max_size=2000))
def test_screen_hands_through_pieces_that_fit(text: str) -> None:
    pieces = copy_sequence(text, {"STY": "1.pts"}).removesuffix("\x1b\\").split("\x1b\\")
    assert all(piece.startswith("\x1bP") and len(piece) <= SCREEN_CHUNK + 2 for piece in pieces)
    sequence = "".join(piece.removeprefix("\x1bP") for piece in pieces)
    assert base64.b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\a")).decode() == text


@pytest.mark.parametrize(("code", "copied"), [(0, True), (1, False)], ids=["works", "fails"])
async def test_a_tool_gets_the_text(tmp_path: Path, code: int, copied: bool) -> None:
    tool = tmp_path / "xsel"
    tool.write_text(f'#!/bin/sh\n/bin/cat > "$0.got"\nexit {code}\n', encoding="utf-8")
    tool.chmod(0o755)
    assert not await copy_to_system("đạt", {"PATH": str(tmp_path)}), "xsel needs a display"
    environment = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    tool_path = tmp_path / "xsel.got"
    assert await copy_to_system("đạt", environment) is copied
    assert tool_path.read_text(encoding="utf-8") == "đạt"


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("https://bao.example/a?b=1&c=$(id)", True),
        (" HTTP://bao.example ", True),
        ("file:///tmp/a.desktop", False),
        ("javascript:alert(1)", False),
        ("https:///a", False),
        ("https://[bad", False),
        ("-x https://bao.example", False),
        ("https://bao.example/\x1b]0;x\a", False),
        ("thư của Sở", False),
    ],
    ids=["https", "http", "file", "script", "no-host", "no-url", "option", "control", "name"],
)
def test_what_may_open(text: str, opens: bool) -> None:
    assert (checked_address(text) is not None) is opens


def test_nothing_opens_without_a_desktop() -> None:
    assert opener("linux", {"PATH": "/usr/bin"}) is None
    assert opener("darwin", {"SSH_CONNECTION": "1 2 3 4"}) is None
    assert opener("darwin", {}) == "open"
