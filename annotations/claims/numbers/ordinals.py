"""Number words that need a word before them: `thứ hai`, `gấp đôi`, `tháng tư`; and Roman numerals."""

from __future__ import annotations

import re

from annotations.claims.amounts.labels import level_unit
from annotations.claims.context.counted_nouns import noun_at
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import unit_at
from annotations.claims.dates import iso_dates
from annotations.claims.dates.date_patterns import record_date, weekday_said
from annotations.claims.document import Document
from annotations.claims.numbers.enumerators import begins_clause
from annotations.claims.numerals.decimals import UNITS
from annotations.claims.numerals.numeral import words_at
from annotations.model import Kind, Role

_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = re.compile(r"(mười một|mười hai|[^\W\d_]+)(?: năm (\d{4}))?")
_ROMAN = re.compile(r"[IVX]+")
_ORDINALS = {"nhất": 1, "nhì": 2, "tư": 4}
_TIMES = {"đôi": "2", "rưỡi": "1.5"}
_WEEKDAYS = range(2, 8)
_DATE_BEHIND = re.compile(r"[,:] ?(?:ngày )?\d{1,2}(?:[/.-]\d| tháng)|, ngày| ?:? ?\d|: *$")


def is_counted(context: LeftContext, end: int) -> bool:
    """Whether a unit or a noun that the lexicon knows follows a position."""
    words = context.following_words(end)
    noun = noun_at(context.folded, end, context.lexicon, words)
    return (noun is not None and noun[1]) or unit_at(context.folded, end, context.lexicon, words) is not None


def read_ordinal(context: LeftContext) -> bool:
    """Read a word by the one before it; True says that there is no more to read."""
    match = _WORD.match(context.folded, context.offset)
    return match is not None and ORDINAL_HEADS[context.last()](context, match[0], match.end())


def _times(context: LeftContext, word: str, end: int) -> bool:
    if word not in _TIMES:
        return False
    mention = context.document.add(context.offset, end, Kind.MULTIPLE, _TIMES[word], "words.times")
    mention.unit, mention.direction = "lần", context.direction()
    mention.modifier = LeftContext(context.document, context.offset - len("gấp ")).modifier
    return True


def _month(context: LeftContext, _word: str, _end: int) -> bool:
    folded, offset = context.folded, context.offset
    previous = context.last(2)
    match = _MONTHS.match(folded, offset)
    counts = previous in {"mỗi", *UNITS} or previous[-1:].isdecimal()
    if match is None or counts:
        return True
    text = match[1] if match[1] in iso_dates.MONTH_WORDS else match[1].split()[0]
    end = offset + len(text)
    if text not in iso_dates.MONTH_WORDS or (text in {"năm", "một"} and context.following_words(end)):
        return True
    if previous == "mạng":
        context.document.add_non_claim(offset, end, Role.NAME, "cách mạng tháng", "name.month")
        return True
    year = match[2] if match[1] == text else None
    value = iso_dates.month(str(iso_dates.MONTH_WORDS[text]), year)
    record_date(context, (match.end() if year else end, value), "date.month")
    return True


def _quarter(context: LeftContext, word: str, end: int) -> bool:
    number = UNITS.get(word, 0)
    if word in {"một", "hai", "ba", "tư"}:
        record_date(context, (end, f"--Q{number}"), "date.quarter")
    return True


def _day(context: LeftContext, word: str, end: int) -> bool:
    number = 10 if word == "mười" else UNITS.get(word, 0)
    if number:
        record_date(context, (end, f"---{number:02}"), "date.day")
    return True


def _class(context: LeftContext, word: str, end: int) -> bool:
    if word != "tư" and (word not in UNITS or is_counted(context, end)):
        return False
    context.document.add_non_claim(context.offset, end, Role.NAME, "lớp", "name.class")
    return True


def _rank(context: LeftContext, word: str, end: int) -> bool:
    if context.last() == "thứ" and _numbers_argument(context, end):
        context.document.add_non_claim(context.offset, end, Role.NAME, "thứ", "name.argument")
        return True
    if word in {"nhất", "nhì"} and len(context.words) == 1:
        return True  # `Thứ nhất là` counts the sentences
    if word == "năm" and context.cue("after_the_year", (context.following_words(end) or [""])[0]):
        return True  # `bảng xếp hạng năm nay`
    if context.last() == "hạng" and context.name_case[context.offset].isupper():
        context.document.add_non_claim(context.offset, end, Role.NAME, "hạng", "name.order")
        return True
    number = None if word in _ORDINALS else words_at(context.folded, context.offset, context.lexicon)
    if number and not number.value.isdecimal():
        number = None  # `thứ ba rưỡi`
    value = int(number.value) if number else _ORDINALS.get(word, UNITS.get(word, 0))
    end = number.end if number else end
    if not value:
        return False
    if context.last() == "thứ" and value in _WEEKDAYS and word != "nhì" and _is_weekday(context, end):
        record_date(context, (end, f"-W-{value - 1}"), "date.weekday")
        return True
    mention = context.document.add(context.offset, end, Kind.RANK, str(value), "words.rank")
    mention.unit = "lần" if context.label.endswith("lần thứ") else None
    return True


def _numbers_argument(context: LeftContext, end: int) -> bool:
    """`Thứ hai, giá thuê kho quá cao`: the part of an argument, where no date follows."""
    head = context.offset - len("thứ ")
    if context.cased[head : head + 1] != "T" or not begins_clause(context.name_case, head):
        return False
    return context.folded.startswith((",", ":"), end) and not _DATE_BEHIND.match(context.folded, end)


def _is_weekday(context: LeftContext, end: int) -> bool:
    return context.name_case[context.offset].isupper() or weekday_said(context, end)


ORDINAL_HEADS = {
    "thứ": _rank,
    "hạng": _rank,
    "gấp": _times,
    "tháng": _month,
    "quý": _quarter,
    "mùng": _day,
    "mồng": _day,
    "lớp": _class,
}


def read_roman(document: Document, offset: int) -> None:
    """Read a Roman numeral after a word that takes one; elsewhere it is a letter."""
    context = LeftContext(document, offset)
    match = _ROMAN.match(document.cased, offset)
    value = iso_dates.roman(match[0].lower()) if match and context.tags and not context.modifier else 0
    if match is None or not value:
        return
    end, tags = match.end(), context.tags
    if "quarter" in tags:
        quarter = iso_dates.quarters(document.folded, offset)
        if quarter:
            record_date(context, quarter, "date.quarter")
    elif "century" in tags:
        record_date(context, (end, f"{value * 100 - 99:04}/{value * 100:04}"), "date.century")
    elif "level" in tags or context.label in {"hạng", "xếp hạng"}:
        mention = document.add(offset, end, Kind.LEVEL, str(value), "roman.level")
        mention.unit = level_unit(context)
        mention.modifier = "more_than" if context.word() in {"vượt", "trên"} else None
    elif tags & {"name", "reference", "rank"}:
        # The number of a congress or a term is part of its name.
        role = Role.REFERENCE if "reference" in tags else Role.NAME
        document.add_non_claim(offset, end, role, context.label, f"roman.{role}")
