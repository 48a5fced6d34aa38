"""Parts that are larger than their whole, which is a contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.checks.passages import Passage, make_finding
from annotations.checks.quantities import format_claim, format_number
from annotations.model import Bearing, Finding, Kind, Mention

_OF_A_PLAN = re.compile(
    r"\b(?:vượt|kế hoạch|chỉ tiêu|dự toán|mục tiêu|giao|đăng ký|công suất|quá tải|tăng|giảm|so với|gấp)\b"
)
_WHOLE_WORDS = re.compile(r" *(?:tổng|diện tích|số|dân số|toàn)\b")
_ENDS_CLAUSE = ".,;)…"
_HUNDRED = re.compile(r"\d{3}")
_TAKES = re.compile(r"\bchiếm(?: (?:tới|đến|khoảng|gần|hơn|trên|tỷ lệ|tỉ lệ|là))* *\Z")
_PART_OF = re.compile(r"[^,;.:()]{0,50},? *trong (?:đó|số đó|số này)(?: (?:có|đã có|chỉ có|là))* *")


def oversized_parts(passage: Passage) -> Iterator[Finding]:
    """Rule: check that ranks and parts do not exceed their whole, and shares do not exceed 100%."""
    for position, claim in enumerate(passage.claims):
        if claim.of:
            yield from _value_above_whole(passage, position)
        elif claim.kind is Kind.PERCENTAGE:
            if _HUNDRED.match(claim.value or ""):
                yield from _share_above_whole(passage, position)
        elif position and claim.kind is Kind.COUNT and claim.unit == passage.claims[position - 1].unit:
            yield from _part_above_count(passage, position)


def _value_above_whole(passage: Passage, position: int) -> Iterator[Finding]:
    claim = passage.claims[position]
    part, whole = claim.decimal, claim.of
    if part is None or whole is None or not whole.isdecimal() or part <= int(whole):
        return
    is_rank = claim.kind is Kind.RANK
    is_part = claim.kind is Kind.RATIO and claim.unit is not None
    if is_rank or (is_part and not _OF_A_PLAN.search(passage.folded)):
        yield make_finding(
            "part", Bearing.CONTRADICTS, passage, (position,), f"{format_number(part)} > {whole}",
            part=format_number(part), whole=whole,
        )  # fmt: skip


def _share_above_whole(passage: Passage, position: int) -> Iterator[Finding]:
    claim = passage.claims[position]
    value = claim.decimal
    if value is None or value <= 100 or claim.unit != "%" or claim.direction or claim.per:
        return
    words_after = passage.words_after(position)
    # A ratio to another amount (GDP, last year's sales) may exceed 100%; a share of a whole may not.
    of_all = passage.mark_after(position) in _ENDS_CLAUSE or _WHOLE_WORDS.match(words_after)
    if (
        of_all
        and _TAKES.search(passage.words_before(position))
        and not _OF_A_PLAN.search(passage.words_before(position) + words_after)
    ):
        yield make_finding(
            "part", Bearing.CONTRADICTS, passage, (position,), f"{format_claim(claim)} > 100%",
            part=format_claim(claim), whole="100%",
        )  # fmt: skip


def _part_above_count(passage: Passage, position: int) -> Iterator[Finding]:
    whole, part = passage.claims[position - 1], passage.claims[position]
    if part.unit is None or not (_is_plain(whole) and _is_plain(part)):
        return
    size, amount = whole.decimal, part.decimal
    if size is None or amount is None or amount <= size:
        return
    if _PART_OF.fullmatch(passage.words_before(position)) and not _OF_A_PLAN.search(
        passage.words_after(position)
    ):
        part_text, whole_text = format_number(amount), format_number(size)
        yield make_finding(
            "part", Bearing.CONTRADICTS, passage, (position, position - 1), f"{part_text} > {whole_text}", part=part_text, whole=whole_text
        )  # fmt: skip


def _is_plain(mention: Mention) -> bool:
    return mention.kind is Kind.COUNT and not mention.modifier and not mention.direction
