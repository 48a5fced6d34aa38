"""Percentages compared with the counts of the part and the whole: `1.000 dịch vụ, trong đó 628 … (đạt 62,8%)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from annotations.checks.passages import Passage, make_finding
from annotations.checks.quantities import Quantity, agrees, format_claim, format_number, places, quantity
from annotations.model import Bearing, Finding, Kind, Mention

_COUNT_KINDS = (Kind.COUNT, Kind.RATIO)
AMOUNT_KINDS = (Kind.COUNT, Kind.RATIO, Kind.MEASURE, Kind.MONEY)
# Words before a percentage that is the share of the previous count. `đạt` is less certain: it may refer to a plan.
_SURE = re.compile(
    r"(?:chiếm|tương đương|tương ứng|tức)(?: (?:với|tới|đến|tỷ lệ|tỉ lệ|khoảng|gần|hơn|trên|là))* *\Z"
)
_LIKELY = re.compile(r"(?:đạt|bằng|tỷ lệ|tỉ lệ)(?: (?:tỷ lệ|tỉ lệ|khoảng|gần|hơn|trên|tới|là))* *\Z")
# Words between a count and a percentage that refers to something else.
_TURNS = re.compile(r";|\b(?:tăng|giảm|trong khi|vượt|so với|còn lại|kế hoạch)\b")
_PARTS_FOLLOW = re.compile(r"\b(?:trong đó|trong số (?:đó|này|ấy)|gồm)\b")
_WHOLE_BEHIND = re.compile(
    r" *(?:(?:trong|trên|của)? *tổng (?:số|cộng|chiều dài|diện tích|vốn|mức|kinh phí|khối lượng|sản lượng|quy mô)"
    r"(?: [^\W\d]+){0,3}|(?:trong|trên) số) *\Z"
)
_WHOLE_BEFORE = re.compile(r"\b(?:(?:trong|trên)(?: tổng)? số|trong) *\Z")
# Words for what is done by now of an amount that the clause before gives.
_COMPLETION = re.compile(
    r"\b(?:đã|đến nay|hiện|mới|thực hiện|hoàn thành|hoàn tất|giải ngân|trao|có mặt|giải quyết|xử lý|khắc phục|thu hoạch|bàn giao"
    r"|nghiệm thu|chi trả|thu được|thu hồi|xuống giống|gieo|cấp)\b"
)
_OTHER_TIME = re.compile(
    r"\b(?:năm nay|năm ngoái|năm trước|cùng kỳ|đợt|vụ|quý|kế hoạch|chỉ tiêu|riêng|khi|nhưng)\b|[;:]"
)
_NEXT_CLAUSE = re.compile(r"[^,;:]{0,40}(?:,| thì) *(?:(?:đã|mới|hiện|chỉ|có|đến nay) )*")
_UNTIL_DAY = re.compile(r"\b(?:đến|hết|tính đến)\b[^,]{0,20}\Z")
# Signs that end the clause; without one, the words after a percentage may name its whole.
_ENDS_CLAUSE = ".,;)…"
_NOT_OF_COUNTS = re.compile(r" *(?:kế hoạch|so với|chỉ tiêu|dự toán|mục tiêu|nghị quyết|cùng kỳ|công suất)")
# Nothing but the cue stands between the part's clause and the percentage: `tỷ lệ che phủ đạt 45%` is another share.
CUE_ALONE = re.compile(
    r"(?:[,(–-] *(?:(?:chiếm|đạt|bằng|tương đương|tương ứng|tức|với|tới|đến|tỷ lệ|tỉ lệ|khoảng|gần|hơn|trên|là|hoàn thành|thực hiện|được) *)*"
    r"|\A(?:(?!tỷ lệ|tỉ lệ|tốc độ)[^,(])*(?:(?:tỷ lệ|tỉ lệ)(?: (?:đạt|là))? *)?)\Z"
)
_PASSED_OVER = frozenset({Kind.AGE, Kind.DATE, Kind.DURATION, Kind.TIME, Kind.LEVEL})
_LONGEST = 150  # characters between a part and its share
_DIFFERS = 30  # percentage points; with a larger difference the percentage probably refers to something else
_SURE_OF = 3  # digits of a share that is unlikely to match by chance


@dataclass(frozen=True, slots=True)
class _Whole:
    """A possible whole of a part; ``linked`` if the words of the text connect the two."""

    claim: int
    quantity: Quantity
    linked: bool


def shares(passage: Passage) -> Iterator[Finding]:
    """Rule: compare each percentage with the count before it, as a part of each possible whole."""
    claims = passage.claims
    for share in range(len(claims)):
        if claims[share].kind is not Kind.PERCENTAGE or not is_share(claims[share]):
            continue
        amount = _amount_before(passage, share)
        if amount is not None and (cue := _cue(passage, amount, share)):
            # `5.600 trong tổng số 7.000, đạt 80%`
            turned = amount > 0 and _WHOLE_BEHIND.search(passage.words_before(amount))
            part = amount - 1 if turned else amount
            yield from _compare(
                passage, part, share, _possible_wholes(passage, part, share), sure=cue == "sure"
            )
        elif _has_ratio_after(passage, share):
            yield from _compare(passage, share + 1, share, [], sure=True)


def is_share(mention: Mention) -> bool:
    """Whether a percentage can be a share: it is no change and no rate."""
    return mention.unit == "%" and not mention.direction and not mention.per and mention.value != "0"


def _amount_before(passage: Passage, share: int) -> int | None:
    """Return the amount before a percentage, over ages and dates: 480 in `480 người trên 60 tuổi (20%)`."""
    for position in range(share - 1, -1, -1):
        kind = passage.claims[position].kind
        if kind in AMOUNT_KINDS:
            return position
        if kind not in _PASSED_OVER:
            return None
    return None


def _cue(passage: Passage, amount: int, share: int) -> str | None:
    """Return whether a percentage is the share of an amount before it: `sure`, `likely`, or None."""
    gap = passage.words_between(amount, share)
    if len(gap) > _LONGEST or _TURNS.search(gap):
        return None
    if _NOT_OF_COUNTS.match(passage.words_after(share)):
        return None
    words = _without_modifier(gap, passage.claims[share])
    if _SURE.search(words):
        return "sure"
    return "likely" if _LIKELY.search(words) or passage.mark_before(share) == "(" else None


def _without_modifier(gap: str, share: Mention) -> str:
    """Remove the modifier of a percentage from the words before it: `hơn` from `chiếm hơn`."""
    lead = share.start - share.extent_start
    return gap[: len(gap) - lead] if 0 < lead < len(gap) else gap


def _has_ratio_after(passage: Passage, share: int) -> bool:
    """Whether a ratio in brackets follows the percentage, as in `đạt 75% (45/60 xã)`."""
    claims = passage.claims
    if share + 1 >= len(claims) or claims[share + 1].kind is not Kind.RATIO or not claims[share + 1].of:
        return False
    return not passage.words_before(share + 1).strip() and passage.mark_before(share + 1) == "("


def _possible_wholes(passage: Passage, part: int, share: int) -> list[_Whole]:
    """Return the wholes that the words link to a part, then the other claims before the part, nearest first."""
    claims = passage.claims
    linked: list[int] = []
    if part + 1 < len(claims) and _WHOLE_BEHIND.search(passage.words_before(part + 1)) and part + 1 < share:
        linked.append(part + 1)
    if share + 1 < len(claims) and _WHOLE_BEHIND.fullmatch(passage.words_before(share + 1)):
        linked.append(share + 1)
    for whole in range(part - 1, -1, -1):
        if claims[whole].kind not in AMOUNT_KINDS:
            continue
        if _PARTS_FOLLOW.search(passage.words_after(whole)) or _WHOLE_BEFORE.search(_lead(passage, whole)):
            linked.append(_whole_of_same_unit(claims, part, whole))
            break
    if not linked and (done_whole := _done_whole(passage, part, share)) is not None:
        linked.append(done_whole)
    unlinked = [whole for whole in range(part - 1, -1, -1) if whole not in linked]
    wholes: list[_Whole] = []
    for whole in (*linked, *unlinked):
        mention = claims[whole]
        if mention.kind in AMOUNT_KINDS and (size := quantity(mention)) and size.value > 0:
            wholes.append(_Whole(whole, size, whole in linked))
    return wholes


def _done_whole(passage: Passage, part: int, share: int) -> int | None:
    """Return the amount of which a part is done: 12.000 in `12.000 ha lúa, đã thu hoạch 6.600 ha (đạt 55%)`.

    It is the only amount before the part that has its unit.
    """
    claims = passage.claims
    wholes = [
        position
        for position in range(part)
        if claims[position].kind is claims[part].kind and _same_thing(claims[part], claims[position])
    ]
    if len(wholes) != 1 or claims[wholes[0]].per or claims[part].per:
        return None
    whole = wholes[0]
    dates = [position for position in range(whole + 1, part) if claims[position].kind is Kind.DATE]
    if not all(_UNTIL_DAY.search(passage.words_before(position)) for position in dates):
        return None
    words = passage.words_between(whole, part)
    if _NEXT_CLAUSE.fullmatch(words):
        return whole
    is_done = _COMPLETION.search(words) or _COMPLETION.search(passage.words_between(part, share))
    return whole if is_done and "," in words and not _OTHER_TIME.search(words) else None


def _whole_of_same_unit(claims: list[Mention], part: int, whole: int) -> int:
    """Return the whole with the part's unit: 1.500 in `1.500 hộ với 6.200 khẩu, trong đó 150 hộ nghèo`."""
    if _same_thing(claims[part], claims[whole]):
        return whole
    return next(
        (position for position in range(whole - 1, -1, -1) if _same_thing(claims[part], claims[position])),
        whole,
    )


def _same_thing(mention: Mention, second_mention: Mention) -> bool:
    """Whether two units are the same, or one is a kind of the other, as `hộ nghèo` of `hộ`."""
    unit, second_unit = f"{mention.unit or ''} ".lower(), f"{second_mention.unit or ''} ".lower()
    return bool(mention.unit and second_mention.unit) and (
        unit.startswith(second_unit) or second_unit.startswith(unit)
    )


def _lead(passage: Passage, claim: int) -> str:
    return _without_modifier(passage.words_before(claim), passage.claims[claim])


def _compare(
    passage: Passage, part: int, share: int, wholes: list[_Whole], *, sure: bool
) -> Iterator[Finding]:
    claims = passage.claims
    amount = quantity(claims[part])
    if amount is None or amount.value <= 0:
        return
    if claims[part].kind is Kind.RATIO and claims[part].of:
        size = Decimal(claims[part].of or "0")
        if size > 0:
            wholes, sure = [_Whole(part, Quantity(size, size, size), linked=True)], True
    for whole in wholes:
        if not _are_comparable(claims[part], claims[whole.claim]) or whole.quantity.high < amount.low:
            continue
        exact = amount.value / whole.quantity.value * 100
        if agrees(claims[share], exact, exact) and (
            whole.linked or _is_significant(claims[part], claims[whole.claim], claims[share])
        ):
            yield share_finding(passage, Bearing.CONFIRMS, part, share, whole.claim, whole.quantity)
            return
    linked = next((whole for whole in wholes if whole.linked), None)
    if linked and _contradicts(passage, part, share, linked, wholes, sure=sure):
        yield share_finding(passage, Bearing.CONTRADICTS, part, share, linked.claim, linked.quantity)


def _are_comparable(part: Mention, whole: Mention) -> bool:
    """Whether two amounts can be part and whole: both are counts, or they have the same unit."""
    if part.modifier not in (None, "about", "almost", "more_than") or part.direction or whole.direction:
        return False
    if part.kind is whole.kind or Kind.MEASURE not in (part.kind, whole.kind):
        are_counts = part.kind in _COUNT_KINDS and whole.kind in _COUNT_KINDS
        return are_counts or (part.kind is whole.kind and part.unit == whole.unit)
    # `340 mẫu nước … 17 mẫu`: the samples look like an old measure of land.
    return (part.unit or "").partition(" ")[0] == (whole.unit or " ").partition(" ")[0]


def _is_significant(part: Mention, whole: Mention, share: Mention) -> bool:
    """Whether a correct share of an unlinked whole is unlikely to be a coincidence."""
    digits = share.value or ""
    return _same_thing(part, whole) or len(digits.replace(".", "").lstrip("0")) >= _SURE_OF


def share_range(part: Quantity, whole: Quantity) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest share that two rounded amounts allow, in per cent."""
    return part.low / whole.high * 100, part.high / whole.low * 100 if whole.low else Decimal(100)


def _contradicts(
    passage: Passage, part: int, share: int, linked: _Whole, wholes: list[_Whole], *, sure: bool
) -> bool:
    """Whether a share surely refers to the linked whole and is wrong for every possible whole."""
    claims = passage.claims
    amount = quantity(claims[part])
    assert amount is not None  # it was compared
    if claims[part].modifier or claims[linked.claim].modifier or linked.quantity.high < amount.low:
        return False
    if passage.mark_after(share) not in _ENDS_CLAUSE and linked.claim < share:
        return False
    if part < share and not CUE_ALONE.search(passage.gap_before(share)):
        return False
    if not _are_comparable(claims[part], claims[linked.claim]):
        return False
    possible = (share_range(amount, whole.quantity) for whole in wholes)
    if any(agrees(claims[share], *ends) is not False for ends in possible):
        return False
    stated_share = claims[share].decimal
    assert stated_share is not None  # a share has a value
    return sure or abs(stated_share - amount.value / linked.quantity.value * 100) <= _DIFFERS


def share_finding(
    passage: Passage, bearing: Bearing, part: int, share: int, whole: int, size: Quantity
) -> Finding:
    """Make the finding that a part of a whole of this size is, or is not, the share."""
    claims = passage.claims
    amount, stated_share = claims[part].decimal, claims[share].decimal
    assert amount is not None  # both were compared
    assert stated_share is not None
    right = f"{format_number(amount / size.value * 100, max(1, places(stated_share)))}%"
    part_text, whole_text = format_number(amount), format_number(size.value)
    positions = dict.fromkeys((share, part, whole))
    return make_finding(
        "share", bearing, passage, tuple(positions), f"{part_text} ÷ {whole_text} = {right}",
        part=part_text, whole=whole_text, share=format_claim(claims[share]), right=right,
    )  # fmt: skip
