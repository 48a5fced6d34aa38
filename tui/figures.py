"""Values as a reader of the interface's language writes them; what is stored, exported or typed is another matter.

``101000000000`` is ``101.000.000.000`` in Vietnamese and ``101,000,000,000`` in English, ``2022-05-18`` is
``18/05/2022`` and ``18 May 2022``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from annotations.model import Kind
from tui.i18n import language

_NUMBER = re.compile(r"(-?)(\d+)(?:\.(\d+))?", re.ASCII)
# The first is the usual one; what stands behind the one that matches is not compiled.
_DATES = (
    r"(?P<year>-?\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-Q(?P<quarter>[1-4]))?",
    r"--(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4]))",
    r"---(?P<day>\d{2})",
    r"-W-(?P<weekday>[1-7])",
)


class _Day(NamedTuple):
    """What a date names of a day; None what it leaves open. ``year`` is 0 for 1 BC, as ISO 8601 counts."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    weekday: int | None = None


class _Style(NamedTuple):
    """How a language groups digits, marks decimals and writes dates."""

    group: str
    point: str
    date: Callable[[_Day], str]


def _vietnamese(date: _Day) -> str:
    year = None if date.year is None else str(date.year) if date.year > 0 else f"{1 - date.year} TCN"
    if date.weekday:
        return "chủ nhật" if date.weekday == 7 else f"thứ {date.weekday + 1}"
    if date.quarter:
        return "/".join(filter(None, (f"quý {date.quarter}", year)))
    if date.month is None:
        return f"ngày {date.day}" if date.day else year or ""
    if date.day is None and year is None:
        return f"tháng {date.month}"
    return "/".join(filter(None, (f"{date.day:02}" if date.day else None, f"{date.month:02}", year)))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _english(date: _Day) -> str:
    year = None if date.year is None else str(date.year) if date.year > 0 else f"{1 - date.year} BC"
    if date.weekday:
        return _WEEKDAYS[date.weekday - 1]
    if date.quarter:
        return " ".join(filter(None, (f"Q{date.quarter}", year)))
    if date.month is None:
        return f"day {date.day}" if date.day else year or ""
    return " ".join(filter(None, (str(date.day) if date.day else None, _MONTHS[date.month - 1], year)))


_STYLES = {"vi": _Style(".", ",", _vietnamese), "en": _Style(",", ".", _english)}


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
    return f"{number:,}".replace(",", _STYLES[language()].group)


@lru_cache(maxsize=10_000)
def _written(value: str, kind: Kind | None, lang: str) -> str:
    style = _STYLES[lang]
    if kind in (Kind.DATE, Kind.TIME):
        write: Callable[[str, _Style], str | None] = _date if kind is Kind.DATE else _time
        mark = "/"
    else:
        write, mark = _number, ".."
    parts = [[write(end, style) for end in part.split(mark)] for part in value.split(";")]
    if any(end is None for part in parts for end in part):
        return value
    return "; ".join(_span([end for end in part if end is not None]) for part in parts)


def _span(ends: list[str]) -> str:
    """From one end to the other; with blanks where an end has blanks or signs of its own."""
    if len(ends) == 1:
        return ends[0]
    return (" – " if any(re.search(r"[\s/-]", end) for end in ends) else "–").join(ends)


def _number(number: str, style: _Style) -> str | None:
    found = _NUMBER.fullmatch(number)
    if not found:
        return None
    sign, whole, fraction = found.groups()
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+\Z)", style.group, whole) if len(whole) > 3 else whole
    return f"{sign}{grouped}{style.point + fraction if fraction else ''}"


def _date(date: str, style: _Style) -> str | None:
    for pattern in _DATES:
        if found := re.fullmatch(pattern, date, re.ASCII):
            day = _Day(**{name: int(part) for name, part in found.groupdict().items() if part is not None})
            return style.date(day) if day.month is None or 1 <= day.month <= 12 else None
    return None


def _time(time: str, _style: _Style) -> str | None:
    return time or None
