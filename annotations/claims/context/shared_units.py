"""Numbers whose unit stands only behind a later one: `từ 4 lên 8 làn xe`, `16 x 24 cm`, `14 đến dưới 16 tuổi`."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import Site
from annotations.claims.context.right_context import noun_at, per_at, unit_at
from annotations.claims.numbers.amounts import Said, record
from annotations.claims.numbers.decimals import exceeds, shift
from annotations.claims.numbers.numeral import Numeral, number_at, scaled_like
from annotations.model import Kind

_BEGINNINGS = (" l", " x", " c", " đ", " t", " v", " -", "x", "×")
_LINK = re.compile(
    r" (?:lên|xuống|còn|đến|tới|về|thành)(?: (?:còn|hết|dưới|gần|hơn|trên|khoảng|mức|chỉ|đến|tới|đủ)){0,3} (?=[^\W_])"
    r"| - dưới (?=\d)| ?[x×] ?(?=\d)"
)
_DOWN = ("xuống", "còn", "về")
_FROM = 3  # words in which `từ` stands before the first of two numbers
_APART = 3  # powers of ten; two numbers on one scale are not further apart
_EXPLAINED = frozenset(("rank", "level", "name", "reference", "day", "month", "year"))


def shares_unit(site: Site, number: Numeral) -> bool:
    """Record a number with the unit of the one that follows it, where the words say that they share it."""
    low = site.low
    if not low.startswith(_BEGINNINGS, number.end) or (site.tags & _EXPLAINED and site.last() != "từ"):
        return False
    found = _LINK.match(low, number.end)
    if not found or not ("từ" in site.words[-_FROM:] or found[0].strip() in {"x", "×"}):
        return False
    other = number_at(low, found.end(), site.lexicon)
    said = _said(site, number, other) if other else None
    if other is None or said is None:
        return False
    if not number.scaled:
        number.value = _on_scale(number, other, found[0].split()[0])
    mention = record(site, number, said[0])
    mention.per = mention.per or said[1]
    return True


def _said(site: Site, number: Numeral, other: Numeral) -> tuple[Said, str | None] | None:
    """What the later number says, said of the first, and what it is per."""
    low, lexicon = site.low, site.lexicon
    if other.percent:
        return Said(Kind.PERCENTAGE, "%", number.end, "partner.percent"), None
    words = site.after(other.end)
    unit = unit_at(low, other.end, lexicon, words)
    if unit and unit.kind != "multiple":
        per = per_at(low, site.cased, unit.end, lexicon)
        return Said(Kind(unit.kind), unit.unit, number.end, f"partner.{unit.kind}"), per[0] if per else None
    noun = noun_at(low, other.end, lexicon, words)
    if noun is None or not noun[1]:
        return None
    return Said(Kind.COUNT, site.cased[other.end : noun[0]].strip(), number.end, "partner.count"), None


def _on_scale(number: Numeral, other: Numeral, link: str) -> str:
    """`từ 100 lên 200 triệu`: the scale is said once; `từ 500.000 lên 1 triệu` has it in the first."""
    if link not in _DOWN:
        return scaled_like(number, other)
    shared = shift(number.value, other.power)
    together = not exceeds(shared, shift(other.value, _APART)) and not exceeds(other.value, shared)
    return shared if together else number.value
