"""Amounts told in two units: `3 năm 6 tháng`, `1 giờ 45 phút`, `ba tháng rưỡi`, `1m82`."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import Site
from annotations.claims.document import Document
from annotations.claims.numbers.decimals import add, canonical
from annotations.claims.numbers.numeral import Numeral
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
    low = document.low
    if not low.startswith(_BEGINNINGS, number.end) or number.ranged:
        return False
    half = _HALF.match(low, number.end)
    if half:
        _widen(number, half.end(), add(number.value, "0.5"), half[1])
        return True
    if "." in number.value or len(number.value) > _LONGEST:
        return False
    found = _SMALLER.match(low, number.end)
    if (
        found
        and (found[1], found[3]) in _PARTS
        and (found[1] != "năm" or int(found[2]) <= _PARTS["năm", "tháng"])
    ):
        parts = _PARTS[found[1], found[3]]
        _widen(number, found.end(), str(int(number.value) * parts + int(found[2])), found[3])
        number.unit = None
        smaller = _SMALLER.match(low, number.end)
        if smaller and (smaller[1], smaller[3]) in _PARTS:
            seconds = int(number.value) * _PARTS[smaller[1], smaller[3]] + int(smaller[2])
            _widen(number, smaller.end(), str(seconds), smaller[3])
            number.unit = None
    rest = _HUNDREDTHS.match(low, number.end)
    if rest:
        _widen(number, rest.end(), canonical(number.value, rest[1]), "giây")
    return found is not None or rest is not None


def _widen(number: Numeral, end: int, value: str, unit: str) -> None:
    number.end, number.value, number.unit = end, value, unit
    number.plain, number.alternative = False, None


def glued_measure(site: Site, number: Numeral) -> bool:
    """`1m82`, `3kg2`: the digits after the unit are its fraction."""
    found = _GLUED.match(site.low, number.end) if number.plain else None
    if not found or (found[1] == "m" and found[2] in {"2", "3"}):
        return False
    value = canonical(number.value, found[2])
    mention = site.document.add(number.start, found.end(), Kind.MEASURE, value, "measure.glued")
    mention.unit, mention.modifier = found[1], site.modifier
    return True
