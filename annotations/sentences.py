"""Where sentences and paragraphs begin and end in Vietnamese news.

Only the surroundings of an offset are looked at, so asking costs the same in a long text as in a short one.
Offsets are code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

# Words that a point belongs to and that stand before another word; as they are compared, in small letters.
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
# How far from an offset a boundary is looked for at first, and how much is read of the word before a point.
_NEAR = 500
_LONGEST_WORD = 24


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The sentence that the character at ``offset`` is in, without the blanks around it.

    The blanks behind a sentence belong to the next one; a line break always ends a sentence.
    """
    begin = _begin(text, offset)
    start = _skip_blanks(text, begin)
    ends = (match.end() for match in _boundaries(text, begin) if match.end() > max(offset, start or begin))
    end = next(ends, len(text))
    start = begin if start is None else min(start, end)
    return start, start + len(text[start:end].rstrip(_BLANK))


def paragraph_at(text: str, offset: int) -> tuple[int, int]:
    """The paragraph, a line of the text, that the character at ``offset`` is in."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


def next_sentence(text: str, offset: int) -> int | None:
    """Where the first sentence behind the one at ``offset`` begins; None behind the last."""
    return _skip_blanks(text, sentence_at(text, offset)[1])


def next_paragraph(text: str, offset: int) -> int | None:
    """Where the first paragraph with words behind the one at ``offset`` begins; None behind the last."""
    return _skip_blanks(text, paragraph_at(text, offset)[1])


def previous_sentence(text: str, offset: int) -> int | None:
    """Where the sentence at ``offset`` begins or, at its beginning, the one before; None before the first."""
    return _previous(text, offset, sentence_at)


def previous_paragraph(text: str, offset: int) -> int | None:
    """Where the paragraph at ``offset`` begins or, at its beginning, the one before; None before the first."""
    return _previous(text, offset, paragraph_at)


def _previous(text: str, offset: int, unit_at: Callable[[str, int], tuple[int, int]]) -> int | None:
    begin = _skip_blanks(text, unit_at(text, offset)[0])
    if begin is None or begin >= offset:
        begin = _skip_blanks(text, unit_at(text, _end_of_words(text, offset))[0])
    return begin if begin is not None and begin < offset else None


def _end_of_words(text: str, before: int) -> int:
    """Where the last character before an offset stands that is no blank; 0 where there is none."""
    while before > 0 and text[before - 1] in _BLANK:
        before -= 1
    return max(0, before - 1)


def _skip_blanks(text: str, offset: int) -> int | None:
    found = _NO_BLANK.search(text, offset)
    return found.start() if found else None


def _begin(text: str, offset: int) -> int:
    """Where the last boundary before an offset ends."""
    near = _NEAR
    while True:
        first = max(0, offset - near)
        ends = [match.end() for match in _boundaries(text, first, offset) if match.end() <= offset]
        if ends or first == 0:
            return ends[-1] if ends else 0
        near *= 2


def _boundaries(text: str, start: int, before: int | None = None) -> Iterator[re.Match[str]]:
    """What ends sentences from an offset on, and begins before another."""
    for match in _END.finditer(text, start):
        if before is not None and match.start() >= before:
            return
        if _ends(text, match):
            yield match


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether this line break or these marks end a sentence."""
    if match[0] in "\r\n":
        return True
    following = text[match.end() : match.end() + _LONGEST_WORD].lstrip(" \t\u00a0")[:1]
    if following.islower():
        return False
    return match[0] != "." or not _belongs_to_word(text, match.start())


def _belongs_to_word(text: str, point: int) -> bool:
    """Whether a point is an abbreviation's, an initial's or that of a number in front of a line."""
    first = max(0, point - _LONGEST_WORD)
    found = _WORD.search(text[first:point])
    if found is None:
        return False
    word = unicodedata.normalize("NFC", found[0])
    if word.lower().rsplit(".")[-1] in _ABBREVIATIONS or _are_initials(word):
        return True
    line = text.rfind("\n", first, point) + 1 or first
    in_front = not text[line : first + found.start()].strip(_BLANK)
    return word.isdecimal() and in_front and (line > first or first == 0)


def _are_initials(word: str) -> bool:
    """Whether a word is capital letters with points between them, such as N.V."""
    return all(len(part) == 1 and ("A" <= part <= "Z" or "À" <= part <= "Ỹ") for part in word.split("."))
