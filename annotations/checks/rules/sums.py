"""Parts that come to their whole, and shares that come to 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, pairwise

from annotations.checks.making import found
from annotations.checks.passages import Passage
from annotations.checks.quantities import places, written
from annotations.model import Bearing, Finding, Kind, Mention

_PARTS_FOLLOW = re.compile(r"\b(?:trong đó|gồm)\b")
_ONLY_PARTS = re.compile(r"[^;.:]{0,60}\bgồm(?: có)?:? *\Z")
# The last part is all that is left.
_REST_BEFORE = re.compile(r"(?<!trong số )\bcòn lại(?: (?:là|có|chiếm|khoảng|với))* *\Z")
_SHARE_REST_BEHIND = re.compile(r" *còn lại\b")
_AND = re.compile(r"\b(?:và|cùng)\b")
_MORE = re.compile(r"\b(?:và|cùng|ngoài ra)\b|\.\.\.|…|v\.v")
_OTHERWISE = re.compile(r"\b(?:tăng|giảm|so với|kế hoạch|trong đó|trong số|gồm|vượt|mỗi|từ)\b")
_HUNDRED = Decimal(100)
_MOST = 12  # parts that are added up


def sums(passage: Passage) -> Iterator[Finding]:
    """Add up the counts that follow a count of which they are said to be parts."""
    claims = passage.claims
    if "gồm" not in passage.low and "trong đó" not in passage.low:
        return
    for whole in range(len(claims) - 2):
        if _is_count(claims[whole]) and _PARTS_FOLLOW.search(passage.behind(whole)):
            yield from _parts(passage, whole)


def _is_count(mention: Mention) -> bool:
    plain = mention.kind is Kind.COUNT and not mention.modifier and not mention.direction
    value = mention.decimal
    return plain and not mention.ambiguous and value is not None and value > 0


def _parts(passage: Passage, whole: int) -> Iterator[Finding]:
    claims = passage.claims
    size = claims[whole].decimal
    assert size is not None  # it is a count
    counts = [at for at in range(whole + 1, len(claims)) if claims[at].kind is Kind.COUNT][:_MOST]
    if len(counts) < 2 or not all(_is_count(claims[at]) for at in counts):
        return
    totals = list(accumulate(claims[at].decimal or Decimal(0) for at in counts))
    if size in totals[1:]:
        parts = counts[: totals.index(size) + 1]
        yield _of_counts(passage, Bearing.CONFIRMS, whole, parts)
        return
    if parts := _complete(passage, whole, counts):
        yield _of_counts(passage, Bearing.CONTRADICTS, whole, parts)


def _complete(passage: Passage, whole: int, counts: list[int]) -> list[int]:
    """The parts that are said to be all of a whole, and are not; nothing where that is not certain."""
    claims = passage.claims
    between = [passage.between(one, other) for one, other in pairwise(counts)]
    if any(_PARTS_FOLLOW.search(words) or ";" in words for words in between):
        return []
    for last in range(1, len(counts)):
        if _REST_BEFORE.search(passage.before(counts[last])):
            return counts[: last + 1]
    if not _ONLY_PARTS.fullmatch(passage.before(whole + 1)) or counts[0] != whole + 1:
        return []
    if any(not _same_thing(claims[whole], claims[at]) for at in counts):
        return []
    total, size = sum(claims[at].decimal or 0 for at in counts), claims[whole].decimal or 0
    if total > size:
        return counts
    closed = _AND.search(between[-1]) and not _MORE.search(passage.behind(counts[-1]))
    return counts if closed and passage.mark_behind(counts[-1]) else []


def _same_thing(one: Mention, other: Mention) -> bool:
    return one.unit is not None and one.unit == other.unit


def _of_counts(passage: Passage, bearing: Bearing, whole: int, parts: list[int]) -> Finding:
    values = [passage.claims[at].decimal or Decimal(0) for at in parts]
    total, size = written(Decimal(sum(values))), passage.claims[whole].decimal
    assert size is not None  # it is a count
    arithmetic = f"{' + '.join(map(written, values))} = {total}"
    return found(
        "sum", bearing, passage, (whole, *parts), arithmetic, whole=written(size), right=total
    )  # fmt: skip


def shares_sums(passage: Passage) -> Iterator[Finding]:
    """Add up the shares of a sentence that tells of the rest, or of three and more."""
    claims = passage.claims
    shares = [at for at, claim in enumerate(claims) if claim.kind is Kind.PERCENTAGE and claim.unit == "%"]
    if len(shares) < 2 or len(shares) > _MOST or (len(shares) == 2 and "còn lại" not in passage.low):
        return
    if not all(_is_plain(claims[at]) for at in shares):
        return
    for number, at in enumerate(shares[1:], 1):
        if _REST_BEFORE.search(passage.before(at)) or _SHARE_REST_BEHIND.match(passage.behind(at)):
            shares = shares[: number + 1]
            break
    else:
        number = 0
    total = Decimal(sum(claims[at].decimal or Decimal(0) for at in shares))
    slack = (
        Decimal("0.05") * len(shares)
        if any(places(claims[at].decimal or total) for at in shares)
        else Decimal(0)
    )
    if abs(total - _HUNDRED) <= slack:
        if number or len(shares) > 2:
            yield _of_shares(passage, Bearing.CONFIRMS, shares, total)
    elif number and _are_of_one_whole(passage, shares):
        yield _of_shares(passage, Bearing.CONTRADICTS, shares, total)


def _is_plain(share: Mention) -> bool:
    return not (share.modifier or share.direction or share.per) and share.decimal is not None


def _are_of_one_whole(passage: Passage, shares: list[int]) -> bool:
    words = passage.low[: passage.starts[shares[-1]] - passage.start]
    return not _OTHERWISE.search(words) and ";" not in words


def _of_shares(passage: Passage, bearing: Bearing, shares: list[int], total: Decimal) -> Finding:
    values = [passage.claims[at].decimal or Decimal(0) for at in shares]
    arithmetic = f"{' + '.join(f'{written(value)}%' for value in values)} = {written(total)}%"
    last = shares[-1]
    return found(
        "shares_sum", bearing, passage, (last, *shares[:-1]), arithmetic, right=f"{written(total)}%"
    )  # fmt: skip
