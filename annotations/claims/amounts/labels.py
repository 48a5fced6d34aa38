"""Numbers with a label before them: documents, names, ranks, levels, scores, ages."""

from __future__ import annotations

import re
from itertools import pairwise

from annotations.claims.amounts.amount import Amount, record
from annotations.claims.amounts.match_minutes import read_minutes
from annotations.claims.context.counted_nouns import noun_at
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import Unit, unit_at
from annotations.claims.context.right_side import is_name_behind
from annotations.claims.context.syllables import is_foreign
from annotations.claims.numerals.decimals import read_digits
from annotations.claims.numerals.numeral import Numeral
from annotations.model import Kind, Role

_LIST = re.compile(r"(?:, \d{1,2}(?![\d.,]\d|\d|%)){0,20}(?:,? (?:và|hoặc|hay) \d{1,2})?(?![\d.,/%]*\d|%)")
_LONG_LIST = re.compile(
    r"(?:, \d{2,5}(?![\d.,]\d|\d|%)){0,20}(?:,? (?:và|hoặc|hay) \d{2,5})?(?![\d.,/%]*\d|%)"
)
_WHOLE = re.compile(
    r" (?:trong số|trong tổng số|trên tổng số|trên|trong tổng|trong) (\d+(?:\.\d{3})*)(?![\d,/%])(?! (?:năm|tháng|tuần|ngày|giờ|phút|lần|quý))"
)
_DATE_AFTER = re.compile(r" (?:\d|i|nay|qua|ngoái|tới|sau|trước)")
_CODE = re.compile(r"\d+(?:\.\d+)*(?:-\d+)?\Z")
_LEVELS = re.compile(r"[1-9],[1-9]\Z")  # `mức độ 3,4`: two levels without a blank
_STREET = re.compile(r" (?:đường|phố|ngõ|hẻm|kiệt|đại lộ) (?:số )?[A-ZĐ0-9]")
_OF_A_SCALE = {"cấp", "bậc", "loại", "mức", "hạng"}
_LONGEST_LEVEL = 7  # characters of `10..12`; a level is no large number
_MAGNITUDES = {"độ lớn"}  # of an earthquake, with decimals
_SHORT, _ENUMERATED = 2, 5  # digits of a member of a list


def read_labelled(context: LeftContext, number: Numeral, is_known: bool) -> bool:
    """Record a number by its head; ``known`` says that a counted noun follows it."""
    tags = context.tags
    if not tags or (is_known and "firm" not in tags and not context.label.endswith(" số")):
        return False
    if context.cue("minute", context.label):
        return read_minutes(context, number)
    if "rank" in tags:
        _rank(context, number)
    elif "level" in tags and _is_level(context, number):
        _level(context, number)
    elif "age" in tags and (number.plain or number.word):
        record(context, number, Amount(Kind.AGE, "tuổi", number.end, "head.age"))
    elif not number.plain and tags & {"reference", "name"} and context.speaks_of_score(fraction=True):
        record(context, number, Amount(Kind.SCORE, "điểm", number.end, "score.bare"))
    elif "reference" in tags or "name" in tags:
        return _read_named(context, number)
    elif "score" in tags and not _counts_matches(context, number):
        unit = "điểm" if "điểm" in context.label else None
        record(context, number, Amount(Kind.SCORE, unit, number.end, "head.score"))
    elif "multiple" in tags:
        record(context, number, Amount(Kind.MULTIPLE, "lần", number.end, "head.multiple"))
    else:
        return False
    return True


def _is_level(context: LeftContext, number: Numeral) -> bool:
    """Whether a number behind the name of a scale is a grade: `mức độ 3,4`, but not `chỉ số UV ở mức 9-10`."""
    if context.label in _MAGNITUDES:
        return True
    is_grade = number.plain or _LEVELS.match(context.folded[number.start : number.end]) is not None
    return is_grade and len(number.value) <= _LONGEST_LEVEL and not context.speaks_of_score(fraction=False)


def _counts_matches(context: LeftContext, number: Numeral) -> bool:
    """`thắng 4, hòa 2`: how many matches, not a result."""
    return number.plain and not number.ranged and context.cue("winning", context.label)


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
    if context.cue("verb_labels", context.label) and not context.numbered and _is_thing(context, end):
        return False
    for start, stop in _listed(context, number):
        context.document.add_non_claim(start, stop, role, context.label, f"head.{role}")
    return True


def _is_thing(context: LeftContext, end: int) -> bool:
    """Whether a noun follows, known or not: `thông báo 5 phiến quân bị bắt`."""
    noun = noun_at(context.folded, end, context.lexicon, context.following_words(end))
    return noun is not None and not is_name_behind(context, end)


def _listed(context: LeftContext, number: Numeral) -> list[tuple[int, int]]:
    """The members of a list of names: `lớp 10, 11 và 12` are three, where `mức 3, 4` is one level in two."""
    end = number.end
    remainder = re.finditer(r"\d+", context.folded[end : _list_end(context, number)])
    return [(number.start, end), *((end + match.start(), end + match.end()) for match in remainder)]


def _list_end(context: LeftContext, number: Numeral) -> int:
    """Where an enumeration that begins with this number ends: `3, 4 và 5`."""
    folded, end = context.folded, number.end
    length = end - number.start
    if number.ranged or number.word or not number.plain or length > _ENUMERATED:
        return end
    match = (_LIST if length <= _SHORT else _LONG_LIST).match(folded, end)
    if not match or match.end() == end:
        return end
    words = context.following_words(match.end())
    noun = noun_at(folded, match.end(), context.lexicon, words)
    unit = unit_at(folded, match.end(), context.lexicon, words)
    if _STREET.match(context.cased, match.end()):
        return match.end()  # `số 5, 7, 9 đường Lê Lợi`
    if is_name_behind(context, match.end()):
        return match.end()  # `các điều 120, 121 Bộ luật Hình sự`
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


def _level(context: LeftContext, number: Numeral) -> None:
    end = _list_end(context, number)
    mention = record(context, number, Amount(Kind.LEVEL, level_unit(context), end, "head.level"))
    if context.label in _MAGNITUDES:
        return
    if (
        mention.modifier is None
        and context.label.endswith("cấp")
        and context.word() in {"trên", "dưới", "vượt"}
    ):
        mention.modifier = context.lexicon.modifiers[context.word()]
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
    if is_after_name and context.speaks_of_score(True) and not _is_product(context, number):
        record(context, number, Amount(Kind.SCORE, "điểm", number.end, "score.bare"))
    elif is_after_name and not context.modifier:
        for start, stop in _listed(context, number):
            context.document.add_non_claim(start, stop, Role.NAME, context.last(), "name.number")
    elif _line_said(context, number):
        context.document.add_non_claim(number.start, number.end, Role.REFERENCE, "(…)", "reference.brackets")
    else:
        return False
    return True


def _is_product(context: LeftContext, number: Numeral) -> bool:
    """`S&P 500`: a foreign name with a whole number, not an index and its points."""
    name = context.last()
    return number.plain and "score" not in context.tags and (is_foreign(name) or not name.isalpha())


def _line_said(context: LeftContext, number: Numeral) -> bool:
    """`Tổng đài Thông tin dịch vụ công (1022)`: alone in brackets, a word for a line some words before."""
    cased = context.cased
    if cased[number.start - 1 : number.start] != "(" or cased[number.end : number.end + 1] != ")":
        return False
    heads = context.lexicon.heads
    return any("reference" in heads.get(f"{a} {b}", heads.get(b, ())) for a, b in pairwise(context.words))
