"""Values as a reader of the interface's language writes them; what is stored, exported or typed is another matter.

``101000000000`` is ``101.000.000.000`` in Vietnamese and ``101,000,000,000`` in English, ``2022-05-18`` is
``18/05/2022`` and ``18 May 2022``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from annotations.model import Kind
from tui.language.i18n import language

_NUMBER = re.compile(r"(-?)(\d+)(?:\.(\d+))?", re.ASCII)
# The first is the usual one; what stands behind the one that matches is not compiled.
_DATES = (
    r"(?P<year>-?\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-Q(?P<quarter>[1-4]))?",
    r"--(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4]))",
    r"---(?P<day>\d{2})",
    r"-W-(?P<weekday>[1-7])",
)


# How a language groups digits, and how it marks decimals.
_GROUPS = {"vi": ".", "en": ","}
_POINTS = {"vi": ",", "en": "."}


# What a date may name of a day.
_PARTS = ("year", "month", "day", "quarter", "weekday")


def _year(year: int | None, before_christ: str) -> str | None:
    """A year in digits; 0 is 1 BC, as ISO 8601 counts."""
    return None if year is None else str(year) if year > 0 else f"{1 - year} {before_christ}"


def _vietnamese(date: Mapping[str, int]) -> str:
    year, month, day, quarter, weekday = map(date.get, _PARTS)
    told = _year(year, "TCN")
    if weekday:
        return "chủ nhật" if weekday == 7 else f"thứ {weekday + 1}"
    if quarter:
        return "/".join(filter(None, (f"quý {quarter}", told)))
    if month is None:
        return f"ngày {day}" if day else told or ""
    if day is None and told is None:
        return f"tháng {month}"
    return "/".join(filter(None, (f"{day:02}" if day else None, f"{month:02}", told)))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _english(date: Mapping[str, int]) -> str:
    year, month, day, quarter, weekday = map(date.get, _PARTS)
    told = _year(year, "BC")
    if weekday:
        return _WEEKDAYS[weekday - 1]
    if quarter:
        return " ".join(filter(None, (f"Q{quarter}", told)))
    if month is None:
        return f"day {day}" if day else told or ""
    return " ".join(filter(None, (str(day) if day else None, _MONTHS[month - 1], told)))


_DAYS = {"vi": _vietnamese, "en": _english}


def figure(value: str, kind: Kind | None, lang: str | None = None) -> str:
    """Write a canonical value for a reader of a language, the interface's unless one is named.

    A range ``15..20`` is ``15–20``, a list ``3;4`` is ``3; 4``. What is neither number, date nor time, such as a
    score or a ratio, stands as it is.
    """
    return _written(value, kind, lang or language())


def day(moment: str) -> str:
    """The day of a moment in ISO 8601, in the language of the interface."""
    return figure(moment[:10], Kind.DATE)


def count(number: int) -> str:
    """How many there are of something, in the language of the interface."""
    return f"{number:,}".replace(",", _GROUPS[language()])


@lru_cache(maxsize=10_000)
def _written(value: str, kind: Kind | None, lang: str) -> str:
    if kind in (Kind.DATE, Kind.TIME):
        write: Callable[[str, str], str | None] = _date if kind is Kind.DATE else _time
        mark = "/"
    else:
        write, mark = _number, ".."
    parts = [[write(end, lang) for end in part.split(mark)] for part in value.split(";")]
    if any(end is None for part in parts for end in part):
        return value
    return "; ".join(_span([end for end in part if end is not None]) for part in parts)


def _span(ends: list[str]) -> str:
    """From one end to the other; with blanks where an end has blanks or signs of its own."""
    if len(ends) == 1:
        return ends[0]
    return (" – " if any(re.search(r"[\s/-]", end) for end in ends) else "–").join(ends)


def _number(number: str, lang: str) -> str | None:
    found = _NUMBER.fullmatch(number)
    if not found:
        return None
    sign, whole, fraction = found.groups()
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+\Z)", _GROUPS[lang], whole) if len(whole) > 3 else whole
    return f"{sign}{grouped}{_POINTS[lang] + fraction if fraction else ''}"


def _date(date: str, lang: str) -> str | None:
    for pattern in _DATES:
        if found := re.fullmatch(pattern, date, re.ASCII):
            parts = {name: int(part) for name, part in found.groupdict().items() if part is not None}
            return _DAYS[lang](parts) if 1 <= parts.get("month", 1) <= 12 else None
    return None


def _time(time: str, _lang: str) -> str | None:
    return time or None
