"""Numbers that the word before them explains: documents, names, ranks, levels, scores, ages."""

from __future__ import annotations

import re
from itertools import pairwise

from annotations.claims.context.left_context import Site
from annotations.claims.context.right_context import Unit, noun_at, unit_at
from annotations.claims.numbers.amounts import Said, record
from annotations.claims.numbers.decimals import read_digits
from annotations.claims.numbers.numeral import Numeral
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


def by_head(site: Site, number: Numeral, known: bool) -> bool:
    """Record a number by its head; ``known`` says that a counted noun follows it."""
    tags = site.tags
    if not tags or (known and "firm" not in tags and not site.head.endswith(" số")):
        return False
    if site.cue("minute", site.head):
        return _minutes(site, number)
    if "rank" in tags:
        _rank(site, number)
    elif (
        "level" in tags
        and (number.plain or _LEVELS.match(site.low[number.start : number.end]))
        and len(number.value) <= _LONGEST_LEVEL
    ):
        _level(site, number)
    elif "age" in tags and (number.plain or number.word):
        record(site, number, Said(Kind.AGE, "tuổi", number.end, "head.age"))
    elif not number.plain and tags & {"reference", "name"} and site.speaks_of_score(fraction=True):
        record(site, number, Said(Kind.SCORE, "điểm", number.end, "score.bare"))
    elif "reference" in tags or "name" in tags:
        return _named(site, number)
    elif "score" in tags:
        unit = "điểm" if "điểm" in site.head else None
        record(site, number, Said(Kind.SCORE, unit, number.end, "head.score"))
    elif "multiple" in tags:
        record(site, number, Said(Kind.MULTIPLE, "lần", number.end, "head.multiple"))
    else:
        return False
    return True


def _named(site: Site, number: Numeral) -> bool:
    end = number.end
    odd = not number.plain and not _CODE.match(site.low[number.start : end])
    if site.modifier and (odd or "reference" not in site.tags):
        return False
    following = site.after(end)
    if site.head == "số" and following and site.cue("ranked_in", following[0]):
        record(site, number, Said(Kind.RANK, None, end, "head.rank"))
        return True
    role = Role.REFERENCE if "reference" in site.tags else Role.NAME
    # `lớp 10, 11 và 12` are three names, where `mức 3, 4` is one level in two.
    rest = re.finditer(r"\d+", site.low[end : _list_end(site, number)])
    listed = [(number.start, end), *((end + found.start(), end + found.end()) for found in rest)]
    for start, stop in listed:
        site.document.other(start, stop, role, site.head, f"head.{role}")
    return True


def _list_end(site: Site, number: Numeral) -> int:
    """Where an enumeration that begins with this number ends: `3, 4 và 5`."""
    low, end = site.low, number.end
    if number.ranged or number.word or not number.plain or end - number.start > _ENUMERATED:
        return end
    found = _LIST.match(low, end)
    if not found or found.end() == end:
        return end
    words = site.after(found.end())
    noun = noun_at(low, found.end(), site.lexicon, words)
    unit = unit_at(low, found.end(), site.lexicon, words)
    if _STREET.match(site.cased, found.end()):
        return found.end()  # `số 5, 7, 9 đường Lê Lợi`
    counted = (noun and noun[1]) or (unit and not is_dated(site, unit))
    return end if counted else found.end()


def is_dated(site: Site, unit: Unit) -> bool:
    """Whether a date begins here: `mức độ 4 năm 2021` has no length of time in it."""
    return _DATE_AFTER.match(site.low, unit.end) is not None


def _rank(site: Site, number: Numeral) -> None:
    unit = "lần" if site.head == "lần thứ" else None
    mention = record(site, number, Said(Kind.RANK, unit, number.end, "head.rank"))
    whole = _WHOLE.match(site.low, number.end)
    mention.of = read_digits(whole[1])[0] if whole else None


def _minutes(site: Site, number: Numeral) -> bool:
    """`phút 12, 45+2 và 88`: minutes of a match, each by itself; time added stays as it is written."""
    found = _MINUTE.match(site.low, number.start) if number.plain and not number.word else None
    if found is None or site.cue("each_day", site.word()) or site.word()[-1:].isdecimal():
        return False
    rest = _MINUTE_LIST.match(site.low, found.end())
    end = rest.end() if rest else found.end()
    for minute in _MINUTE.finditer(site.low, found.start(), end):
        said = minute[0].replace(" ", "").rstrip("'")
        mention = site.document.add(*minute.span(), Kind.DURATION, said, "head.minute")
        mention.unit = "phút"
    return True


def _level(site: Site, number: Numeral) -> None:
    end = _list_end(site, number)
    mention = record(site, number, Said(Kind.LEVEL, level_unit(site), end, "head.level"))
    if end > number.end or not number.plain:
        mention.value = ";".join(re.findall(r"\d+", site.low[number.start : end]))
        mention.end, mention.text = end, site.cased[number.start : end]


def level_unit(site: Site) -> str:
    """Name the scale a level is on: the last word of `gió giật cấp`, the whole of `mức độ`."""
    last = site.head.rsplit(" ", 1)[-1]
    return last if last in _OF_A_SCALE else site.head


def after_name(site: Site, number: Numeral) -> bool:
    """`Duyên Hải 3 có`: a number right after a proper name, nothing counted behind, belongs to the name."""
    named = site.name_before()
    if named and site.speaks_of_score(True):
        record(site, number, Said(Kind.SCORE, "điểm", number.end, "score.bare"))
    elif named and not site.modifier:
        site.document.other(number.start, number.end, Role.NAME, site.last(), "name.number")
    elif _line_said(site, number):
        site.document.other(number.start, number.end, Role.REFERENCE, "(…)", "reference.brackets")
    else:
        return False
    return True


def _line_said(site: Site, number: Numeral) -> bool:
    """`Tổng đài Thông tin dịch vụ công (1022)`: alone in brackets, a word for a line some words before."""
    cased = site.cased
    if cased[number.start - 1 : number.start] != "(" or cased[number.end : number.end + 1] != ")":
        return False
    heads = site.lexicon.heads
    return any("reference" in heads.get(f"{a} {b}", heads.get(b, ())) for a, b in pairwise(site.words))
