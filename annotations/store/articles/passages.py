"""Comparing the passages of two claims: their quotes and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from annotations.model import Kind, Mention
from annotations.text import fold

# Code points of context on each side: of composed text, and of the raw text, in which a letter takes up to three.
CONTEXT, RAW_CONTEXT = 48, 144
# A line with fewer words around the claim is extended by its neighbouring lines.
LEAST_WORDS = 2
# Words next to a claim that must be equal but for typos; to its right, as many as its unit has if that is more.
ADJACENT_WORDS, MOST_RIGHT_WORDS = 3, 6
# A line up to this length, such as a row of a table or a heading, is identified by its first words.
SHORT_LINE, HEAD_WORDS = 80, 3
# Shorter words are compared exactly: one other letter makes another word.
LEAST_TYPO = 4

_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚′", "'"), **dict.fromkeys("–—−‐‑", "-"), "…": "..."}
)
_CLAUSE = re.compile(r"[.;!?]+(?:\s|$)")
_EDGES = re.compile(r"^\W+|[^\w%‰°]+$")
_WORDS_AS_UNITS = {None, Kind.COUNT, Kind.RATIO, Kind.RANK, Kind.LEVEL, Kind.SCORE, Kind.AGE, Kind.MULTIPLE}


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim's quote and its context in plain text (see ``plain``).

    ``prefix`` and ``suffix`` are the context on each side. ``left`` and ``right`` are the words next to the claim,
    the nearest last and first; ``head`` are the first words of its line, if the line is short.
    """

    quote: str
    prefix: str
    suffix: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    head: tuple[str, ...]


def passage_at(text: str, target: Mention | tuple[int, int]) -> Passage:
    """The passage of a mention or of a span in a text."""
    start, end = (target.start, target.end) if isinstance(target, Mention) else target
    first, last = max(0, start - RAW_CONTEXT), min(len(text), end + RAW_CONTEXT)
    line = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    prefix, suffix = plain(text[max(first, line) : start]), plain(text[end : min(last, line_end)])
    head: tuple[str, ...] = ()
    if line_end - line <= SHORT_LINE:
        head = _words(plain(text[line:start]))[:HEAD_WORDS]
    left, right = _words(prefix), _words(suffix)
    if len(left) + len(right) < LEAST_WORDS:
        # A number alone on its line has its label on the previous line.
        prefix, suffix = plain(text[first:start]), plain(text[end:last])
        left = _words(prefix)
    else:
        # Words of another sentence say nothing of this claim.
        left, right = _words(_CLAUSE.split(prefix)[-1]), _words(_CLAUSE.split(suffix)[0])
    return Passage(
        plain(text[start:end]).replace(" ", ""), prefix[-CONTEXT:], suffix[:CONTEXT],
        left[-ADJACENT_WORDS:], right[:MOST_RIGHT_WORDS], head,
    )  # fmt: skip


def plain(text: str) -> str:
    """Text without differences of normal form, case, quotation marks, dashes and blanks; tone marks stay."""
    return " ".join(normalize("NFC", text).translate(_PLAIN).casefold().split())


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (_EDGES.sub("", word) for word in text.split())))


def likeness(old: Passage, new: Passage) -> float:
    """How alike the contexts of two passages are, from 0 to 100; each side weighs as much as it is long."""
    sides = ((old.prefix, new.prefix), (old.suffix, new.suffix))
    weights = [max(len(old_side), len(new_side)) for old_side, new_side in sides]
    if not sum(weights):
        return 100.0
    ratios = [fuzz.ratio(old_side, new_side) for old_side, new_side in sides]
    return sum(ratio * weight for ratio, weight in zip(ratios, weights, strict=True)) / sum(weights)


def adjacent_words_match(old: Passage, new: Passage) -> bool:
    """Whether the words next to two claims, and the first words of their lines, are equal but for typos."""
    adjacent = slice(None, ADJACENT_WORDS)
    return (
        _equal_but_for_typos(old.left, new.left)
        and _equal_but_for_typos(old.right[adjacent], new.right[adjacent])
        and (not (old.head and new.head) or _equal_but_for_typos(old.head, new.head))
    )


def same_claim(old_mention: Mention, new_mention: Mention, old: Passage, new: Passage) -> bool:
    """Whether two claims say the same: their digits, what the extractor read, and the words next to them.

    A typo in the words next to a claim may change what the extractor reads in them. Value and unit must be equal all
    the same, unless the unit is a word.
    """
    if not _same_number(old_mention, new_mention, old, new) or not adjacent_words_match(old, new):
        return False
    unit_words = (len((mention.unit or "").split()) for mention in (old_mention, new_mention))
    right = slice(None, max(ADJACENT_WORDS, *unit_words))
    if (old.left, old.right[right]) == (new.left, new.right[right]):
        return _meaning(old_mention) == _meaning(new_mention)
    if not _equal_but_for_typos(old.right[right], new.right[right]):
        return False
    units_are_words = old_mention.kind in _WORDS_AS_UNITS and new_mention.kind in _WORDS_AS_UNITS
    return units_are_words or not _differ(old_mention.unit, new_mention.unit)


def _same_number(old_mention: Mention, new_mention: Mention, old: Passage, new: Passage) -> bool:
    if old.quote == new.quote:
        return not _differ(old_mention.value, new_mention.value)
    # The number may be written in another way: with grouped digits, or a number word with another tone mark.
    has_same_value = old_mention.value is not None and old_mention.value == new_mention.value
    return has_same_value and _digits(old.quote) == _digits(new.quote)


def _meaning(mention: Mention) -> tuple[object, ...]:
    unit = plain(mention.unit or "")
    return mention.role, mention.kind, unit, mention.modifier, mention.direction, mention.of, mention.per


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _differ(old: str | None, new: str | None) -> bool:
    return old is not None and new is not None and old != new


def _equal_but_for_typos(old_words: Sequence[str], new_words: Sequence[str]) -> bool:
    return len(old_words) == len(new_words) and all(map(_equal_but_for_a_typo, old_words, new_words))


def _equal_but_for_a_typo(old_word: str, new_word: str) -> bool:
    """Whether two words are equal, or one was typed without marks or with one wrong letter.

    Another mark makes another word: ``cầu`` is not ``câu``.
    """
    if old_word == new_word:
        return True
    if re.search(r"\d", old_word + new_word):
        return False
    old_folded, new_folded = fold(old_word).text, fold(new_word).text
    if old_folded == new_folded:
        return bool({old_word, new_word} & {old_folded, _unmarked(old_word)})
    return min(len(old_folded), len(new_folded)) >= LEAST_TYPO and OSA.distance(old_folded, new_folded) <= 1


def _unmarked(word: str) -> str:
    """A word typed without marks on a keyboard that has đ."""
    return "".join(char for char in normalize("NFD", word) if not combining(char))


def occurrences(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """The spans of a quote in a text, in NFC or NFD, that are not part of a longer number or word."""
    letters = (
        r"\s*" if char == " " else f"(?:{re.escape(char)}|{re.escape(normalize('NFD', char))})"
        for char in " ".join(quote.split())
    )
    pattern = rf"(?<!\w)(?<!\d[.,]){''.join(letters)}(?![.,]?\d)(?!\w)"
    return (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))
