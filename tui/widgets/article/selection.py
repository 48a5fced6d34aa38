"""A selection of text, and the moves of a caret by graphemes, words and lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from tui.widgets.article.wrapping import Wrapping

# A number with its points, commas and signs is one word, as is a word with its hyphens.
_WORD = r"[^\W_]+(?:[.,/:-][^\W_]+)*%?|[^\w\s]"
_PARAGRAPH = r"[^\n]*\n|[^\n]+"
# Words are searched only this far around an offset: a paragraph may have megabytes.
_WORD_RADIUS = 400


class Selection(NamedTuple):
    """The text between ``anchor``, which stays, and ``head``, which moves; both are display offsets.

    While ``extending``, plain moves extend the selection as if Shift were held.
    """

    anchor: int
    head: int
    extending: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Start and end of the selected text."""
        return min(self.anchor, self.head), max(self.anchor, self.head)

    def with_head(self, head: int, *, extend: bool) -> Selection:
        """The selection with its head moved; unless it extends, the anchor moves along."""
        anchor = self.anchor if extend or self.extending else head
        return self._replace(anchor=anchor, head=head)

    def swap_ends(self) -> Selection:
        """The same text with anchor and head exchanged."""
        return self._replace(anchor=self.head, head=self.anchor)


class Caret:
    """Computes where a caret goes from a display offset in wrapped text; it never stops inside a grapheme.

    ``step`` is 1 for forward and -1 for backward.
    """

    def __init__(self, wrapping: Wrapping) -> None:
        self._wrapping = wrapping
        self._text = wrapping.text

    def snap(self, offset: int, *, forward: bool = False) -> int:
        """The last boundary between graphemes at or before ``offset``; with ``forward`` the first one at or behind it."""
        boundaries = self._boundaries_near(offset)
        if forward:
            return boundaries[min(bisect_left(boundaries, offset), len(boundaries) - 1)]
        return boundaries[max(0, bisect_right(boundaries, offset) - 1)]

    def move_by_character(self, offset: int, step: int) -> int:
        """The next or previous boundary between graphemes."""
        boundaries = self._boundaries_near(offset)
        index = bisect_right(boundaries, offset) if step > 0 else bisect_left(boundaries, offset) - 1
        return boundaries[max(0, min(index, len(boundaries) - 1))]

    def move_by_word(self, offset: int, step: int) -> int:
        """The next end of a word, or the previous beginning of one."""
        words = self._words_near(offset)
        if step > 0:
            ends = (self.snap(word.end(), forward=True) for word in words)
            return next((end for end in ends if end > offset), self.move_by_character(offset, 1))
        starts = [self.snap(word.start()) for word in words if word.start() < offset]
        return starts[-1] if starts and starts[-1] < offset else self.move_by_character(offset, -1)

    def move_by_line(self, offset: int, step: int) -> int:
        """The same column, ``step`` lines further."""
        line = self._wrapping.line_of(offset)
        column = cell_len(self._text[self._wrapping.starts[line] : offset])
        return self.offset_at(max(0, min(line + step, len(self._wrapping) - 1)), column)

    def move_to_edge(self, offset: int, step: int) -> int:
        """The end or the beginning of the line."""
        start, end = self._wrapping.line(self._wrapping.line_of(offset))
        # A line ends before its blanks. A combining mark may make the first blank a part of the last grapheme: the end
        # snaps forward, behind that grapheme.
        return self.snap(end, forward=True) if step > 0 else self.snap(start)

    def offset_at(self, line: int, column: int) -> int:
        """The offset in a line that is nearest to a column in cells; the line's end if the line is shorter."""
        start, end = self._wrapping.line(line)
        cells = 0
        for first, _, width in split_graphemes(self._text[start:end])[0]:
            if cells + width > column:
                return self.snap(start + first)
            cells += width
        return self.snap(end, forward=True)

    def word_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the word, or of the number with its points and commas, at ``offset``."""
        for word in self._words_near(offset):
            if word.start() <= offset < word.end():
                return self.snap(word.start()), self.snap(word.end(), forward=True)
        return self.snap(offset), self.move_by_character(offset, 1)

    def _words_near(self, offset: int) -> Iterator[re.Match[str]]:
        return re.compile(_WORD).finditer(self._text, max(0, offset - _WORD_RADIUS), offset + _WORD_RADIUS)

    def _boundaries_near(self, offset: int) -> list[int]:
        """The boundaries between graphemes in the line of ``offset``, the line before and the line behind."""
        wrapping = self._wrapping
        line = wrapping.line_of(offset)
        # ``starts`` has one entry more than there are lines: the end of the text.
        first, last = wrapping.starts[max(0, line - 1)], wrapping.starts[min(len(wrapping), line + 2)]
        paragraph_start, boundaries = first, []
        # No grapheme crosses a newline, so each paragraph is split by itself.
        for paragraph in re.compile(_PARAGRAPH).findall(self._text, first, last):
            content = paragraph.removesuffix("\n")
            boundaries += [paragraph_start + start for start, _, _ in split_graphemes(content)[0]]
            if content != paragraph:
                boundaries.append(paragraph_start + len(content))
            paragraph_start += len(paragraph)
        return [*boundaries, last]
