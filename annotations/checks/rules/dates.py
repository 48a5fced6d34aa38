"""Dates that contradict other dates of the article or its day of publication, and years that follow from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from annotations.checks.passages import Passage, make_finding
from annotations.model import Bearing, Finding, Kind, Mention

_FULL = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_YEARLESS = re.compile(r"--(\d\d-\d\d)\Z", re.ASCII)
_UNTIL_WORDS = re.compile(r" *(?:đến|tới|-)(?: hết)?(?: (?:ngày|tháng|năm|thứ \w+))*,? *")
_FROM = re.compile(r"\b(?:từ|giai đoạn|nhiệm kỳ|thời kỳ)(?: (?:ngày|tháng|năm))* *\Z")
_RECENT = re.compile(
    r"\b(?:mới đây|vừa qua|gần đây|mới nhất)(?:,? *(?:vào|hồi|trong|là|ngày|tháng|năm))* *\Z"
)
# Reports are about a past time; these words mark a report.
_PUBLISHED = re.compile(r"\b(?:công bố|ban hành|báo cáo|phát hành)\b")
_LOOKS_BACK = re.compile(
    r"\b(?:bảng xếp hạng|xếp hạng|kết quả|báo cáo|tổng kết|số liệu|thống kê|chỉ số \w+)\b.{0,80}\b(?:năm|quý|tháng) *\Z"
)
_LOOKS_AHEAD = re.compile(
    r"\b(?:kế hoạch|mục tiêu|dự báo|dự kiến|dự thảo|dự toán|định hướng|đến năm|giai đoạn|tầm nhìn|chương trình|đề án|tuyển|"
    r"kỳ thi|thi|chỉ tiêu|năm học|lịch|nhiệm vụ|sẽ|trúng|quy hoạch|cho năm|từ năm|trước năm|cuối năm|đầu năm)\b"
)
_DONE_WORDS = re.compile(r"\b(?:đã|vừa) (?!được dự kiến|định|lên kế hoạch)")
_NOT_YET = re.compile(
    r"\b(?:sẽ|dự kiến|đến|tới|trước|hạn|hiệu lực|kế hoạch|kể từ|từ|áp dụng|lịch|sau|hẹn|chậm nhất|muộn nhất|nếu|sắp|chuẩn bị|"
    r"mục tiêu|phấn đấu|diễn ra|tổ chức|khai mạc|bắt đầu|chốt|ấn định|mở bán|hết|quá hạn)\b"
)
_RECENT_YEARS = 3  # from this age on, a date is not recent
_LOOKED_BACK = 200  # characters between the date of a report and the reported time
_REACH = 90  # characters after a date in which its verb is searched


class Calendar:
    """The dates of an article: its day of publication, and each day that it mentions with a year."""

    def __init__(self, published: str | None, mentions: Sequence[Mention]) -> None:
        self.published = published[:10] if published and _DAY.match(published) else None
        self._mentions = mentions

    @cached_property
    def days(self) -> dict[str, Mention | None]:
        """The first mention with a year of each month and day; None if the article has two years for that day."""
        days: dict[str, Mention | None] = {}
        for mention in self._mentions:
            day = _DAY.match(mention.value or "") if mention.kind is Kind.DATE else None
            if day:
                first_mention = days.setdefault(day[0][5:], mention)
                if first_mention is not None and (first_mention.value or "")[:4] != day[1]:
                    days[day[0][5:]] = None
        return days


def dates(passage: Passage, calendar: Calendar) -> Iterator[Finding]:
    """Rule: check the periods, reports, and recent and future dates of a sentence; complete dates without a year."""
    dated = [
        position for position, claim in enumerate(passage.claims) if claim.kind is Kind.DATE and claim.value
    ]
    several = len(dated) > 1
    for position in dated:
        claim = passage.claims[position]
        if claim.value is None:
            continue
        if claim.value.startswith("--"):
            yield from _complete_year(passage, position, calendar)
        if several or "/" in claim.value:
            yield from _check_period(passage, position)
        if (several or calendar.published) and _FULL.match(claim.value):
            if several:
                yield from _compare_with_reported_date(passage, position)
            if calendar.published is not None:
                yield from _compare_with_publication(passage, position, calendar)


def _complete_year(passage: Passage, position: int, calendar: Calendar) -> Iterator[Finding]:
    """Complete a date without a year from another date of the article, or from its day of publication."""
    claim = passage.claims[position]
    yearless = _YEARLESS.match(claim.value or "")
    if yearless is None:
        return
    dated_mention = calendar.days.get(yearless[1])
    spans = passage.span(position)
    if (
        dated_mention is not None
        and dated_mention.value
        and claim.resolved in (None, dated_mention.value[:10])
    ):
        full, basis = dated_mention.value[:10], dated_mention.text
        spans = (*spans, (dated_mention.start, dated_mention.end))
    elif claim.resolved and calendar.published and yearless[1] not in calendar.days:
        full, basis = claim.resolved, format_day(calendar.published)
    else:
        return
    values = (("date", claim.text), ("full", format_day(full)), ("basis", basis))
    yield Finding("year", Bearing.IMPLIES, spans, values, "")


def _check_period(passage: Passage, position: int) -> Iterator[Finding]:
    """Check that a period does not end before it begins."""
    claims, claim = passage.claims, passage.claims[position]
    begin, slash, end = (claim.value or "").partition("/")
    if slash:
        if _is_reversed(begin, end):
            yield _period(passage, (position,), begin, end)
    elif position + 1 < len(claims) and claims[position + 1].kind is Kind.DATE and claims[position + 1].value:
        next_date = claims[position + 1].value or ""
        is_period = _FROM.search(passage.words_before(position)) and _UNTIL_WORDS.fullmatch(
            passage.words_before(position + 1)
        )
        if is_period and _is_reversed(begin, next_date):
            yield _period(passage, (position + 1, position), begin, next_date)


def _is_reversed(begin: str, end: str) -> bool:
    same_precision = len(begin) == len(end) and _FULL.match(begin) and _FULL.match(end)
    return bool(same_precision) and begin > end


def _period(passage: Passage, claims: tuple[int, ...], begin: str, end: str) -> Finding:
    first, last = format_day(begin), format_day(end)
    return make_finding(
        "period", Bearing.CONTRADICTS, passage, claims, f"{last} < {first}", begin=first, end=last
    )  # fmt: skip


def _compare_with_reported_date(passage: Passage, position: int) -> Iterator[Finding]:
    """Check that a report is not older than the time it reports on, as a ranking of 2021 published in 2002."""
    claims, year = passage.claims, (passage.claims[position].value or "")[:4]
    if claims[position].modifier:
        return
    for other_position, claim in enumerate(claims):
        later = claim.value or ""
        if claim.kind is not Kind.DATE or not _FULL.match(later) or later[:4] <= year:
            continue
        # `Tháng 8/2002 công bố xếp hạng năm 2021`, or `xếp hạng năm 2021, công bố tháng 8/2002`.
        first, last = min(position, other_position), max(position, other_position)
        context = passage.folded[: passage.starts[other_position] - passage.start]
        gap = passage.words_between(first, last)
        context = context[-_LOOKED_BACK:] if other_position < position else gap
        if len(gap) > _LOOKED_BACK or not _LOOKS_BACK.search(context) or not _PUBLISHED.search(gap):
            continue
        if _LOOKS_AHEAD.search(context + gap) or _LOOKS_AHEAD.search(
            passage.words_after(other_position)[:30]
        ):
            continue
        stated_day, reported = format_day(claims[position].value or ""), format_day(later)
        yield make_finding(
            "date_order", Bearing.CONTRADICTS, passage, (position, other_position), f"{stated_day} < {reported}",
            date=stated_day, later=reported,
        )  # fmt: skip
        return


def _compare_with_publication(passage: Passage, position: int, calendar: Calendar) -> Iterator[Finding]:
    """Check that a recent date is not years before the article, and that a past event is not after the article."""
    claim = passage.claims[position]
    if calendar.published is None or claim.value is None:
        return
    stated_day, published = format_day(claim.value), format_day(calendar.published)
    if (
        _RECENT.search(passage.words_before(position))
        and int(calendar.published[:4]) - int(claim.value[:4]) >= _RECENT_YEARS
    ):
        yield make_finding(
            "recent", Bearing.CONTRADICTS, passage, (position,), f"{published[-4:]} − {stated_day[-4:]} = "
            f"{int(calendar.published[:4]) - int(claim.value[:4])}", date=stated_day, published=published,
        )  # fmt: skip
    elif _is_after(claim.value, calendar.published) and _is_past_event(passage, position):
        yield make_finding(
            "future", Bearing.CONTRADICTS, passage, (position,), f"{stated_day} > {published}",
            date=stated_day, published=published,
        )  # fmt: skip


def _is_after(value: str, published: str) -> bool:
    """Whether a day is more than one day after publication, the tolerance for date lines."""
    if not _DAY.fullmatch(value):
        return False
    try:
        return (date.fromisoformat(value) - date.fromisoformat(published)).days > 1
    except ValueError:
        return False


def _is_past_event(passage: Passage, position: int) -> bool:
    """Whether a sentence begins with the date and its event is past: `Ngày 25/8/2022, HĐND tỉnh đã thông qua …`."""
    lead, words_after = passage.words_before(position).strip(), passage.words_after(position)[:_REACH]
    if position or lead not in ("ngày", "vào ngày", "sáng ngày", "chiều ngày", "tối ngày", "hôm"):
        return False
    return bool(_DONE_WORDS.search(words_after)) and not _NOT_YET.search(passage.folded)


def format_day(value: str) -> str:
    """Format an ISO date for Vietnamese readers: `18/5/2022`, `8/2002`."""
    return "/".join(str(int(part)) if part.isdecimal() else part for part in reversed(value.split("-")))
