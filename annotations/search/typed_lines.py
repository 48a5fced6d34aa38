"""The lines of a text in which words stand as they are typed, but for tone marks and case."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from annotations.search.clauses import Phrase, Words
from annotations.text import fold

Span = tuple[int, int]

_LETTER = re.compile(r"[^\W_]")
# Places in a text that are looked at by themselves; where there are more it is folded whole.
_FEW = 12
_LATIN = (range(0x41, 0x2B0), range(0x1E00, 0x1F00), range(0x212A, 0x212C), range(0x2C60, 0x2C80), range(0xA720, 0xA800))  # fmt: skip


class TypedLines:
    """Finds lines in which every clause stands; a line is wider where a clause goes over its end."""

    def __init__(self, clauses: Sequence[Words | Phrase]) -> None:
        self._patterns = [_pattern(clause) for clause in clauses]
        # What is longest is likely the rarest.
        self._rough = _rough(max((fold(clause.text).text for clause in clauses), key=len, default=""))

    def lines(self, text: str) -> list[Span]:
        """The lines, in order.

        Folding a text takes longer than looking where it could be worth it: that is done first.
        """
        if self._rough is None:
            return self._exactly(text)
        spots = list(islice(_matches(self._rough, text), _FEW + 1))
        if len(spots) > _FEW:
            return self._exactly(text)
        found: set[Span] = set()
        for spot in spots:
            first, last = _around(text, *spot)
            found.update((first + start, first + end) for start, end in self._exactly(text[first:last]))
        return sorted(found)

    def hold(self, text: str, offset: int) -> bool:
        """Whether the line at an offset is one of them."""
        first, last = _around(text, offset, offset)
        if self._rough is not None and not self._rough.search(text, first, last):
            return False
        at = offset - first
        return any(start <= at < end for start, end in self._exactly(text[first:last]))

    def _exactly(self, text: str) -> list[Span]:
        folded = fold(text)
        found: set[Span] | None = None
        for pattern in self._patterns:
            lines = {line_at(text, *folded.span(*span)) for span in _words_in(folded.text, pattern)}
            found = lines if found is None else found & lines
        return sorted(found or ())


def line_at(text: str, start: int, end: int) -> Span:
    """The line of a passage, or the lines where it goes over an end."""
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last


def _around(text: str, start: int, end: int) -> Span:
    """The lines of a passage with the line before and the one behind."""
    first, last = line_at(text, start, end)
    return line_at(text, max(0, first - 1), min(len(text), last + 1))


def _pattern(clause: Words | Phrase) -> re.Pattern[str]:
    """Finds the words of a clause in folded text, behind each other; the last one may be a beginning.

    That the first one begins a word is looked at elsewhere: looking behind at each character takes long.
    """
    words = [re.escape(word) for word in fold(clause.text).text.split()]
    if not words:
        return re.compile("(?!)")  # signs that nobody sees: they stand nowhere
    is_open = isinstance(clause, Words) and clause.open
    return re.compile(r"\s+".join(words) + ("" if is_open else r"(?![^\W_])"))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Every match, also those that begin in another one: a word may end one and begin the next."""
    match = pattern.search(text)
    while match is not None:
        yield match.span()
        match = pattern.search(text, match.start() + 1)


def _words_in(folded: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for start, end in _matches(pattern, folded):
        if start == 0 or not _LETTER.match(folded, start - 1):
            yield start, end


def _rough(folded: str) -> re.Pattern[str] | None:
    """Finds, in text that is not folded, wherever these folded words stand and perhaps more; None if that cannot be."""
    words = folded.split()
    if not words or not all(word.isascii() and word.isalpha() for word in words):
        return None
    letters, dropped = _spellings()
    spelt = ("".join(f"[{letters[letter]}][{dropped}]*" for letter in word) for word in words)
    return re.compile(rf"\s[\s{dropped}]*".join(spelt))


@cache
def _spellings() -> tuple[dict[str, str], str]:
    """The characters that each ASCII letter is folded from, and those that are dropped."""
    letters: dict[str, str] = defaultdict(str)
    for char in (chr(code) for codes in _LATIN for code in codes):
        letters[fold(char).text] += re.escape(char)
    dropped = (
        char
        for char in map(chr, range(0x80, 0x10000))
        if (unicodedata.category(char)[0] == "M" and not fold(char).text)
        or unicodedata.category(char) == "Cf"
    )
    return letters, "".join(dropped) + "\U000e0001-\U000e01ef"
