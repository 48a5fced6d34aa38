"""Money: a sign or code before a number, and amounts of money whose currency is not written."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import LeftContext
from annotations.claims.numerals.numeral import Numeral
from annotations.model import Kind

_CURRENCY_BEFORE = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}
_CODES_BEFORE = {"USD", "EUR", "GBP", "JPY", "VND"}
_SENTENCE = re.compile(r"[.!?;\n] |\n")
_CLAUSE = 72  # characters between two amounts of one sentence
_MILLION, _THOUSAND = 6, 3


def currency_before(context: LeftContext, offset: int) -> str | None:
    """The currency of `$500`, `US$ 1,5 triệu`, `USD 20`."""
    folded = context.folded
    sign_end = offset - (folded[offset - 1 : offset] == " ") if offset else 0
    sign = _CURRENCY_BEFORE.get(folded[sign_end - 1 : sign_end]) if sign_end else None
    if sign and (
        sign_end == offset
        or folded[sign_end - 1] != "$"
        or not folded[sign_end - 2 : sign_end - 1].isdecimal()
    ):
        return sign
    code = context.cased[max(0, offset - 4) : offset - 1] if sign_end < offset else ""
    return code if code in _CODES_BEFORE and not context.cased[offset - 5 : offset - 4].isalnum() else None


def is_money(context: LeftContext, number: Numeral) -> bool:
    """`lãi 300 triệu`, `hai triệu mốt`: a scale, and money is what is spoken of."""
    if number.scaled >= _THOUSAND and context.folded.startswith("/", number.end):
        return True
    if number.scaled >= _MILLION and (
        number.word or not any(context.cue("peopled", word) for word in context.words[-7:])
    ):
        return True
    if number.scaled < _THOUSAND or any(context.cue("peopled", word) for word in context.words[-4:]):
        return False
    return any(word in context.lexicon.money_words for word in context.words) or _money_before(context)


def _money_before(context: LeftContext) -> bool:
    """Whether the number before it in the sentence is money: `giá 140 nghìn một ký, măng khô 25 chục nghìn`."""
    previous = context.document.mentions[-1] if context.document.mentions else None
    if (
        previous is None
        or previous.kind is not Kind.MONEY
        or previous.unit != "VND"
        or context.offset - previous.end > _CLAUSE
    ):
        return False
    return _SENTENCE.search(context.folded, previous.end, context.offset) is None
