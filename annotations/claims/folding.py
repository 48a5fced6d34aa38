"""Folding for extraction: NFC, lower case, one placement of the tone mark, plain blanks and hyphens.

Every step but NFC keeps the number of characters, and NFC comes with a map back: a position in the folded text leads to
a position in the original.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

# Both placements of the tone mark are in use; all are read as `hoà`, which leaves `loại` and `quý` alone.
_TONES = tuple(
    (old, new)
    for vowels, news in (
        ("òa óa ỏa õa ọa", "oà oá oả oã oạ"),
        ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
        ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"),
    )
    for old, new in zip(vowels.split(), news.split(), strict=True)
)
_BLANKS = "\x1b\t\xa0\u2007\u2009\u202f\u3000()[]“”\"‘’'«»"
_DASHES = "–—‑−‒"
_NEWLINES = "\r\x0b\x0c\x85\u2028\u2029"
# The letter that ends a terminal's escape sequence belongs to it, not to the word or number behind it.
_ESCAPES = re.compile(r"(\x1b\[[0-9;:?]{0,32})[A-Za-z]")
_RUNS = re.compile(r"\d+")
_COMBINED = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """An original text, its NFC with the case kept (``cased``), and that text folded for look-up (``folded``).

    ``offsets`` maps a position in ``cased`` and ``folded`` to one in ``original``; None where they are the same.
    """

    original: str
    cased: str
    folded: str
    offsets: array[int] | None


def fold(text: str) -> FoldedText:
    """Fold a text for extraction."""
    composed, offsets = compose(text)
    cased = _plain_digits(composed)
    for mark in _NEWLINES:
        cased = cased.replace(mark, "\n")
    if "\x1b" in cased:
        cased = _ESCAPES.sub("\\1\x1b", cased)
    return FoldedText(text, cased, fold_case(cased), offsets)


def fold_case(text: str) -> str:
    """A text in lower case with one placement of tone marks, plain blanks and hyphens; as long as the argument."""
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for old, new in _TONES:
        folded = folded.replace(old, new)
    for mark in _BLANKS:
        folded = folded.replace(mark, " ")
    for dash in _DASHES:
        folded = folded.replace(dash, "-")
    return folded


def compose(text: str) -> tuple[str, array[int] | None]:
    """The NFC of a text, and a map from its positions to those of the argument (None where they are the same)."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    composed, offsets = _compose_at(text, _COMBINED)
    if not unicodedata.is_normalized("NFC", composed):
        return text, None
    return composed, offsets


def _compose_at(text: str, segments: re.Pattern[str]) -> tuple[str, array[int]]:
    parts: list[str] = []
    offsets = array("q")
    position = 0
    for segment in segments.finditer(text):
        start, end = segment.span()
        parts.append(text[position:start])
        offsets.extend(range(position, start))
        piece = unicodedata.normalize("NFC", segment[0])
        parts.append(piece)
        offsets.extend(start + min(index, end - start - 1) for index in range(len(piece)))
        position = end
    parts.append(text[position:])
    offsets.extend(range(position, len(text) + 1))
    return "".join(parts), offsets


def _plain_digits(text: str) -> str:
    """Full-width, Arabic-Indic and other decimal digits as 0 to 9."""
    foreign = {c for match in _RUNS.findall(text) if not match.isascii() for c in match}
    if not foreign:
        return text
    return text.translate({ord(c): str(unicodedata.decimal(c)) for c in foreign})
