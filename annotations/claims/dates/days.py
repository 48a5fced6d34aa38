"""Days and months in digits: `19-9`, `30.4`, `14 và 15-3`, `11/2014`, weighed against scores, ranges, ratios and decimals."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotations.claims.context.interpretations import Decision, Interpretation, decide
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_side import Right, right_side
from annotations.claims.dates import iso_dates
from annotations.claims.dates.iso_dates import MONTH_WORDS
from annotations.claims.document import Document
from annotations.model import Kind

_MEMBER = r"\d{1,2}(?: ?- ?\d{1,2})?"
_END = r"(?![0-9^]|[.,/-][0-9])"
_LISTED = re.compile(
    rf"({_MEMBER}(?:(?:,? và |, ){_MEMBER}){{0,12}}| ?\d{{1,2}}(?: đến | tới | đến hết | đến ngày | đến sáng | đến tối | rạng sáng )\d{{1,2}})"
    rf"( ?/ ?|[.]|-| - | tháng )(\d{{1,2}}|{'|'.join(MONTH_WORDS)})(?![^\W\d_])(?:(?: ?[/.-] ?|,? năm )(\d{{4}}))?{_END}"
)
_BOTH_DATED = re.compile(
    rf"(\d{{1,2}})([/.])(\d{{1,2}})( ?- ?)(\d{{1,2}})\2(\d{{1,2}})(?:\2(\d{{4}}))?{_END}"
)
_PAIR = re.compile(rf"(\d{{1,2}})( ?/ ?|[.]|-)(\d{{1,2}})(){_END}")
_MONTHS = re.compile(rf"(\d{{1,2}})/((?:19|20)\d\d) ?- ?(\d{{1,2}})/((?:19|20)\d\d){_END}")
_MONTH = re.compile(rf"(\d{{1,2}})( ?/ ?|[.]| ?- ?)((?:19|20)\d\d){_END}")
_LAST_DAY = re.compile(r" (?:đến|tới|-)(?: hết)?(?: ngày)? \d{1,2}[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_TO = re.compile(r" (?:(?:đến|tới)(?: hết| ngày| sáng| tối)?|rạng sáng) ")
_JOINED = re.compile(r",? và |, ?")
_WEEKDAY_BEFORE = re.compile(
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|hôm nay|hôm qua|ngày mai|hôm kia|hôm trước|cuối tuần|cuối tuần qua|cuối tuần này"
    r"|(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua|mai)|ngày kia|hiện nay|cùng ngày)[ ,-]+\Z"
)
_LINKED = re.compile(
    r"[ ,;()-]*(?:(?:và|đến|tới|hết|rạng|sáng|trưa|chiều|tối|đêm|ngày|hay|hoặc|qua|cùng)[ ,]+)*\Z"
)
_DATED_AFTER = re.compile(r" (?:năm|tháng|tuần|hôm|ngày) (?:nay|này|ngoái|tới|sau|trước|\d|hằng|hàng|âm|qua)")
_CALENDAR_AFTER = re.compile(
    r"[ )]*(?:âm lịch|dương lịch|al(?![^\W_])|hằng năm|hàng năm|vừa qua|năm nay|năm ngoái|tới đây)"
)
# What may follow the first digits of days: a look at two characters is faster than three patterns.
_NEXT, _AFTER_BLANK = frozenset("/.-, "), frozenset("vđtr-/")
_REACH = 24  # characters between a date or time and the next that it lends evidence to
_WEEK_WINDOW = 28
_FESTIVE_WORDS = 5
_CLAUSE_WORDS = 7
_FRACTIONS = frozenset(("2", "3", "4", "5"))
_LONGEST_SIDE = 3
_LUNAR_MONTHS = frozenset(("giêng", "chạp"))

Evidence = list[tuple[int, str]]


class DayShape(NamedTuple):
    """What looks like days of a month: the value if it is, its end, its mark, and its two numbers if it has but two."""

    value: str
    end: int
    mark: str
    pair: tuple[int, int] | None
    is_list: bool
    has_year: bool


def read_days(context: LeftContext) -> tuple[DayShape, Decision] | None:
    """What begins at the number, if it looks like days or a month with its year, and the reading that was taken."""
    shape = _shape(context.folded, context.offset)
    if shape is None or _is_explained(context):
        return None
    right = right_side(context, shape.end)
    if right in (Right.SCALE, Right.PERCENT) or (right is Right.BOUND and shape.mark != "/"):
        return None
    readings = [Interpretation("day", shape.value, tuple(_day_evidence(context, shape, right)))]
    if shape.pair:
        readings += _rivals(context, shape, shape.pair, right)
    decision = decide(sorted(readings, key=lambda candidate: candidate.name == "day"))
    return shape, decision


def _is_explained(context: LeftContext) -> bool:
    """Whether the word before says that this is no date: `ngõ 12/5`, `Nghị định 31/2019`."""
    is_bracketed = context.cased[context.offset - 1 : context.offset] == "("
    dated = context.tags & {"day", "month", "year", "time"} and "name" not in context.tags
    if is_bracketed or dated:
        return False
    return bool(
        context.tags & {"name", "reference", "rank"} and not context.cue("before_day", context.last())
    )


def _shape(folded: str, offset: int) -> DayShape | None:
    end = offset + 1 + folded[offset + 1 : offset + 2].isdecimal()
    if folded[end : end + 1] not in _NEXT or (
        folded[end : end + 1] == " " and folded[end + 1 : end + 2] not in _AFTER_BLANK
    ):
        return None
    if offset > 1 and folded[offset - 1] in "/.-" and folded[offset - 2].isdecimal():
        return None  # `31/2/2022` is no date, nor is what is left of it
    month_days = _BOTH_DATED.match(folded, offset)
    if month_days:
        first, last = (
            iso_dates.day(month_days[1], month_days[3], month_days[7]),
            iso_dates.day(month_days[5], month_days[6], month_days[7]),
        )
        if first and last:
            return DayShape(
                f"{first}/{last}", month_days.end(), month_days[2], None, True, month_days[7] is not None
            )
    months = _MONTHS.match(folded, offset)
    if months:
        first, last = iso_dates.month(months[1], months[2]), iso_dates.month(months[3], months[4])
        if first and last:
            return DayShape(f"{first}/{last}", months.end(), "/", None, True, True)
    month = _MONTH.match(folded, offset)
    if month:
        value = iso_dates.month(month[1], month[3])
        mark = month[2].strip()
        pair = None if mark == "/" else (int(month[1]), int(month[3]))
        return DayShape(value, month.end(), mark, pair, False, True) if value else None
    match = _LISTED.match(folded, offset)
    shape = _listed(match) if match else None
    match = _PAIR.match(folded, offset) if shape is None else None
    return _listed(match) if match else shape


def _listed(match: re.Match[str]) -> DayShape | None:
    """Days that share a month: one, a range, or a list of both."""
    members, mark, year = match[1], match[2].strip(), match[4] or _year_of_range(match)
    month = str(MONTH_WORDS.get(match[3], match[3]))
    ends = _TO.split(members)
    parts = ["-".join(ends)] if len(ends) > 1 else _JOINED.split(members)
    if mark == "-" and len(ends) == 1 and any("-" in part for part in parts):
        return None
    values = []
    for part in parts:
        days = [iso_dates.day(number.strip(), month, year) for number in part.split("-")]
        if not all(days) or days != sorted(days):
            return None
        values.append("/".join(days))
    is_single = len(parts) == 1 and members.isdecimal()
    if mark == "tháng" and is_single:
        return None
    pair = (int(members), int(month)) if is_single and not year else None
    # `giêng` and `chạp` are names of months of the lunar calendar, and stand outside of the span.
    end = match.end(1) if match[3] in _LUNAR_MONTHS else match.end()
    return DayShape(";".join(values), end, mark, pair, not is_single, year is not None)


def _year_of_range(match: re.Match[str]) -> str | None:
    """The year that is said with the second day of a range: `từ 1.1 đến 31.3.2023`."""
    last = _LAST_DAY.match(match.string, match.end())
    if last is None or not match[1].isdecimal() or not match[3].isdecimal() or int(match[3]) > int(last[1]):
        return None
    return last[2]


def _day_evidence(context: LeftContext, shape: DayShape, right: Right) -> Evidence:
    evidence = [_said_before(context), (_right_weight(context, shape, right), right.value)]
    if context.cased[context.offset - 1 : context.offset] == "(":
        evidence.append((2, "(…)"))
    if _CALENDAR_AFTER.match(context.folded, shape.end):
        evidence.append((3, "calendar"))
    if shape.has_year and shape.mark != ".":
        evidence.append((5, "year"))
    elif shape.is_list:
        evidence.append((2, "list of days"))
    if shape.mark == "tháng":
        evidence.append((5, "tháng"))
    if shape.mark == "/":
        evidence.append((1, "/"))
    text = context.folded[context.offset : shape.end]
    if text[0] == "0" or (shape.pair and text[-2] == "0" and not shape.has_year):
        evidence.append((2, "0"))
    if context.modifier not in (None, "up_to", "about", "less_than", "more_than"):
        evidence.append((-2, context.modifier_word))
    return evidence


def _said_before(context: LeftContext) -> tuple[int, str]:
    """The strongest word on the left that says that a day follows."""
    folded, offset = context.folded, context.offset
    if "day" in context.tags:
        return 4, context.label
    if _WEEKDAY_BEFORE.search(folded, max(0, offset - _WEEK_WINDOW), offset):
        return 4, "weekday"
    if context.cue("before_day", context.last()):
        return 3, context.last()
    previous = context.document.mentions[-1] if context.document.mentions else None
    if previous is not None and previous.kind in (Kind.DATE, Kind.TIME) and offset - previous.end < _REACH:
        stop = max(previous.extent_end, previous.end)
        if previous.kind is Kind.TIME or _LINKED.match(folded, stop, offset):
            return 3, previous.text
    festive = next(
        (word for word in reversed(context.words[-_FESTIVE_WORDS:]) if context.cue("festive", word)), ""
    )
    if festive:
        return 3, festive
    words = context.words[-_CLAUSE_WORDS:]
    if "ngày" in words and all(word.isalnum() for word in words[words.index("ngày") :]):
        return 2, "ngày"
    return 0, ""


def _right_weight(context: LeftContext, shape: DayShape, right: Right) -> int:
    if right is Right.TIME and (_DATED_AFTER.match(context.folded, shape.end) or "day" in context.tags):
        return 0
    weights = {
        Right.UNIT: -6,
        Right.TIME: -6,
        Right.COUNTED_NOUN: -3,
        Right.END: 1,
        Right.NAME: 1,
        Right.BOUND: -2,
    }
    return weights.get(right, 0)


def _rivals(
    context: LeftContext, shape: DayShape, pair: tuple[int, int], right: Right
) -> list[Interpretation]:
    """What two numbers with a mark are if they are no day: a score, a range, a part of a whole, a decimal."""
    first, second = pair
    if shape.mark == "-":
        rivals = [Interpretation("score", f"{first}-{second}", tuple(_score_evidence(context, pair, right)))]
        if first < second:
            rivals.append(
                Interpretation("range", f"{first}..{second}", tuple(_amount_evidence(context, right, 1)))
            )
        return rivals
    if shape.mark == ".":
        evidence = _amount_evidence(context, right, 2)
        if "score" in context.tags or context.speaks_of_score(fraction=True):
            evidence.append((3, "điểm"))
        return [Interpretation("decimal", f"{first}.{second}", tuple(evidence))]
    rivals = []
    if "score" in context.tags or any(context.cue("sets", word) for word in context.words[-_FESTIVE_WORDS:]):
        rivals.append(Interpretation("score", f"{first}-{second}", ((5, "score"),)))
    if context.cue("idioms", f"{first}/{second}"):
        rivals.append(Interpretation("idiom", "", ((5, "idiom"),)))
    if first <= second:
        evidence = _amount_evidence(context, right, 1)
        if str(second) in _FRACTIONS and first < second:
            evidence.append((2, "fraction"))
        if any(context.cue("proportion", word) for word in context.words[-_FESTIVE_WORDS:]):
            evidence.append((5, "proportion"))
        rivals.append(Interpretation("part", f"{first}/{second}", tuple(evidence)))
    return rivals


def _amount_evidence(context: LeftContext, right: Right, base: int) -> Evidence:
    evidence = [(base, "digits")]
    if right in (Right.UNIT, Right.TIME, Right.COUNTED_NOUN, Right.BOUND):
        evidence.append((4, right.value))
    if context.modifier not in (None, "up_to"):
        evidence.append((3, context.modifier_word))
    return evidence


def _score_evidence(context: LeftContext, pair: tuple[int, int], right: Right) -> Evidence:
    evidence = [(1, "not rising")] if pair[0] >= pair[1] else []
    if _score_words(context) or follows_score(context.document, context.offset):
        evidence.append((5, "score"))
    elif right is Right.NAME and context.follows_name():
        evidence.append((5, "two names"))
    if right in (Right.UNIT, Right.TIME, Right.COUNTED_NOUN):
        evidence.append((-4, right.value))
    return evidence


def _score_words(context: LeftContext) -> bool:
    return "score" in context.tags or any(
        context.cue("winning", word) for word in context.words[-_FESTIVE_WORDS:]
    )


_CHAINED = re.compile(r"[ ,(]*\Z")
_CHAIN = 4  # characters between two scores of one match


def follows_score(document: Document, offset: int) -> bool:
    """Whether a score stands right before: the sets of a match in brackets behind its result."""
    previous = document.mentions[-1] if document.mentions else None
    if previous is None or previous.kind is not Kind.SCORE or previous.end < offset - _CHAIN:
        return False
    return _CHAINED.match(document.folded, previous.end, offset) is not None
