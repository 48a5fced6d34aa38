"""Years, decades and periods in digits."""

from __future__ import annotations

import re

from annotations.claims.context.interpretations import Interpretation, decide
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_side import Right, right_side
from annotations.claims.dates import iso_dates
from annotations.model import Role

_YEAR = re.compile(r"\d{3,4}(?![0-9]|[.,:/][0-9])")
_DESIGNATION = re.compile(r" [A-Z]{1,3}\d{1,4}(?![^\W_])")  # an asteroid: 2024 YR4
_EARLY = re.compile(
    r"\d{1,2}(?=[,;)](?!\d)|\.\n|\.$| tcn| trước công nguyên| sau công nguyên)"
)  # a year before 100: `năm 40,`
_FIRST, _LAST = 1900, 2100  # four digits between these may be a year though no word says so
_OLDEST_DECADE = 1000
_AMOUNTS = (Right.SCALE, Right.PERCENT, Right.UNIT)
_AMOUNT_WEIGHTS = {
    Right.SCALE: 9,
    Right.PERCENT: 9,
    Right.UNIT: 7,
    Right.COUNTED_NOUN: 4,
    Right.TIME: 2,
    Right.BOUND: 1,
}
_PREPOSITIONS = {"từ", "đến", "tới", "và", "với", "trong", "so với", "vào"}

# End, value and rule; the value is "" where the digits were recorded as a name or reference, not as a year.
DateMatch = tuple[int, str, str] | None


def read_year(context: LeftContext) -> DateMatch:
    """The year, decade or period of years that begins at the number."""
    folded, offset, tags = context.folded, context.offset, context.tags
    short = iso_dates.decade(folded, offset) if "decade" in tags else None
    if short:
        return *short, "date.decade"
    period = iso_dates.period(folded, offset) if "reference" not in tags else None
    if period and not _is_range_of_amounts(context, *period):
        if context.follows_name() and "year" not in tags:
            return _name_of_season(context, period[0])
        return *period, "date.period"
    match = _YEAR.match(folded, offset) or (_EARLY.match(folded, offset) if context.label == "năm" else None)
    if not match:
        return None
    year, end = int(match[0]), match.end()
    if "decade" in tags and year >= _OLDEST_DECADE:
        return end, f"{year}/{year + 9}" if year % 10 == 0 else str(year), "date.decade"
    if _is_called_year(context):
        is_scaled = right_side(context, end) in (Right.SCALE, Right.PERCENT)
        return None if is_scaled else (end, f"{year:04}", "date.year")
    if (
        not _FIRST <= year <= _LAST
        or tags & {"reference", "rank"}
        or context.modifier not in (None, "up_to", "more_than")
    ):
        return None
    return _bare_year(context, end)


def _name_of_season(context: LeftContext, end: int) -> DateMatch:
    """`V-League 2024-2025`: the years belong to the name."""
    context.document.add_non_claim(context.offset, end, Role.NAME, context.last(), "name.year")
    return end, "", ""


def _is_called_year(context: LeftContext) -> bool:
    is_year = context.label.startswith("năm") or context.cue("born", context.label)
    return "year" in context.tags and is_year


def _is_range_of_amounts(context: LeftContext, end: int, value: str) -> bool:
    """`1000-2000 đồng/kg`, `1500-2000 lượt khách`: four digits that count or measure."""
    right = right_side(context, end)
    if right in _AMOUNTS:
        return True
    is_year = "year" in context.tags and context.label not in _PREPOSITIONS
    return right is Right.COUNTED_NOUN and not is_year and int(value[:4]) < _FIRST


def _bare_year(context: LeftContext, end: int) -> DateMatch:
    """The year in four digits that have no label such as `năm` before them, weighed against an amount and a name."""
    code = _DESIGNATION.match(context.cased, end)
    if code:
        context.document.add_non_claim(
            context.offset, code.end(), Role.NAME, context.cased[context.offset : code.end()], "name.code"
        )
        return code.end(), "", ""
    decision = decide(_year_interpretations(context, end))
    accepted = decision.accepted
    if accepted.name == "amount":
        return None
    if accepted.name in ("name", "reference"):
        ground = accepted.evidence[-1][1]
        mention = context.document.add_non_claim(context.offset, end, Role(accepted.name), ground, "")
        mention.rule = decision.rule
        return end, "", ""
    return end, context.folded[context.offset : end], decision.rule


def _year_interpretations(context: LeftContext, end: int) -> list[Interpretation]:
    """What four digits between 1900 and 2100 may be, with the evidence on both sides."""
    right = right_side(context, end)
    label = [(2, context.label)] if "year" in context.tags else []
    readings = [Interpretation("date", "", ((2, "four digits"), *label))]
    amount = [(_AMOUNT_WEIGHTS.get(right, 0), right.value)]
    if context.modifier == "more_than" and context.modifier_word != "trên":
        amount.append((3, context.modifier_word))
    readings.append(Interpretation("amount", "", tuple(amount)))
    law = next((word for word in context.words[-5:] if context.cue("law", word)), None)
    if law and not context.cue("before_year", context.last()):
        readings.append(Interpretation("reference", "", ((6, law),)))
    if context.follows_name():
        readings.append(Interpretation("name", "", ((5, context.last()),)))
    elif not label and context.ends_name():
        readings.append(Interpretation("name", "", ((3, context.last()),)))
    return readings
