"""Numbers that share the unit of a later number: `từ 4 lên 8 làn xe`, `16 x 24 cm`, `14 đến dưới 16 tuổi`."""

from __future__ import annotations

import re

from annotations.claims.amounts.amount import Amount, record
from annotations.claims.context.counted_nouns import noun_at
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import Unit, per_at, unit_at
from annotations.claims.numerals.decimals import exceeds, shift
from annotations.claims.numerals.numeral import Numeral, number_at, scaled_like
from annotations.model import Kind

_BEGINNINGS = (" l", " x", " c", " đ", " t", " v", " -", "\x1f", "x", "×")
_LINK = re.compile(
    r" (?:lên|xuống|còn|đến|tới|về|thành)(?: (?:còn|hết|dưới|gần|hơn|trên|khoảng|mức|chỉ|đến|tới|đủ)){0,3} (?=[^\W_])"
    r"| - dưới (?=\d)| ?[x×] ?(?=\d)|[ \x1f]-(?=\d)"
)
_TO = re.compile(r" (?:đến|tới)(?: dưới)? (?=[^\W_])")
_DOWN = ("xuống", "còn", "về")
_FROM = 3  # words in which `từ` stands before the first of two numbers
_APART = 3  # powers of ten; two numbers on one scale are not further apart
_EXPLAINED = frozenset(("rank", "level", "name", "reference", "day", "month", "year"))


def shares_unit(context: LeftContext, number: Numeral) -> bool:
    """Record a number with the unit of the one that follows it, where the words say that they share it."""
    folded = context.folded
    if not folded.startswith(_BEGINNINGS, number.end) or (
        context.tags & _EXPLAINED and context.last() != "từ"
    ):
        return False
    match = _LINK.match(folded, number.end)
    if not match or not ("từ" in context.words[-_FROM:] or match[0].strip() in {"x", "×", "-", "\x1f-"}):
        return False
    later = number_at(folded, match.end(), context.lexicon)
    amount = _shared_amount(context, number, later) if later else None
    if later is None or amount is None:
        return False
    if not number.scaled:
        number.value = _on_scale(number, later, match[0].split()[0])
    mention = record(context, number, amount[0])
    mention.per = mention.per or amount[1]
    return True


def fuller_unit(context: LeftContext, unit: Unit) -> Unit:
    """`từ một năm đến năm năm tù`: the first has the unit of the second where that says more."""
    match = _TO.match(context.folded, unit.end)
    later = number_at(context.folded, match.end(), context.lexicon) if match else None
    if later is None:
        return unit
    fuller = unit_at(context.folded, later.end, context.lexicon, context.following_words(later.end))
    is_fuller = fuller is not None and fuller.unit.startswith(f"{unit.unit} ")
    return unit._replace(unit=fuller.unit) if fuller and is_fuller else unit


def _shared_amount(context: LeftContext, number: Numeral, later: Numeral) -> tuple[Amount, str | None] | None:
    """What the later number says, said of the first, and what it is per."""
    folded, lexicon = context.folded, context.lexicon
    if later.percent:
        return Amount(Kind.PERCENTAGE, "%", number.end, "partner.percent"), None
    words = context.following_words(later.end)
    unit = unit_at(folded, later.end, lexicon, words)
    if unit and unit.kind != "multiple":
        per = per_at(folded, context.cased, unit.end, lexicon)
        return Amount(Kind(unit.kind), unit.unit, number.end, f"partner.{unit.kind}"), per[0] if per else None
    noun = noun_at(folded, later.end, lexicon, words)
    if noun is None or not noun[1]:
        return None
    return Amount(Kind.COUNT, context.cased[later.end : noun[0]].strip(), number.end, "partner.count"), None


def _on_scale(number: Numeral, later: Numeral, link: str) -> str:
    """`từ 100 lên 200 triệu`: the scale is said once; `từ 500.000 lên 1 triệu` has it in the first."""
    if link not in _DOWN:
        return scaled_like(number, later)
    shared = shift(number.value, later.power)
    is_close = not exceeds(shared, shift(later.value, _APART)) and not exceeds(later.value, shared)
    return shared if is_close else number.value
