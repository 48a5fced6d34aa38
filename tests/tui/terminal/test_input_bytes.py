"""What the bytes of a terminal become, whole and cut anywhere: keys of a hand, and nothing of anything else."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.message import Message

from tui.terminal.input_bytes import PAUSE_SECONDS, InputSplitter
from tui.terminal.input_events import InputParser

ESCAPE_SECONDS = 0.1
LONGEST_PAUSE = 1.0
# What terminals send that is no key of this program, and none that it knows.
ANSWERS = {
    "da1": b"\x1b[?61;6;7;21;22;23;24;28;32;42c",
    "da1-short": b"\x1b[?1;2c",
    "da2": b"\x1b[>0;276;0c",
    "da3": b"\x1bP!|7E565445\x1b\\",
    "osc10-st": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    "osc11-bel": b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    "osc4": b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "osc52": b"\x1b]52;c;dnJ1eA==\x07",
    "decrqm": b"\x1b[?2026;2$y",
    "decrqm-ansi": b"\x1b[4;2$y",
    "cursor": b"\x1b[24;80R",
    "cursor-page": b"\x1b[?24;80;1R",
    "status": b"\x1b[0n",
    "window-size": b"\x1b[8;24;80t",
    "window-title": b"\x1b]lvrux\x1b\\",
    "termcap": b"\x1bP1+r544e=787465726d\x1b\\",
    "settings": b"\x1bP1$r0m\x1b\\",
    "version": b"\x1bP>|XTerm(390)\x1b\\",
    "graphics": b"\x1b_Gi=31;OK\x1b\\",
    "kitty-flags": b"\x1b[?25u",
    "kitty-release": b"\x1b[118;1:3u",
    "kitty-release-of-arrow": b"\x1b[1;1:3A",
    "kitty-no-character": b"\x1b[99999999u",
    "kitty-surrogate": b"\x1b[118;1;55296u",
    "urxvt-mouse": b"\x1b[32;10;10M",
    "x10-mouse": b"\x1b[M vr",
    "x10-mouse-bytes": b"\x1b[M\x20\xf6\xe1",
    "unknown": b"\x1b[99z",
    "unknown-private": b"\x1b[>4;2m",
    "unknown-long": b"\x1b[" + b";".join([b"17"] * 30) + b"v",
    "vt52": b"\x1b/Z",
    "charset": b"\x1b(B",
}
EIGHT_BIT = {
    "csi": b"\x9b?61;6c",
    "csi-as-utf8": b"\xc2\x9b?61;6c",
    "osc": b"\x9d11;rgb:ff\x9c",
    "dcs": b"\x901$r0m\x9c",
}
# Keys of which a pause may cut the sequence: then they are dropped.
KEYS = {
    b"\x1b[1~": "home", b"\x1b[3~": "delete", b"\x1b[A": "up", b"\x1b[1;5C": "ctrl+right", b"\x1bOP": "f1",
    b"\x1b[[A": "f1", b"\x1b[15~": "f5", b"\x1b[Z": "shift+tab", b"\x1b[3$": "shift+delete", b"\x1b[118u": "v",
    b"\x1b[118;;118u": "v", b"\x1b[27;5;9~": "ctrl+tab", b"\x1bv": "alt+v", b"\x1b": "escape", b"v": "v",
    "đ".encode(): "đ", b"\x03": "ctrl+c", b"\r": "enter", b"\x1b[97:65;2;65u": "A",
}  # fmt: skip
CUTTABLE = [key for key in KEYS if len(key) > 2 and key.startswith(b"\x1b")]


def id_of_bytes(data: bytes) -> str:
    """Bytes as the id of a test."""
    return data.hex()


class Line:
    """A splitter and a parser with a clock that the test sets."""

    def __init__(self) -> None:
        self.splitter, self.parser, self.time = InputSplitter(ESCAPE_SECONDS), InputParser(), 0.0

    def play(self, *pieces: bytes | float) -> list[Message]:
        """The messages of bytes and of pauses between them."""
        messages: list[Message] = []
        for piece in pieces:
            if isinstance(piece, bytes):
                messages += self._parse(self.splitter.feed(piece, self.time))
                continue
            end = self.time + piece
            while self.splitter.deadline is not None and self.splitter.deadline <= end:
                self.time = self.splitter.deadline
                messages += self._parse(self.splitter.expire(self.time))
            self.time = end
        return messages

    def _parse(self, pieces: Iterable[object]) -> list[Message]:
        return [message for piece in pieces for message in self.parser.parse(piece)]  # type: ignore[arg-type]


def keys(messages: Iterable[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, Key)]


def pasted(messages: Iterable[Message]) -> list[str]:
    return [message.text for message in messages if isinstance(message, Paste)]


@st.composite
def cut_answers(draw: st.DrawFn) -> list[bytes | float]:
    """An answer in pieces with pauses of up to a second."""
    answer = draw(st.sampled_from([*ANSWERS.values()]))
    cuts = sorted(draw(st.sets(st.integers(1, len(answer) - 1), max_size=4)))
    ends = [0, *cuts, len(answer)]
    pieces: list[bytes | float] = []
    for start, end in pairwise(ends):
        pieces += [answer[start:end], draw(st.sampled_from([0.0, 0.05, 0.15, 0.3, 0.8, LONGEST_PAUSE]))]
    return pieces


@pytest.mark.parametrize("answer", [*ANSWERS.values(), *EIGHT_BIT.values()], ids=[*ANSWERS, *EIGHT_BIT])
def test_an_answer_is_no_key(answer: bytes) -> None:
    assert keys(Line().play(answer, b"v")) == ["v"]
    assert keys(Line().play(answer, 2.0, b"v")) == ["v"]


@given(cut_answers())
def test_a_cut_answer_is_never_a_key(pieces: list[bytes | float]) -> None:
    line = Line()
    names = keys(line.play(*pieces))
    # In "ESC ( B" and "ESC / Z", which no terminal of today answers with, a hand's Alt cannot be told from ESC.
    if not b"".join(piece for piece in pieces if isinstance(piece, bytes)).startswith((b"\x1b(", b"\x1b/")):
        assert set(names) <= {"escape"}
    assert keys(line.play(PAUSE_SECONDS, b"v")) == ["v"], "the next key is one again"


@given(st.binary(max_size=40), st.binary(max_size=40), st.sampled_from([0.0, 0.2, 0.9, 2.0]))
def test_any_bytes_are_read_and_a_pause_frees_the_keys(first: bytes, second: bytes, pause: float) -> None:
    line = Line()
    line.play(first, pause, second, 2 * PAUSE_SECONDS + 0.2)
    assert keys(line.play(b"v")) == ["v"]


def test_a_cut_character_is_dropped_after_a_pause() -> None:
    assert keys(Line().play(b"\xe1", b"\x8f", 2 * PAUSE_SECONDS, b"v")) == ["v"]
    assert keys(Line().play(b"\xc4", 0.5, b"\x91")) == ["đ"]


@pytest.mark.parametrize("sequence", KEYS, ids=id_of_bytes)
def test_a_key_is_one(sequence: bytes) -> None:
    assert keys(Line().play(sequence, 0.15)) == [KEYS[sequence]]
    one_by_one = [bytes([byte]) for byte in sequence]
    assert keys(Line().play(*one_by_one, 0.15)) == [KEYS[sequence]]


@pytest.mark.parametrize("sequence", CUTTABLE, ids=id_of_bytes)
@pytest.mark.parametrize("pause", [0.12, 0.3, 0.8, 1.0])
def test_late_tail_is_dropped(sequence: bytes, pause: float) -> None:
    assert keys(Line().play(sequence[:1], pause, sequence[1:], 2.0, b"v")) == ["escape", "v"]
    assert keys(Line().play(sequence[:1], pause, sequence[1:2], 0.9, sequence[2:], 2.0)) == ["escape"]


def test_a_lone_escape_answers_at_once() -> None:
    assert keys(Line().play(b"\x1b", 0.11)) == ["escape"]
    assert keys(Line().play(b"\x1b\x1b", 0.11)) == ["escape", "escape"]


@pytest.mark.parametrize(
    "typed", ["v", "]v", "[v", "Ov", "[[", "][", "Pv", "_v", "X", "n"], ids=lambda typed: typed.encode().hex()
)
def test_keys_behind_escape(typed: str) -> None:
    line = Line()
    pieces = [piece for character in typed for piece in (0.3, character.encode())]
    names = keys(line.play(b"\x1b", *pieces, PAUSE_SECONDS))
    if typed in ("Ov", "[["):  # the keypad's 6 and a key of the Linux console: not to be told from a tail
        assert names == ["escape"]
    else:
        assert names[0] == "escape"
        assert len(names) == 1 + len(typed)


@pytest.mark.parametrize(
    "byte", [b"\xf6", b"\xe1", b"\x80", b"\xff", b"\xc3(", b"\xed\xa0\x80"], ids=id_of_bytes
)
def test_no_utf8_is_ignored(byte: bytes) -> None:
    assert keys(Line().play(byte, 0.3, b"v")) in (["v"], ["left_parenthesis", "v"])


def test_a_character_may_be_cut() -> None:
    assert keys(Line().play(b"\xc4", 0.5, b"\x91")) == ["đ"]


def test_a_paste_is_one_piece() -> None:
    line = Line()
    messages = line.play(b"\x1b[200~v\x1b[31mr\xf6\x1b]11;u\x1b[201~v")
    assert (pasted(messages), keys(messages)) == (["vr"], ["v"])


@pytest.mark.parametrize(
    "end", [(2.0,), (0.3, b"\x1b", 0.2), (0.3, b"\x03")], ids=["pause", "escape", "ctrl-c"]
)
def test_a_paste_without_end_ends(end: tuple[bytes | float, ...]) -> None:
    line = Line()
    messages = line.play(b"\x1b[200~Tinh dat", *end, b"v")
    assert pasted(messages) == ["Tinh dat"]
    assert keys(messages)[-1] == "v"


def test_the_rest_of_a_paste_that_stalled_is_pasted() -> None:
    messages = Line().play(b"\x1b[200~Tinh dat", 3.0, b" v, r, u, x\x1b[201~", b"v")
    assert (pasted(messages), keys(messages)) == (["Tinh dat", " v, r, u, x"], ["v"])


def test_a_paste_whose_start_a_pause_has_cut_is_pasted() -> None:
    messages = Line().play(b"\x1b", 0.4, b"[20", 0.9, b"0~vv", 0.9, b"r\x1b", 0.05, b"[201~", 0.2)
    assert (pasted(messages), keys(messages)) == (["vvr"], ["escape"])
