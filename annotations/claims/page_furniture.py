"""Page furniture: timestamps, bylines, view and comment counts. It is on the page, not in the article."""

from __future__ import annotations

import re

from annotations.claims import identifiers
from annotations.claims.dates import iso_dates
from annotations.claims.document import Document
from annotations.claims.numbers.decimals import read_digits
from annotations.model import Kind, Role

_STAMP = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ ,|-]{1,5}\d{1,2}(?::|h|g)\d{2}"
    r"|\d{1,2}(?::|h|g)\d{2}(?::\d{2})?(?: ?[ap]m)?(?: ?\(?gmt ?[+-] ?\d\)?)?[ ,|-]{1,5}(?:thứ [^\W\d]+|thứ \d|chủ nhật)?[ ,|-]{0,4}(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|gmt ?[+-] ?\d"
    r"|^(?:thứ [^\W\d]+|thứ \d|chủ nhật)[ ,|-]+(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ .]*$"
    r"|^(?:cập nhật|đăng|ngày đăng|cập nhật lúc|đăng lúc|xuất bản|thời gian) ?:? ?(?:\d{1,2}[:hg/.-]\d|thứ |chủ nhật|ngày \d)"
)
_COUNT = re.compile(r"[\d.,]+k?(?= |$)")
_FULL_STOP = re.compile(r"[.!?…]+ *$")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+|[^\W\d_]+")
_BY_LINE = 9  # words a line with a stamp has besides; more are a sentence
# The outlet's licence and address; links to other articles.
_IMPRINT = re.compile(r"gp-bttt|toà soạn ?:|tổng biên tập ?:")
_LINK = re.compile(
    r"^(?:>+ ?|- )?(?:xem thêm|đọc thêm|mời xem|mời đọc|tin liên quan|bài liên quan|đọc tiếp)(?: ?[:>]|$)"
)


def read_line(document: Document, at: int) -> bool:
    """Read a number as furniture where its line is a stamp, a link, or nothing but a count of readers."""
    bounds = document.line(at)
    if bounds is None:
        return False
    start, end = bounds
    line = document.low[start:end].strip()
    if _LINK.match(line) or _IMPRINT.search(line):
        _stamp(document, at, "link" if _LINK.match(line) else "imprint")
        return True
    if not (_FULL_STOP.search(line) and not line[-2:-1].isdecimal()) and _STAMP.search(line):
        if len(_WORD.findall(line)) > _BY_LINE:
            return False
        _stamp(document, at, "stamp")
        return True
    return not _FULL_STOP.search(line) and _reader_count(document, at, line)


def _stamp(document: Document, at: int, why: str) -> None:
    low = document.low
    found, kind = iso_dates.full_date(low, at) or iso_dates.day_month(low, at), Kind.DATE
    if not found:
        found, kind = iso_dates.clock(low, at), Kind.TIME
    if found:
        document.add(at, found[0], kind, found[1], f"furniture.{why}", role=Role.METADATA).why = why
        return
    phone = identifiers.line(document.cased, at) or identifiers.document(document.cased, at, known=True)
    digits = _DIGITS.match(low, at)
    end = phone[0] if phone else digits.end() if digits else at + 1
    document.other(at, end, Role.METADATA, why, f"furniture.{why}")


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
