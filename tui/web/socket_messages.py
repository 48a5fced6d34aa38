"""What the page sends through the socket: keys, and sizes of the terminal."""

from __future__ import annotations

import json
from typing import NamedTuple

MOST_BYTES = 1 << 20  # of one message
_LARGEST = 1000  # columns or rows


class Typed(NamedTuple):
    """Bytes that were typed or pasted."""

    data: bytes


class Resized(NamedTuple):
    """A new size of the terminal: columns and rows."""

    size: tuple[int, int]


class Ping(NamedTuple):
    """A question whether the server answers; it is sent back."""

    text: str


def parse_message(text: str) -> Typed | Resized | Ping | None:
    """What a message says; None for what textual-serve's page also tells and soi does not need.

    Raises ValueError for what its page never sends.
    """
    match json.loads(text):
        case ["stdin", str(keys)]:
            return Typed(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int(columns), "height": int(rows)}]:
            return Resized(terminal_size(columns, rows))
        case ["ping", str(sent)]:
            return Ping(sent)
        case ["focus" | "blur"]:
            return None
    raise ValueError(text)


def terminal_size(columns: int, rows: int) -> tuple[int, int]:
    """A size that a terminal can have."""
    return max(1, min(columns, _LARGEST)), max(1, min(rows, _LARGEST))
