"""What stands around a claim in its text, and how alike two such passages are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from annotations.model import Kind, Mention
from annotations.text import fold

# Code points of context on each side, after and before composing; a letter may take up to three before.
CONTEXT, RAW_CONTEXT = 48, 144
# A line with fewer words around the claim than this lends from its neighbours.
LEAST_WORDS = 2
# Words right beside a claim that must be the same but for typos; behind it, as many as its unit has if that is more.
WORDS_BESIDE, MOST_WORDS_BEHIND = 3, 6
# A line that is no longer, a row of a table or a heading, is told by the words that it begins with.
SHORT_LINE, HEAD_WORDS = 80, 3
# A shorter word has no typos: one letter makes another word of it.
LEAST_TYPO = 4

_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚′", "'"), **dict.fromkeys("–—−‐‑", "-"), "…": "..."}
)
_CLAUSE = re.compile(r"[.;!?]+(?:\s|$)")
_EDGES = re.compile(r"^\W+|[^\w%‰°]+$")
_WORDS_AS_UNITS = {None, Kind.COUNT, Kind.RATIO, Kind.RANK, Kind.LEVEL, Kind.SCORE, Kind.AGE, Kind.MULTIPLE}


@dataclass(frozen=True, slots=True)
class Passage:
    """A claim's quote and the words around it, plainly written: case, quotation marks, dashes, blanks do not count.

    ``left`` and ``right`` are the words right beside, the nearest last and first; ``head`` those with which its
    line begins, where that is short.
    """

    quote: str
    before: str
    behind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    head: tuple[str, ...]


def passage_at(text: str, place: Mention | tuple[int, int]) -> Passage:
    """The passage of a mention or of a span in a text."""
    start, end = (place.start, place.end) if isinstance(place, Mention) else place
    first, last = max(0, start - RAW_CONTEXT), min(len(text), end + RAW_CONTEXT)
    line = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before, behind = plain(text[max(first, line) : start]), plain(text[end : min(last, line_end)])
    head: tuple[str, ...] = ()
    if line_end - line <= SHORT_LINE:
        head = _words(plain(text[line:start]))[:HEAD_WORDS]
    left, right = _words(before), _words(behind)
    if len(left) + len(right) < LEAST_WORDS:
        # The label of a number that stands alone is on the line before it.
        before, behind = plain(text[first:start]), plain(text[end:last])
        left = _words(before)
    else:
        # What another sentence says is not said of this claim.
        left, right = _words(_CLAUSE.split(before)[-1]), _words(_CLAUSE.split(behind)[0])
    return Passage(
        plain(text[start:end]).replace(" ", ""), before[-CONTEXT:], behind[:CONTEXT],
        left[-WORDS_BESIDE:], right[:MOST_WORDS_BEHIND], head,
    )  # fmt: skip


def plain(text: str) -> str:
    """Text in which spelling, case, quotation marks, dashes and blanks do not count; tone marks do."""
    return " ".join(normalize("NFC", text).translate(_PLAIN).casefold().split())


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (_EDGES.sub("", word) for word in text.split())))


def likeness(one: Passage, other: Passage) -> float:
    """How alike two surroundings are, of 100, each side by its length."""
    sides = ((one.before, other.before), (one.behind, other.behind))
    weights = [max(len(ours), len(theirs)) for ours, theirs in sides]
    if not sum(weights):
        return 100.0
    ratios = [fuzz.ratio(ours, theirs) for ours, theirs in sides]
    return sum(ratio * weight for ratio, weight in zip(ratios, weights, strict=True)) / sum(weights)


def beside_alike(one: Passage, other: Passage) -> bool:
    """Tell whether the words right beside two claims, and those their lines begin with, are the same but for typos."""
    near = slice(None, WORDS_BESIDE)
    return (
        _but_for_typos(one.left, other.left)
        and _but_for_typos(one.right[near], other.right[near])
        and (not (one.head and other.head) or _but_for_typos(one.head, other.head))
    )


def same_claim(ours: Mention, theirs: Mention, one: Passage, other: Passage) -> bool:
    """Tell whether two claims say the same: the digits, what they mean, and the words beside.

    Where there is a typo in the words beside, what an extractor makes of them may differ; the value and a unit
    that is a symbol or a measure may not.
    """
    if not _same_number(ours, theirs, one, other) or not beside_alike(one, other):
        return False
    behind = slice(None, max(WORDS_BESIDE, *(len((m.unit or "").split()) for m in (ours, theirs))))
    if (one.left, one.right[behind]) == (other.left, other.right[behind]):
        return _meaning(ours) == _meaning(theirs)
    if not _but_for_typos(one.right[behind], other.right[behind]):
        return False
    in_words = ours.kind in _WORDS_AS_UNITS and theirs.kind in _WORDS_AS_UNITS
    return in_words or not _differ(ours.unit, theirs.unit)


def _same_number(ours: Mention, theirs: Mention, one: Passage, other: Passage) -> bool:
    if one.quote == other.quote:
        return not _differ(ours.value, theirs.value)
    # Written in another way: grouped or not, a number word with another tone mark.
    return (
        ours.value is not None and ours.value == theirs.value and _digits(one.quote) == _digits(other.quote)
    )


def _meaning(mention: Mention) -> tuple[object, ...]:
    unit = plain(mention.unit or "")
    return mention.role, mention.kind, unit, mention.modifier, mention.direction, mention.of, mention.per


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _but_for_typos(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return len(ours) == len(theirs) and all(map(_but_for_a_typo, ours, theirs))


def _but_for_a_typo(ours: str, theirs: str) -> bool:
    """Tell whether two words are one, or one of them was typed without marks or with one wrong letter.

    Another mark makes another word: ``cầu`` is not ``câu``.
    """
    if ours == theirs:
        return True
    if re.search(r"\d", ours + theirs):
        return False
    one, other = fold(ours).text, fold(theirs).text
    if one == other:
        return bool({ours, theirs} & {one, _unmarked(ours)})
    return min(len(one), len(other)) >= LEAST_TYPO and OSA.distance(one, other) <= 1


def _unmarked(word: str) -> str:
    """A word as it is typed without marks on a keyboard that has đ."""
    return "".join(char for char in normalize("NFD", word) if not combining(char))


def occurrences(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a quote stands in a text, composed or not, and never inside a longer number or word."""
    letters = (
        r"\s*" if char == " " else f"(?:{re.escape(char)}|{re.escape(normalize('NFD', char))})"
        for char in " ".join(quote.split())
    )
    pattern = rf"(?<!\w)(?<!\d[.,]){''.join(letters)}(?![.,]?\d)(?!\w)"
    return (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))
