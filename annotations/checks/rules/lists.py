"""Counts that announce a list, compared with the list: `6 lĩnh vực ưu tiên gồm: y tế; giáo dục; …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.checks.passages import Passage, fold_words, make_finding
from annotations.checks.quantities import format_number
from annotations.model import Bearing, Finding, Kind, Mention

# Between a count and its list: the counted noun with its attributes, then the announcing word.
_ANNOUNCED = re.compile(
    r"(?P<noun>[^.;:!?\n\d]{0,90}?)(?P<cue>(?:,? *(?:(?:bao )?gồm(?: có)?|đó là|như sau|sau(?: đây)?|cụ thể|là))?"
    r" *:|,? (?:bao )?gồm(?: có)? |\. đó là | là )"
)
_ANNOUNCERS = (":", "gồm", " là ")  # every announcement has one of these; a fast test before the pattern
# These words between a count and its list introduce another noun that the list may belong to.
_ANOTHER = re.compile(
    r"\b(?:các|những|thuộc|của|cho|với|tại|trong|ở|từ|về(?! đích)|theo|mỗi|nhiều|một số|trên|do|và|để)\b"
)
_OPEN = re.compile(r"\.\.\.|…|\bv\.v|\bvân vân\b|\bnhư\b(?! sau)|\bcùng (?:các|nhiều|một số)\b")
# Words that continue the sentence after a list.
_GOES_ON = re.compile(
    r" *(?:đồng thời|qua đó|trong đó|bên cạnh đó|từ đó|ngoài ra|nhằm|để|theo đó|nhờ đó|cùng với đó|góp phần)\b"
)
_BULLET = re.compile(r"[ \t]*(?:[-•+*▪●–—]|\(?\d{1,2}[.)/]|[a-zđ]\)|\d{1,2}\.)[ \t]*(?=\S)")
_DIGIT = re.compile(r"\d")  # numbers in a list are the parts of a sum
_COUNTED_ITEM = re.compile(r"\d[\d.,]*(?![.)/\d])")
_AND = re.compile(r"\b(?:và|cùng)\b")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
_ANNOUNCING = frozenset(map(str, range(2, 21)))  # larger counts rarely announce a list
_MAX_GAP = 120  # characters between a count and its list
_REACH = 1_500  # characters of a list that are read
_LINE_REACH = 6_000
_WORDS_SHOWN = 5
_WORDS_OF_NAME, _WORDS_OF_SHORT_ITEM = 5, 2
_WORDS_OF_ITEM = 12  # an item between commas is rarely longer


@dataclass(frozen=True, slots=True)
class _ItemList:
    """The items of a list, split in each possible way: `và` may separate two items or be part of one."""

    splits: tuple[tuple[str, ...], ...]
    is_certain: bool  # the list is complete and contains nothing else
    max_items: int = 0  # the most items, if commas separate items too


def lists(passage: Passage) -> Iterator[Finding]:
    """Rule: compare each count that announces a list with the number of items."""
    for position, claim in enumerate(passage.claims):
        if not may_announce(claim):
            continue
        # Between a count and its list is no other number, but the list may have numbers.
        start = passage.ends[position]
        words_after = passage.cased[start : start + _MAX_GAP]
        if not any(word in words_after for word in _ANNOUNCERS):
            continue
        announced = _ANNOUNCED.match(fold_words(words_after))
        if announced is None:
            continue
        folded_text = fold_words(passage.cased[start : start + _REACH])
        item_list = _list_of_lines(passage.cased, start + announced.end()) or _inline_list(
            folded_text, passage.cased[start : start + _REACH], announced
        )
        if item_list and (finding := _compare(passage, position, announced["noun"], item_list)):
            yield finding


def may_announce(claim: Mention) -> bool:
    """Whether a claim is a small plain count, which may announce a list."""
    return (
        claim.kind is Kind.COUNT
        and claim.value in _ANNOUNCING
        and not (claim.modifier or claim.direction or claim.per or claim.of)
    )


def _list_of_lines(cased: str, start: int) -> _ItemList | None:
    """Read a list of lines below the count that begin with the same kind of bullet."""
    end = cased.find("\n", start, start + 8)
    if end < 0 or cased[start:end].strip() or cased[start - 1] != ":":
        return None
    items: list[str] = []
    kind = ""
    position, stop = end + 1, start + _LINE_REACH
    while position < min(len(cased), stop):
        line_end = cased.find("\n", position)
        line_end = len(cased) if line_end < 0 else line_end
        line = cased[position:line_end]
        mark = _BULLET.match(line)
        if mark is None and line.strip():
            break
        if mark:
            mark_kind = _kind(mark[0])
            if kind and mark_kind != kind:
                break
            kind = mark_kind
            items.append(line[mark.end() :].strip())
        position = line_end + 1
    return _ItemList((tuple(items),), is_certain=position < stop) if len(items) > 1 else None


def _kind(mark: str) -> str:
    """Return the kind of a bullet: the sign itself, `1` for numbers, `a` for letters."""
    mark = mark.strip()
    if any(character.isdigit() for character in mark):
        return "1"
    return "a" if mark[:1].isalpha() else mark


def _inline_list(folded_text: str, cased: str, announced: re.Match[str]) -> _ItemList | None:
    """Read a list in the rest of the sentence, split at semicolons, or else at commas and `và`."""
    start, cue = announced.end(), announced["cue"]
    sentence_end = _SENTENCE_END.search(folded_text, start)
    if sentence_end is None and len(folded_text) == _REACH:
        return None
    end = sentence_end.start() if sentence_end else len(folded_text)
    body = cased[start:end]
    if not body.strip() or _OPEN.search(folded_text, announced.start(), end + 3):
        return None
    if ";" in body:
        return _by_semicolons(body, colon=":" in cue) if ":" in cue or "gồm" in cue else None
    is_closed = sentence_end is not None or end == len(folded_text)
    return _by_commas(body, cue, is_closed=is_closed)


def _by_semicolons(body: str, *, colon: bool) -> _ItemList | None:
    """Split a list at semicolons; an item with a list of its own, or with `hoặc`, makes the count uncertain."""
    items: list[str] = []
    for item in body.split(";"):
        if not item.strip():
            continue
        if items and _GOES_ON.match(item.lower()):
            break
        items.append(item.strip())
    # Items that begin with numbers are the parts of a sum.
    if len(items) < 2 or any(_COUNTED_ITEM.match(item) for item in items):
        return None
    is_ambiguous = any(":" in item or item.lower().startswith("hoặc ") for item in items)
    finer = tuple(part.strip() for item in items for part in item.split(",") if part.strip())
    return _ItemList(
        (tuple(items),), is_certain=len(items) > 2 and not is_ambiguous and colon, max_items=len(finer)
    )


def _by_commas(body: str, cue: str, *, is_closed: bool) -> _ItemList | None:
    """Split a list at commas and `và`; ``is_closed``: the sentence ends behind it."""
    certain = "gồm" in cue or (":" in cue and "sau" in cue)
    parts = [part.strip() for part in re.split(r",| - ", body) if part.strip()]
    goes_on = next(
        (index for index, part in enumerate(parts) if index and _GOES_ON.match(part.lower())), None
    )
    parts = parts[:goes_on]
    if not parts or any(len(part.split()) > _WORDS_OF_ITEM or _DIGIT.search(part) for part in parts):
        return None
    joint = next((index for index, part in enumerate(parts) if _AND.search(part)), len(parts) - 1)
    all_items, first = _split_items(parts), _split_items(parts[: joint + 1])
    if len(all_items) < 2:
        return None
    # A list is complete if `và` is before its last item and nothing follows, or if its items are of one kind.
    has_and = _AND.search(parts[-1]) is not None
    closed = goes_on is None and (has_and or is_closed)
    is_last_named = _is_name(all_items[-1]) or (has_and and all_items[-1][0].isupper())
    if len(parts) > 1 and all(map(_is_name, parts[:-1])) and is_last_named:
        return _ItemList((all_items,), closed and (certain or has_and or ":" in cue))
    if not has_and and len(parts) > 1 and all(len(part.split()) <= _WORDS_OF_SHORT_ITEM for part in parts):
        return _ItemList((tuple(parts),), closed and certain)
    return _ItemList((first, all_items, tuple(parts)), certain and closed and has_and)


def _split_items(parts: list[str]) -> tuple[str, ...]:
    return tuple(item.strip() for part in parts for item in _AND.split(part) if item.strip())


def _is_name(item: str) -> bool:
    """Whether an item is a name, perhaps behind a noun for what it names: `Sơn La`, `chùa Cao`."""
    words = item.split()
    if len(words) > _WORDS_OF_NAME:
        return False
    return words[0][:1].isupper() or (len(words) > 1 and words[-1][:1].isupper() and words[1][:1].isupper())


def _compare(passage: Passage, position: int, noun: str, item_list: _ItemList) -> Finding | None:
    value = passage.claims[position].decimal
    assert value is not None  # it may announce a list
    for items in item_list.splits:
        if len(items) == value:
            return _finding(passage, position, Bearing.CONFIRMS, items)
    if not item_list.is_certain or _ANOTHER.search(noun):
        return None
    if len(item_list.splits[0]) < value <= item_list.max_items:
        return None
    # Surplus items between commas may be a list inside one item, unless all items are names.
    longest = max(map(len, item_list.splits))
    if len(item_list.splits) > 1 and not longest < value <= longest * 2:
        return None
    return _finding(passage, position, Bearing.CONTRADICTS, max(item_list.splits, key=len))


def _finding(passage: Passage, position: int, bearing: Bearing, items: tuple[str, ...]) -> Finding:
    count = passage.claims[position].decimal
    assert count is not None  # it may announce a list
    short = [" ".join(item.split()[:_WORDS_SHOWN]) for item in items]
    arithmetic = f"{' · '.join(short)} = {len(items)}"
    return make_finding(
        "list", bearing, passage, (position,), arithmetic, count=format_number(count), right=str(len(items))
    )  # fmt: skip
