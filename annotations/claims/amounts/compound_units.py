"""Amounts told in two units: `3 năm 6 tháng`, `1 giờ 45 phút`, `ba tháng rưỡi`, `1m82`."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import LeftContext
from annotations.claims.document import Document
from annotations.claims.numerals.decimals import add, canonical
from annotations.claims.numerals.numeral import Numeral
from annotations.model import Kind

_SMALLER = re.compile(r" (năm|giờ|tiếng|phút) (\d{1,2})(?= (tháng|phút|giây)(?![^\W_]))")
_HUNDREDTHS = re.compile(r" giây (\d{1,3})(?![\d.,]\d|\d|%| [^\W\d_])")
_PARTS = {("năm", "tháng"): 12, ("giờ", "phút"): 60, ("tiếng", "phút"): 60, ("phút", "giây"): 60}
_HALF = re.compile(
    r" (năm|tháng|tuần|ngày|giờ|tiếng|tuổi|phút|thế kỷ|mét|cân|ký|tấn|tạ|sào|lần) rưỡi(?![^\W_])"
)
_GLUED = re.compile(r"(m|kg|km|ha|tấn)(\d{1,3})(?![\d.,]\d|\d|[^\W_])")
_BEGINNINGS = (" n", " g", " t", " p", " m", " c", " k", " l")
_LONGEST = 18  # digits; what is longer is no length of time


def compound(document: Document, number: Numeral) -> bool:
    """Widen a number over the unit that follows where a smaller one or a half comes after it."""
    folded = document.folded
    if not folded.startswith(_BEGINNINGS, number.end) or number.ranged:
        return False
    half = _HALF.match(folded, number.end)
    if half:
        _widen(number, half.end(), add(number.value, "0.5"), half[1])
        return True
    if "." in number.value or len(number.value) > _LONGEST:
        return False
    match = _SMALLER.match(folded, number.end)
    if (
        match
        and (match[1], match[3]) in _PARTS
        and (match[1] != "năm" or int(match[2]) <= _PARTS["năm", "tháng"])
    ):
        parts = _PARTS[match[1], match[3]]
        _widen(number, match.end(), str(int(number.value) * parts + int(match[2])), match[3])
        number.unit = None
        smaller = _SMALLER.match(folded, number.end)
        if smaller and (smaller[1], smaller[3]) in _PARTS:
            seconds = int(number.value) * _PARTS[smaller[1], smaller[3]] + int(smaller[2])
            _widen(number, smaller.end(), str(seconds), smaller[3])
            number.unit = None
    remainder = _HUNDREDTHS.match(folded, number.end)
    if remainder:
        _widen(number, remainder.end(), canonical(number.value, remainder[1]), "giây")
    return match is not None or remainder is not None


def _widen(number: Numeral, end: int, value: str, unit: str) -> None:
    number.end, number.value, number.unit = end, value, unit
    number.plain, number.alternative = False, None


def glued_measure(context: LeftContext, number: Numeral) -> bool:
    """`1m82`, `3kg2`: the digits after the unit are its fraction."""
    match = _GLUED.match(context.folded, number.end) if number.plain else None
    if not match or (match[1] in {"m", "km", "cm"} and match[2] in {"2", "3"}):
        return False
    value = canonical(number.value, match[2])
    mention = context.document.add(number.start, match.end(), Kind.MEASURE, value, "measure.glued")
    mention.unit, mention.modifier = match[1], context.modifier
    return True
