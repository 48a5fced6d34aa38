"""Complete pieces of terminal input as Textual's messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Private, but the drivers of Textual 0.86 to 8.2.8 have no other way to the tables of its keys.
from textual._xterm_parser import XTermParser
from textual.events import Paste
from textual.message import Message

from tui.terminal.input_bytes import ESC, Pasted, Sequence, TerminalInput, Typed

# The answer to a question for the cursor. Textual reads Shift+F3, ESC [ 1 ; 2 R, as one too.
_POSITION = re.compile(r"\x1b\[\d+;\d+R")
_MOUSE = re.compile(r"\x1b\[<\d{1,5};-?\d{1,5};-?\d{1,5}[Mm]")
# The answers that soi's driver asks for: synchronized output and resizing in band.
_MODE = re.compile(r"\x1b\[\?(2026|2048);\d\$y")
_RESIZE = re.compile(r"\x1b\[48;[1-9]\d{0,3};[1-9]\d{0,3};\d{1,5};\d{1,5}t")
_FOCUS = (f"{ESC}[I", f"{ESC}[O")
# A key of the Kitty protocol: code, modifiers, text. Codes may carry those of the shifted and the base layout.
_KITTY_KEY = re.compile(r"\x1b\[(\d{1,7})(?::[\d:]*)?(?:;(\d{0,5})(?:;([\d:]*))?)?([u~A-HPQS])")
_ANY_KITTY_KEY = re.compile(r"\x1b\[[\d:;]*:[\d:;]*[u~A-HPQS]|\x1b\[[\d;]*u")
_LAST_CODE_POINT = 0x10FFFF


class InputParser:
    """Makes messages of complete pieces of input; what is unknown makes none.

    Textual's parser goes on reading when it does not know a sequence, and would take the next keys for its rest.
    Therefore each sequence of keys gets a parser of its own; reports get one that lasts, which knows the pixels of the
    terminal and where the mouse was.
    """

    def __init__(self) -> None:
        self._parser = XTermParser()
        self._reports_size = False  # whether the terminal has said that it reports its size in band

    def parse(self, piece: TerminalInput) -> Iterator[Message]:
        """The messages of one piece."""
        if isinstance(piece, Typed):
            yield from self._parser.feed(piece.text)
        elif isinstance(piece, Pasted):
            yield Paste(piece.text.replace("\x00", ""))  # as Textual does
        elif self._is_report(piece.text):
            yield from self._parser.feed(piece.text)
        else:
            yield from _parse_key(piece)

    def _is_report(self, sequence: str) -> bool:
        if mode := _MODE.fullmatch(sequence):
            self._reports_size = self._reports_size or mode[1] == "2048"
            return True
        if _RESIZE.fullmatch(sequence):
            return self._reports_size
        return sequence in _FOCUS or _MOUSE.fullmatch(sequence) is not None


def _parse_key(piece: Sequence) -> Iterator[Message]:
    sequence = piece.text
    if sequence.startswith(f"{ESC}["):
        plain_sequence = _plain_key(sequence)
        if plain_sequence is None or sequence.endswith("t") or _POSITION.fullmatch(sequence):
            return
        yield from XTermParser().feed(plain_sequence)
        return
    parser = XTermParser()
    yield from parser.feed(sequence)
    if len(sequence) <= 2:
        yield from parser.feed("")  # the end of the input: the parser waits for no more


def _plain_key(sequence: str) -> str | None:
    """A key's control sequence as Textual's parser takes it; None for one that is no key.

    Textual 8.2.8 raises ValueError for the type of a Kitty key event, such as a release, and for a code that is no
    character. soi does not ask for types of events, so those that have one are none of its keys.
    """
    if sequence[2] in "<=>?":
        return None
    if _ANY_KITTY_KEY.fullmatch(sequence) is None:
        return sequence
    if (key := _KITTY_KEY.fullmatch(sequence)) is None:
        return None
    code, modifiers, text, end = key.groups(default="")
    codes = [int(number) for number in (code, *text.split(":")) if number]
    if any(number > _LAST_CODE_POINT or 0xD800 <= number <= 0xDFFF for number in codes):
        return None
    parameters = f"{code};{modifiers or 1};{text}" if text else f"{code};{modifiers}" if modifiers else code
    return f"{ESC}[{parameters}{end}"
