"""The bounds of sentences and paragraphs in Vietnamese news.

Each function reads only the surroundings of an offset, so its cost does not depend on the length of the text. Offsets
are code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

# Abbreviations whose point does not end a sentence, in lower case.
_TITLES = {"ths", "ts", "tskh", "pgs", "gs", "bs", "ks", "cn", "mr", "mrs", "ms", "dr"}
_ABBREVIATIONS = _TITLES | {
    "tp",
    "tx",
    "tt",
    "q",
    "p",
    "h",
    "x",
    "tr",
    "đ/c",
    "nxb",
    "vol",
    "vs",
    "đt",
    "sđt",
    "tel",
    "cty",
}
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=[ \t\u00a0]|$)|[\r\n]", re.MULTILINE)
_WORD = re.compile(r"[^\s(\[\"'“‘«,;:]+\Z")
_NO_BLANK = re.compile(r"[^ \t\u00a0\r\n]")
_BLANK = " \t\u00a0\r\n"
# Code points: the first distance to search back for a boundary, and the most to read of a word before a point.
_FIRST_DISTANCE = 500
_LONGEST_WORD = 24


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Return the span of the sentence at ``offset``, without the blanks around the sentence.

    Blanks belong to the sentence after them; a line break always ends a sentence.
    """
    return _sentence_from(text, _begin(text, offset), offset)[0]


class SentenceFinder:
    """Finds the sentences at offsets of one text; quick where offsets ascend and many are close to each other."""

    def __init__(self, text: str) -> None:
        self._text = text
        # The boundaries before and behind the sentence that was found last, and its span without blanks.
        self._begin = self._boundary = 0
        self._span = (0, 0)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the same span as the function ``sentence_at``."""
        if not self._begin <= offset < self._boundary:
            if 0 <= offset - self._boundary <= _FIRST_DISTANCE:
                self._begin = _begin_behind(self._text, self._boundary, offset)
            else:
                self._begin = _begin(self._text, offset)
            self._span, self._boundary = _sentence_from(self._text, self._begin, offset)
        return self._span


def paragraph_at(text: str, offset: int) -> tuple[int, int]:
    """Return the span of the paragraph, which is a line of the text, at ``offset``."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


def next_sentence(text: str, offset: int) -> int | None:
    """Return the start of the next sentence after the one at ``offset``; None in the last sentence."""
    return _skip_blanks(text, sentence_at(text, offset)[1])


def next_paragraph(text: str, offset: int) -> int | None:
    """Return the start of the next paragraph that is not blank; None in the last paragraph."""
    return _skip_blanks(text, paragraph_at(text, offset)[1])


def previous_sentence(text: str, offset: int) -> int | None:
    """Return the start of the sentence at ``offset``, or of the previous sentence if ``offset`` is that start.

    None at the start of the first sentence.
    """
    return _previous(text, offset, sentence_at)


def previous_paragraph(text: str, offset: int) -> int | None:
    """Return the start of the paragraph at ``offset``, or of the previous paragraph if ``offset`` is that start.

    None at the start of the first paragraph.
    """
    return _previous(text, offset, paragraph_at)


def _previous(text: str, offset: int, unit_at: Callable[[str, int], tuple[int, int]]) -> int | None:
    begin = _skip_blanks(text, unit_at(text, offset)[0])
    if begin is None or begin >= offset:
        begin = _skip_blanks(text, unit_at(text, _end_of_words(text, offset))[0])
    return begin if begin is not None and begin < offset else None


def _end_of_words(text: str, offset: int) -> int:
    """Return the offset of the last character before ``offset`` that is not blank; 0 if there is none."""
    while offset > 0 and text[offset - 1] in _BLANK:
        offset -= 1
    return max(0, offset - 1)


def _skip_blanks(text: str, offset: int) -> int | None:
    match = _NO_BLANK.search(text, offset)
    return match.start() if match else None


def _begin(text: str, offset: int) -> int:
    """Return the end of the last sentence boundary before ``offset``; 0 if there is none."""
    distance = _FIRST_DISTANCE
    while True:
        first = max(0, offset - distance)
        ends = [match.end() for match in _boundaries(text, first, offset) if match.end() <= offset]
        if ends or first == 0:
            return ends[-1] if ends else 0
        distance *= 2


def _begin_behind(text: str, boundary: int, offset: int) -> int:
    """Return the end of the last sentence boundary before ``offset``, where ``boundary`` is one before it."""
    for match in _boundaries(text, boundary):
        if match.end() > offset:
            break
        boundary = match.end()
    return boundary


def _sentence_from(text: str, begin: int, offset: int) -> tuple[tuple[int, int], int]:
    """The span of the sentence at ``offset`` behind the boundary ``begin``, and the end of the boundary behind it.

    Without a boundary behind the sentence the second is greater than every offset.
    """
    start = _skip_blanks(text, begin)
    ends = (match.end() for match in _boundaries(text, begin) if match.end() > max(offset, start or begin))
    boundary = next(ends, len(text) + 1)
    start = begin if start is None else min(start, boundary)
    return (start, start + len(text[start:boundary].rstrip(_BLANK))), boundary


def _boundaries(text: str, start: int, stop: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the sentence boundaries that begin between ``start`` and ``stop``."""
    for match in _END.finditer(text, start):
        if stop is not None and match.start() >= stop:
            return
        if _ends(text, match):
            yield match


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether a line break or punctuation mark ends a sentence."""
    if match[0] in "\r\n":
        return True
    next_letter = text[match.end() : match.end() + _LONGEST_WORD].lstrip(" \t\u00a0")[:1]
    if next_letter.islower():
        return False
    return match[0] != "." or not _belongs_to_word(text, match.start())


def _belongs_to_word(text: str, point: int) -> bool:
    """Whether the point at an offset ends an abbreviation, an initial, or a number at the start of a line."""
    first = max(0, point - _LONGEST_WORD)
    word_match = _WORD.search(text[first:point])
    if word_match is None:
        return False
    word = unicodedata.normalize("NFC", word_match[0])
    if word.lower().rsplit(".")[-1] in _ABBREVIATIONS or _are_initials(word):
        return True
    line = text.rfind("\n", first, point) + 1 or first
    is_first = not text[line : first + word_match.start()].strip(_BLANK)
    return word.isdecimal() and is_first and (line > first or first == 0)


def _are_initials(word: str) -> bool:
    """Whether a word consists of capital letters with points between them, such as N.V."""
    return all(len(part) == 1 and ("A" <= part <= "Z" or "À" <= part <= "Ỹ") for part in word.split("."))
