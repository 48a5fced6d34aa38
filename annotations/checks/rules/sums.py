"""Parts that must add up to their whole, and shares that must add up to 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, pairwise

from annotations.checks.passages import Passage, make_finding
from annotations.checks.quantities import format_number, places
from annotations.model import Bearing, Finding, Kind, Mention

_PARTS_FOLLOW = re.compile(r"\b(?:trong đó|gồm)\b")
_ONLY_PARTS = re.compile(r"[^;.:]{0,60}\bgồm(?: có)?:? *\Z")
# Words that mark the last part as the remainder.
_REST_BEFORE = re.compile(r"(?<!trong số )\bcòn lại(?: (?:là|có|chiếm|khoảng|với))* *\Z")
_SHARE_REST_BEHIND = re.compile(r" *còn lại\b")
_AND = re.compile(r"\b(?:và|cùng)\b")
_MORE_WORDS = re.compile(r"\b(?:và|cùng|ngoài ra)\b|\.\.\.|…|v\.v")
_OTHERWISE = re.compile(r"\b(?:tăng|giảm|so với|kế hoạch|trong đó|trong số|gồm|vượt|mỗi|từ)\b")
_HUNDRED = Decimal(100)
_MAX_PARTS = 12  # a sum has at most so many parts


def sums(passage: Passage) -> Iterator[Finding]:
    """Rule: check whether the parts of a count add up to the count."""
    claims = passage.claims
    if "gồm" not in passage.folded and "trong đó" not in passage.folded:
        return
    for whole in range(len(claims) - 2):
        if _is_count(claims[whole]) and _PARTS_FOLLOW.search(passage.words_after(whole)):
            yield from _add_parts(passage, whole)


def _is_count(mention: Mention) -> bool:
    plain = mention.kind is Kind.COUNT and not mention.modifier and not mention.direction
    value = mention.decimal
    return plain and not mention.ambiguous and value is not None and value > 0


def _add_parts(passage: Passage, whole: int) -> Iterator[Finding]:
    claims = passage.claims
    size = claims[whole].decimal
    assert size is not None  # it is a count
    counts = [position for position in range(whole + 1, len(claims)) if claims[position].kind is Kind.COUNT][
        :_MAX_PARTS
    ]
    if len(counts) < 2 or not all(_is_count(claims[position]) for position in counts):
        return
    totals = list(accumulate(claims[position].decimal or Decimal(0) for position in counts))
    if size in totals[1:]:
        parts = counts[: totals.index(size) + 1]
        yield _counts_finding(passage, Bearing.CONFIRMS, whole, parts)
        return
    if parts := _complete_parts(passage, whole, counts):
        yield _counts_finding(passage, Bearing.CONTRADICTS, whole, parts)


def _complete_parts(passage: Passage, whole: int, counts: list[int]) -> list[int]:
    """Return the parts that the text presents as the complete whole; empty if that is uncertain."""
    claims = passage.claims
    gaps = [passage.words_between(position, next_position) for position, next_position in pairwise(counts)]
    if any(_PARTS_FOLLOW.search(words) or ";" in words for words in gaps):
        return []
    for last in range(1, len(counts)):
        if _REST_BEFORE.search(passage.words_before(counts[last])):
            return counts[: last + 1]
    if not _ONLY_PARTS.fullmatch(passage.words_before(whole + 1)) or counts[0] != whole + 1:
        return []
    if any(not _same_unit(claims[whole], claims[position]) for position in counts):
        return []
    total, size = sum(claims[position].decimal or 0 for position in counts), claims[whole].decimal or 0
    if total > size:
        return counts
    closed = _AND.search(gaps[-1]) and not _MORE_WORDS.search(passage.words_after(counts[-1]))
    return counts if closed and passage.mark_after(counts[-1]) else []


def _same_unit(mention: Mention, second_mention: Mention) -> bool:
    return mention.unit is not None and mention.unit == second_mention.unit


def _counts_finding(passage: Passage, bearing: Bearing, whole: int, parts: list[int]) -> Finding:
    values = [passage.claims[position].decimal or Decimal(0) for position in parts]
    total, size = format_number(Decimal(sum(values))), passage.claims[whole].decimal
    assert size is not None  # it is a count
    arithmetic = f"{' + '.join(map(format_number, values))} = {total}"
    return make_finding(
        "sum", bearing, passage, (whole, *parts), arithmetic, whole=format_number(size), right=total
    )  # fmt: skip


def shares_sums(passage: Passage) -> Iterator[Finding]:
    """Rule: check whether three or more shares, or shares with a remainder, add up to 100%."""
    claims = passage.claims
    shares = [
        position
        for position, claim in enumerate(claims)
        if claim.kind is Kind.PERCENTAGE and claim.unit == "%"
    ]
    if len(shares) < 2 or len(shares) > _MAX_PARTS or (len(shares) == 2 and "còn lại" not in passage.folded):
        return
    if not all(_is_plain(claims[position]) for position in shares):
        return
    for number, position in enumerate(shares[1:], 1):
        if _REST_BEFORE.search(passage.words_before(position)) or _SHARE_REST_BEHIND.match(
            passage.words_after(position)
        ):
            shares = shares[: number + 1]
            break
    else:
        number = 0
    total = Decimal(sum(claims[position].decimal or Decimal(0) for position in shares))
    slack = (
        Decimal("0.05") * len(shares)
        if any(places(claims[position].decimal or total) for position in shares)
        else Decimal(0)
    )
    if abs(total - _HUNDRED) <= slack:
        if number or len(shares) > 2:
            yield _shares_finding(passage, Bearing.CONFIRMS, shares, total)
    elif number and _are_of_one_whole(passage, shares):
        yield _shares_finding(passage, Bearing.CONTRADICTS, shares, total)


def _is_plain(share: Mention) -> bool:
    return not (share.modifier or share.direction or share.per) and share.decimal is not None


def _are_of_one_whole(passage: Passage, shares: list[int]) -> bool:
    words = passage.folded[: passage.starts[shares[-1]] - passage.start]
    return not _OTHERWISE.search(words) and ";" not in words


def _shares_finding(passage: Passage, bearing: Bearing, shares: list[int], total: Decimal) -> Finding:
    values = [passage.claims[position].decimal or Decimal(0) for position in shares]
    arithmetic = f"{' + '.join(f'{format_number(value)}%' for value in values)} = {format_number(total)}%"
    last = shares[-1]
    return make_finding(
        "shares_sum", bearing, passage, (last, *shares[:-1]), arithmetic, right=f"{format_number(total)}%"
    )  # fmt: skip
