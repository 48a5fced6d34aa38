"""Times of day in digits, told apart from lengths of time: `lúc 7 giờ`, `trong 7 giờ`."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import Site
from annotations.claims.dates import iso_dates
from annotations.claims.numbers.decimals import canonical
from annotations.model import Kind, Mention

_HOUR = re.compile(r"([01]?\d|2[0-4])( giờ|h|g)(?![^\W_])")
_PART_OF_DAY = re.compile(
    r"(?:h|g| giờ) (?:sáng|trưa|chiều|tối|đêm|khuya|ngày \d|hôm|cùng ngày|thứ|kém|rạng|mỗi ngày|hằng ngày|hàng ngày)"
)
_AFTERNOON = re.compile(r"(?: phút)? (chiều|tối|đêm|trưa)(?![^\W_])")
_TURNED = {"chiều": range(1, 12), "tối": range(4, 12), "đêm": range(7, 12), "trưa": range(1, 3)}
_NOON = 12
_WITH_SECONDS = 2  # colons
_RACE = re.compile(r"(\d{1,3})['’′](\d{2})(?:[\"”″]|'')(\d{1,3})?(?!\d)")
_UNIT = re.compile(r" giờ(?![^\W_])|h(?![^\W_])| phút")


def read_time(site: Site) -> bool:
    """Record a time of day where the shape and the words around say so."""
    low, at = site.low, site.at
    found = iso_dates.clock(low, at, said=site.cue("at_time", site.head))
    if found and "/" not in found[1] and found[1].count(":") == _WITH_SECONDS and _lasts(site):
        return _stopwatch(site, found)
    if found and not (" " in low[at : found[0]] and _lasts(site)):
        _moment(site, (found[0], _turned(low, found)), "time.clock")
        return True
    hour = _HOUR.match(low, at)
    if not hour or not _is_moment(site, hour):
        return False
    mention = _moment(site, (hour.end(1), f"{_of_the_day(low, int(hour[1]), hour.end()):02}:00"), "time.hour")
    site.document.cover(mention, mention.extent_start, hour.end())
    return True


def _of_the_day(low: str, hour: int, end: int) -> int:
    """`1 giờ chiều` is one in the afternoon, `10 giờ đêm` ten at night."""
    part = _AFTERNOON.match(low, end)
    return hour + _NOON if part and hour in _TURNED[part[1]] else hour


def _turned(low: str, found: tuple[int, str]) -> str:
    """`2h30 chiều`: the same for a time with minutes."""
    end, value = found
    return value if "/" in value else f"{_of_the_day(low, int(value[:2]), end):02}{value[2:]}"


def _stopwatch(site: Site, found: tuple[int, str]) -> bool:
    """`trong 2:21:51`: hours, minutes and seconds of a race."""
    hours, minutes, seconds = (int(part) for part in found[1].split(":"))
    value = str((hours * 60 + minutes) * 60 + seconds)
    site.document.add(site.at, found[0], Kind.DURATION, value, "time.stopwatch").unit = "giây"
    return True


def read_race_time(site: Site) -> bool:
    """Record `4'12"74`, minutes, seconds and parts of one."""
    found = _RACE.match(site.cased, site.at)
    if not found:
        return False
    value = canonical(str(int(found[1]) * 60 + int(found[2])), found[3] or "")
    site.document.add(site.at, found.end(), Kind.DURATION, value, "time.race").unit = "giây"
    return True


def _is_moment(site: Site, hour: re.Match[str]) -> bool:
    if _PART_OF_DAY.match(site.low, hour.end(1)):
        return True
    if hour[2] == "g":
        return site.cue("at_time", site.head)
    if site.modifier == "about" and site.modifier_word.startswith(("đến ", "tới ")):
        return not site.cue("lasting", site.word())  # `đến khoảng 4 giờ`
    if _lasts(site):
        return False
    return hour[2] == "h" or ("time" in site.tags and site.head != "sau")


def _lasts(site: Site) -> bool:
    """Whether the words before say how long, not when."""
    if site.modifier == "about":
        return (
            site.near > 0 and not site.cue("at_time", site.word()) and site.word() not in {"đến", "từ", "vào"}
        )
    return (
        site.modifier not in (None, "up_to")
        or site.cue("lasting", site.word())
        or site.cue("lasting", site.last())
    )


def _moment(site: Site, found: tuple[int, str], rule: str) -> Mention:
    mention = site.document.add(site.at, found[0], Kind.TIME, found[1], rule)
    near = {site.head, site.last()}
    if site.modifier == "about":
        mention.modifier = "about"
    elif near & {"trước", "sau"}:
        mention.modifier = "before" if "trước" in near else "after"
    unit = _UNIT.match(site.low, found[0])
    if unit:
        site.document.cover(mention, site.at, unit.end())
    return mention
