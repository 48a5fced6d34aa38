"""Parts that are larger than their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.checks.making import found
from annotations.checks.passages import Passage
from annotations.checks.quantities import shown, written
from annotations.model import Bearing, Finding, Kind, Mention

_OF_A_PLAN = re.compile(
    r"\b(?:vượt|kế hoạch|chỉ tiêu|dự toán|mục tiêu|giao|đăng ký|công suất|quá tải|tăng|giảm|so với|gấp)\b"
)
_WHOLES = re.compile(r" *(?:tổng|diện tích|số|dân số|toàn)\b")
_ENDS_CLAUSE = ".,;)…"
_HUNDRED = re.compile(r"\d{3}")
_TAKES = re.compile(r"\bchiếm(?: (?:tới|đến|khoảng|gần|hơn|trên|tỷ lệ|tỉ lệ|là))* *\Z")
_PART_OF = re.compile(r"[^,;.:()]{0,50},? *trong (?:đó|số đó|số này)(?: (?:có|đã có|chỉ có|là))* *")


def too_large(passage: Passage) -> Iterator[Finding]:
    """Tell of ranks and parts that are beyond their whole, and of shares above 100%."""
    for at, claim in enumerate(passage.claims):
        if claim.of:
            yield from _beyond_of(passage, at)
        elif claim.kind is Kind.PERCENTAGE:
            if _HUNDRED.match(claim.value or ""):
                yield from _above_all(passage, at)
        elif at and claim.kind is Kind.COUNT and claim.unit == passage.claims[at - 1].unit:
            yield from _more_than_counted(passage, at)


def _beyond_of(passage: Passage, at: int) -> Iterator[Finding]:
    claim = passage.claims[at]
    part, whole = claim.decimal, claim.of
    if part is None or whole is None or not whole.isdecimal() or part <= int(whole):
        return
    is_rank = claim.kind is Kind.RANK
    is_part = claim.kind is Kind.RATIO and claim.unit is not None
    if is_rank or (is_part and not _OF_A_PLAN.search(passage.low)):
        yield found(
            "part", Bearing.CONTRADICTS, passage, (at,), f"{written(part)} > {whole}",
            part=written(part), whole=whole,
        )  # fmt: skip


def _above_all(passage: Passage, at: int) -> Iterator[Finding]:
    claim = passage.claims[at]
    value = claim.decimal
    if value is None or value <= 100 or claim.unit != "%" or claim.direction or claim.per:
        return
    behind = passage.behind(at)
    # Of a country's product or last year's sales there may well be more than all: only of a whole there is not.
    of_all = passage.mark_behind(at) in _ENDS_CLAUSE or _WHOLES.match(behind)
    if of_all and _TAKES.search(passage.before(at)) and not _OF_A_PLAN.search(passage.before(at) + behind):
        yield found(
            "part", Bearing.CONTRADICTS, passage, (at,), f"{shown(claim)} > 100%",
            part=shown(claim), whole="100%",
        )  # fmt: skip


def _more_than_counted(passage: Passage, at: int) -> Iterator[Finding]:
    whole, part = passage.claims[at - 1], passage.claims[at]
    if part.unit is None or not (_plain(whole) and _plain(part)):
        return
    size, amount = whole.decimal, part.decimal
    if size is None or amount is None or amount <= size:
        return
    if _PART_OF.fullmatch(passage.before(at)) and not _OF_A_PLAN.search(passage.behind(at)):
        one, other = written(amount), written(size)
        yield found(
            "part", Bearing.CONTRADICTS, passage, (at, at - 1), f"{one} > {other}", part=one, whole=other
        )  # fmt: skip


def _plain(mention: Mention) -> bool:
    return mention.kind is Kind.COUNT and not mention.modifier and not mention.direction
