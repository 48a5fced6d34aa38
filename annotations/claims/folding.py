"""Folding for extraction: NFC, lower case, one placement of the tone mark, plain blanks and hyphens, one line a paragraph.

Composing, and removing invisible characters and surplus blanks, change the number of characters: they come with a map
back. Every other step keeps it, so that a position in the folded text leads to a position in the original.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from annotations.claims.layout import (
    COLUMN,
    capitals_lowered,
    ends_column,
    irregular_spans,
    plain_blanks,
    wraps_joined,
)

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
_BLANKS = "\x1b\t\xa0\u2007\u2009\u202f\u3000()[]“”\"‘’'«»*"
_DASHES = "–—‐‑−‒"
_NEWLINES = "\r\x0b\x0c\x85\u2028\u2029"
# The letter that ends a terminal's escape sequence belongs to it, not to the word or number behind it.
_ESCAPES = re.compile(r"(\x1b\[[0-9;:?]{0,32})[A-Za-z]")
_RUNS = re.compile(r"\d+")
# Outside of Latin letters, marks, punctuation and symbols: only there are other digits. This is looked for much faster.
_UNUSUAL = re.compile("[^\u0000-\u036f\u1e00-\u1eff\u2000-\u2bff]")
_COMBINED = re.compile("[^\u0300-\u036f][\u0300-\u036f]{1,30}")
# Unicode's reordering of marks is quadratic; no word has so many of them.
_MARK = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]"
)
_LONGEST_RUN, _STRIDE = 31, 16
_MARK_RUN = re.compile(f"(?:{_MARK.pattern}){{{_LONGEST_RUN}}}")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where characters were removed from a text: positions in what is left, and how many are gone up to each."""

    positions: list[int]
    removed: list[int]

    def original(self, position: int) -> int:
        """Where a character of what is left stood."""
        cut = bisect_right(self.positions, position)
        return position + self.removed[cut - 1] if cut else position


@dataclass(frozen=True, slots=True)
class FoldedText:
    """An original text in the forms that extraction looks at, which all have the same length.

    ``cased`` is its NFC with the case kept; ``name_case`` the same with words that stand in a run of capitals in lower
    case, so that a capital in it begins a name or a sentence; ``folded`` is for look-up. ``cuts`` leads from positions
    in them to positions in the NFC, ``offsets`` from there to the original; None where positions are the same.
    """

    original: str
    cased: str
    name_case: str
    folded: str
    cuts: Cuts | None
    offsets: array[int] | None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of a span that is not empty."""
        if self.cuts is not None:
            start, end = self.cuts.original(start), self.cuts.original(end - 1) + 1
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end])

    def original_spans(self) -> Callable[[int, int, int, int], tuple[int, int, int, int]]:
        """A function from the extent and span of a mention to those in the original, for mentions in order of position."""
        positions, removed = (self.cuts.positions, self.cuts.removed) if self.cuts else ([], [])
        offsets, count, cut = self.offsets, len(positions), 0

        def original(extent_start: int, start: int, end: int, extent_end: int) -> tuple[int, int, int, int]:
            nonlocal cut
            while cut < count and positions[cut] <= extent_start:
                cut += 1
            if cut < count and positions[cut] < extent_end:
                return (
                    self.original_span(extent_start, end)[0],
                    *self.original_span(start, end),
                    self.original_span(start, extent_end)[1],
                )
            if cut:
                shift = removed[cut - 1]
                extent_start, start, end, extent_end = (
                    extent_start + shift, start + shift, end + shift, extent_end + shift,
                )  # fmt: skip
            if offsets is None:
                return extent_start, start, end, extent_end
            return offsets[extent_start], offsets[start], offsets[end], offsets[extent_end]

        return original


def fold(text: str) -> FoldedText:
    """Fold a text for extraction."""
    composed, offsets = compose(text)
    cased = plain_blanks(_plain_digits(composed))
    for mark in _NEWLINES:
        if mark in cased:
            cased = cased.replace(mark, "\n")
    for dash in _DASHES:
        if dash in cased:
            cased = cased.replace(dash, "-")
    if "\x1b" in cased:
        cased = _ESCAPES.sub("\\1\x1b", cased)
    spans = irregular_spans(cased)
    cased, cuts = _squeeze(cased, spans) if spans else (cased, None)
    cased = wraps_joined(cased)
    return FoldedText(text, cased, capitals_lowered(cased), fold_case(cased), cuts, offsets)


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


def _squeeze(text: str, spans: list[tuple[int, int]]) -> tuple[str, Cuts]:
    """The text without the invisible characters and with one blank for each run of blanks in some spans."""
    parts: list[str] = []
    cuts = Cuts([], [])
    position = removed = 0
    for start, end in spans:
        separator = _separator(text, start, end)
        parts += (text[position:start], separator)
        position = end
        removed += end - start - len(separator)
        cuts.positions.append(end - removed)
        cuts.removed.append(removed)
    parts.append(text[position:])
    return "".join(parts), cuts


def _separator(text: str, start: int, end: int) -> str:
    """What is left of a run of blanks and invisible characters: nothing, a blank, or the end of a table's column."""
    run = text[start:end]
    blanks = sum(c.isspace() for c in run)
    previous, next_text = text[start - 1 : start], text[end : end + 2]
    if not blanks or previous in ("", "\n") or next_text[:1] in ("", "\n"):
        return ""
    is_number = next_text[:1].isdecimal() or (next_text[0] in "-−–+" and next_text[1:].isdecimal())
    return COLUMN if previous.isdecimal() and is_number and ends_column(text, start, end) else " "


def compose(text: str) -> tuple[str, array[int] | None]:
    """The NFC of a text, and a map from its positions to those of the argument (None where they are the same)."""
    # A run that long meets every sixteenth character: most texts need no look at the others.
    has_mark_run = _MARK.search(text[::_STRIDE]) is not None and _MARK_RUN.search(text) is not None
    if not has_mark_run and unicodedata.is_normalized("NFC", text):
        return text, None
    composed, offsets = _compose_at(text, _COMBINED)
    if not has_mark_run and not unicodedata.is_normalized("NFC", composed):
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
    if not _UNUSUAL.search(text):
        return text
    foreign = {c for match in _RUNS.findall(text) if not match.isascii() for c in match}
    if not foreign:
        return text
    return text.translate({ord(c): str(unicodedata.decimal(c)) for c in foreign})
