"""Money: a sign or code before a number, and amounts of money whose currency is not written."""

from __future__ import annotations

import re

from annotations.claims.amounts.amount import Amount, record
from annotations.claims.context.left_context import LeftContext
from annotations.claims.folding import fold_case
from annotations.claims.numerals.decimals import shift
from annotations.claims.numerals.numeral import Numeral, digits_at, join_range
from annotations.model import Kind

_CURRENCY_SIGN = re.compile(r"(?<![^\W\d_])((?:[A-Z]{1,2})?[$€£¥₩₫]|[A-Z]{3}|Rs\.?|RM|Rp)( ?)\Z")
_LONGEST_SIGN = 5  # characters, with the blank
# Short and English scales, which are read behind the sign of a currency only.
_ENGLISH_SCALE = re.compile(r" ?(million|billion|trillion|thousand|mn|bn|tn|m|b|k)(?![^\W_])")
_SHORT_SIGN_ENDS = ("s ", "p ")  # of `Rs 80`, `Rp 80`
_SIGNS = frozenset("$€£¥₩₫₹")
_POWERS = {"t": 12, "b": 9, "m": 6, "k": 3}
_SENTENCE = re.compile(r"[.!?;\n] |\n")
_CLAUSE = 72  # characters between two amounts of one sentence
_MILLION, _THOUSAND = 6, 3


def currency_before(context: LeftContext, offset: int) -> str | None:
    """The currency of `$500`, `US$ 1,5 triệu`, `USD 20`, `EUR18,90`."""
    match = _CURRENCY_SIGN.search(context.cased, max(0, offset - _LONGEST_SIGN), offset)
    if match is None:
        return None
    spelling = match[1]
    if not spelling.isalpha() and match[2] and context.cased[match.start() - 1 : match.start()].isdecimal():
        return None  # `20$ 30`: the sign belongs to the number before it
    unit = context.lexicon.units.get(fold_case(spelling))
    return unit[1] if unit and unit[0] == "money" else None


def read_signed_money(context: LeftContext) -> bool:
    """Record `£14m`, `$1.2 million`, `USD2,50`, `Rs80`: an amount behind the sign or code of its currency."""
    cased, offset = context.cased, context.offset
    if cased[offset - 2 : offset - 1].islower() and cased[offset - 2 : offset] not in _SHORT_SIGN_ENDS:
        return False
    last_letter = (
        cased[offset - 2 : offset - 1] if cased[offset - 1 : offset] == " " else cased[offset - 1 : offset]
    )
    if not last_letter or not (last_letter in _SIGNS or last_letter.isupper() or last_letter in "sp."):
        return False
    sign = currency_before(context, offset)
    if sign is None:
        return False
    number = digits_at(context.folded, offset, context.lexicon)
    scale = _ENGLISH_SCALE.match(context.folded, number.end)
    if scale and not number.scaled:
        power = _THOUSAND if scale[1] == "thousand" else _POWERS[scale[1][0]]
        number.value, number.end = shift(number.value, power), scale.end()
        number.scaled = number.power = power
        number.alternative = None
    else:
        number = join_range(context.folded, number, context.lexicon)
    record(context, number, Amount(Kind.MONEY, sign, number.end, "money.sign"))
    return True


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
