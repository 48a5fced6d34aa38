"""Read lines with a date: ``Thứ 6, 17/11/2023 | 15:46:46``, alone or after the author's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_LONGEST = 120
_MOST_WORDS = 2  # of a labelled date besides the date: a weekday, a place
_DATE = re.compile(
    r"""(?<![\d/.-])(?:
        (?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})(?![\d/-])
      | (?P<iso_y>\d{4})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-])
      | (?:ngày\s)?(?P<word_d>\d{1,2})\stháng\s(?P<word_m>\d{1,2}),?\s(?:năm\s)?(?P<word_y>\d{4})(?!\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:\blúc\s)?(?<!\d)\d{1,2}(?:\s?[:hg]\s?\d\d(?::\d\d)?|\sgiờ(?:\s\d{1,2})?(?:\sphút)?)(?:\s?(?:AM|PM|SA|CH)\b)?(?!\d)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:thứ\s(?:[2-7]|hai|ba|tư|năm|sáu|bảy|bẩy)|chủ\snhật|CN)\b", re.IGNORECASE)
_ZONE = re.compile(r"(?P<square>\[)?\(?\b(?:GMT|UTC)\s?[+-]?\s?\d{0,2}(?::?00)?[)\]]?", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:cập nhật(?: lần cuối)?|ngày (?:đăng|xuất bản)|xuất bản|đăng(?: lúc| ngày| tải)?)\b(?:\s?:)?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\bcập nhật\b", re.IGNORECASE)
_OTHER_DAYS = (
    re.compile(r"(?P<y>20\d\d|19\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:[T_ -]?\d{4,6})?\Z"),
    re.compile(r"(?P<y>\d{4})\s?[/.]\s?(?P<m>\d{1,2})\s?[/.]\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<short_y>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?\s(?P<name>[A-Z][a-z]{2,8})\.?,?\s(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<name>[A-Z][a-z]{2,8})\.?\s(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y>\d{4})(?!\d)"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EDGES = " \t,|-–—•·:;/()[]"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line with a full date: its ISO day, the rest of the line, and signs of what the date is.

    ``timed``: the line has a time of day. ``updated``: the day is that of a change. ``labelled``: the date has a label
    such as *cập nhật*. ``own``: the date is the article's, as a label or a time zone shows; that of the page's clock
    has neither.
    """

    day: str
    line_rest: str
    timed: bool
    updated: bool
    labelled: bool
    own: bool


def read_stamp(line: str) -> Stamp | None:
    """Return the stamp of a line in NFC; None if it has no valid date with a year or is too long."""
    date_match = _DATE.search(line) if len(line) <= _LONGEST else None
    day = _day(date_match) if date_match else None
    if day is None:
        return None
    zone = _ZONE.search(line)
    labelled = _LABEL.search(line) is not None
    return Stamp(
        day=day,
        line_rest=_without_stamp(line),
        timed=_TIME.search(_DATE.sub(" ", line)) is not None,
        updated=_UPDATED.search(line) is not None,
        labelled=labelled,
        own=labelled or (zone is not None and not zone["square"]),
    )


def labelled_day(value: str) -> str | None:
    """Return the ISO day of a value that a label calls a date, as `20230518`, `18/5/23` or `May 18, 2023`.

    A value with more words is not a date: `Thời gian: 8h ngày 18/5/2023 tại hội trường` announces an event.
    """
    for pattern in (_DATE, *_OTHER_DAYS):
        if match := pattern.search(value):
            words = _words(_without_stamp(value[: match.start()] + " " + value[match.end() :]))
            if len(words) > _MOST_WORDS:
                return None
            return _day(match) if pattern is _DATE else _other_day(match.groupdict())
    return None


def _without_stamp(line: str) -> str:
    """Remove date, time, weekday, time zone and label from a line."""
    for pattern in (_DATE, _TIME, _WEEKDAY, _ZONE, _LABEL):
        line = pattern.sub(" ", line)
    return re.sub(r"\bngày\s*$", "", line.strip(_EDGES)).strip(_EDGES)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _day(date_match: re.Match[str]) -> str | None:
    parts = date_match.groupdict()
    for kind in ("", "iso_", "word_"):
        if parts[kind + "y"]:
            return _iso_day(int(parts[kind + "y"]), int(parts[kind + "m"]), int(parts[kind + "d"]))
    return None


def _other_day(parts: dict[str, str]) -> str | None:
    month_name = parts.get("name", "").lower()[:3]
    if month_name and month_name not in _MONTHS:
        return None
    month = _MONTHS.index(month_name) + 1 if month_name else int(parts["m"])
    year = int(parts["y"]) if "y" in parts else 2000 + int(parts["short_y"])
    return _iso_day(year, month, int(parts["d"]))


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
