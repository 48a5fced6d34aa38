"""Splits the bytes of a terminal into typed text, escape sequences and pastes, and drops what no hand has typed.

A terminal sends keys and its answers on one line: answers to questions about colours and modes, reports of the mouse,
pasted text. A slow line cuts them anywhere. Textual's parser (8.2.8; the same code since 0.86) reads a sequence as
letters when a pause cuts it, when it is longer than 32 characters, or when it does not know it. Therefore it gets only
complete sequences from here.

The states are those of ECMA-48: control sequences (CSI), single shifts (SS3), and strings (OSC, DCS, APC, PM, SOS)
that end with ST or BEL; beside them X10 mouse reports, whose three bytes may be any, and bracketed pastes. The 8-bit
form of an introducer (0x9B for CSI) counts as the introducer where it is no part of a UTF-8 character.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from dataclasses import dataclass
from enum import Enum, auto

ESC, BEL, ETX, CAN, SUB = "\x1b", "\x07", "\x03", "\x18", "\x1a"
# Seconds for which the rest of a cut sequence, and the end of a paste, may take. A slow line stalls up to a second.
PAUSE_SECONDS = 1.1
# A control sequence longer than this is dropped when it ends: Textual's parser takes 32 characters at most.
LONGEST_SEQUENCE = 32
PASTE_START, PASTE_END = "[200~", "[201~"
# After a paste that had no end, a read of more characters than this is the rest of the paste and no typing.
MOST_TYPED = 4
REST_OF_PASTE_SECONDS = 10.0

# The introducers of strings, behind ESC: DCS, SOS, OSC, PM, APC.
_STRINGS = "PX]^_"
# 8-bit introducers, as characters and as bytes that are no UTF-8 (surrogateescape), in their form behind ESC.
_C1 = {
    chr(base + code): chr(code - 0x40)
    for base in (0, 0xDC00)
    for code in (0x8F, 0x90, 0x98, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F)
}
_ST = ("\x9c", "\udc9c")
# What follows an introducer in the sequences that terminals send; used to tell a tail from keys behind a lone Escape.
_BEHIND_INTRODUCER = {
    "[": "0123456789:;<=>?ABCDEFHIMOPQRSZ[",
    "O": "0123456789;ABCDEFHIMPQRSXjklmnopqrstuvwxy",
    "]": "0123456789lLI",
    "P": "0123456789>!|$+",
    "_": "G",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """Characters of keys, control characters such as Enter among them."""

    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A complete escape sequence with its ESC; ESC alone is the Escape key."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """The text of a bracketed paste, without escape sequences."""

    text: str


TerminalInput = Typed | Sequence | Pasted


class _State(Enum):
    GROUND = auto()
    ESCAPE = auto()  # behind ESC
    INTERMEDIATE = auto()  # behind ESC and characters such as "(" or "/"
    CONTROL = auto()  # in a control sequence
    CONSOLE_KEY = auto()  # behind ESC [ [, which begins F1 to F5 of the Linux console
    SHIFT = auto()  # behind ESC O
    STRING = auto()
    STRING_ESCAPE = auto()  # behind ESC in a string: the first half of ST
    MOUSE = auto()  # in the three bytes of an X10 mouse report


class InputSplitter:
    """A state machine over the bytes of a terminal.

    ``feed`` takes what was read, ``expire`` is called when ``deadline`` has passed; both return what is complete.
    Times are seconds of any one clock. ``escape_seconds`` is how long a lone ESC waits for the rest of a sequence.
    """

    def __init__(self, escape_seconds: float) -> None:
        self.deadline: float | None = None
        self._escape_seconds = escape_seconds
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")
        self._read_time = 0.0
        self._state = _State.GROUND
        self._sequence = ""  # what was read of the sequence, without its ESC
        self._escape_time = 0.0
        self._is_tail = False  # whether the Escape key was reported for the ESC of the sequence
        self._is_same_read = False  # whether the introducer came with the read that is being split
        self._mouse_bytes = 0  # how many bytes of an X10 report are to come
        self._pasted: list[str] | None = None  # None outside of a paste
        self._rest_of_paste_until = 0.0
        self._time = 0.0
        self._output: list[TerminalInput] = []

    def feed(self, data: bytes, time: float) -> list[TerminalInput]:
        """Split what was read at a time."""
        if time - self._read_time > PAUSE_SECONDS:
            self._decoder.reset()  # drop the beginning of a character whose rest never came
        text = self._decoder.decode(data)
        self._time, self._read_time, self._is_same_read = time, time, False
        if self._pasted is None and time < self._rest_of_paste_until and _is_rest_of_paste(text):
            self._pasted = []
        for character in text:
            self._take(character)
        self._set_deadline()
        return self._flush()

    def expire(self, time: float) -> list[TerminalInput]:
        """End what a pause ends: a lone ESC, a sequence without its rest, a paste without its end."""
        self._time = time
        if self.deadline is not None and time >= self.deadline:
            self._end_by_pause()
            self._set_deadline()
        return self._flush()

    def _flush(self) -> list[TerminalInput]:
        output, self._output = self._output, []
        return output

    def _set_deadline(self) -> None:
        if self._state is _State.ESCAPE:
            wait = PAUSE_SECONDS if self._is_tail else self._escape_seconds
            self.deadline = self._escape_time + wait
        elif self._state is _State.INTERMEDIATE:
            self.deadline = self._time + self._escape_seconds
        elif self._state is not _State.GROUND or self._pasted is not None:
            self.deadline = self._time + PAUSE_SECONDS
        else:
            self.deadline = None

    def _end_by_pause(self) -> None:
        state, sequence, is_tail = self._state, self._sequence, self._is_tail
        if state is _State.ESCAPE and not is_tail:
            self._is_tail = True
            if self._pasted is None:
                self._output.append(Sequence(ESC))
            else:
                self._end_paste(is_complete=False)
            return
        self._to_ground()
        if state is _State.INTERMEDIATE:
            self._output.append(Sequence(ESC + sequence))  # Alt and a punctuation mark
        elif is_tail and len(sequence) == 1 and state is not _State.MOUSE:
            self._put_text(sequence)  # a key such as [ behind the Escape key
        elif state is _State.GROUND and self._pasted is not None:
            self._end_paste(is_complete=False)

    # Characters -----------------------------------------------------------------------------------------

    def _take(self, character: str) -> None:
        if self._state is _State.MOUSE:
            self._take_mouse_byte(character)
        elif character == ESC:
            self._take_escape()
        elif self._state is _State.GROUND:
            self._take_in_ground(character)
        elif self._state in (_State.STRING, _State.STRING_ESCAPE):
            self._take_in_string(character)
        elif character in _C1 or not "\x20" <= character < "\x7f":
            self._abort(character)
        elif self._state is _State.ESCAPE:
            self._take_behind_escape(character)
        else:
            self._take_in_sequence(character)

    def _take_escape(self) -> None:
        if self._state is _State.STRING:
            self._state = _State.STRING_ESCAPE
            return
        if self._state is _State.ESCAPE and not self._is_tail and self._pasted is None:
            self._output.append(Sequence(ESC))  # the Escape key twice
        self._begin(_State.ESCAPE)

    def _begin(self, state: _State) -> None:
        self._state, self._sequence, self._is_tail = state, "", False
        self._escape_time = self._time

    def _to_ground(self) -> None:
        self._begin(_State.GROUND)

    def _take_in_ground(self, character: str) -> None:
        if character in _C1:
            self._begin(_State.ESCAPE)
            self._take_behind_escape(_C1[character])
        elif character == ETX and self._pasted is not None:
            self._end_paste(is_complete=False)
            self._put_text(character)
        else:
            self._put_text(character)

    def _abort(self, character: str) -> None:
        """Drop the sequence in hand for a character that cannot be a part of it."""
        state, sequence, is_tail = self._state, self._sequence, self._is_tail
        self._to_ground()
        if state is _State.ESCAPE and not is_tail and self._pasted is None and character not in _C1:
            if character < "\x80":
                self._output.append(Sequence(ESC + character))  # such as Alt+Enter
                return
            self._output.append(Sequence(ESC))
        elif is_tail and len(sequence) == 1:
            self._put_text(sequence)
        if character not in (CAN, SUB):
            self._take_in_ground(character)

    def _put_text(self, text: str) -> None:
        """Report typed characters, or keep them while a paste lasts; drop bytes that are no UTF-8."""
        if "\ud800" <= text <= "\udfff" or "\x80" <= text <= "\x9f":
            return
        if self._pasted is not None:
            self._pasted.append(text)
        elif self._output and isinstance(self._output[-1], Typed):
            self._output[-1] = Typed(self._output[-1].text + text)
        else:
            self._output.append(Typed(text))

    # Sequences ------------------------------------------------------------------------------------------

    def _take_behind_escape(self, character: str) -> None:
        if character == "\\":  # the second half of ST, whose string has ended already
            self._to_ground()
            return
        if self._is_tail and character not in _BEHIND_INTRODUCER:
            self._to_ground()
            self._put_text(character)
            return
        self._sequence, self._is_same_read = character, True
        if character == "[":
            self._state = _State.CONTROL
        elif character == "O":
            self._state = _State.SHIFT
        elif character in _STRINGS:
            self._state = _State.STRING
        elif "\x20" <= character <= "\x2f":
            self._state = _State.INTERMEDIATE
        else:
            self._complete()

    def _take_in_sequence(self, character: str) -> None:
        if self._is_no_tail(character):
            self._put_introducer_and(character)
            return
        if len(self._sequence) <= LONGEST_SEQUENCE:
            self._sequence += character
        if self._state is _State.CONTROL:
            self._take_in_control(character)
        elif self._state is _State.CONSOLE_KEY or character >= "\x40":
            self._complete()
        elif self._state is _State.INTERMEDIATE and character >= "\x30":
            self._to_ground()  # such as the answer of a VT52

    def _take_in_control(self, character: str) -> None:
        if self._sequence == "[[":
            self._state = _State.CONSOLE_KEY
        elif self._sequence == "[M":
            self._state, self._mouse_bytes = _State.MOUSE, 3
        elif character >= "\x40" or (
            character == "$" and self._sequence[1:-1].isdecimal()
        ):  # rxvt: ESC [ 3 $
            self._complete()

    def _take_in_string(self, character: str) -> None:
        if self._state is _State.STRING_ESCAPE:
            self._begin(_State.ESCAPE)
            if character == "\\":
                self._to_ground()
            else:
                self._take(character)
        elif self._is_no_tail(character):
            self._put_introducer_and(character)
        elif character in (BEL, CAN, SUB, *_ST):
            self._to_ground()
        elif character < "\x20":  # no string has control characters: its end was lost
            self._to_ground()
            self._take_in_ground(character)
        elif len(self._sequence) == 1:
            self._sequence += character

    def _is_no_tail(self, character: str) -> bool:
        """Whether what looks like an introducer behind a lone Escape is a key, for what was typed next.

        A control sequence counts as a tail also with an unknown end when all of it came in one read.
        """
        if not self._is_tail or len(self._sequence) != 1:
            return False
        is_in_one_piece = self._sequence == "[" and self._is_same_read
        return character not in _BEHIND_INTRODUCER[self._sequence] and not is_in_one_piece

    def _put_introducer_and(self, character: str) -> None:
        introducer = self._sequence
        self._to_ground()
        self._put_text(introducer)
        self._take_in_ground(character)

    def _take_mouse_byte(self, character: str) -> None:
        self._mouse_bytes -= len(character.encode("utf-8", "surrogateescape"))
        if self._mouse_bytes <= 0:
            self._to_ground()

    def _complete(self) -> None:
        sequence, is_tail = self._sequence, self._is_tail
        self._to_ground()
        if sequence == PASTE_START:
            # Also where a pause has cut it: what follows is pasted all the same.
            self._pasted = self._pasted or []
        elif sequence == PASTE_END:
            self._end_paste(is_complete=True)
        elif not is_tail and self._pasted is None and len(sequence) < LONGEST_SEQUENCE:
            self._output.append(Sequence(ESC + sequence))

    def _end_paste(self, *, is_complete: bool) -> None:
        self._rest_of_paste_until = 0.0 if is_complete else self._time + REST_OF_PASTE_SECONDS
        if self._pasted is not None:
            self._output.append(Pasted("".join(self._pasted)))
            self._pasted = None


def _is_rest_of_paste(text: str) -> bool:
    """Whether a read behind a paste without end looks like its rest: long text, or text with the lost end."""
    return ESC + PASTE_END in text or (len(text) > MOST_TYPED and ESC not in text)
