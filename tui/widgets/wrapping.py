"""Where a text breaks into lines of a given width, by offsets."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import lru_cache

from rich.cells import split_graphemes

# Every character outside this class may be wider or narrower than one cell.
_NOT_ONE_CELL = re.compile("[^\n\x20-\x7e\u00a0-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20a0-\u20bf]")

# How much of a paragraph is looked at for its next line at first.
_NEAR = 512


@lru_cache(maxsize=16)
def _line_pattern(width: int) -> re.Pattern[str]:
    # A line ends before a blank, the blanks behind it hang over; a word longer than the line is cut.
    return re.compile(rf"[^\n]{{1,{width}}}(?=[ \n]|\Z) *\n?|[^\n]{{1,{width}}}|\n")


class Wrapping:
    """The lines of ``text`` at a width in cells.

    ``starts`` holds the offset of each line's first character and, last, the length of the text.
    """

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(1, width)
        self.starts = array("q")
        if _NOT_ONE_CELL.search(text) is None:
            self.starts.extend(match.start() for match in _line_pattern(self.width).finditer(text))
        else:
            self._wrap_paragraphs()
        self.starts.append(len(text))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def line(self, y: int) -> tuple[int, int]:
        """The offsets of line ``y`` without the blanks and the newline that hang over its end."""
        start, end = self.starts[y], self.starts[y + 1]
        return start, start + len(self.text[start:end].rstrip(" \n"))

    def line_of(self, offset: int) -> int:
        """The line on which the character at ``offset`` stands."""
        return max(0, min(bisect_right(self.starts, offset) - 1, len(self) - 1))

    def _wrap_paragraphs(self) -> None:
        pattern = _line_pattern(self.width)
        start = 0
        while start < len(self.text):
            newline = self.text.find("\n", start)
            end = len(self.text) if newline < 0 else newline + 1
            if _NOT_ONE_CELL.search(self.text, start, end) is None:
                self.starts.extend(match.start() for match in pattern.finditer(self.text, start, end))
            else:
                self._wrap_mixed(start, end)
            start = end

    def _wrap_mixed(self, start: int, end: int) -> None:
        """Wrap one paragraph, looking at graphemes only in lines with characters of other widths than one cell."""
        pattern = _line_pattern(self.width)
        while start < end:
            odd = _NOT_ONE_CELL.search(self.text, start, end)
            for match in pattern.finditer(self.text, start, end):
                # A mark right behind a line belongs to the line's last character.
                if odd is not None and match.end() >= odd.start():
                    break
                self.starts.append(match.start())
                start = match.end()
            if start < end:
                self.starts.append(start)
                start = self._grapheme_line(start, end)

    def _grapheme_line(self, start: int, end: int) -> int:
        """Where the line behind the one that begins at ``start`` begins, ``end`` being the paragraph's."""
        near = _NEAR
        while True:
            stop = min(end, start + near)
            piece = self.text[start:stop].removesuffix("\n")
            cells, after_blank = 0, 0
            for first, last, width in split_graphemes(piece)[0]:
                if last == len(piece) and stop < end:
                    break  # it may go on behind the piece
                blank = piece[first:last] == " "
                if not blank and cells and cells + width > self.width:
                    return start + (after_blank or first)
                cells += width
                after_blank = last if blank else after_blank
            if stop == end:
                return end
            near *= 4
