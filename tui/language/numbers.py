"""Formatting values for the language of the interface; stored, exported and typed values are not formatted.

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
# The most frequent first: the patterns after the one that matches are not compiled.
_DATES = (
    r"(?P<year>-?\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-Q(?P<quarter>[1-4]))?",
    r"--(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4]))",
    r"---(?P<day>\d{2})",
    r"-W-(?P<weekday>[1-7])",
)


_GROUP_SEPARATORS = {"vi": ".", "en": ","}
_DECIMAL_SEPARATORS = {"vi": ",", "en": "."}
_PARTS = ("year", "month", "day", "quarter", "weekday")


def _year(year: int | None, before_christ: str) -> str | None:
    """A year in digits; 0 is 1 BC, as in ISO 8601."""
    return None if year is None else str(year) if year > 0 else f"{1 - year} {before_christ}"


_QUARTERS = ("I", "II", "III", "IV")


def _vietnamese_date(date: Mapping[str, int]) -> str:
    year, month, day, quarter, weekday = map(date.get, _PARTS)
    year_text = _year(year, "TCN")
    if weekday:
        return "chủ nhật" if weekday == 7 else f"thứ {weekday + 1}"
    if quarter:
        return "/".join(filter(None, (f"quý {_QUARTERS[quarter - 1]}", year_text)))
    if month is None:
        return f"ngày {day}" if day else year_text or ""
    if day is None and year_text is None:
        return f"tháng {month}"
    return "/".join(filter(None, (f"{day:02}" if day else None, f"{month:02}", year_text)))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _english_date(date: Mapping[str, int]) -> str:
    year, month, day, quarter, weekday = map(date.get, _PARTS)
    year_text = _year(year, "BC")
    if weekday:
        return _WEEKDAYS[weekday - 1]
    if quarter:
        return " ".join(filter(None, (f"Q{quarter}", year_text)))
    if month is None:
        return f"day {day}" if day else year_text or ""
    return " ".join(filter(None, (str(day) if day else None, _MONTHS[month - 1], year_text)))


_DATE_FORMATS = {"vi": _vietnamese_date, "en": _english_date}


def format_value(value: str, kind: Kind | None, lang: str | None = None) -> str:
    """Format a canonical value for a language, by default that of the interface.

    A range ``15..20`` becomes ``15–20``, a list ``3;4`` becomes ``3, 4``, with
    semicolons where a number has a comma. A value that is neither number, date nor time,
    such as a score or a ratio, stays as it is.
    """
    return _formatted_value(value, kind, lang or language())


def format_day(moment: str) -> str:
    """Format the day of a moment in ISO 8601 for the language of the interface."""
    return format_value(moment[:10], Kind.DATE)


def format_count(number: int) -> str:
    """Format a count for the language of the interface."""
    return f"{number:,}".replace(",", _GROUP_SEPARATORS[language()])


@lru_cache(maxsize=10_000)
def _formatted_value(value: str, kind: Kind | None, lang: str) -> str:
    if kind in (Kind.DATE, Kind.TIME):
        format_end: Callable[[str, str], str | None] = _date if kind is Kind.DATE else _time
        range_sign = "/"
    else:
        format_end, range_sign = _number, ".."
    parts = [[format_end(end, lang) for end in part.split(range_sign)] for part in value.split(";")]
    if any(end is None for part in parts for end in part):
        return value
    spans = [_span([end for end in part if end is not None]) for part in parts]
    return ("; " if any("," in span for span in spans) else ", ").join(spans)


def _span(ends: list[str]) -> str:
    """A range, with blanks around the dash if an end has blanks, dashes or slashes; one end alone is no range."""
    if len(ends) == 1:
        return ends[0]
    return (" – " if any(re.search(r"[\s/-]", end) for end in ends) else "–").join(ends)


def _number(number: str, lang: str) -> str | None:
    match = _NUMBER.fullmatch(number)
    if not match:
        return None
    sign, whole, fraction = match.groups()
    lead = len(whole) % 3  # digits before the first separator
    groups = [whole[:lead]] * bool(lead) + [whole[at : at + 3] for at in range(lead, len(whole), 3)]
    grouped = _GROUP_SEPARATORS[lang].join(groups)
    return f"{sign}{grouped}{_DECIMAL_SEPARATORS[lang] + fraction if fraction else ''}"


def _date(date: str, lang: str) -> str | None:
    for pattern in _DATES:
        if match := re.fullmatch(pattern, date, re.ASCII):
            parts = {name: int(part) for name, part in match.groupdict().items() if part is not None}
            return _DATE_FORMATS[lang](parts) if 1 <= parts.get("month", 1) <= 12 else None
    return None


def _time(time: str, _lang: str) -> str | None:
    return time or None
