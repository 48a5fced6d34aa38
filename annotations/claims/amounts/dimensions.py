"""Dimensions: `150 x 74,5 x 7,7 mm`, `1920 x 1080 pixel`: each number has the unit that is written once."""

from __future__ import annotations

import re

from annotations.claims.amounts.amount import Amount, record
from annotations.claims.context.counted_nouns import noun_at
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import unit_at
from annotations.claims.numerals.numeral import Numeral, digits_at
from annotations.model import Kind

_CHAIN = re.compile(r"\d+(?:[.,]\d+)*(?: ?[x×*] ?\d+(?:[.,]\d+)*){1,3}(?!\d|\^| ?[x×*] ?\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_RELAY = re.compile(r"4 ?x ?\d{2,4} ?m")  # four runners, not four metres
_SIGNS = frozenset("x×*")
_SIGN_WINDOW = 12  # characters from a number to the sign that makes a dimension of it


def read_dimensions(context: LeftContext) -> bool:
    """Record the numbers of a chain with the unit behind the last of them."""
    folded, offset = context.folded, context.offset
    if _SIGNS.isdisjoint(folded[offset : offset + _SIGN_WINDOW]):
        return False
    match = _CHAIN.match(folded, offset)
    if match is None or _RELAY.match(folded, offset):
        return False
    end = match.end()
    kind, name, unit_end = _unit(context, end)
    for part in _NUMBER.finditer(folded, offset, end):
        number = digits_at(folded, part.start(), context.lexicon)
        plain = Numeral(part.start(), part.end(), number.value)
        stop = unit_end if part.end() == end else part.end()
        record(LeftContext(context.document, part.start()), plain, Amount(kind, name, stop, "dimension"))
    return True


def _unit(context: LeftContext, end: int) -> tuple[Kind, str | None, int]:
    words = context.following_words(end)
    unit = unit_at(context.folded, end, context.lexicon, words)
    if unit:
        return Kind(unit.kind), unit.unit, unit.end
    noun = noun_at(context.folded, end, context.lexicon, words)
    if noun is None:
        return Kind.COUNT, None, end
    return Kind.COUNT, context.cased[end : noun[0]].strip(), noun[0]
