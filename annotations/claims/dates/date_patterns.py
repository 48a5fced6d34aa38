"""Dates in digits: which shape is asked for depends on the word before."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import Site
from annotations.claims.context.right_context import bound_after, noun_at, unit_at
from annotations.claims.dates import iso_dates
from annotations.claims.dates.date_completion import resolve
from annotations.claims.dates.years import read_year
from annotations.model import Kind, Mention, Role

_WEEKDAY = re.compile(r"([2-7])(?![0-9]|[.,:/-][0-9])")
_DATED_AFTER = re.compile(r" (?:nay|ngoái|tới|sau|trước|\d|hằng|hàng|âm)")
_RANKED_DAY = (" của", " liên", " kể", " thi", " xét", " trong", " sau", " diễn")
_OF_THE_WEEK = (" hằng tuần", " hàng tuần", " tuần", " ngày", " tới", " và chủ nhật", ", chủ nhật", ", ngày")
_DAY_AFTER = re.compile(r",? ?\(?\d{1,2}[/.-]\d")
_BEFORE_CHRIST = (" trước công nguyên", " tcn", " trước cn")
_MODIFIED = 4  # words between a modifier of a date and the date


def read_date(site: Site) -> bool:
    """Record a date where the shape and the words around say so."""
    low, at, tags = site.low, site.at, site.tags
    rule, found = "date.full", iso_dates.full_date(low, at)
    if not found and not _counted(site):
        for tag, reader in (
            ("month", iso_dates.months),
            ("quarter", iso_dates.quarters),
            ("century", iso_dates.century),
        ):
            if not found and tag in tags:
                rule, found = f"date.{tag}", reader(low, at)
    if not found and _day_said(site):
        rule, found = "date.day", _day(site)
    if not found and " tháng " in low[at : at + 9] and "reference" not in tags:
        rule, found = "date.spelled", iso_dates.spelled_day(low, at)
        if found and _named_day(site):
            site.document.other(at, found[0], Role.NAME, site.head, "name.day")
            return True
    if not found and site.last() == "thứ":
        rule, found = "date.weekday", _weekday(site)
    if found:
        record_date(site, found, rule)
        return True
    return _year(site)


def _named_day(site: Site) -> bool:
    """`đường 3 Tháng 2`: a street with a capital in its date."""
    return "name" in site.tags and " Tháng " in site.cased[site.at : site.at + 9]


def _year(site: Site) -> bool:
    found = read_year(site)
    if found is None:
        return False
    end, value, rule = found
    if value:
        record_date(site, (end, value), rule)
    return True


def record_date(site: Site, found: tuple[int, str], rule: str) -> Mention:
    """Record a date, with its modifier and what the article's own date adds to it."""
    end, value = found
    if site.low.startswith(_BEFORE_CHRIST, end):
        value = iso_dates.before_christ(value)
    mention = site.document.add(site.at, end, Kind.DATE, value, rule)
    mention.modifier, word = _date_modifier(site)
    if not _lunar(site, end):
        mention.resolved = resolve(found[1], site.document.published)
    if word:
        start = site.low.rfind(word, max(0, site.at - 40), site.at)
        site.document.cover(mention, start, mention.end)
    return mention


def _lunar(site: Site, end: int) -> bool:
    """`mùng 3 Tết`, `10/3 âm lịch`: no day of the calendar that the article's own date belongs to."""
    return any(site.low.startswith(word, end + 1) for word in site.lexicon.cues["lunar"])


def _date_modifier(site: Site) -> tuple[str | None, str]:
    """`đầu năm 2022`, `trước ngày 30/6`, `khoảng ngày 7/10`."""
    table = site.lexicon.date_modifiers
    for back in range(1, _MODIFIED + 1):
        word = site.last(back)
        modifier = table.get(word)
        if modifier:
            # The beginning in `6 tháng đầu năm 2024` is that of the months.
            of_months = modifier in {"early", "late"} and site.last(back + 1) in {"tháng", "ngày"}
            return (None, "") if of_months else (modifier, word)
        if not site.cue("dated", word):
            break
    return None, ""


def _counted(site: Site) -> bool:
    """Whether a number stands before the head: in `6 tháng 5 ngày` the months are counted."""
    return site.word().isdecimal()


def _day_said(site: Site) -> bool:
    if "day" in site.tags or site.cue("before_day", site.last()):
        return True
    # `Ngày Nhà giáo Việt Nam 20-11`: the name of the day between, all in one clause.
    words = site.words[-7:]
    return "ngày" in words and all(word.isalnum() for word in words[words.index("ngày") :])


def _day(site: Site) -> tuple[int, str] | None:
    low, at = site.low, site.at
    found = iso_dates.days(low, at)
    if found:
        return found if _is_day(site, found[0]) else None
    if "day" not in site.tags:
        return None
    spelled = iso_dates.spelled_day(low, at)
    if spelled:
        return spelled
    last = site.head.rsplit(" ", 1)[-1]
    tet = re.match(r"\d{1,2} tết", low[at : at + 6])
    if not (tet or site.cue("days", last)) or _counted(site) or site.cue("each_day", site.word()):
        return None
    alone = iso_dates.day_alone(low, at)
    return alone if alone and not _amount_follows(site, alone[0]) else None


def _is_day(site: Site, end: int) -> bool:
    """Whether what looks like a day and a month is one: no unit, no counted noun behind it."""
    low, lexicon = site.low, site.lexicon
    if "score" in site.tags or bound_after(low, end, lexicon):
        return False  # `IELTS từ 6.5 trở lên`
    words = site.after(end)
    unit = unit_at(low, end, lexicon, words)
    if unit:
        return unit.kind == "duration" and _DATED_AFTER.match(low, unit.end) is not None
    if "day" in site.tags:
        return True
    noun = noun_at(low, end, lexicon, words)
    if noun and noun[1]:
        return False
    return "/" in low[site.at : end] or not low.startswith((" đến", " tới"), end)


def _amount_follows(site: Site, end: int) -> bool:
    low, lexicon = site.low, site.lexicon
    if low.startswith(("%", " %", "h"), end):
        return True
    words = site.after(end)
    if not words or words[0] in lexicon.scales:
        return bool(words)
    unit = unit_at(low, end, lexicon, words)
    if unit:
        return unit.phrase != "tháng"
    noun = noun_at(low, end, lexicon, words)
    return noun is not None and noun[1]


def _weekday(site: Site) -> tuple[int, str] | None:
    found = _WEEKDAY.match(site.low, site.at)
    if not found or not weekday_said(site, found.end()):
        return None
    return found.end(), f"-W-{int(found[1]) - 1}"


def weekday_said(site: Site, end: int) -> bool:
    """Whether the words round `thứ` say that a day of the week is meant, not a rank."""
    low = site.low
    if low.startswith(_RANKED_DAY, end):
        return False
    if site.cue("before_weekday", site.last(2)) or low.startswith(_OF_THE_WEEK, end):
        return True
    return _DAY_AFTER.match(low, end) is not None
