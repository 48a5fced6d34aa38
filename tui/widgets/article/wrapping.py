"""Where a text breaks into lines of a given width, by offsets."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from rich.cells import split_graphemes

# Every character outside this class may be wider or narrower than one cell.
_NOT_ONE_CELL = re.compile("[^\n\x20-\x7e\u00a0-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20a0-\u20bf]")

# How much of a paragraph is looked at for its next line at first.
_NEAR = 512
# How much of a text is looked through for such characters at once.
_PIECE = 1 << 16
# Lines that are laid out at once where not all are needed: as many take a few milliseconds.
_SOME = 4096


@lru_cache(maxsize=16)
def _line_pattern(width: int) -> re.Pattern[str]:
    # A line ends before a blank, the blanks behind it hang over; a word longer than the line is cut.
    return re.compile(rf"[^\n]{{1,{width}}}(?=[ \n]|\Z) *\n?|[^\n]{{1,{width}}}|\n")


class Wrapping:
    """The lines of ``text`` at a width in cells.

    ``starts`` holds the offset of each line's first character and, last, the length of the text. Without
    ``whole`` only the first lines are laid out, and that is where they end, until more are asked for: those
    up to an offset (``line_of``) or some more of them (``go_on``); ``whole`` tells whether all are there.
    """

    def __init__(self, text: str, width: int, *, whole: bool = True) -> None:
        self.text = text
        self.width = max(1, width)
        self.whole = False
        self.starts = array("q")
        self._rest = _lines(text, self.width)
        self.go_on()
        while whole and not self.whole:
            self.go_on()

    def go_on(self) -> None:
        """Lay out some more lines, if there are any."""
        if self.whole:
            return
        known = len(self.starts)
        self.starts.extend(islice(self._rest, _SOME))
        if len(self.starts) < known + _SOME:
            self.starts.append(len(self.text))
            self.whole = True

    def __len__(self) -> int:
        return len(self.starts) - 1

    def line(self, y: int) -> tuple[int, int]:
        """The offsets of line ``y`` without the blanks and the newline that hang over its end."""
        start, end = self.starts[y], self.starts[y + 1]
        return start, start + len(self.text[start:end].rstrip(" \n"))

    def line_of(self, offset: int) -> int:
        """The line on which the character at ``offset`` stands."""
        while self.starts[-1] <= offset and not self.whole:
            self.go_on()
        return max(0, min(bisect_right(self.starts, offset) - 1, len(self) - 1))


def _lines(text: str, width: int) -> Iterator[int]:
    """Where each line starts."""
    for start, end in _pieces(text, _PIECE):
        if _NOT_ONE_CELL.search(text, start, end) is None:
            yield from map(re.Match.start, _line_pattern(width).finditer(text, start, end))
        else:
            for paragraph in _pieces(text, 0, start, end):
                yield from _mixed_lines(text, width, *paragraph)


def _pieces(text: str, least: int, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Pieces of whole paragraphs, of so many characters at least where there are as many."""
    end = len(text) if end is None else end
    while start < end:
        stop = text.find("\n", start + least, end) + 1 or end
        yield start, stop
        start = stop


def _mixed_lines(text: str, width: int, start: int, end: int) -> Iterator[int]:
    """Wrap one paragraph, looking at graphemes only in lines with characters of other widths than one cell."""
    pattern = _line_pattern(width)
    while start < end:
        odd = _NOT_ONE_CELL.search(text, start, end)
        for match in pattern.finditer(text, start, end):
            # A mark right behind a line belongs to the line's last character.
            if odd is not None and match.end() >= odd.start():
                break
            yield match.start()
            start = match.end()
        if start < end:
            yield start
            start = _grapheme_line(text, width, start, end)


def _grapheme_line(text: str, width: int, start: int, end: int) -> int:
    """Where the line behind the one that begins at ``start`` begins, ``end`` being the paragraph's."""
    near = _NEAR
    while True:
        stop = min(end, start + near)
        piece = text[start:stop].removesuffix("\n")
        cells, after_blank = 0, 0
        for first, last, wide in split_graphemes(piece)[0]:
            if last == len(piece) and stop < end:
                break  # it may go on behind the piece
            blank = piece[first:last] == " "
            if not blank and cells and cells + wide > width:
                return start + (after_blank or first)
            cells += wide
            after_blank = last if blank else after_blank
        if stop == end:
            return end
        near *= 4
