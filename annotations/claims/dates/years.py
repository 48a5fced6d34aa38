"""Years, decades and periods in digits."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import noun_at, unit_at
from annotations.claims.dates import iso_dates
from annotations.model import Role

_YEAR = re.compile(r"\d{3,4}(?![0-9]|[.,:/][0-9])")
_DESIGNATION = re.compile(r" [A-Z]{1,3}\d{1,4}(?![^\W_])")  # an asteroid: 2024 YR4
_EARLY = re.compile(
    r"\d{1,2}(?=[,;)]|\.\n|\.$| tcn| trước công nguyên| sau công nguyên)"
)  # a year before 100: `năm 40,`
_FIRST, _LAST = 1900, 2100  # four digits between these may be a year though no word says so
_OLDEST_DECADE = 1000

# End, value and rule; the value is "" where the digits were recorded as a name or reference, not as a year.
DateMatch = tuple[int, str, str] | None


def read_year(context: LeftContext) -> DateMatch:
    """The year, decade or period of years that begins at the number."""
    folded, offset, tags = context.folded, context.offset, context.tags
    short = iso_dates.decade(folded, offset) if "decade" in tags else None
    if short:
        return *short, "date.decade"
    period = iso_dates.period(folded, offset) if "reference" not in tags else None
    if period:
        return *period, "date.period"
    match = _YEAR.match(folded, offset) or (_EARLY.match(folded, offset) if context.label == "năm" else None)
    if not match:
        return None
    year, end = int(match[0]), match.end()
    if "decade" in tags and year >= _OLDEST_DECADE:
        return end, f"{year}/{year + 9}" if year % 10 == 0 else str(year), "date.decade"
    if "year" in tags and (context.label.startswith("năm") or context.cue("born", context.label)):
        return None if _scaled(context, end) else (end, f"{year:04}", "date.year")
    if (
        not _FIRST <= year <= _LAST
        or tags & {"reference", "rank"}
        or context.modifier not in (None, "up_to", "more_than")
    ):
        return None
    return _bare_year(context, end)


def _scaled(context: LeftContext, end: int) -> bool:
    words = context.following_words(end)
    return bool(words) and words[0] in context.lexicon.scales


def _bare_year(context: LeftContext, end: int) -> DateMatch:
    """The year in four digits that have no label such as `năm` before them."""
    if _is_amount(context, end):
        return None
    code = _DESIGNATION.match(context.cased, end)
    if code:
        context.document.add_non_claim(
            context.offset, code.end(), Role.NAME, context.cased[context.offset : code.end()], "name.code"
        )
        return code.end(), "", ""
    law = next((word for word in context.words[-5:] if context.cue("law", word)), None)
    if law and not context.cue("before_year", context.last()):
        context.document.add_non_claim(context.offset, end, Role.REFERENCE, law, "reference.year")
        return end, "", ""
    if context.follows_name():
        context.document.add_non_claim(context.offset, end, Role.NAME, context.last(), "name.year")
        return end, "", ""
    if context.modifier == "more_than" and context.modifier_word != "trên":
        return None
    return end, context.folded[context.offset : end], "date.bare"


def _is_amount(context: LeftContext, end: int) -> bool:
    folded, lexicon = context.folded, context.lexicon
    words = context.following_words(end)
    if not words:
        return folded[end : end + 2].strip().startswith(("%", "$"))
    if words[0] in lexicon.scales or unit_at(folded, end, lexicon, words):
        return True
    noun = noun_at(folded, end, lexicon, words)
    return noun is not None and noun[1]
