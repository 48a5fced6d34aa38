"""Numbers with a label before them: documents, names, ranks, levels, scores, ages."""

from __future__ import annotations

import re
from itertools import pairwise

from annotations.claims.amounts.amount import Amount, record
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import Unit, noun_at, unit_at
from annotations.claims.numerals.decimals import read_digits
from annotations.claims.numerals.numeral import Numeral
from annotations.model import Kind, Role

_LIST = re.compile(r"(?:, \d{1,2}(?![\d.,]\d|\d|%)){0,20}(?:,? (?:và|hoặc|hay) \d{1,2})?(?![\d.,/%]*\d|%)")
_WHOLE = re.compile(
    r" (?:trong số|trong tổng số|trên tổng số|trên|trong tổng|trong) (\d+(?:\.\d{3})*)(?![\d,/%])(?! (?:năm|tháng|tuần|ngày|giờ|phút|lần|quý))"
)
_DATE_AFTER = re.compile(r" (?:\d|i|nay|qua|ngoái|tới|sau|trước)")
_CODE = re.compile(r"\d+(?:\.\d+)*(?:-\d+)?\Z")
_MINUTE = re.compile(r"\d{1,3}(?: ?\+ ?\d{1,2})?(?![\d.,:/%]*\d|%)")
_MINUTE_LIST = re.compile(
    r"(?:, (?:phút )?\d{1,3}(?: ?\+ ?\d{1,2})?(?![\d.,:/%]*\d|%)){0,10}(?:,? và (?:phút )?\d{1,3}(?: ?\+ ?\d{1,2})?)?(?! [^\W\d_]+ )(?![\d.,:/%]*\d|%)"
)
_LEVELS = re.compile(r"[1-9],[1-9]\Z")  # `mức độ 3,4`: two levels without a blank
_STREET = re.compile(r" (?:đường|phố|ngõ|hẻm|kiệt|đại lộ) (?:số )?[A-ZĐ0-9]")
_OF_A_SCALE = {"cấp", "bậc", "loại", "mức", "hạng"}
_LONGEST_LEVEL = 7  # characters of `10..12`; a level is no large number
_ENUMERATED = 2  # digits of a member of a list


def read_labelled(context: LeftContext, number: Numeral, is_known: bool) -> bool:
    """Record a number by its head; ``known`` says that a counted noun follows it."""
    tags = context.tags
    if not tags or (is_known and "firm" not in tags and not context.label.endswith(" số")):
        return False
    if context.cue("minute", context.label):
        return _minutes(context, number)
    if "rank" in tags:
        _rank(context, number)
    elif (
        "level" in tags
        and (number.plain or _LEVELS.match(context.folded[number.start : number.end]))
        and len(number.value) <= _LONGEST_LEVEL
    ):
        _level(context, number)
    elif "age" in tags and (number.plain or number.word):
        record(context, number, Amount(Kind.AGE, "tuổi", number.end, "head.age"))
    elif not number.plain and tags & {"reference", "name"} and context.speaks_of_score(fraction=True):
        record(context, number, Amount(Kind.SCORE, "điểm", number.end, "score.bare"))
    elif "reference" in tags or "name" in tags:
        return _read_named(context, number)
    elif "score" in tags:
        unit = "điểm" if "điểm" in context.label else None
        record(context, number, Amount(Kind.SCORE, unit, number.end, "head.score"))
    elif "multiple" in tags:
        record(context, number, Amount(Kind.MULTIPLE, "lần", number.end, "head.multiple"))
    else:
        return False
    return True


def _read_named(context: LeftContext, number: Numeral) -> bool:
    end = number.end
    odd = not number.plain and not _CODE.match(context.folded[number.start : end])
    if context.modifier and (odd or "reference" not in context.tags):
        return False
    next_word = context.following_words(end)
    if context.label == "số" and next_word and context.cue("ranked_in", next_word[0]):
        record(context, number, Amount(Kind.RANK, None, end, "head.rank"))
        return True
    role = Role.REFERENCE if "reference" in context.tags else Role.NAME
    # `lớp 10, 11 và 12` are three names, where `mức 3, 4` is one level in two.
    remainder = re.finditer(r"\d+", context.folded[end : _list_end(context, number)])
    listed = [(number.start, end), *((end + match.start(), end + match.end()) for match in remainder)]
    for start, stop in listed:
        context.document.add_non_claim(start, stop, role, context.label, f"head.{role}")
    return True


def _list_end(context: LeftContext, number: Numeral) -> int:
    """Where an enumeration that begins with this number ends: `3, 4 và 5`."""
    folded, end = context.folded, number.end
    if number.ranged or number.word or not number.plain or end - number.start > _ENUMERATED:
        return end
    match = _LIST.match(folded, end)
    if not match or match.end() == end:
        return end
    words = context.following_words(match.end())
    noun = noun_at(folded, match.end(), context.lexicon, words)
    unit = unit_at(folded, match.end(), context.lexicon, words)
    if _STREET.match(context.cased, match.end()):
        return match.end()  # `số 5, 7, 9 đường Lê Lợi`
    is_counted = (noun and noun[1]) or (unit and not is_dated(context, unit))
    return end if is_counted else match.end()


def is_dated(context: LeftContext, unit: Unit) -> bool:
    """Whether a date begins here: `mức độ 4 năm 2021` has no length of time in it."""
    return _DATE_AFTER.match(context.folded, unit.end) is not None


def _rank(context: LeftContext, number: Numeral) -> None:
    unit = "lần" if context.label == "lần thứ" else None
    mention = record(context, number, Amount(Kind.RANK, unit, number.end, "head.rank"))
    whole = _WHOLE.match(context.folded, number.end)
    mention.of = read_digits(whole[1])[0] if whole else None


def _minutes(context: LeftContext, number: Numeral) -> bool:
    """`phút 12, 45+2 và 88`: minutes of a match, each by itself; time added stays as it is written."""
    match = _MINUTE.match(context.folded, number.start) if number.plain and not number.word else None
    if match is None or context.cue("each_day", context.word()) or context.word()[-1:].isdecimal():
        return False
    remainder = _MINUTE_LIST.match(context.folded, match.end())
    end = remainder.end() if remainder else match.end()
    for minute in _MINUTE.finditer(context.folded, match.start(), end):
        amount = minute[0].replace(" ", "").rstrip("'")
        mention = context.document.add(*minute.span(), Kind.DURATION, amount, "head.minute")
        mention.unit = "phút"
    return True


def _level(context: LeftContext, number: Numeral) -> None:
    end = _list_end(context, number)
    mention = record(context, number, Amount(Kind.LEVEL, level_unit(context), end, "head.level"))
    if end > number.end or not number.plain:
        mention.value = ";".join(re.findall(r"\d+", context.folded[number.start : end]))
        mention.end, mention.text = end, context.cased[number.start : end]


def level_unit(context: LeftContext) -> str:
    """Name the scale a level is on: the last word of `gió giật cấp`, the whole of `mức độ`."""
    last = context.label.rsplit(" ", 1)[-1]
    return last if last in _OF_A_SCALE else context.label


def read_after_name(context: LeftContext, number: Numeral) -> bool:
    """`Duyên Hải 3 có`: a number right after a proper name, nothing counted behind, belongs to the name."""
    is_after_name = context.follows_name()
    if is_after_name and context.speaks_of_score(True):
        record(context, number, Amount(Kind.SCORE, "điểm", number.end, "score.bare"))
    elif is_after_name and not context.modifier:
        context.document.add_non_claim(number.start, number.end, Role.NAME, context.last(), "name.number")
    elif _line_said(context, number):
        context.document.add_non_claim(number.start, number.end, Role.REFERENCE, "(…)", "reference.brackets")
    else:
        return False
    return True


def _line_said(context: LeftContext, number: Numeral) -> bool:
    """`Tổng đài Thông tin dịch vụ công (1022)`: alone in brackets, a word for a line some words before."""
    cased = context.cased
    if cased[number.start - 1 : number.start] != "(" or cased[number.end : number.end + 1] != ")":
        return False
    heads = context.lexicon.heads
    return any("reference" in heads.get(f"{a} {b}", heads.get(b, ())) for a, b in pairwise(context.words))
