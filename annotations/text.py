"""Text folded for search and text made safe for the terminal, both with a map back to the imported text.

Offsets are code points everywhere. NFC text, which nearly all articles are, keeps its offsets and needs no map. For
other text an array has the source offset of each resulting character.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from itertools import compress, pairwise
from typing import NamedTuple

_CHUNK = 1 << 16
_MAX_SUBSTITUTIONS = 100_000  # from so many replacements on, one translate is faster than a call for each
_BMP = 0x10000
_LONGEST_PATH = 120
_BLANK_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # Hangul fillers, and Braille without a dot

_BIDI = "⇄"
_INVISIBLE = "␣"
_BROKEN = "\ufffd"
_RETURN = "↵"
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"

# str.isprintable is false for each of these.
_UNSAFE_CHARACTER = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


class Folded(NamedTuple):
    """Text folded for search: lower case, no marks, đ as d.

    Search in ``text``; ``span`` maps a span of it to the original. ``length`` is the length of the original and
    ``starts`` the original offset of each folded character, None if all offsets are the same.
    """

    text: str
    length: int
    starts: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original, combining marks included, that was folded to ``text[start:end]``."""
        starts = self.starts
        if starts is None:
            return start, end
        begin = _source_offset(starts, start, self.length)
        return begin, _source_end(starts, end, self.length) if end > start else begin

    def from_source(self, offset: int) -> int:
        """Return the offset of the first folded character that comes from the original at ``offset`` or later."""
        return offset if self.starts is None else bisect_left(self.starts, offset)


class DisplayText(NamedTuple):
    """Text that is safe in a terminal: NFC, with a visible symbol for every unsafe code point.

    ``to_source`` and ``from_source`` accept and return offsets from 0 to the length of the text, inclusive.
    ``length`` and ``starts`` are as in ``Folded``.
    """

    text: str
    length: int
    starts: array[int] | None = None

    def to_source(self, offset: int) -> int:
        """Return the offset in the stored text of the displayed character at ``offset``."""
        return offset if self.starts is None else _source_offset(self.starts, offset, self.length)

    def from_source(self, offset: int) -> int:
        """Return the offset of the displayed character that contains the stored one, a mark with its base."""
        starts = self.starts
        if starts is None:
            return offset
        if offset >= self.length:
            return len(starts)
        index = bisect_left(starts, offset)
        return index if index < len(starts) and starts[index] == offset else index - 1


def fold(text: str) -> Folded:
    """Fold a text for search: drop tone marks, diacritics, case and invisible characters.

    NFC and NFD spellings of a text fold to the same text.
    """
    composed, starts = _compose(text)
    folded = _translate(composed, _FOLD)
    if len(folded) != len(composed):
        retained = _translate(composed, _RETAINED).encode("latin-1")
        starts = array("I", compress(range(len(composed)) if starts is None else starts, retained))
    return Folded(folded, len(text), starts)


def _translate(text: str, table: _Table) -> str:
    """Translate in chunks: ``str.translate`` keeps the GIL, and one call for a long text would block the UI thread."""
    if len(text) <= _CHUNK:
        return text.translate(table)
    return "".join(text[start : start + _CHUNK].translate(table) for start in range(0, len(text), _CHUNK))


def show(text: str) -> DisplayText:
    r"""Make a text safe for the terminal, one symbol per code point; ``\n`` is the only line break left."""
    composed, starts = _compose(text)
    if "\r\n" in composed:
        composed = composed.replace("\r\n", " \n")
    # Fast path: nearly every title and most articles are printable, line by line.
    if len(text) > _CHUNK or not all(map(str.isprintable, composed.split("\n"))):
        composed = _make_visible(composed)
    return DisplayText(composed, len(text), starts)


def visible(text: str) -> str:
    """Make a text safe for one line of the terminal: a title, note or file name. Line breaks become ``↵``."""
    return show(text.replace("\r\n", "\n")).text.replace("\n", _RETURN)


def symbols(text: str) -> str:
    r"""Replace unsafe code points by symbols; nothing is composed, and ``\n`` stays: for output of several lines."""
    return _unsafe().sub(lambda run: _visible_run(run).replace("\n", _RETURN), text)


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: it has only blanks, invisible characters, and marks without a letter."""
    return all(
        char.isspace() or char in _BLANK_LETTERS or unicodedata.category(char) in _BLANK_CATEGORIES
        for char in text
    )


def brief(text: str, length: int = 60) -> str:
    """Make typed text safe to quote in a message: one line of at most ``length`` code points, cut in the middle."""
    if len(text) > length:
        text = f"{text[: length - length // 3 - 1]}…{text[len(text) - length // 3 :]}"
    return visible(text)


def brief_path(path: object) -> str:
    """Make a path safe to quote in a message, cut in the middle if it is longer than paths are."""
    return brief(str(path), _LONGEST_PATH)


def escape(text: str) -> str:
    r"""Escape unsafe code points as ``\uXXXX``, the notation of JSON; line breaks stay."""
    return _unsafe().sub(lambda run: "".join(_escape_character(char) for char in run[0]), text)


def _escape_character(char: str) -> str:
    code = ord(char)
    return char if char in "\r\t" else f"\\u{code:04x}" if code < _BMP else _surrogates(code - _BMP)


def _surrogates(code: int) -> str:
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _source_offset(starts: array[int], offset: int, length: int) -> int:
    """Return the source offset of the character at ``offset``; ``length`` for the end of the text."""
    return starts[offset] if offset < len(starts) else length


def _source_end(starts: array[int], offset: int, length: int) -> int:
    """Return the end of the source of the character before ``offset``, which several characters may share."""
    while 0 < offset < len(starts) and starts[offset] == starts[offset - 1]:
        offset += 1
    return _source_offset(starts, offset, length)


def _compose(text: str) -> tuple[str, array[int] | None]:
    """Return a text in NFC and the source offset of each character; None if all offsets are the same."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    parts: list[str] = []
    starts = array("I")
    for begin, end in _chunks(text):
        part, part_starts = _compose_chunk(text[begin:end], begin)
        parts.append(part)
        starts.extend(part_starts)
    return "".join(parts), starts


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text after line feeds, which never compose; only chunks with unusual clusters take the slow path."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _CHUNK) + 1 or len(text)
        yield begin, end
        begin = end


def _compose_chunk(chunk: str, begin: int) -> tuple[str, array[int]]:
    """Compose a chunk of text that begins at ``begin``.

    With as many characters as cluster heads, each character comes from one cluster.
    """
    composed = unicodedata.normalize("NFC", chunk)
    heads = array("I", compress(range(begin, begin + len(chunk)), chunk.translate(_HEADS).encode("latin-1")))
    if len(heads) == len(composed):
        return composed, heads
    return _compose_clusters(chunk, begin, heads)


def _compose_clusters(chunk: str, begin: int, heads: array[int]) -> tuple[str, array[int]]:
    """Compose cluster by cluster, for marks without a composed letter and letters that NFC decomposes."""
    starts = array("I")
    parts: list[str] = []
    bounds = [*({begin} - set(heads[:1])), *heads, begin + len(chunk)]
    for first, last in pairwise(bounds):
        part = unicodedata.normalize("NFC", chunk[first - begin : last - begin])
        parts.append(part)
        starts.append(first)
        # Only the last marks of a cluster can remain uncomposed.
        lead = (last - first) - len(part)
        starts.extend(first + max(0, lead + index) for index in range(1, len(part)))
    return "".join(parts), starts


class _Table(dict[int, str]):
    """A table for ``str.translate`` that computes and caches the entry of each code point at its first use."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        replacement = self._rule(chr(code))
        if code < _BMP:  # bounds the cache against hostile texts
            self[code] = replacement
        return replacement


def _fold_character(char: str) -> str:
    """Return the folded letter of a composed character; empty for marks and invisible characters."""
    if _is_dropped(char):
        return ""
    parts = unicodedata.normalize("NFD", char)
    base = parts[0] if all(map(unicodedata.combining, parts[1:])) else char
    base = _STROKED.get(base, base)
    lowered = base.casefold()
    return lowered if len(lowered) == 1 else base


# Ð and ð (eth) and Ɖ replace Đ in text from foreign keyboards and scans.
_STROKED = dict.fromkeys("ĐđÐðƉɖ", "d")


def _is_dropped(char: str) -> bool:
    return (
        unicodedata.combining(char) > 0
        or unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
    )


@cache
def _joining() -> frozenset[str]:
    """Return the characters without a combining class that compose with the character before them."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(0xC0, 0x1D200))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) > 1 and pair[0][0] != "<"}
    hangul = {*map(chr, range(0x1161, 0x1176)), *map(chr, range(0x11A8, 0x11C3))}
    return frozenset(seconds | hangul)


@cache
def _unsafe() -> re.Pattern[str]:
    # Twice as fast as the class with "+": re skips ahead only for patterns that begin with a single character.
    return re.compile(f"{_UNSAFE_CHARACTER}{_UNSAFE_CHARACTER}*")


def _make_visible(text: str) -> str:
    visible_text, count = _unsafe().subn(_visible_run, text, count=_MAX_SUBSTITUTIONS)
    return visible_text.translate(_symbols()) if count == _MAX_SUBSTITUTIONS else visible_text


def _visible_run(match: re.Match[str]) -> str:
    return match[0] if _joins_emoji(match) else match[0].translate(_symbols())


def _joins_emoji(match: re.Match[str]) -> bool:
    """Whether a match is a zero-width joiner inside an emoji, as in that of a farmer: a woman and an ear of rice."""
    if match[0] != _JOINER:
        return False
    start, end = match.span()
    previous, following = match.string[max(0, start - 1) : start], match.string[end : end + 1]
    is_after_emoji = previous == _EMOJI_STYLE or (previous and unicodedata.category(previous) in ("So", "Sk"))
    return bool(is_after_emoji and following and unicodedata.category(following) == "So")


@cache
def _symbols() -> dict[int, str]:
    """Return the visible symbol of each unsafe code point."""
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table[0x7F] = "␡"
    table |= dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], _BROKEN)
    table |= dict.fromkeys(
        [0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
        _BIDI,
    )
    hidden = [0xAD, 0x180E, *range(0x200B, 0x200E), *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF]
    table |= dict.fromkeys([*hidden, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)], _INVISIBLE)
    table |= dict.fromkeys([0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")
    return table | {0x09: " "}


_FOLD = _Table(_fold_character)
_RETAINED = _Table(lambda char: "\0" if _is_dropped(char) else "\1")
_HEADS = _Table(lambda char: "\0" if unicodedata.combining(char) or char in _joining() else "\1")
