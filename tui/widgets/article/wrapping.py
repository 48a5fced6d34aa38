"""Line breaks of a text at a width in cells, as offsets."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from rich.cells import split_graphemes

# A character outside this class may be wider or narrower than one cell.
_NOT_ONE_CELL = re.compile("[^\n\x20-\x7e\u00a0-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20a0-\u20bf]")

_FIRST_PIECE = (
    512  # characters of a paragraph that are searched first for the end of a line with wide characters
)
_BLOCK = 1 << 16  # characters that are searched at once for wide characters
_LINES_PER_STEP = 4096  # lines wrapped by one call of ``wrap_more``: a few milliseconds


@lru_cache(maxsize=16)
def _line_pattern(width: int) -> re.Pattern[str]:
    # A line ends before a blank, and the blanks behind it hang over; a word longer than the line is cut.
    return re.compile(rf"[^\n]{{1,{width}}}(?=[ \n]|\Z) *\n?|[^\n]{{1,{width}}}|\n")


class Wrapping:
    """The lines of ``text`` at a width in cells.

    ``starts`` holds the offset of each line's first character and, last, the offset where the last line ends.

    With ``complete=False`` only the first lines are wrapped, and ``starts`` ends behind them. More lines are wrapped
    by ``wrap_more``, and by ``line_of`` as far as it needs; ``is_complete`` says whether all lines are wrapped.
    """

    def __init__(self, text: str, width: int, *, complete: bool = True) -> None:
        self.text = text
        self.width = max(1, width)
        self.is_complete = False
        self.starts = array("q")
        self._line_starts = _line_starts(text, self.width)
        self.wrap_more()
        while complete and not self.is_complete:
            self.wrap_more()

    def wrap_more(self) -> None:
        """Wrap the next lines, if there are any."""
        if self.is_complete:
            return
        old_length = len(self.starts)
        self.starts.extend(islice(self._line_starts, _LINES_PER_STEP))
        if len(self.starts) < old_length + _LINES_PER_STEP:
            self.starts.append(len(self.text))
            self.is_complete = True

    def __len__(self) -> int:
        return len(self.starts) - 1

    def line(self, y: int) -> tuple[int, int]:
        """Start and end of line ``y``, without the blanks and the newline that hang over its end."""
        start, end = self.starts[y], self.starts[y + 1]
        return start, start + len(self.text[start:end].rstrip(" \n"))

    def line_of(self, offset: int) -> int:
        """The number of the line that holds the character at ``offset``."""
        while self.starts[-1] <= offset and not self.is_complete:
            self.wrap_more()
        return max(0, min(bisect_right(self.starts, offset) - 1, len(self) - 1))


def _line_starts(text: str, width: int) -> Iterator[int]:
    """The offset of each line's first character."""
    for start, end in _blocks(text, _BLOCK):
        if _NOT_ONE_CELL.search(text, start, end) is None:
            yield from map(re.Match.start, _line_pattern(width).finditer(text, start, end))
        else:
            for paragraph in _blocks(text, 0, start, end):
                yield from _mixed_line_starts(text, width, *paragraph)


def _blocks(text: str, min_length: int, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Split a text into blocks of whole paragraphs, each (but the last) of at least ``min_length`` characters."""
    end = len(text) if end is None else end
    while start < end:
        stop = text.find("\n", start + min_length, end) + 1 or end
        yield start, stop
        start = stop


def _mixed_line_starts(text: str, width: int, start: int, end: int) -> Iterator[int]:
    """Wrap the paragraph from ``start`` to ``end``; only lines with wide or narrow characters are split in graphemes."""
    pattern = _line_pattern(width)
    while start < end:
        mixed = _NOT_ONE_CELL.search(text, start, end)
        for match in pattern.finditer(text, start, end):
            # A combining mark right behind a line belongs to the line's last character, hence >=.
            if mixed is not None and match.end() >= mixed.start():
                break
            yield match.start()
            start = match.end()
        if start < end:
            yield start
            start = _next_line_start(text, width, start, end)


def _next_line_start(text: str, width: int, start: int, end: int) -> int:
    """The start of the line behind the one at ``start``, counted in graphemes; ``end`` is the paragraph's end."""
    length = _FIRST_PIECE
    while True:
        stop = min(end, start + length)
        piece = text[start:stop].removesuffix("\n")
        cells, break_offset = 0, 0  # break_offset: behind the last blank
        for first, last, grapheme_width in split_graphemes(piece)[0]:
            if last == len(piece) and stop < end:
                break  # the grapheme may go on behind the piece
            blank = piece[first:last] == " "
            if not blank and cells and cells + grapheme_width > width:
                return start + (break_offset or first)
            cells += grapheme_width
            break_offset = last if blank else break_offset
        if stop == end:
            return end
        length *= 4
