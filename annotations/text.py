"""Text for searching, text for showing, and the way back to the text as it was imported.

Offsets are code points everywhere. Composed (NFC) text, which nearly all articles are, keeps its offsets and
costs no map; other text gets an array that holds, for each character made, where it began in the source.
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
_MANY = 100_000  # replacements after which one translate is faster than a call for each
_BMP = 0x10000

_BIDI = "⇄"
_INVISIBLE = "␣"
_BROKEN = "\ufffd"
_RETURN = "↵"

# What str.isprintable calls printable is none of these.
_UNSAFE_CHARACTER = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


class Folded(NamedTuple):
    """Text folded for search: lower case, no marks, đ as d.

    ``text`` is what to search in; ``span`` leads from there to the characters it was made of, by way of the
    ``length`` of the original and of where in it each character began (``starts``, None where that is its own place).
    """

    text: str
    length: int
    starts: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original code points, combining marks included, that made ``text[start:end]``."""
        starts = self.starts
        if starts is None:
            return start, end
        begin = _at(starts, start, self.length)
        return begin, _end(starts, end, self.length) if end > start else begin

    def at(self, offset: int) -> int:
        """Return the first folded character made of the original code point at ``offset`` or one behind it."""
        return offset if self.starts is None else bisect_left(self.starts, offset)


class Shown(NamedTuple):
    """Text a terminal may show: composed, and every unsafe code point a visible symbol.

    ``to_source`` and ``from_source`` take and give offsets from 0 up to the length of the text, which counts
    as the place after its last character. ``length`` and ``starts`` are those of ``Folded``.
    """

    text: str
    length: int
    starts: array[int] | None = None

    def to_source(self, offset: int) -> int:
        """Return where in the stored text the character shown at ``offset`` begins."""
        return offset if self.starts is None else _at(self.starts, offset, self.length)

    def from_source(self, offset: int) -> int:
        """Return the shown character that the stored character at ``offset`` is in, marks in their base's."""
        starts = self.starts
        if starts is None:
            return offset
        if offset >= self.length:
            return len(starts)
        found = bisect_left(starts, offset)
        return found if found < len(starts) and starts[found] == offset else found - 1


def fold(text: str) -> Folded:
    """Fold a text for search: tone marks, diacritics, case and invisible characters do not count.

    Composed text is translated one for one, so its offsets stay. NFC and NFD spellings fold alike.
    """
    composed, starts = _compose(text)
    folded = _translated(composed, _FOLD)
    if len(folded) != len(composed):
        kept = _translated(composed, _KEPT).encode("latin-1")
        starts = array("I", compress(range(len(composed)) if starts is None else starts, kept))
    return Folded(folded, len(text), starts)


def _translated(text: str, table: _Table) -> str:
    """Translate piece by piece: translate does not let other threads run, and a long text would halt the screen."""
    if len(text) <= _CHUNK:
        return text.translate(table)
    return "".join(text[at : at + _CHUNK].translate(table) for at in range(0, len(text), _CHUNK))


def show(text: str) -> Shown:
    r"""Make a text safe to show, one symbol for one code point; ``\n`` stays and is the only line break."""
    composed, starts = _compose(text)
    if "\r\n" in composed:
        composed = composed.replace("\r\n", " \n")
    # Nearly every title is printable, and most articles are, line by line.
    if len(text) > _CHUNK or not all(map(str.isprintable, composed.split("\n"))):
        composed = _made_visible(composed)
    return Shown(composed, len(text), starts)


def visible(text: str) -> str:
    """Make a text safe to show in one line: titles, notes, file names. Line breaks become ``↵``."""
    return show(text.replace("\r\n", "\n")).text.replace("\n", _RETURN)


def brief(text: str, most: int = 60) -> str:
    """Make what somebody typed safe to show in a sentence: one line of ``most`` code points, cut in the middle."""
    if len(text) > most:
        text = f"{text[: most - most // 3 - 1]}…{text[len(text) - most // 3 :]}"
    return visible(text)


def escaped(text: str) -> str:
    r"""Write what is unsafe to show as ``\uXXXX``, as JSON and most languages read it; line breaks stay."""
    return _unsafe().sub(lambda run: "".join(_escape(char) for char in run[0]), text)


def _escape(char: str) -> str:
    code = ord(char)
    return char if char in "\r\t" else f"\\u{code:04x}" if code < _BMP else _surrogates(code - _BMP)


def _surrogates(code: int) -> str:
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _at(starts: array[int], offset: int, length: int) -> int:
    """Return where in the source character ``offset`` begins; the end of the text is ``length``."""
    return starts[offset] if offset < len(starts) else length


def _end(starts: array[int], offset: int, length: int) -> int:
    """Return where the source of the character before ``offset`` ends, also where one made several."""
    while 0 < offset < len(starts) and starts[offset] == starts[offset - 1]:
        offset += 1
    return _at(starts, offset, length)


def _compose(text: str) -> tuple[str, array[int] | None]:
    """Return the NFC of a text and where each of its characters began; None where nothing moved."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    parts: list[str] = []
    starts = array("I")
    for begin, end in _chunks(text):
        part, begun = _compose_chunk(text[begin:end], begin)
        parts.append(part)
        starts.extend(begun)
    return "".join(parts), starts


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text behind line feeds, which never compose, so that one odd line does not slow the rest."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _CHUNK) + 1 or len(text)
        yield begin, end
        begin = end


def _compose_chunk(chunk: str, begin: int) -> tuple[str, array[int]]:
    """Compose a piece of text that begins at ``begin``; as many characters as heads means one for one."""
    composed = unicodedata.normalize("NFC", chunk)
    heads = array("I", compress(range(begin, begin + len(chunk)), chunk.translate(_HEADS).encode("latin-1")))
    if len(heads) == len(composed):
        return composed, heads
    return _compose_clusters(chunk, begin, heads)


def _compose_clusters(chunk: str, begin: int, heads: array[int]) -> tuple[str, array[int]]:
    """Compose cluster by cluster, for text whose marks have no composed letter or whose letters fall apart."""
    starts = array("I")
    parts: list[str] = []
    bounds = [*({begin} - set(heads[:1])), *heads, begin + len(chunk)]
    for first, last in pairwise(bounds):
        part = unicodedata.normalize("NFC", chunk[first - begin : last - begin])
        parts.append(part)
        starts.append(first)
        # What remains uncomposed are the last marks of the cluster.
        lead = (last - first) - len(part)
        starts.extend(first + max(0, lead + index) for index in range(1, len(part)))
    return "".join(parts), starts


class _Table(dict[int, str]):
    """A table for ``str.translate`` that learns code points as it meets them: a miss there costs a microsecond."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        made = self._rule(chr(code))
        if code < _BMP:  # not more, so that a hostile text cannot fill the memory
            self[code] = made
        return made


def _fold_character(char: str) -> str:
    """Return the one letter search knows a composed character by; nothing for marks and invisible ones."""
    if _is_dropped(char):
        return ""
    parts = unicodedata.normalize("NFD", char)
    base = parts[0] if all(map(unicodedata.combining, parts[1:])) else char
    base = _STROKED.get(base, base)
    lowered = base.casefold()
    return lowered if len(lowered) == 1 else base


# Ð and ð (eth) and Ɖ stand for Đ in text typed on foreign keyboards or read from scans.
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
    """Return the characters that no combining class marks and that yet compose with the one before them."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(0xC0, 0x1D200))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) > 1 and pair[0][0] != "<"}
    hangul = {*map(chr, range(0x1161, 0x1176)), *map(chr, range(0x11A8, 0x11C3))}
    return frozenset(seconds | hangul)


@cache
def _unsafe() -> re.Pattern[str]:
    # Written so, and not with + alone, it is looked for in half the time: re skips to the next place where a pattern
    # may begin only if that begins with a single character.
    return re.compile(f"{_UNSAFE_CHARACTER}{_UNSAFE_CHARACTER}*")


def _made_visible(text: str) -> str:
    shown, count = _unsafe().subn(_visible_run, text, count=_MANY)
    return shown.translate(_symbols()) if count == _MANY else shown


def _visible_run(match: re.Match[str]) -> str:
    return match[0].translate(_symbols())


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
    hidden = [0xAD, 0x180E, 0x200B, *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF]
    table |= dict.fromkeys([*hidden, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)], _INVISIBLE)
    table |= dict.fromkeys([0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")
    return table | {0x09: " "}


_FOLD = _Table(_fold_character)
_KEPT = _Table(lambda char: "\0" if _is_dropped(char) else "\1")
_HEADS = _Table(lambda char: "\0" if unicodedata.combining(char) or char in _joining() else "\1")
