"""Times of day in digits, as opposed to durations: `lúc 7 giờ`, `trong 7 giờ`."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import LeftContext
from annotations.claims.dates import iso_dates
from annotations.claims.numerals.decimals import canonical
from annotations.model import Kind, Mention

_HOUR = re.compile(r"([01]?\d|2[0-4])( giờ|h|g)(?![^\W_]| ?/)")
_PART_OF_DAY = re.compile(
    r"(?:h|g| giờ)?,? (?:sáng|trưa|chiều|tối|đêm|khuya|ngày \d|hôm|cùng ngày|thứ|kém|rạng|mỗi ngày|hằng ngày|hàng ngày|mỗi (?:sáng|tối|chiều|đêm)|gmt|giờ (?:vn|việt nam|hà nội|địa phương|mỹ|gmt))"
)
_HOURS = re.compile(r"([01]?\d|2[0-4]) ?- ?([01]?\d|2[0-4])(h(?![^\W_])|g(?![^\W_])| giờ(?![^\W_]))")
_AFTERNOON = re.compile(r"(?: phút)? (chiều|tối|đêm|trưa)(?![^\W_])")
_TURNED = {"chiều": range(1, 12), "tối": range(4, 12), "đêm": range(7, 12), "trưa": range(1, 3)}
_NOON = 12
_LATE = range(13, 24)  # hours after which nothing lasts, but something begins: `sau 22h`
_ROW = 48  # characters between two times of one row
_WITH_SECONDS = 2  # colons
_SECONDS_AFTER = re.compile(r" ?phút \d{1,2}(?:[.,]\d+)? ?giây|[.,]\d+ ?giây| ?giây")
_RACE = re.compile(r"(\d{1,3})['’′](\d{2})(?:[\"”″]|'')(\d{1,3})?(?!\d)")
_UNIT = re.compile(r" giờ(?![^\W_])|h(?![^\W_])| phút")


def read_time(context: LeftContext) -> bool:
    """Record a time of day where the shape and the words around say so."""
    folded, offset = context.folded, context.offset
    match = iso_dates.clock(folded, offset, is_expected=context.cue("at_time", context.label))
    if match and "/" not in match[1] and match[1].count(":") == _WITH_SECONDS and _lasts(context):
        return _stopwatch(context, match)
    if match and not _SECONDS_AFTER.match(folded, match[0]) and _is_clock(context, match[0]):
        _moment(context, (match[0], _turned(folded, match)), "time.clock")
        return True
    return _hours(context) or _hour(context)


def _is_clock(context: LeftContext, end: int) -> bool:
    """Whether hours and minutes are a time of day: a day follows, or the words before do not say how long."""
    if " " not in context.folded[context.offset : end] or _PART_OF_DAY.match(context.folded, end):
        return True
    return not _lasts(context)


def _hour(context: LeftContext) -> bool:
    folded = context.folded
    hour = _HOUR.match(folded, context.offset)
    if not hour or not _is_moment(context, hour):
        return False
    value = f"{_of_the_day(folded, int(hour[1]), hour.end()):02}:00"
    mention = _moment(context, (hour.end(1), value), "time.hour")
    context.document.extend(mention, mention.extent_start, hour.end())
    return True


def _hours(context: LeftContext) -> bool:
    """`từ 4-6h sáng`, `7 - 9 giờ tối`: a stretch of the day, not a length of time."""
    folded = context.folded
    match = _HOURS.match(folded, context.offset)
    if not match or int(match[1]) >= int(match[2]):
        return False
    if not _PART_OF_DAY.match(folded, match.end()) and (
        match[3] != "h" or context.last() not in {"từ", "lúc", "vào"} or _lasts(context)
    ):
        return False
    end = match.end(2) if match[3][0] == " " else match.end()
    first, last = (_of_the_day(folded, int(hour), match.end()) for hour in match.group(1, 2))
    mention = _moment(context, (end, f"{first:02}:00/{last:02}:00"), "time.hours")
    context.document.extend(mention, mention.extent_start, match.end())
    return True


def _of_the_day(folded: str, hour: int, end: int) -> int:
    """`1 giờ chiều` is one in the afternoon, `10 giờ đêm` ten at night."""
    part = _AFTERNOON.match(folded, end)
    return hour + _NOON if part and hour in _TURNED[part[1]] else hour


def _turned(folded: str, match: tuple[int, str]) -> str:
    """`2h30 chiều`: the same for a time with minutes."""
    end, value = match
    return value if "/" in value else f"{_of_the_day(folded, int(value[:2]), end):02}{value[2:]}"


def _stopwatch(context: LeftContext, match: tuple[int, str]) -> bool:
    """`trong 2:21:51`: hours, minutes and seconds of a race."""
    hours, minutes, seconds = (int(part) for part in match[1].split(":"))
    value = str((hours * 60 + minutes) * 60 + seconds)
    context.document.add(context.offset, match[0], Kind.DURATION, value, "time.stopwatch").unit = "giây"
    return True


def read_race_time(context: LeftContext) -> bool:
    """Record `4'12"74`, minutes, seconds and parts of one."""
    match = _RACE.match(context.cased, context.offset)
    if not match:
        return False
    value = canonical(str(int(match[1]) * 60 + int(match[2])), match[3] or "")
    context.document.add(context.offset, match.end(), Kind.DURATION, value, "time.race").unit = "giây"
    return True


def _is_moment(context: LeftContext, hour: re.Match[str]) -> bool:
    if _PART_OF_DAY.match(context.folded, hour.end()):
        return True
    if hour[2] == "g":
        return context.cue("at_time", context.label)
    if context.last() == "sau" and int(hour[1]) in _LATE:
        return True
    if context.modifier == "about" and context.modifier_word.startswith(("đến ", "tới ")):
        return not context.cue("lasting", context.word())  # `đến khoảng 4 giờ`
    if _lasts(context):
        return False
    if _continues_times(context):
        return True
    return hour[2] == "h" or ("time" in context.tags and context.label != "sau")


def _continues_times(context: LeftContext) -> bool:
    """`lúc 8 giờ đón khách, 14 giờ thì trả phòng`: a time of day stands just before, in the same sentence."""
    previous = context.document.mentions[-1] if context.document.mentions else None
    if previous is None or previous.kind is not Kind.TIME or context.modifier:
        return False
    gap = context.folded[previous.end : context.offset]
    return len(gap) < _ROW and "," in gap and "." not in gap


def _lasts(context: LeftContext) -> bool:
    """Whether the words before say how long, not when."""
    if context.modifier == "about":
        return (
            context.remaining > 0
            and not context.cue("at_time", context.word())
            and context.word() not in {"đến", "từ", "vào"}
        )
    return (
        context.modifier not in (None, "up_to")
        or context.cue("lasting", context.word())
        or context.cue("lasting", context.last())
    )


def _moment(context: LeftContext, match: tuple[int, str], rule: str) -> Mention:
    mention = context.document.add(context.offset, match[0], Kind.TIME, match[1], rule)
    adjacent_words = {context.label, context.last()}
    if context.modifier == "about":
        mention.modifier = "about"
    elif adjacent_words & {"trước", "sau"}:
        mention.modifier = "before" if "trước" in adjacent_words else "after"
    unit = _UNIT.match(context.folded, match[0])
    if unit:
        context.document.extend(mention, context.offset, unit.end())
    return mention
