"""Percentages of a plan that the sentence names: `Kế hoạch trồng 500 ha, đã trồng 450 ha (đạt 90% kế hoạch)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.checks.passages import Passage
from annotations.checks.quantities import Quantity, agrees, quantity
from annotations.checks.rules.shares import AMOUNT_KINDS, CUE_ALONE, is_share, share_finding, share_range
from annotations.model import Bearing, Finding, Kind, Mention

_NOUN = r"(?P<plan>kế hoạch|chỉ tiêu|dự toán|mục tiêu)"
_OF_PLAN = re.compile(rf" *(?:so với |của )?{_NOUN}\b(?P<details>[^,.;:]{{0,50}})")
_PLAN = re.compile(rf"\b{_NOUN}\b")
_PLAN_BEHIND = re.compile(rf" *{_NOUN}\b")
# Words behind `kế hoạch` with which it stays the plan of the whole time; others make it that of a part of it.
_SAME_PLAN = re.compile(
    r"[ ]*(?:(?:cả|trong|của)? *năm(?: nay)?|được giao|đề ra|đã đề ra|[\w ]{2,20}giao|đặt ra|là|đầu năm|vốn|chung|[ ()]+)*[ ]*"
)
_STATES = re.compile(
    r"(?:\(|(?:đạt|bằng|hoàn thành|thực hiện|tương đương|tương ứng|chiếm|tức)(?: (?:với|tới|đến|được|khoảng|tỷ lệ|tỉ lệ|là))*) *\Z"
)
_OUT_OF = re.compile(r" *(?:\w+ ?){0,3}(?:/|(?:trên|trong)(?: tổng số)?) *")
_PLAN_THEN_SHARE = re.compile(
    rf" *(?:\w+ ){{0,3}}{_NOUN}(?: (?:năm|được giao|giao|đề ra))*[ ,(]+(?:(?:đạt|bằng|tương đương|tức)(?: (?:khoảng|tỷ lệ))*)? *"
)
_LONGEST = 150  # characters between an amount and its percentage


def plan_shares(passage: Passage) -> Iterator[Finding]:
    """Rule: compare a percentage of a plan with the amount and the plan that the same sentence gives."""
    claims = passage.claims
    for share in range(len(claims)):
        if claims[share].kind is not Kind.PERCENTAGE or not is_share(claims[share]):
            continue
        if not _STATES.search(passage.gap_before(share)):
            continue
        of_plan = _OF_PLAN.match(passage.words_after(share))
        if of_plan is not None and _SAME_PLAN.fullmatch(of_plan["details"]):
            pair = _part_and_plan(passage, share, of_plan["plan"])
        else:
            pair = _amount_and_its_plan(passage, share) if of_plan is None else None
        if pair is not None:
            yield from _compare(passage, share, *pair)


def _amount_and_its_plan(passage: Passage, share: int) -> tuple[int, int] | None:
    """Return the two amounts of `450/500 tỷ đồng kế hoạch, đạt 90%` or `450 tỷ đồng/500 tỷ đồng kế hoạch`."""
    plan = share - 1
    if plan < 0 or not _PLAN_THEN_SHARE.fullmatch(passage.gap_before(share)):
        return None
    if passage.claims[plan].of:
        return plan, plan
    is_pair = plan > 0 and _OUT_OF.fullmatch(passage.words_before(plan))
    return (plan - 1, plan) if is_pair and _amount(passage.claims[plan]) else None


def _part_and_plan(passage: Passage, share: int, noun: str) -> tuple[int, int] | None:
    """Return the amount and the plan of a percentage; the plan of `120/160 tỷ đồng` is part of the amount's claim."""
    claims = passage.claims
    if share + 1 < len(claims) and claims[share + 1].of and _amount(claims[share + 1]):
        return share + 1, share + 1
    part = next((position for position in range(share - 1, -1, -1) if _amount(claims[position])), None)
    if part is None or len(passage.words_between(part, share)) > _LONGEST:
        return None
    if claims[part].of:
        return part, part
    plans = [position for position in range(len(claims)) if _is_plan(passage, position, share, noun)]
    if part in plans and part > 0 and plans == [part] and passage.words_before(part).strip() == "/":
        part -= 1  # `450 tỷ đồng/500 tỷ đồng kế hoạch, đạt 90% kế hoạch`
    same_plans = [
        plan
        for plan in plans
        if plan != part
        and claims[plan].kind is claims[part].kind
        and _unit(claims[plan]) == _unit(claims[part])
    ]
    return (part, same_plans[0]) if len(same_plans) == 1 else None


def _is_plan(passage: Passage, position: int, share: int, noun: str) -> bool:
    """Whether a claim is the amount of a plan with this noun: before it, behind it, or behind the percentage."""
    if not _amount(passage.claims[position]):
        return False
    if position == share + 1:  # the noun stands between the percentage and the amount
        return not re.search(r"[,);]", passage.gap_before(position))
    if position > share:
        return False
    matches = (
        _PLAN.search(_lead(passage, position)),
        _PLAN_BEHIND.match(passage.words_after(position)),
    )
    return any(match is not None and match["plan"] == noun for match in matches)


def _lead(passage: Passage, position: int) -> str:
    """Return the words before a claim, over dates: `Kế hoạch năm 2024 là`."""
    first = position
    while first > 0 and passage.claims[first - 1].kind in (Kind.DATE, Kind.DURATION):
        first -= 1
    return "".join(passage.words_before(number) for number in range(first, position + 1))


def _amount(mention: Mention) -> Quantity | None:
    if mention.kind not in AMOUNT_KINDS or mention.modifier or mention.direction:
        return None
    size = quantity(mention)
    return size if size is not None and size.value > 0 else None


def _unit(mention: Mention) -> str:
    return (mention.unit or "").partition(" ")[0].lower()


def _compare(passage: Passage, share: int, part: int, plan: int) -> Iterator[Finding]:
    claims = passage.claims
    amount, planned = _amount(claims[part]), _planned(claims[plan], is_ratio=part == plan)
    if amount is None or planned is None:
        return
    exact = amount.value / planned.value * 100
    if agrees(claims[share], exact, exact):
        yield share_finding(passage, Bearing.CONFIRMS, part, share, plan, planned)
    elif (part > share or CUE_ALONE.search(passage.gap_before(share))) and agrees(
        claims[share], *share_range(amount, planned)
    ) is False:
        yield share_finding(passage, Bearing.CONTRADICTS, part, share, plan, planned)


def _planned(mention: Mention, *, is_ratio: bool) -> Quantity | None:
    if not is_ratio:
        return _amount(mention)
    size = quantity(mention)
    if size is None or mention.of is None or not mention.of.replace(".", "", 1).isdecimal():
        return None
    whole = type(size.value)(mention.of)
    return Quantity(whole, whole, whole) if whole > 0 else None
