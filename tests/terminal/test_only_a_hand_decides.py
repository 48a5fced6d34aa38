"""Exact bytes into a real pseudo-terminal: what no hand has typed decides nothing, and never ends the program.

``tests/tui/terminal/test_input_bytes.py`` cuts the same sequences anywhere, with a clock of its own.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pty_driver import PtyDriver
from tests.terminal.terminal import SOI

pytestmark = pytest.mark.skipif(
    not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
)

# Each piece is sent at once; a number is a pause in seconds. None of them decides anything.
INPUTS: dict[str, tuple[bytes | float, ...]] = {
    "home-cut": (b"\x1b", 0.3, b"[1~"),
    "delete-cut": (b"\x1b", 0.3, b"[3~"),
    "delete-cut-twice": (b"\x1b", 0.8, b"[", 0.9, b"3~"),
    "f1-cut": (b"\x1b", 0.2, b"OP"),
    "decrqm-cut": (b"\x1b", 0.3, b"[?2026;2$y"),
    "da1": (b"\x1b[?61;6;7;21;22;23;24;28;32;42c",),
    "da1-cut": (b"\x1b[?61;6;7;2", 0.9, b"1;22;23;24;28;32;42c"),
    "da2": (b"\x1b[>0;276;0c",),
    "osc11-cut": (b"\x1b", 0.2, b"]11;rgb:ffff/ff", 0.5, b"ff/ffff\x07"),
    "osc10-st-cut": (b"\x1b]10;rgb:ffff/ffff/ffff\x1b", 0.5, b"\\"),
    "cursor-cut": (b"\x1b[24;", 0.5, b"80R"),
    "eight-bit-da1": (b"\x9b?61;6c",),
    "no-utf8": (b"\xf6\xff\xe1\x80",),
    "x10-mouse": (b"\x1b[M vr",),
    "kitty-release": (b"\x1b[118;1:3u",),
    "kitty-no-character": (b"\x1b[99999999u",),
    "unknown": (b"\x1b[99z\x1b[>4;2m",),
    "mouse-far-away": (b"\x1b[<0;900;900M\x1b[<0;900;900m\x1b[<64;900;900M",),
    "size-in-band": (b"\x1b[48;0;0;0;0t",),
}


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PtyDriver]:
    """One run of the program for all inputs: each leaves the screen as it was."""
    with PtyDriver(tmp_path_factory.mktemp("review")) as driver:
        driver.await_output("Claim 1/4")
        yield driver


@pytest.mark.parametrize("pieces", INPUTS.values(), ids=INPUTS)
def test_no_hand(review: PtyDriver, pieces: tuple[bytes | float, ...]) -> None:
    decisions = review.decisions()
    review.play(*pieces, 0.1, b"v")
    review.await_decisions(len(decisions) + 1)
    review.play(b"z")
    review.await_decisions(len(decisions) + 2)
    assert [verdict for _quote, verdict in review.decisions()[len(decisions) :]] == ["verified", ""]


def test_a_lone_escape_closes_a_dialog_at_once(review: PtyDriver) -> None:
    decisions = review.decisions()
    review.play(b"n")
    review.await_output("Note on")
    review.play(b"\x1b", 0.16, b"v")  # typed into the note if the dialog were still open
    review.await_decisions(len(decisions) + 1)
    review.play(b"z")
    review.await_decisions(len(decisions) + 2)


@pytest.mark.parametrize(
    "end", [(1.2,), (0.2, b"\x1b", 0.2), (0.2, b"\x03", 0.05)], ids=["pause", "escape", "ctrl-c"]
)
def test_paste_without_end(review: PtyDriver, end: tuple[bytes | float, ...]) -> None:
    decisions = review.decisions()
    review.play(b"\x1b[200~Tinh dat v r u x", *end, b"v")
    review.await_decisions(len(decisions) + 1)
    review.play(b"z")
    review.await_decisions(len(decisions) + 2)
    assert len(review.decisions()) == len(decisions) + 2


def test_lines_pasted_without_brackets(tmp_path: Path) -> None:
    with PtyDriver(tmp_path) as driver:
        driver.await_output("Claim 1/4")
        driver.play(b"n")
        driver.await_output("Note on")
        driver.play(b"bao cao so 12\r2 xa, 3 huyen\rv r u x")
        driver.await_output("Enter is dropped")
        driver.play(0.5, b"v")
        driver.await_decisions(2)
        assert driver.decisions() == [("62,8%", ""), ("62,8%", "verified")], "the note, and one verdict"


def test_lines_pasted_without_brackets_in_several_reads(tmp_path: Path) -> None:
    with PtyDriver(tmp_path) as driver:
        driver.await_output("Claim 1/4")
        driver.play(b"/", 0.5, b"ho so\r", 0.1, b"2 xa v r\r", 0.1, b"r u x")
        driver.await_output("Enter is dropped")
        driver.play(0.5, b"v")
        driver.await_decisions(1)
        assert [verdict for _quote, verdict in driver.decisions()] == ["verified"]


def test_keys_belong_to_what_was_on_the_screen(tmp_path: Path) -> None:
    with PtyDriver(tmp_path) as driver:
        driver.await_output("Claim 1/4")
        driver.play(b"]v")  # the next article was not on the screen when v was typed
        driver.await_output("15 xã")
        driver.await_output("Typed before")
        assert driver.decisions() == []
        driver.play(b"v")
        driver.await_decisions(1)
        driver.forget_output()
        driver.play(b"Lvv")  # nor was the table of claims
        driver.await_output("Typed before")
        assert driver.decisions() == [("15", "verified")]


@pytest.mark.parametrize("size", [(10, 4), (80, 5), (20, 24)], ids=["10x4", "80x5", "20x24"])
def test_too_small(tmp_path: Path, size: tuple[int, int]) -> None:
    with PtyDriver(tmp_path, size) as driver:
        driver.await_output("soi")
        driver.play(b"v", b"r", b"n", b"x\r", b"V", b"-", b"l")
        driver.forget_output()
        driver.resize(80, 24)
        driver.await_output("Claim 1/4")
        assert driver.decisions() == []
        driver.play(b"v")
        driver.await_decisions(1)


def test_the_shell_gets_no_keys(tmp_path: Path) -> None:
    with PtyDriver(tmp_path, shell=True) as driver:
        driver.await_output("Claim 1/4")
        driver.forget_output()
        driver.play(b"qrm -r x\r")
        driver.await_output("exit=0;")
        driver.play(b"next\r")
        driver.await_output("next")
        assert b"rm" not in driver.painted.partition(b"exit=0;")[2]


@pytest.mark.parametrize("end", [signal.SIGHUP, signal.SIGTERM], ids=["hangup", "term"])
def test_a_signal_ends_it_with_its_code(tmp_path: Path, end: signal.Signals) -> None:
    with PtyDriver(tmp_path, shell=True) as driver:
        driver.await_output("Claim 1/4")
        children = Path(f"/proc/{driver.pid}/task/{driver.pid}/children").read_text(encoding="ascii")
        os.kill(int(children.split()[0]), end)
        driver.await_output(f"exit={128 + end};")
