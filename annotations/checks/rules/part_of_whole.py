"""Parts that are larger than their whole, which is a contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from annotations.checks.passages import Passage, make_finding
from annotations.checks.quantities import format_claim, format_number, quantity
from annotations.model import Bearing, Finding, Kind, Mention

_OF_A_PLAN = re.compile(
    r"\b(?:vượt|kế hoạch|chỉ tiêu|dự toán|mục tiêu|giao(?! thông| dịch| lưu| tiếp)|đăng ký|công suất|quá tải|tăng|giảm|so với|gấp)\b"
)
_WHOLE_WORDS = re.compile(r" *(?:tổng|diện tích|số|dân số|toàn)\b")
_ENDS_CLAUSE = ".,;)…"
_HUNDRED = re.compile(r"\d{3}")
_TAKES = re.compile(r"\bchiếm(?: (?:tới|đến|khoảng|gần|hơn|trên|tỷ lệ|tỉ lệ|là))* *\Z")
_PART_OF = re.compile(
    r"[^,;.:()]{0,50}[,(]? *trong (?:đó|số đó|số này|số ấy),?(?P<noun>(?: (?:có|đã có|chỉ có|là|riêng))*[^,;.:()]{0,40})"
)
_OUT_OF = re.compile(r"\b(?:trong|trên)(?: tổng)? số *\Z")
_THERE_ARE = re.compile(r"[^,;.:()]{0,40}, *(?:(?:đã|chỉ|mới|hiện) )*có *")
# A part with one of these words before it is one of another time, or is added to the whole.
_NOT_IN_WHOLE = re.compile(
    r"\b(?:thêm|đợt|năm|tháng|quý|lần|kỳ|tăng|giảm|từ|so|hơn|mỗi|bình quân|giá|vượt|còn|nhưng|khi|sau|trước|tiếp|lượt|quay vòng|luân chuyển|lũy kế)\b"
)
_AMOUNTS = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
_PEOPLE = re.compile(
    r"(?:người|em|học sinh|sinh viên|thí sinh|học viên|cháu|đại biểu|cán bộ|hội viên|thành viên|bệnh nhân|lao động|đảng viên"
    r"|đoàn viên|giáo viên|giảng viên|huấn luyện viên|bác sĩ|điều dưỡng|kỹ sư|công nhân|nhân viên|chiến sĩ|vận động viên|cầu thủ|trẻ em|trẻ"
    r"|phụ nữ|nam|nữ|dân|nhân khẩu|du khách|khách|tình nguyện viên|ủy viên|công chức|viên chức"
    r"|biên chế|tiếp viên|phi công|thuyền viên|ngư dân|nông dân|hành khách|bị cáo|bị can|đối tượng|nghi phạm|nạn nhân|nghệ sĩ"
    r"|chuyên gia|nhà khoa học|giáo sư|tiến sĩ|thạc sĩ|doanh nhân|luật sư|trọng tài|tác giả|cử tri)\b"
)


def oversized_parts(passage: Passage) -> Iterator[Finding]:
    """Rule: check that ranks and parts do not exceed their whole, and shares do not exceed 100%."""
    for position, claim in enumerate(passage.claims):
        if claim.of:
            yield from _value_above_whole(passage, position)
        elif claim.kind is Kind.PERCENTAGE:
            if _HUNDRED.match(claim.value or ""):
                yield from _share_above_whole(passage, position)
        elif position and claim.kind in _AMOUNTS and _is_same_thing(claim, passage.claims[position - 1]):
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
    whole_range, part_range = quantity(whole), quantity(part)
    if whole_range is None or part_range is None:
        return
    # Two numbers are rarely both rounded by half a step.
    if part_range.low + part_range.value <= whole_range.high + whole_range.value:
        return
    if _has_larger_whole(passage, position, part_range.value):
        return
    if _is_part_of(passage, position) and not _OF_A_PLAN.search(passage.words_after(position)):
        part_text, whole_text = format_number(part_range.value), format_number(whole_range.value)
        yield make_finding(
            "part", Bearing.CONTRADICTS, passage, (position, position - 1), f"{part_text} > {whole_text}", part=part_text, whole=whole_text
        )  # fmt: skip


def _has_larger_whole(passage: Passage, position: int, amount: Decimal) -> bool:
    """Whether an amount farther before may be the whole: `45 em, gồm 25 em nữ, trong đó 28 em`."""
    part = passage.claims[position]
    earlier_claims = passage.claims[: position - 1]
    return any(_is_same_thing(part, claim) and (claim.decimal or 0) >= amount for claim in earlier_claims)


def _is_part_of(passage: Passage, position: int) -> bool:
    """Whether the words make a claim a part of the claim before: `trong đó có`, or `Trong số 45 xã, có`."""
    words_before = passage.gap_before(position)
    if part_of := _PART_OF.fullmatch(words_before):
        return _NOT_IN_WHOLE.search(part_of["noun"]) is None
    is_out_of_whole = _OUT_OF.search(passage.words_before(position - 1)) is not None
    return is_out_of_whole and _THERE_ARE.fullmatch(words_before) is not None


def _is_same_thing(part: Mention, whole: Mention) -> bool:
    """Whether a part has the whole's unit, or that of a kind of it, as `hộ nghèo` of `hộ`; people are one kind."""
    if part.kind is not whole.kind or part.unit is None or whole.unit is None:
        return False
    if part.kind is not Kind.COUNT:
        return part.unit == whole.unit
    is_kind_of_whole = f"{part.unit} ".lower().startswith(f"{whole.unit} ".lower())
    return is_kind_of_whole or (counts_people(part) and counts_people(whole))


def counts_people(mention: Mention) -> bool:
    """Whether a claim counts people, by its unit."""
    return _PEOPLE.match((mention.unit or "").lower()) is not None


def _is_plain(mention: Mention) -> bool:
    return not mention.modifier and not mention.direction and not mention.per
