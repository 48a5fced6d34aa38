"""Ranks and values that moved: from where, to where, and by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from annotations.checks.making import found
from annotations.checks.passages import Passage
from annotations.checks.quantities import agrees, places, quantity, shown, written
from annotations.model import Bearing, Finding, Kind, Mention

_PLACES = re.compile(r"(?:bậc|hạng|thứ hạng|vị trí)\b")
_RANK_THEN_STEPS = re.compile(
    r"[ ,(]*(?:đã )?(?:tăng|giảm|tụt|lên|xuống|vươn lên|tăng vọt)(?: (?:tới|đến|thêm))* *"
)
_MOVED = re.compile(r"\b(?:lên|xuống|leo|tụt|vươn|nhảy|rơi|vọt)\b")
_FROM = re.compile(r"\btừ\b[^,.;]{0,30}\Z")
_CLIMBED = re.compile(r"\b(?:leo|vọt|vươn|nhảy|tụt|rơi)\b")
_TURNS = re.compile(r";|\b(?:còn|trong khi|riêng)\b")
_CHANGED_TO = re.compile(
    r"[^,;.]{0,40}\b(?:(?:lên|xuống)(?: (?:còn|tới|đến|thành|mức))*|còn|đến|thành)(?: (?:khoảng|hơn|gần|trên|mức))* *"
)
_THEN_CHANGE = re.compile(
    r"[^,;.(]{0,30}[,(] *(?:(?:tức(?: là)?|tương đương|tương ứng|đạt|mức|với mức|tỷ lệ) )*(?:tăng|giảm)"
    r"(?: (?:thêm|tới|đến|khoảng|hơn|gần|trên|tương ứng|tương đương))* *"
)
_YEAR = re.compile(r" *(?:bậc|hạng|vị trí)? *so với (?:năm )?")


def rank_changes(passage: Passage) -> Iterator[Finding]:
    """What ranks say of each other: where one was before, how far it is from one to the other."""
    claims = passage.claims
    ranks = [at for at, claim in enumerate(claims) if claim.kind is Kind.RANK and _whole_number(claim)]
    for one, other in pairwise(ranks):
        if _moves(passage, one, other):
            yield from _distance(passage, one, other)
            return
    for rank in ranks:
        yield from _before(passage, rank)


def _whole_number(mention: Mention) -> bool:
    value = mention.decimal
    return value is not None and value > 0 and value == value.to_integral_value()


def _moves(passage: Passage, one: int, other: int) -> bool:
    """`Từ vị trí 60 … lên vị trí 26`, with nothing but years between."""
    claims = passage.claims
    if any(claims[at].kind is not Kind.DATE for at in range(one + 1, other)):
        return False
    between = passage.between(one, other)
    if ";" in between and not _CLIMBED.search(between):
        return False
    if _TURNS.search(between.replace(";", "")) or len(between) > 120 or not _MOVED.search(between):
        return False
    return bool(_FROM.search(passage.before(one)) or _CLIMBED.search(between))


def _distance(passage: Passage, one: int, other: int) -> Iterator[Finding]:
    claims = passage.claims
    first, last = claims[one].decimal, claims[other].decimal
    assert first is not None  # both are whole numbers
    assert last is not None
    right = abs(first - last)
    high, low = max(first, last), min(first, last)
    arithmetic = f"{written(high)} − {written(low)} = {written(right)}"
    steps = next((at for at in range(len(claims)) if _is_steps(passage, at)), None)
    values = {"before": written(first), "rank": written(last), "right": written(right)}
    if steps is None or claims[steps].modifier:
        yield found("rank_change", Bearing.IMPLIES, passage, (other, one), arithmetic, **values)
        return
    bearing = Bearing.CONFIRMS if claims[steps].decimal == right else Bearing.CONTRADICTS
    told = shown(claims[steps])
    yield found("rank_change", bearing, passage, (other, one, steps), arithmetic, **values, change=told)


def _is_steps(passage: Passage, at: int) -> bool:
    """Whether a number counts the places by which a rank moved."""
    claim = passage.claims[at]
    counts = claim.kind is Kind.COUNT and claim.direction in ("increase", "decrease")
    return counts and bool(_PLACES.match(passage.behind(at).lstrip())) and _whole_number(claim)


def _before(passage: Passage, rank: int) -> Iterator[Finding]:
    """`12/63, tăng 3 bậc so với năm 2020`: it was 15."""
    claims, steps = passage.claims, rank + 1
    if steps >= len(claims) or not _is_steps(passage, steps) or claims[steps].modifier:
        return
    gap = passage.before(steps)
    if not _RANK_THEN_STEPS.fullmatch(_after_whole(gap)):
        return
    now, by, of = claims[rank].decimal, claims[steps].decimal, claims[rank].of
    assert now is not None  # both are whole numbers
    assert by is not None
    up = claims[steps].direction == "increase"
    before = now + by if up else now - by
    year = ""
    concerned: tuple[int, ...] = (rank, steps)
    behind = steps + 1
    if behind < len(claims) and claims[behind].kind is Kind.DATE and _YEAR.fullmatch(passage.before(behind)):
        year, concerned = f" ({claims[behind].text})", (rank, steps, behind)
    none = before < 1 or (of is not None and of.isdecimal() and before > int(of))
    sign = "+" if up else "−"
    yield found(
        "rank_before", Bearing.CONTRADICTS if none else Bearing.IMPLIES, passage, concerned,
        f"{written(now)} {sign} {written(by)} = {written(before)}{year}", before=written(before),
    )  # fmt: skip


def _after_whole(gap: str) -> str:
    """The words behind a rank without those of its whole: `trong số 63 tỉnh, thành phố`."""
    return re.sub(r"\A *(?:tỉnh|thành phố|cả nước|toàn quốc|[,/ ])*", ", ", gap)


def changes(passage: Passage) -> Iterator[Finding]:
    """`tăng từ A lên B, tăng X%`: whether it is by X that A became B."""
    claims = passage.claims
    for change in range(2, len(claims)):
        one, other = change - 2, change - 1
        if _is_change(passage, one, other, change):
            yield from _judged(passage, one, other, change)


def _is_change(passage: Passage, one: int, other: int, change: int) -> bool:
    by = passage.claims[change]
    if not by.direction:
        return False
    first, last = passage.claims[one], passage.claims[other]
    if first.kind is not last.kind or first.unit != last.unit or first.modifier or last.modifier:
        return False
    if first.kind in (Kind.RANK, Kind.DATE, Kind.TIME, Kind.LEVEL, Kind.DURATION, Kind.AGE):
        return False
    if by.unit not in ("%", "pp", first.unit) or (by.kind is not Kind.PERCENTAGE and by.unit == "%"):
        return False
    from_a = re.search(r"\btừ(?: (?:mức|khoảng|chỗ|con số))* *\Z", passage.before(one))
    to_b = _CHANGED_TO.fullmatch(passage.before(other))
    return bool(from_a and to_b and _THEN_CHANGE.fullmatch(passage.before(change)))


def _judged(passage: Passage, one: int, other: int, change: int) -> Iterator[Finding]:
    first, last = quantity(passage.claims[one]), quantity(passage.claims[other])
    by = passage.claims[change]
    told = by.decimal
    if first is None or last is None or told is None or first.value <= 0 or last.value <= 0:
        return
    if (last.value > first.value) != (by.direction == "increase"):
        return
    high, low = max(first, last, key=lambda q: q.value), min(first, last, key=lambda q: q.value)
    difference = high.value - low.value
    ends = (high.low - low.high, high.high - low.low)
    share = (ends[0] / first.high * 100, ends[1] / max(first.low, Decimal("1e-9")) * 100)
    # By points or so many things, or by so many per cent of what it was: exactly, and as far as it can be.
    meant = [(difference, ends)] if by.unit != "%" or passage.claims[one].unit == "%" else []
    if by.unit == "%":
        meant.append((difference / first.value * 100, share))
    verdicts = [agrees(by, exact, exact) for exact, _ in meant]
    if True not in verdicts and any(agrees(by, *possible) is not False for _, possible in meant):
        return
    bearing = Bearing.CONFIRMS if True in verdicts else Bearing.CONTRADICTS
    yield _finding(passage, (change, one, other), bearing, difference, relative=verdicts[-1] is True)


def _finding(
    passage: Passage, claims: tuple[int, int, int], bearing: Bearing, difference: Decimal, *, relative: bool
) -> Finding:
    by, first, last = (passage.claims[at] for at in claims)
    a, b, told = first.decimal, last.decimal, by.decimal
    assert a is not None  # all three were compared
    assert b is not None
    assert told is not None
    high, low = max(a, b), min(a, b)
    points = first.unit == "%" and not (relative and bearing is Bearing.CONFIRMS)
    if by.unit == "%" and not points:
        right = f"{written(difference / a * 100, max(1, places(told)))}%"
        arithmetic = f"({written(high)} − {written(low)}) ÷ {written(a)} = {right}"
    else:
        right = written(difference) + ("%" if by.unit == "%" else "")
        arithmetic = f"{written(high)} − {written(low)} = {written(difference)}"
    return found(
        "change", bearing, passage, claims, arithmetic,
        before=shown(first), after=shown(last), change=shown(by), right=right,
    )  # fmt: skip
