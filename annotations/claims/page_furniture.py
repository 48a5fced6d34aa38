"""Page furniture: timestamps, bylines, view and comment counts, which get the role of metadata."""

from __future__ import annotations

import re
from bisect import bisect_right

from annotations.claims import identifiers
from annotations.claims.dates import iso_dates
from annotations.claims.document import Document
from annotations.claims.numerals.decimals import read_digits
from annotations.model import Kind, Role
from annotations.page.sections import page_parts

_STAMP = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ ,|-]{1,5}\d{1,2}(?::|h|g)\d{2}"
    r"|\d{1,2}(?::|h|g)\d{2}(?::\d{2})?(?: ?[ap]m)?(?: ?\(?gmt ?[+-] ?\d\)?)?[ ,|-]{1,5}(?:thứ [^\W\d]+|thứ \d|chủ nhật)?[ ,|-]{0,4}(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|gmt ?[+-] ?\d"
    r"|^(?:thứ [^\W\d]+|thứ \d|chủ nhật)[ ,|-]+(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ .]*$"
    r"|^(?:cập nhật|đăng|ngày đăng|cập nhật lúc|đăng lúc|xuất bản|thời gian) ?:? ?(?:\d{1,2}[:hg/.-]\d|thứ |chủ nhật|ngày \d)"
)
_COUNT = re.compile(r"[\d.,]+k?(?= |$)")
_FULL_STOPS = (".", "!", "?", "…")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+|[^\W\d_]+")
_BY_LINE = 9  # words a line with a stamp has besides; more are a sentence
# The outlet's licence and address; links to other articles.
_LICENCE = "gp-bttt"
_IMPRINT = re.compile(r"(?:toà soạn|tổng biên tập) ?:")
_LINK = re.compile(
    r"^(?:>+ ?|- )?(?:xem thêm|đọc thêm|mời xem|mời đọc|tin liên quan|bài liên quan|đọc tiếp)(?: ?[:>]|$)"
)


def mark_page_parts(document: Document) -> None:
    """Make the numbers in the parts around the article metadata: its header, links, tags, comments, share bars."""
    parts = page_parts(document.cased)
    if not parts:
        return
    starts = [part.start for part in parts]
    for mention in document.mentions:
        position = bisect_right(starts, mention.start) - 1
        if position >= 0 and mention.start < parts[position].end and mention.role is not Role.METADATA:
            mention.role, mention.why = Role.METADATA, parts[position].name
            mention.rule = f"furniture.{mention.why}"


def read_line(document: Document, offset: int) -> bool:
    """Record a number as metadata if its line is a timestamp, a link, an imprint or a count of readers."""
    bounds = document.line_around(offset)
    if bounds is None:
        return False
    start, end = bounds
    line_text = document.folded[start:end].strip()
    is_link = _LINK.match(line_text) is not None
    if is_link or _is_imprint(line_text):
        _stamp(document, offset, "link" if is_link else "imprint")
        return True
    is_sentence = line_text.endswith(_FULL_STOPS)
    if not (is_sentence and not line_text[-2:-1].isdecimal()) and _STAMP.search(line_text):
        if len(_WORD.findall(line_text)) > _BY_LINE:
            return False
        _stamp(document, offset, "stamp")
        return True
    return not is_sentence and _reader_count(document, offset, line_text)


def _is_imprint(line_text: str) -> bool:
    return _LICENCE in line_text or (":" in line_text and _IMPRINT.search(line_text) is not None)


def _stamp(document: Document, offset: int, why: str) -> None:
    folded = document.folded
    match, kind = iso_dates.full_date(folded, offset) or iso_dates.day_month(folded, offset), Kind.DATE
    if not match:
        match, kind = iso_dates.clock(folded, offset), Kind.TIME
    if match:
        document.add(offset, match[0], kind, match[1], f"furniture.{why}", role=Role.METADATA).why = why
        return
    phone = identifiers.long_digit_run(document.cased, offset) or identifiers.document(
        document.cased, offset, is_known=True
    )
    digits = _DIGITS.match(folded, offset)
    end = phone[0] if phone else digits.end() if digits else offset + 1
    document.add_non_claim(offset, end, Role.METADATA, why, f"furniture.{why}")


def _reader_count(document: Document, offset: int, line_text: str) -> bool:
    """`3,715 lượt xem`, ` (0) Bình luận`: a number and such a word are all there is on the line."""
    match = _COUNT.search(line_text)
    if not match or len(line_text) > 60:
        return False
    remainder = [word for word in re.split(r"[\d.,|•·:\-]+k?", line_text) if word.strip()]
    if not remainder or any(word.strip() not in document.lexicon.furniture for word in remainder):
        return False
    count_match = re.compile(r"\d+(?:[.,]\d+)*k?").match(document.folded, offset)
    if count_match is None:
        return False
    token = count_match[0].removesuffix("k")
    value, alternative = read_digits(token)
    # A count of readers is whole: three digits after a comma are a group.
    value = alternative if alternative and "," in token else value
    mention = document.add(
        offset, count_match.end(), Kind.COUNT, value, "furniture.count", role=Role.METADATA
    )
    mention.unit = mention.why = remainder[0].strip()
    return True
