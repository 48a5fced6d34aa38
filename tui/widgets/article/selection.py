"""A selection of text, moved and stretched by graphemes, words and lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from tui.widgets.article.wrapping import Wrapping

# A number with its points, commas and signs is one word, as is a word with its hyphens.
_WORD = r"[^\W_]+(?:[.,/:-][^\W_]+)*%?|[^\w\s]"
_PARAGRAPH = r"[^\n]*\n|[^\n]+"
# How much of the text is looked at round a place, so that a line of ten megabytes is as quick as a short one.
_NEAR = 400


class Selection(NamedTuple):
    """The text between ``anchor``, which stays, and ``head``, which moves; offsets of the shown text.

    While ``extending``, plain movements stretch the selection too, as with shift held down.
    """

    anchor: int
    head: int
    extending: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Its start and end."""
        return min(self.anchor, self.head), max(self.anchor, self.head)

    def to(self, head: int, *, extend: bool) -> Selection:
        """The selection with its head elsewhere; without ``extend`` its anchor goes along."""
        stretched = extend or self.extending
        return self._replace(anchor=self.anchor if stretched else head, head=head)

    def turned(self) -> Selection:
        """The same selection, the other end of which moves."""
        return self._replace(anchor=self.head, head=self.anchor)


class Caret:
    """Where a caret goes in wrapped lines from a place; never into the middle of a grapheme."""

    def __init__(self, wrapping: Wrapping) -> None:
        self._wrapping = wrapping
        self._text = wrapping.text

    def snapped(self, place: int, *, up: bool = False) -> int:
        """The nearest boundary between graphemes at or before a place, or at or behind it."""
        bounds = self._bounds(place)
        if up:
            return bounds[min(bisect_left(bounds, place), len(bounds) - 1)]
        return bounds[max(0, bisect_right(bounds, place) - 1)]

    def by_character(self, place: int, by: int) -> int:
        """One grapheme on (``by`` is 1) or back (-1)."""
        bounds = self._bounds(place)
        at = bisect_right(bounds, place) if by > 0 else bisect_left(bounds, place) - 1
        return bounds[max(0, min(at, len(bounds) - 1))]

    def by_word(self, place: int, by: int) -> int:
        """To the end of this or the next word (``by`` is 1), or to the beginning of this or the last (-1)."""
        words = re.compile(_WORD).finditer(self._text, max(0, place - _NEAR), place + _NEAR)
        if by > 0:
            ends = (self.snapped(word.end(), up=True) for word in words)
            return next((end for end in ends if end > place), self.by_character(place, 1))
        starts = [self.snapped(word.start()) for word in words if word.start() < place]
        return starts[-1] if starts and starts[-1] < place else self.by_character(place, -1)

    def by_line(self, place: int, by: int) -> int:
        """To the same column of another line."""
        line = self._wrapping.line_of(place)
        column = cell_len(self._text[self._wrapping.starts[line] : place])
        return self.in_column(max(0, min(line + by, len(self._wrapping) - 1)), column)

    def to_edge(self, place: int, by: int) -> int:
        """To the end (``by`` is 1) or the beginning (-1) of the line."""
        # A line is told without the blanks at its end, of which the first may be joined to the letter before it.
        return self.snapped(self._wrapping.line(self._wrapping.line_of(place))[by > 0], up=by > 0)

    def in_column(self, line: int, column: int) -> int:
        """The place in a line that is nearest to a column of cells, its end where it is shorter."""
        start, end = self._wrapping.line(line)
        cells = 0
        for first, _, width in split_graphemes(self._text[start:end])[0]:
            if cells + width > column:
                return self.snapped(start + first)
            cells += width
        return self.snapped(end, up=True)

    def word_at(self, place: int) -> tuple[int, int]:
        """The word, or the number with its points and commas, that a character is in."""
        for word in re.compile(_WORD).finditer(self._text, max(0, place - _NEAR), place + _NEAR):
            if word.start() <= place < word.end():
                return self.snapped(word.start()), self.snapped(word.end(), up=True)
        return self.snapped(place), self.by_character(place, 1)

    def _bounds(self, place: int) -> list[int]:
        """The boundaries between graphemes near a place: in its line and those beside it, or near in a long one."""
        wrapping = self._wrapping
        line = wrapping.line_of(place)
        first, last = wrapping.starts[max(0, line - 1)], wrapping.starts[min(len(wrapping), line + 2)]
        bounds = []
        for paragraph in re.compile(_PARAGRAPH).findall(
            self._text, first, last
        ):  # a mark never joins a line break
            words = paragraph.removesuffix("\n")
            bounds += [first + begin for begin, _, _ in split_graphemes(words)[0]]
            if words != paragraph:
                bounds.append(first + len(words))
            first += len(paragraph)
        return [*bounds, last]
