"""Parts that must add up to their whole, and shares that must add up to 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from annotations.checks import exclusive_groups
from annotations.checks.passages import Passage, make_finding
from annotations.checks.quantities import Quantity, format_number, places, quantity
from annotations.checks.rules.part_of_whole import counts_people
from annotations.model import Bearing, Finding, Kind, Mention

_PARTS_FOLLOW = re.compile(r"\b(?:trong đó|gồm)\b|:")
_OUT_OF = re.compile(r"\btrong(?: tổng)?(?: số)? *\Z")
_IN_BRACKETS = re.compile(r"[^,;.:()]{0,40}\( *(?:gồm )?")
_THERE_ARE = re.compile(r"[^;.:]{0,60}\bcó *")
_ONLY_PARTS = re.compile(r"[^;.:]{0,60}(?:\bgồm(?: có)?:?|:|\bcó)(?: (?:có|thắng|hòa|hoà|thua))* *\Z")
# Words that mark the last part as the remainder.
_REST_BEFORE = re.compile(r"(?<!trong số )\bcòn lại(?: (?:là|có|chiếm|khoảng|với))* *\Z")
_SHARE_REST_BEHIND = re.compile(r" *còn lại\b")
_AND = re.compile(r"\b(?:và|cùng)\b")
_TAKE_PART = re.compile(
    r"\b(?:tham gia|dự thi|đăng ký|thi đấu|biết|sử dụng|có (?:người|hộ))\b"
)  # one may do so in several parts
_ATTRIBUTE = re.compile(r"\b(?:nam|nữ|trẻ|dân tộc|tuổi|đảng viên)\b")
_CLAUSE_END = re.compile(r"[,.;:)]|\bvà\b|\bcòn\b|\bchiếm\b")
_TWO_SHARES = re.compile(r"\bcòn lại\b|\bnữ\b|\bâm tính\b|\btrực tiếp\b")
_TAKES = re.compile(r"\bchiếm\b|\bcơ cấu\b|\btỷ trọng\b|\btỉ trọng\b")
_MORE_WORDS = re.compile(r"\b(?:và|cùng|ngoài ra)\b|\.\.\.|…|v\.v")
_OTHERWISE = re.compile(r"\b(?:tăng|giảm|so với|kế hoạch|trong đó|trong số|gồm|vượt|mỗi|từ)\b")
_HUNDRED = Decimal(100)
_AMOUNT_KINDS = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
_MAX_PARTS = 12  # a sum has at most so many parts


def sums(passage: Passage) -> Iterator[Finding]:
    """Rule: check whether the parts of an amount add up to the amount."""
    claims = passage.claims
    if not any(sign in passage.folded for sign in ("gồm", "trong", ":")) and "(" not in passage.cased:
        return
    for whole in range(len(claims) - 2):
        if _amount(claims[whole]) and (announcer := _announcer(passage, whole)):
            yield from _add_parts(passage, whole, announcer)


def _announcer(passage: Passage, whole: int) -> str:
    """Return the word with which the parts of a whole follow; empty if there is none."""
    if announced := _PARTS_FOLLOW.search(passage.words_after(whole)):
        return announced[0]
    if whole + 1 < len(passage.claims) and _IN_BRACKETS.fullmatch(passage.gap_before(whole + 1)):
        return ":"
    is_out_of_whole = _OUT_OF.search(passage.words_before(whole)) is not None
    return "có" if is_out_of_whole and _THERE_ARE.fullmatch(passage.words_after(whole)) else ""


def _amount(mention: Mention) -> Quantity | None:
    """Return the range of an amount that can be a whole or a part; None for any other claim."""
    if (
        mention.kind not in _AMOUNT_KINDS
        or mention.modifier
        or mention.direction
        or mention.per
        or mention.of
    ):
        return None
    size = quantity(mention)
    return size if size is not None and size.value > 0 else None


def _add_parts(passage: Passage, whole: int, announcer: str) -> Iterator[Finding]:
    claims = passage.claims
    size = _amount(claims[whole])
    assert size is not None  # it is an amount
    parts = _parts_behind(passage, whole)
    sizes = [amount for position in parts if (amount := _amount(claims[position]))]
    if len(parts) < 2 or len(sizes) < len(parts):
        return
    totals = list(accumulate(amount.value for amount in sizes))
    if size.value in totals[1:] and announcer != ":":
        yield _sum_finding(passage, Bearing.CONFIRMS, whole, parts[: totals.index(size.value) + 1])
        return
    if complete_parts := _complete_parts(passage, whole, parts, announcer):
        bearing = _bearing(size, sizes[: len(complete_parts)])
        if bearing is not None and (announcer != "có" or bearing is Bearing.CONTRADICTS):
            yield _sum_finding(passage, bearing, whole, complete_parts)
        return
    exclusive_parts = _exclusive_parts(passage, whole, parts)
    if exclusive_parts and sum(amount.low for amount in sizes[: len(exclusive_parts)]) > size.high:
        yield _sum_finding(passage, Bearing.CONTRADICTS, whole, exclusive_parts)


def _parts_behind(passage: Passage, whole: int) -> list[int]:
    """Return the claims behind a whole that have its kind; parts of money and measures have its unit, too."""
    claims = passage.claims
    kind, unit = claims[whole].kind, claims[whole].unit
    return [
        position
        for position in range(whole + 1, len(claims))
        if claims[position].kind is kind and (kind is Kind.COUNT or claims[position].unit == unit)
    ][:_MAX_PARTS]


def _bearing(size: Quantity, sizes: Sequence[Quantity]) -> Bearing | None:
    """Return what parts say of their whole; None where they agree only because they are rounded."""
    low, high = sum(amount.low for amount in sizes), sum(amount.high for amount in sizes)
    if low > size.high or high < size.low:
        return Bearing.CONTRADICTS
    return Bearing.CONFIRMS if sum(amount.value for amount in sizes) == size.value else None


def _complete_parts(passage: Passage, whole: int, parts: list[int], announcer: str) -> list[int]:
    """Return the parts that the text presents as the complete whole; empty if that is uncertain."""
    claims = passage.claims
    gaps = [passage.words_between(position, next_position) for position, next_position in pairwise(parts)]
    if any(_PARTS_FOLLOW.search(words) or ";" in words for words in gaps):
        return []
    for last in range(1, len(parts)):
        if _REST_BEFORE.search(passage.words_before(parts[last])):
            return parts[: last + 1]
    words_before = passage.gap_before(whole + 1)
    is_announced = _ONLY_PARTS.fullmatch(passage.words_before(whole + 1)) or _IN_BRACKETS.fullmatch(
        words_before
    )
    if not is_announced or parts[0] != whole + 1:
        return []
    group_names = exclusive_groups.group_names(passage, parts)
    if group_names is None and not _are_parts_of(
        claims[whole], [claims[position] for position in parts], announcer
    ):
        return []
    if sum(claims[position].decimal or 0 for position in parts) > (claims[whole].decimal or 0):
        return [] if group_names is None and _may_overlap(passage, parts) else parts
    closed = _AND.search(gaps[-1]) or (group_names and exclusive_groups.are_complete(group_names))
    return (
        parts
        if closed and not _MORE_WORDS.search(passage.words_after(parts[-1])) and passage.mark_after(parts[-1])
        else []
    )


def _are_parts_of(whole: Mention, parts: Sequence[Mention], announcer: str) -> bool:
    """Whether the units make claims the parts of a whole: its own unit behind `gồm`, or people of several kinds."""
    if all(_same_unit(whole, part) for part in parts):
        return announcer != ":"
    units = {part.unit for part in parts}
    return len(units) == len(parts) and all(map(counts_people, (whole, *parts)))


def _may_overlap(passage: Passage, parts: list[int]) -> bool:
    """Whether one may be counted in several parts: by what they take part in, or as one of them is of a sex or an age."""
    if _TAKE_PART.search(passage.folded):
        return True
    attributes = [
        _ATTRIBUTE.search(_CLAUSE_END.split(passage.words_after(part), maxsplit=1)[0]) for part in parts
    ]
    return any(attributes) and not all(attributes)


def _exclusive_parts(passage: Passage, whole: int, parts: list[int]) -> list[int]:
    """Return the first parts, as many as possible, that are of different groups; they need not be the whole."""
    if passage.words_between(whole, parts[-1]).count(";"):
        return []
    return list(exclusive_groups.exclusive_parts(passage, parts))


def _same_unit(mention: Mention, second_mention: Mention) -> bool:
    """Whether one unit is the other or a kind of it: `hộ nghèo` of `hộ`, `ca` for `ca mắc`."""
    if mention.unit is None or second_mention.unit is None:
        return False
    unit, second_unit = f"{mention.unit} ".lower(), f"{second_mention.unit} ".lower()
    return second_unit.startswith(unit) or unit.startswith(second_unit)


def _sum_finding(passage: Passage, bearing: Bearing, whole: int, parts: list[int]) -> Finding:
    values = [passage.claims[position].decimal or Decimal(0) for position in parts]
    total, size = format_number(Decimal(sum(values))), passage.claims[whole].decimal
    assert size is not None  # it is an amount
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
    if (
        len(shares) < 2
        or len(shares) > _MAX_PARTS
        or (len(shares) == 2 and not _TWO_SHARES.search(passage.folded))
    ):
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
    elif (
        number and _are_of_one_whole(passage, shares) and _leave_a_rest(claims, shares)
    ) or _must_be_hundred(passage, shares, total, slack):
        yield _shares_finding(passage, Bearing.CONTRADICTS, shares, total)


def _leave_a_rest(claims: Sequence[Mention], shares: list[int]) -> bool:
    """Whether the shares before the remainder leave one: shares that exceed 100% alone overlap."""
    return sum(claims[position].decimal or Decimal(0) for position in shares[:-1]) < _HUNDRED


def _must_be_hundred(passage: Passage, shares: list[int], total: Decimal, slack: Decimal) -> bool:
    """Whether shares of different groups exceed 100%, or are of all groups that there are."""
    names = exclusive_groups.group_names(passage, shares)
    if names is None or not _TAKES.search(passage.folded) or not _have_same_whole(passage, shares):
        return False
    return total > _HUNDRED + slack or exclusive_groups.are_complete(names)


def _have_same_whole(passage: Passage, shares: list[int]) -> bool:
    """Whether the shares are of one whole: what is said behind them is the same, or is said once."""
    words = passage.words_between(shares[0], shares[-1])
    if _OTHERWISE.search(words) or ";" in words:
        return False
    wholes = {_CLAUSE_END.split(passage.words_after(share), maxsplit=1)[0].strip() for share in shares}
    return len(wholes - {""}) <= 1


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
