"""Words that are numbers only after another word: `thứ hai`, `gấp đôi`, `tháng tư`; and Roman numerals."""

from __future__ import annotations

import re

from annotations.claims.context.labels import level_unit
from annotations.claims.context.left_context import Site
from annotations.claims.context.right_context import noun_at, unit_at
from annotations.claims.dates import iso_dates
from annotations.claims.dates.date_patterns import record_date, weekday_said
from annotations.claims.document import Document
from annotations.claims.numbers.decimals import UNITS
from annotations.claims.numbers.numeral import words_at
from annotations.model import Kind, Role

_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = re.compile(r"(mười một|mười hai|[^\W\d_]+)(?: năm (\d{4}))?")
_ROMAN = re.compile(r"[IVX]+")
_ORDINALS = {"nhất": 1, "nhì": 2, "tư": 4}
_TIMES = {"đôi": "2", "rưỡi": "1.5"}
_WEEKDAYS = range(2, 8)


def counted(site: Site, end: int) -> bool:
    """Whether a unit or a noun that the lexicon knows follows a position."""
    words = site.after(end)
    noun = noun_at(site.low, end, site.lexicon, words)
    return (noun is not None and noun[1]) or unit_at(site.low, end, site.lexicon, words) is not None


def read_ordinal(site: Site) -> bool:
    """Read a word by the one before it; True says that there is no more to read."""
    found = _WORD.match(site.low, site.at)
    return found is not None and ORDINAL_HEADS[site.last()](site, found[0], found.end())


def _times(site: Site, word: str, end: int) -> bool:
    if word not in _TIMES:
        return False
    mention = site.document.add(site.at, end, Kind.MULTIPLE, _TIMES[word], "words.times")
    mention.unit, mention.direction = "lần", site.direction()
    mention.modifier = Site(site.document, site.at - len("gấp ")).modifier
    return True


def _month(site: Site, _word: str, _end: int) -> bool:
    low, at = site.low, site.at
    before = site.last(2)
    found = _MONTHS.match(low, at)
    counts = before in {"mỗi", *UNITS} or before[-1:].isdecimal()
    if found is None or counts:
        return True
    text = found[1] if found[1] in iso_dates.MONTH_WORDS else found[1].split()[0]
    end = at + len(text)
    if text not in iso_dates.MONTH_WORDS or (text in {"năm", "một"} and site.after(end)):
        return True
    if before == "mạng":
        site.document.other(at, end, Role.NAME, "cách mạng tháng", "name.month")
        return True
    year = found[2] if found[1] == text else None
    value = iso_dates.month(str(iso_dates.MONTH_WORDS[text]), year)
    record_date(site, (found.end() if year else end, value), "date.month")
    return True


def _quarter(site: Site, word: str, end: int) -> bool:
    number = UNITS.get(word, 0)
    if word in {"một", "hai", "ba", "tư"}:
        record_date(site, (end, f"--Q{number}"), "date.quarter")
    return True


def _day(site: Site, word: str, end: int) -> bool:
    number = 10 if word == "mười" else UNITS.get(word, 0)
    if number:
        record_date(site, (end, f"---{number:02}"), "date.day")
    return True


def _class(site: Site, word: str, end: int) -> bool:
    if word != "tư" and (word not in UNITS or counted(site, end)):
        return False
    site.document.other(site.at, end, Role.NAME, "lớp", "name.class")
    return True


def _rank(site: Site, word: str, end: int) -> bool:
    if word in {"nhất", "nhì"} and len(site.words) == 1:
        return True  # `Thứ nhất là` counts the sentences
    number = None if word in _ORDINALS else words_at(site.low, site.at, site.lexicon)
    value = int(number.value) if number else _ORDINALS.get(word, 0)
    end = number.end if number else end
    if not value:
        return False
    if site.last() == "thứ" and value in _WEEKDAYS and word != "nhì" and _is_weekday(site, end):
        record_date(site, (end, f"-W-{value - 1}"), "date.weekday")
        return True
    mention = site.document.add(site.at, end, Kind.RANK, str(value), "words.rank")
    mention.unit = "lần" if site.head.endswith("lần thứ") else None
    return True


def _is_weekday(site: Site, end: int) -> bool:
    return site.cased[site.at].isupper() or weekday_said(site, end)


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


def read_roman(document: Document, at: int) -> None:
    """Read a Roman numeral after a word that takes one; elsewhere it is a letter."""
    site = Site(document, at)
    found = _ROMAN.match(document.cased, at)
    value = iso_dates.roman(found[0].lower()) if found and site.tags and not site.modifier else 0
    if found is None or not value:
        return
    end, tags = found.end(), site.tags
    if "quarter" in tags:
        quarter = iso_dates.quarters(document.low, at)
        if quarter:
            record_date(site, quarter, "date.quarter")
    elif "century" in tags:
        record_date(site, (end, f"{value * 100 - 99:04}/{value * 100:04}"), "date.century")
    elif "level" in tags or site.head in {"hạng", "xếp hạng"}:
        mention = document.add(at, end, Kind.LEVEL, str(value), "roman.level")
        mention.unit = level_unit(site)
        mention.modifier = "more_than" if site.word() in {"vượt", "trên"} else None
    elif tags & {"name", "reference", "rank"}:
        # The number of a congress or a term is part of its name.
        role = Role.REFERENCE if "reference" in tags else Role.NAME
        document.other(at, end, role, site.head, f"roman.{role}")
