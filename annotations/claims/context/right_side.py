"""What stands right behind a number: the side that counts first."""

from __future__ import annotations

import re
from enum import Enum

from annotations.claims.context.counted_nouns import noun_at
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import Unit, bound_after, unit_at
from annotations.claims.numerals.numeral import scale_at

_CLAUSE_END = re.compile(r"[ )\"”]*(?:[.,;:!?)…\n\x1f]|$| - )")
_PERCENT = ("%", " %", "‰", " ‰")
_TIME_ZONE = re.compile(r" giờ (?:[A-ZĐ]|địa phương|GMT)")
_HALF = " rưỡi"


class Right(Enum):
    """What follows a number, from what says most about it to what says nothing."""

    SCALE = "scale word"
    PERCENT = "%"
    UNIT = "unit"
    TIME = "unit of time"
    COUNTED_NOUN = "counted noun"
    BOUND = "bound"
    END = "end of the clause"
    NAME = "capital"
    WORD = "other word"


def right_side(context: LeftContext, end: int) -> Right:
    """What follows a number that ends at a position."""
    folded, lexicon = context.folded, context.lexicon
    if folded.startswith(_PERCENT, end):
        return Right.PERCENT
    if _CLAUSE_END.match(context.name_case, end):
        return Right.END
    if scale_at(folded, end, lexicon)[1] and not is_name_behind(context, end):
        return Right.SCALE
    if bound_after(folded, end, lexicon):
        return Right.BOUND
    words = context.following_words(end)
    unit = unit_at(folded, end, lexicon, words)
    if unit and not _TIME_ZONE.match(context.name_case, end) and not is_name_behind(context, end):
        return Right.TIME if unit.kind == "duration" else Right.UNIT
    noun = noun_at(folded, end, lexicon, words)
    if is_name_behind(context, end):
        return Right.NAME
    return Right.COUNTED_NOUN if noun is not None and noun[1] else Right.WORD


def is_name_behind(context: LeftContext, end: int) -> bool:
    """Whether a proper name begins after a number: what is counted is written small, or all in capitals."""
    name_case = context.name_case
    end += name_case[end : end + 1].isspace()
    return name_case[end : end + 1].isupper() and name_case[end + 1 : end + 2].islower()


def is_time_zone(context: LeftContext, unit: Unit, end: int) -> bool:
    """`9-7 giờ Việt Nam`: no hours, but where the clock is read."""
    return unit.phrase == "giờ" and _TIME_ZONE.match(context.name_case, end) is not None
