"""Times of day in digits, told apart from lengths of time: `lúc 7 giờ`, `trong 7 giờ`."""

from __future__ import annotations

import re

from annotations.claims import dates
from annotations.claims.site import Site
from annotations.model import Kind, Mention

_HOUR = re.compile(r"([01]?\d|2[0-4])( giờ|h|g)(?![^\W_])")
_PART_OF_DAY = re.compile(
    r"(?:h|g| giờ) (?:sáng|trưa|chiều|tối|đêm|khuya|ngày \d|hôm|cùng ngày|thứ|kém|rạng|mỗi ngày|hằng ngày|hàng ngày)"
)
_UNIT = re.compile(r" giờ(?![^\W_])|h(?![^\W_])| phút")


def read_time(site: Site) -> bool:
    """Record a time of day where the shape and the words around say so."""
    low, at = site.low, site.at
    found = dates.clock(low, at, said=site.cue("at_time", site.head))
    if found and not (" " in low[at : found[0]] and _lasts(site)):
        _moment(site, found, "time.clock")
        return True
    hour = _HOUR.match(low, at)
    if not hour or not _is_moment(site, hour):
        return False
    mention = _moment(site, (hour.end(1), f"{int(hour[1]):02}:00"), "time.hour")
    site.document.cover(mention, mention.extent_start, hour.end())
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
