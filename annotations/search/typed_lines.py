"""Find the lines of a text that contain the words of a query as typed, ignoring tone marks and case."""

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
# With at most this many rough matches, only their lines are folded; with more, the whole text.
_MOST_SPOTS = 12
_LATIN = (range(0x41, 0x2B0), range(0x1E00, 0x1F00), range(0x212A, 0x212C), range(0x2C60, 0x2C80), range(0xA720, 0xA800))  # fmt: skip


class TypedLines:
    """Finds the lines that contain every clause; a clause over a line break makes one span of both lines."""

    def __init__(self, clauses: Sequence[Words | Phrase]) -> None:
        self._patterns = [_pattern(clause) for clause in clauses]
        # The longest clause is probably the rarest.
        self._rough = _rough(max((fold(clause.text).text for clause in clauses), key=len, default=""))

    def lines(self, text: str) -> list[Span]:
        """Return the spans of the lines, in order.

        Folding a text is slow, so a rough pattern on the unfolded text first finds the lines worth folding.
        """
        if self._rough is None:
            return self._exact_lines(text)
        spots = list(islice(_matches(self._rough, text), _MOST_SPOTS + 1))
        if len(spots) > _MOST_SPOTS:
            return self._exact_lines(text)
        line_spans: set[Span] = set()
        for spot in spots:
            first, last = _neighbourhood(text, *spot)
            line_spans.update(
                (first + start, first + end) for start, end in self._exact_lines(text[first:last])
            )
        return sorted(line_spans)

    def hold(self, text: str, offset: int) -> bool:
        """Whether the line at ``offset`` contains every clause."""
        first, last = _neighbourhood(text, offset, offset)
        if self._rough is not None and not self._rough.search(text, first, last):
            return False
        return any(start <= offset - first < end for start, end in self._exact_lines(text[first:last]))

    def _exact_lines(self, text: str) -> list[Span]:
        folded = fold(text)
        common_lines: set[Span] | None = None
        for pattern in self._patterns:
            lines = {line_at(text, *folded.span(*span)) for span in _words_in(folded.text, pattern)}
            common_lines = lines if common_lines is None else common_lines & lines
        return sorted(common_lines or ())


def line_at(text: str, start: int, end: int) -> Span:
    """Return the span of the line around a passage, or of the lines if the passage has a line break."""
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last


def _neighbourhood(text: str, start: int, end: int) -> Span:
    """Return the span of a passage's lines, the previous line and the next one."""
    first, last = line_at(text, start, end)
    return line_at(text, max(0, first - 1), min(len(text), last + 1))


def _pattern(clause: Words | Phrase) -> re.Pattern[str]:
    """Return the pattern of a clause's words in folded text; the last word of an open clause is a prefix.

    The caller checks that a match begins at a word: a lookbehind at each character of the text would be slow.
    """
    words = [re.escape(word) for word in fold(clause.text).text.split()]
    if not words:
        return re.compile("(?!)")  # only invisible characters: no match
    is_open = isinstance(clause, Words) and clause.open
    return re.compile(r"\s+".join(words) + ("" if is_open else r"(?![^\W_])"))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Yield every match, overlapping ones too: the last word of a match may be the first of the next."""
    match = pattern.search(text)
    while match is not None:
        yield match.span()
        match = pattern.search(text, match.start() + 1)


def _words_in(folded: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for start, end in _matches(pattern, folded):
        if start == 0 or not _LETTER.match(folded, start - 1):
            yield start, end


def _rough(folded: str) -> re.Pattern[str] | None:
    """Return a pattern for unfolded text that matches wherever these folded words are, and perhaps elsewhere.

    None if a word has other characters than ASCII letters.
    """
    words = folded.split()
    if not words or not all(word.isascii() and word.isalpha() for word in words):
        return None
    letters, dropped = _spellings()
    spelt = ("".join(f"[{letters[letter]}][{dropped}]*" for letter in word) for word in words)
    return re.compile(rf"\s[\s{dropped}]*".join(spelt))


@cache
def _spellings() -> tuple[dict[str, str], str]:
    """Return the characters that fold to each ASCII letter, and the characters that folding drops."""
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
