"""Numbers read the way the claims are, so that ``1.000``, ``1000`` and ``một nghìn`` are one number."""

from __future__ import annotations

from decimal import Decimal

from annotations.claims.folding import fold_case
from annotations.claims.lexicon import load_lexicon
from annotations.claims.numeral import number_at


def read_number(text: str) -> Decimal | None:
    """The value of a text that is one number, in digits or in words, perhaps with a minus; else None."""
    low = fold_case(text.strip())
    negative = low.startswith("-")
    low = low.removeprefix("-")
    number = number_at(low, 0, load_lexicon()) if low[:1].isascii() or low[:1].isalpha() else None
    if number is None or number.end != len(low) or number.percent:
        return None
    value = Decimal(number.value)
    return value.copy_negate() if negative else value  # arithmetic would round to 28 digits
