"""The minutes of a match: `phút 12, 45+2 và 88`, `(31', 45+1')`."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import LeftContext
from annotations.claims.numerals.numeral import Numeral
from annotations.model import Kind

_MINUTE = re.compile(r"\d{1,3}(?: ?\+ ?\d{1,2})?(?![\d.,:/%]*\d|%)")
_MINUTE_LIST = re.compile(
    r"(?:, (?:phút )?\d{1,3}(?: ?\+ ?\d{1,2})?(?![\d.,:/%]*\d|%)){0,10}(?:,? và (?:phút )?\d{1,3}(?: ?\+ ?\d{1,2})?)?(?! [^\W\d_]+ )(?![\d.,:/%]*\d|%)"
)
_MARKED = re.compile(r"(\d{1,3}(?: ?\+ ?\d{1,2})?) ?['’′](?![\d'’′\"”″])")
_MINUTE_MARKS = frozenset("'’′")
_MARK_WINDOW = 9  # characters from a minute to its mark
_OPENING = {"'": "'", "’": "‘"}
_QUOTED = 60  # characters in which a quotation opens
_LAST_MINUTE = 130


def read_minutes(context: LeftContext, number: Numeral) -> bool:
    """Record the minutes behind `phút`, each by itself; time added stays as it is written."""
    match = _MINUTE.match(context.folded, number.start) if number.plain and not number.word else None
    if match is None or context.cue("each_day", context.word()) or context.word()[-1:].isdecimal():
        return False
    remainder = _MINUTE_LIST.match(context.folded, match.end())
    end = remainder.end() if remainder else match.end()
    for minute in _MINUTE.finditer(context.folded, match.start(), end):
        _record(context, *minute.span())
    return True


def read_marked_minute(context: LeftContext) -> bool:
    """Record `31'`, unless the mark closes a quotation or counts the minutes of an arc."""
    cased, offset = context.cased, context.offset
    if _MINUTE_MARKS.isdisjoint(cased[offset : offset + _MARK_WINDOW]):
        return False
    match = _MARKED.match(cased, offset)
    if match is None or (cased[offset - 1 : offset] in "°º" and offset):
        return False
    minutes = int(match[1].partition("+")[0])
    mark = cased[match.end() - 1]
    opening = _OPENING.get(mark)
    preceding = cased[max(0, offset - _QUOTED) : offset].rpartition("\n")[2]
    is_quotation = opening == "‘" and preceding.rfind("‘") > preceding.rfind("’")
    if opening == "'":
        outside = _MARKED.sub("", preceding)
        is_quotation = outside.count("'") % 2 == 1
    if minutes > _LAST_MINUTE or is_quotation:
        return False
    _record(context, offset, match.end(1))
    return True


def _record(context: LeftContext, start: int, end: int) -> None:
    amount = context.folded[start:end].replace(" ", "")
    context.document.add(start, end, Kind.DURATION, amount, "head.minute").unit = "phút"
