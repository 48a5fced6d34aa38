"""Dates in digits: the label before a number decides which patterns are tried."""

from __future__ import annotations

import re

from annotations.claims.context.counted_nouns import noun_at
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import unit_at
from annotations.claims.dates import iso_dates
from annotations.claims.dates.date_completion import resolve
from annotations.claims.dates.days import read_days
from annotations.claims.dates.years import read_year
from annotations.model import Kind, Mention, Role

_WEEKDAY = re.compile(r"([2-7])(?![0-9]|[.,:/-][0-9])")
_NEXT_DAY = re.compile(r"\d{1,2},? (?:và |đến )?(?:rạng sáng|sáng|đêm|tối|chiều|ngày) \d{1,2}[/.-]\d")
_TOUR_DAY = re.compile(r"\d{1,2}(?=:)")
_NO_MONTH = re.compile(r"1[3-9](?![\d.,/-]*\d)")
_CERTAIN = 4  # the weight of a score that words speak of
_RANKED_DAY = (" của", " liên", " kể", " thi", " xét", " trong", " sau", " diễn")
_OF_THE_WEEK = (
    " đầu tuần",
    " cuối tuần",
    " hằng tuần",
    " hàng tuần",
    " tuần",
    " ngày",
    " tới",
    " và chủ nhật",
    ", chủ nhật",
    ", ngày",
)
_DAY_AFTER = re.compile(r"[ ,]{0,3}\d{1,2}[/.-]\d")
_BEFORE_CHRIST = (" trước công nguyên", " tcn", " trước cn")
_MODIFIED = 4  # words between a modifier of a date and the date


def read_date(context: LeftContext) -> bool:
    """Record a date where the shape and the words around say so."""
    folded, offset, tags = context.folded, context.offset, context.tags
    rule, match = _full_or_labelled(context)
    if not match and (read_pair(context) or context.document.position > offset):
        return True
    if not match and "day" in tags:
        rule, match = "date.day", _day(context)
        if context.document.position > offset:
            return True
    if not match and " tháng " in folded[offset : offset + 9] and "reference" not in tags:
        rule, match = "date.spelled", iso_dates.spelled_day(folded, offset)
        if match and _named_day(context):
            context.document.add_non_claim(offset, match[0], Role.NAME, context.label, "name.day")
            return True
    if not match and context.last() == "thứ":
        rule, match = "date.weekday", _weekday(context)
    if match:
        record_date(context, match, rule)
        return True
    return _extra_month(context) or _year(context)


def _full_or_labelled(context: LeftContext) -> tuple[str, iso_dates.DateMatch]:
    """A full date whatever stands around, or what `tháng`, `quý` and `thế kỷ` say."""
    folded, offset, tags = context.folded, context.offset, context.tags
    match = iso_dates.full_date(folded, offset)
    if match or _is_counted_label(context):
        return "date.full", match
    for tag, reader in (
        ("month", iso_dates.months),
        ("quarter", iso_dates.quarters),
        ("century", iso_dates.century),
    ):
        match = reader(folded, offset) if tag in tags else None
        if match:
            return f"date.{tag}", match
    return "date.full", None


def _extra_month(context: LeftContext) -> bool:
    """`lương tháng 13`: no month of the calendar."""
    match = _NO_MONTH.match(context.folded, context.offset) if context.label == "tháng" else None
    if match is None or not context.cue("extra_month", context.word()):
        return False
    context.document.add_non_claim(context.offset, match.end(), Role.NAME, "tháng", "name.month")
    return True


def _named_day(context: LeftContext) -> bool:
    """`đường 3 Tháng 2`: a street with a capital in its date."""
    return "name" in context.tags and " Tháng " in context.cased[context.offset : context.offset + 9]


def _year(context: LeftContext) -> bool:
    match = read_year(context)
    if match is None:
        return False
    end, value, rule = match
    if value:
        record_date(context, (end, value), rule)
    return True


def record_date(context: LeftContext, match: tuple[int, str], rule: str) -> Mention:
    """Record a date, with its modifier and what the article's own date adds to it."""
    end, value = match
    if context.folded.startswith(_BEFORE_CHRIST, end):
        value = iso_dates.before_christ(value)
    mention = context.document.add(context.offset, end, Kind.DATE, value, rule)
    mention.modifier, word = _date_modifier(context)
    if not _lunar(context, end):
        mention.resolved = resolve(match[1], context.document.published)
    if word:
        start = context.folded.rfind(word, max(0, context.offset - 40), context.offset)
        context.document.extend(mention, start, mention.end)
    return mention


def _lunar(context: LeftContext, end: int) -> bool:
    """`mùng 3 Tết`, `10/3 âm lịch`: no day of the calendar that the article's own date belongs to."""
    return any(context.folded.startswith(word, end + 1) for word in context.lexicon.cues["lunar"])


def _date_modifier(context: LeftContext) -> tuple[str | None, str]:
    """`đầu năm 2022`, `trước ngày 30/6`, `khoảng ngày 7/10`."""
    table = context.lexicon.date_modifiers
    for back in range(1, _MODIFIED + 1):
        word = context.last(back)
        modifier = table.get(word)
        if modifier:
            # The beginning in `6 tháng đầu năm 2024` is that of the months.
            of_months = modifier in {"early", "late"} and context.last(back + 1) in {"tháng", "ngày"}
            return (None, "") if of_months else (modifier, word)
        if not context.cue("dated", word):
            break
    return None, ""


def _is_counted_label(context: LeftContext) -> bool:
    """Whether a number stands before the head: in `6 tháng 5 ngày` the months are counted."""
    return " " not in context.label and context.word().isdecimal()


def read_pair(context: LeftContext) -> bool:
    """Record days or a month with its year, or the score that they are not; False leaves the number to others."""
    weighed = read_days(context)
    if weighed is None:
        return False
    shape, decision = weighed
    if decision.accepted.name == "day":
        decision.explain(record_date(context, (shape.end, shape.value), "date.day"))
        return True
    if decision.accepted.name != "score" or decision.accepted.weight < _CERTAIN:
        return False
    decision.explain(
        context.document.add(context.offset, shape.end, Kind.SCORE, decision.accepted.value, "score.pair")
    )
    return True


def _day(context: LeftContext) -> tuple[int, str] | None:
    """`ngày 5`, `mùng 3 Tết`, `đêm 21, rạng sáng 22-5`: a day without its month."""
    folded, offset = context.folded, context.offset
    spelled = iso_dates.spelled_day(folded, offset)
    if spelled:
        return spelled
    if _begins_tour_day(context):
        return None
    last = context.label.rsplit(" ", 1)[-1]
    tet = re.match(r"\d{1,2} tết", folded[offset : offset + 6])
    is_said = tet or context.cue("days", last) or _NEXT_DAY.match(folded, offset)
    if not is_said or _is_counted_label(context) or context.cue("each_day", context.word()):
        return None
    day_alone_match = iso_dates.day_alone(folded, offset)
    return day_alone_match if day_alone_match and not _amount_follows(context, day_alone_match[0]) else None


def _begins_tour_day(context: LeftContext) -> bool:
    """`Ngày 1: Hà Nội - Sa Pa`: a day of a journey; recorded here as a name."""
    match = _TOUR_DAY.match(context.folded, context.offset)
    if not match or context.words != ["ngày"]:
        return False
    context.document.add_non_claim(context.offset, match.end(), Role.NAME, "ngày", "name.list")
    return True


def _amount_follows(context: LeftContext, end: int) -> bool:
    folded, lexicon = context.folded, context.lexicon
    if folded.startswith(("%", " %", "h"), end):
        return True
    words = context.following_words(end)
    if not words or words[0] in lexicon.scales:
        return bool(words)
    unit = unit_at(folded, end, lexicon, words)
    if unit:
        return unit.phrase != "tháng"
    noun = noun_at(folded, end, lexicon, words)
    return noun is not None and noun[1]


def _weekday(context: LeftContext) -> tuple[int, str] | None:
    match = _WEEKDAY.match(context.folded, context.offset)
    if not match or not weekday_said(context, match.end()):
        return None
    return match.end(), f"-W-{int(match[1]) - 1}"


def weekday_said(context: LeftContext, end: int) -> bool:
    """Whether the words round `thứ` say that a day of the week is meant, not a rank."""
    folded = context.folded
    if folded.startswith(_RANKED_DAY, end):
        return False
    if context.cue("before_weekday", context.last(2)) or folded.startswith(_OF_THE_WEEK, end):
        return True
    return _DAY_AFTER.match(folded, end) is not None
