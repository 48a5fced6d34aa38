"""Page furniture: timestamps, bylines, view and comment counts. It is on the page, not in the article."""

from __future__ import annotations

import re

from annotations.claims import dates
from annotations.claims.document import Document
from annotations.claims.numbers import read_digits
from annotations.model import Kind, Role

_STAMP = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ ,|-]{1,5}\d{1,2}(?::|h|g)\d{2}"
    r"|\d{1,2}(?::|h|g)\d{2}(?::\d{2})?(?: ?[ap]m)?(?: ?\(?gmt ?[+-] ?\d\)?)?[ ,|-]{1,5}(?:thứ [^\W\d]+|thứ \d|chủ nhật)?[ ,|-]{0,4}(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|gmt ?[+-] ?\d"
    r"|^(?:thứ [^\W\d]+|thứ \d|chủ nhật)[ ,|-]+(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ .]*$"
    r"|^(?:cập nhật|đăng|ngày đăng|cập nhật lúc|đăng lúc|xuất bản|thời gian)[ :]"
)
_COUNT = re.compile(r"[\d.,]+k?(?= |$)")
_FULL_STOP = re.compile(r"[^\d.][.!?…]+ *$")


def read_line(document: Document, at: int) -> bool:
    """Read a number as furniture where its line is a stamp, or nothing but a count of readers."""
    bounds = document.line(at)
    if bounds is None:
        return False
    start, end = bounds
    line = document.low[start:end].strip()
    if _FULL_STOP.search(line):
        return False
    if _STAMP.search(line):
        _stamp(document, at)
        return True
    return _reader_count(document, at, line)


def _stamp(document: Document, at: int) -> None:
    low = document.low
    found = dates.full_date(low, at)
    if found:
        document.add(at, found[0], Kind.DATE, found[1], "furniture.stamp", role=Role.METADATA).why = "stamp"
        return
    time = dates.clock(low, at)
    if time:
        document.add(at, time[0], Kind.TIME, time[1], "furniture.stamp", role=Role.METADATA).why = "stamp"
        return
    digits = re.compile(r"\d+|[^\W\d_]+").match(low, at)
    end = digits.end() if digits else at + 1
    document.other(at, end, Role.METADATA, "stamp", "furniture.stamp")


def _reader_count(document: Document, at: int, line: str) -> bool:
    """`3,715 lượt xem`, ` (0) Bình luận`: a number and such a word are all there is on the line."""
    found = _COUNT.search(line)
    if not found or len(line) > 60:
        return False
    rest = [word for word in re.split(r"[\d.,|•·:\-]+k?", line) if word.strip()]
    if not rest or any(word.strip() not in document.lexicon.furniture for word in rest):
        return False
    here = re.compile(r"\d+(?:[.,]\d+)*k?").match(document.low, at)
    if here is None:
        return False
    token = here[0].removesuffix("k")
    value, other = read_digits(token)
    # A count of readers is whole: three digits after a comma are a group.
    value = other if other and "," in token else value
    mention = document.add(at, here.end(), Kind.COUNT, value, "furniture.count", role=Role.METADATA)
    mention.unit = mention.why = rest[0].strip()
    return True
