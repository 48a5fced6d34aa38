"""Changes of ranks and values: from the old value to the new one, and by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from annotations.checks.passages import Passage, make_finding
from annotations.checks.quantities import agrees, format_claim, format_number, places, quantity
from annotations.model import Bearing, Finding, Kind, Mention

_PLACES = re.compile(r"(?:bậc|hạng|thứ hạng|vị trí)\b")
_RANK_THEN_STEPS = re.compile(
    r"[ ,(]*(?:đã )?(?:tăng|giảm|tụt|lên|xuống|vươn lên|tăng vọt)(?: (?:tới|đến|thêm))* *"
)
_MOVE_WORDS = re.compile(r"\b(?:lên|xuống|leo|tụt|vươn|nhảy|rơi|vọt)\b")
_FROM = re.compile(r"\btừ\b[^,.;]{0,30}\Z")
_CLIMBED = re.compile(r"\b(?:leo|vọt|vươn|nhảy|tụt|rơi)\b")
_TURNS = re.compile(r";|\b(?:còn|trong khi|riêng)\b")
_CHANGED_TO = re.compile(
    r"[^,;.]{0,40}\b(?:(?:lên|xuống)(?: (?:còn|tới|đến|thành|mức))*|còn|đến|thành)(?: (?:khoảng|hơn|gần|trên|mức))* *"
)
_THEN_CHANGE = re.compile(
    r"[^,;.()]{0,30}[,(–-] *(?:(?:tức(?: là)?|tương đương(?: với)?|tương ứng(?: với)?|nghĩa là|đạt|mức|với mức|tỷ lệ|đã) )*"
    r"(?:mức )?(?:tăng|giảm)(?: (?:thêm|tới|đến|khoảng|hơn|gần|trên|tương ứng|tương đương|được|đi|mạnh|bớt|lên|xuống))* *"
)
# Behind a change: what it is compared with is something else than the value before.
_COMPARED = re.compile(r"[^,.;()]{0,30}\b(?:so với|mỗi năm|một năm|bình quân|hằng năm|hàng năm|/năm)\b")
_YEAR = re.compile(r" *(?:bậc|hạng|vị trí)? *so với (?:năm )?")


def rank_changes(passage: Passage) -> Iterator[Finding]:
    """Rule: check the distance between two ranks, or calculate the earlier rank from the change."""
    claims = passage.claims
    ranks = [
        position for position, claim in enumerate(claims) if claim.kind is Kind.RANK and _whole_number(claim)
    ]
    for first_position, last_position in pairwise(ranks):
        if _is_move(passage, first_position, last_position):
            yield from _rank_distance(passage, first_position, last_position)
            return
    for rank in ranks:
        yield from _rank_before(passage, rank)


def _whole_number(mention: Mention) -> bool:
    value = mention.decimal
    return value is not None and value > 0 and value == value.to_integral_value()


def _is_move(passage: Passage, first_position: int, last_position: int) -> bool:
    """Whether two ranks are a move, as in `Từ vị trí 60 … lên vị trí 26`, with only dates between them."""
    claims = passage.claims
    if any(claims[position].kind is not Kind.DATE for position in range(first_position + 1, last_position)):
        return False
    gap = passage.words_between(first_position, last_position)
    if ";" in gap and not _CLIMBED.search(gap):
        return False
    if _TURNS.search(gap.replace(";", "")) or len(gap) > 120 or not _MOVE_WORDS.search(gap):
        return False
    return bool(_FROM.search(passage.words_before(first_position)) or _CLIMBED.search(gap))


def _rank_distance(passage: Passage, first_position: int, last_position: int) -> Iterator[Finding]:
    claims = passage.claims
    first, last = claims[first_position].decimal, claims[last_position].decimal
    assert first is not None  # both are whole numbers
    assert last is not None
    right = abs(first - last)
    high, low = max(first, last), min(first, last)
    arithmetic = f"{format_number(high)} − {format_number(low)} = {format_number(right)}"
    steps = next((position for position in range(len(claims)) if _is_steps(passage, position)), None)
    values = {"before": format_number(first), "rank": format_number(last), "right": format_number(right)}
    if steps is None or claims[steps].modifier:
        yield make_finding(
            "rank_change", Bearing.IMPLIES, passage, (last_position, first_position), arithmetic, **values
        )
        return
    bearing = Bearing.CONFIRMS if claims[steps].decimal == right else Bearing.CONTRADICTS
    stated_change = format_claim(claims[steps])
    yield make_finding(
        "rank_change",
        bearing,
        passage,
        (last_position, first_position, steps),
        arithmetic,
        **values,
        change=stated_change,
    )


def _is_steps(passage: Passage, position: int) -> bool:
    """Whether a claim counts the places by which a rank changed."""
    claim = passage.claims[position]
    counts = claim.kind is Kind.COUNT and claim.direction in ("increase", "decrease")
    return counts and bool(_PLACES.match(passage.words_after(position).lstrip())) and _whole_number(claim)


def _rank_before(passage: Passage, rank: int) -> Iterator[Finding]:
    """Calculate the earlier rank: 15 for `12/63, tăng 3 bậc so với năm 2020`."""
    claims, steps = passage.claims, rank + 1
    if steps >= len(claims) or not _is_steps(passage, steps) or claims[steps].modifier:
        return
    gap = passage.words_before(steps)
    if not _RANK_THEN_STEPS.fullmatch(_after_whole(gap)):
        return
    rank_value, change_claim, of = claims[rank].decimal, claims[steps].decimal, claims[rank].of
    assert rank_value is not None  # both are whole numbers
    assert change_claim is not None
    up = claims[steps].direction == "increase"
    earlier_rank = rank_value + change_claim if up else rank_value - change_claim
    year = ""
    positions: tuple[int, ...] = (rank, steps)
    year_position = steps + 1
    if (
        year_position < len(claims)
        and claims[year_position].kind is Kind.DATE
        and _YEAR.fullmatch(passage.words_before(year_position))
    ):
        year, positions = f" ({claims[year_position].text})", (rank, steps, year_position)
    is_impossible = earlier_rank < 1 or (of is not None and of.isdecimal() and earlier_rank > int(of))
    sign = "+" if up else "−"
    yield make_finding(
        "rank_before", Bearing.CONTRADICTS if is_impossible else Bearing.IMPLIES, passage, positions,
        f"{format_number(rank_value)} {sign} {format_number(change_claim)} = {format_number(earlier_rank)}{year}", before=format_number(earlier_rank),
    )  # fmt: skip


def _after_whole(gap: str) -> str:
    """Remove the words for the ranked group after a rank: `trong số 63 tỉnh, thành phố`."""
    return re.sub(r"\A *(?:tỉnh|thành phố|cả nước|toàn quốc|[,/ ])*", ", ", gap)


def changes(passage: Passage) -> Iterator[Finding]:
    """Rule: check whether X is the change from A to B in `tăng từ A lên B, tăng X%`."""
    amounts = [position for position, claim in enumerate(passage.claims) if claim.kind is not Kind.DATE]
    for first_position, last_position, change in zip(amounts, amounts[1:], amounts[2:], strict=False):
        if _is_change(passage, first_position, last_position, change):
            yield from _compare(passage, first_position, last_position, change)


def _is_change(passage: Passage, first_position: int, last_position: int, change: int) -> bool:
    change_claim = passage.claims[change]
    if not change_claim.direction:
        return False
    first, last = passage.claims[first_position], passage.claims[last_position]
    if first.kind is not last.kind or first.unit != last.unit or first.modifier or last.modifier:
        return False
    if first.kind in (Kind.RANK, Kind.DATE, Kind.TIME, Kind.LEVEL, Kind.DURATION, Kind.AGE):
        return False
    if change_claim.unit not in ("%", "pp", first.unit) or (
        change_claim.kind is not Kind.PERCENTAGE and change_claim.unit == "%"
    ):
        return False
    from_a = re.search(r"\btừ(?: (?:mức|khoảng|chỗ|con số))* *\Z", passage.words_before(first_position))
    to_b = _CHANGED_TO.fullmatch(_words_between(passage, first_position, last_position))
    return bool(from_a and to_b and _THEN_CHANGE.fullmatch(passage.gap_before(change)))


def _words_between(passage: Passage, first_position: int, last_position: int) -> str:
    """Return the words between two amounts, without the dates between them."""
    dates = range(first_position + 1, last_position)
    gaps = [passage.words_before(position) for position in (*dates, last_position)]
    return "".join(gaps)


def _compare(passage: Passage, first_position: int, last_position: int, change: int) -> Iterator[Finding]:
    first, last = quantity(passage.claims[first_position]), quantity(passage.claims[last_position])
    change_claim = passage.claims[change]
    stated_change = change_claim.decimal
    if first is None or last is None or stated_change is None or first.value <= 0 or last.value <= 0:
        return
    if (last.value > first.value) != (change_claim.direction == "increase"):
        return
    high, low = (
        max(first, last, key=lambda amount: amount.value),
        min(first, last, key=lambda amount: amount.value),
    )
    difference = high.value - low.value
    ends = (
        _nearer(high.low, high.value) - _nearer(low.high, low.value),
        _nearer(high.high, high.value) - _nearer(low.low, low.value),
    )
    base = (_nearer(first.high, first.value), max(_nearer(first.low, first.value), Decimal("1e-9")))
    share = (ends[0] / base[0] * 100, ends[1] / base[1] * 100)
    # A change is absolute (things, percentage points) or relative to the old value; each as exact value and range.
    possible_changes = (
        [(difference, ends)] if change_claim.unit != "%" or passage.claims[first_position].unit == "%" else []
    )
    if change_claim.unit == "%":
        possible_changes.append((difference / first.value * 100, share))
    verdicts = [agrees(change_claim, exact, exact) for exact, _ in possible_changes]
    if True not in verdicts and any(
        agrees(change_claim, *possible) is not False for _, possible in possible_changes
    ):
        return
    bearing = Bearing.CONFIRMS if True in verdicts else Bearing.CONTRADICTS
    if bearing is Bearing.CONTRADICTS and _COMPARED.match(passage.words_after(change)):
        return
    yield _finding(
        passage, (change, first_position, last_position), bearing, difference, relative=verdicts[-1] is True
    )


def _nearer(end: Decimal, value: Decimal) -> Decimal:
    """Return the middle of a value and an end of its range: two numbers are rarely both rounded by half a step."""
    return (end + value) / 2


def _finding(
    passage: Passage, claims: tuple[int, int, int], bearing: Bearing, difference: Decimal, *, relative: bool
) -> Finding:
    change_claim, first, last = (passage.claims[position] for position in claims)
    first_value, last_value, stated_change = first.decimal, last.decimal, change_claim.decimal
    assert first_value is not None  # all three were compared
    assert last_value is not None
    assert stated_change is not None
    high, low = max(first_value, last_value), min(first_value, last_value)
    points = first.unit == "%" and not (relative and bearing is Bearing.CONFIRMS)
    if change_claim.unit == "%" and not points:
        right = f"{format_number(difference / first_value * 100, max(1, places(stated_change)))}%"
        arithmetic = (
            f"({format_number(high)} − {format_number(low)}) ÷ {format_number(first_value)} = {right}"
        )
    else:
        right = format_number(difference) + ("%" if change_claim.unit == "%" else "")
        arithmetic = f"{format_number(high)} − {format_number(low)} = {format_number(difference)}"
    return make_finding(
        "change", bearing, passage, claims, arithmetic,
        before=format_claim(first), after=format_claim(last), change=format_claim(change_claim), right=right,
    )  # fmt: skip
