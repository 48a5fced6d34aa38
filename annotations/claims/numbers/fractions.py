"""Two numbers with a stroke or colon: a day, a part of a whole, a rank, a score, a ratio, the scale of a map."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from annotations.claims.amounts.amount import Amount, record
from annotations.claims.context.counted_nouns import noun_at
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import unit_at
from annotations.claims.document import Document
from annotations.claims.numerals.decimals import read_digits, shift
from annotations.claims.numerals.numeral import Numeral, digits_at
from annotations.model import Kind, Mention, Role

_SLASH = re.compile(r"(\d+(?:[.,]\d{3})*(?:[.,]\d+)?)/(\d+(?:\.\d{3})*(?:,\d+)?)(?![\d/])")
_SPELLED = re.compile(r"(\d{1,2}) phần (\d{1,2})(?![\d.,/%]*\d|%)")
_COLON = re.compile(r"(\d{1,4}(?:,\d{1,2})?)( ?: ?)(\d{1,4}(?:,\d{1,2})?)(?![\d:]|[.,]\d)")
_NAMED_WITHIN = 5  # words in which a proportion is named
_MAP = re.compile(r"1/(?:\d{1,3}\.?[05]00|\d{1,3}\.000|500|200|1000)\Z")
_ALWAYS = {"24/7", "24/24", "7/7", "50/50"}
_DATED = frozenset(("day", "month", "time", "year"))
_HOUSE = re.compile(r" (?:[A-ZĐÂÊÔƯƠ][^\W\d_A-Z]+ ?){2}")  # `45/12 Lê Lợi`
_DENOMINATORS = {"2", "3", "4", "5"}
_GRADES = {"5", "10", "100"}
_PRESSURES = {"mmHg"}
_MILLION = 6
_DAYS = 31  # a name before a part of more than these is a game: `Mega 6/45`


class NumberPair(NamedTuple):
    """Two numbers as canonical decimals, and where the second ends."""

    part: str
    whole: str
    end: int

    @property
    def fraction(self) -> bool:
        """Whether it is one number rather than a part of a whole: `3/4 triệu`."""
        return (
            self.part.isdecimal() and self.whole in _DENOMINATORS and Decimal(self.part) < Decimal(self.whole)
        )


def read_slash(context: LeftContext) -> bool:
    """Record a pair of numbers with a stroke between, or tell that there is none."""
    match = _SLASH.match(context.folded, context.offset)
    if not match:
        return _spelled(context)
    pair = NumberPair(read_digits(match[1])[0], read_digits(match[2])[0], match.end())
    is_name = context.tags & {"name", "reference"} and "rank" not in context.tags
    is_game = context.follows_name() and not context.tags and Decimal(pair.whole) >= _DAYS + 1
    if is_name or is_game or _MAP.match(match[0]) or context.last() == "vòng" or match[0] in _ALWAYS:
        role = Role.REFERENCE if "reference" in context.tags else Role.NAME
        context.document.add_non_claim(
            context.offset, pair.end, role, context.label or match[0], "slash.name"
        )
    elif _HOUSE.match(context.name_case, pair.end) and not context.modifier and not context.tags & _DATED:
        context.document.add_non_claim(context.offset, pair.end, Role.NAME, match[0], "slash.address")
    elif "rank" in context.tags:
        context.document.add(context.offset, pair.end, Kind.RANK, pair.part, "slash.rank").of = pair.whole
    else:
        _share(context, pair)
    return True


def _spelled(context: LeftContext) -> bool:
    """`2 phần 3 diện tích`."""
    match = _SPELLED.match(context.folded, context.offset)
    if not match or Decimal(match[1]) >= Decimal(match[2]):
        return False
    _share(context, NumberPair(match[1], match[2], match.end()))
    return True


def read_fraction_sign(document: Document, offset: int) -> None:
    """Record `½`; after digits it is part of their number."""
    neighbours = document.folded[max(0, offset - 1) : offset] + document.folded[offset + 1 : offset + 2]
    if any(c.isnumeric() for c in neighbours):
        return
    part, _, whole = unicodedata.normalize("NFKD", document.folded[offset]).partition("\u2044")
    _share(LeftContext(document, offset), NumberPair(part, whole, offset + 1))


def read_colon(context: LeftContext) -> bool:
    """Record `tỷ lệ 1:3`, `tỷ số 2:1`; elsewhere two numbers with a colon are a time of day."""
    match = _COLON.match(context.folded, context.offset)
    if not match:
        return False
    pair = f"{match[1]}{match[2]}{match[3]}"
    if match[2].endswith(" ") and not match[2].startswith(" ") and context.tags & {"name", "reference"}:
        return False  # `Quận 7: 12 ca`: the colon begins what is said of the name
    if context.tags & {"name", "reference"}:
        role = Role.REFERENCE if "reference" in context.tags else Role.NAME
        context.document.add_non_claim(context.offset, match.end(), role, context.label, "colon.name")
    elif any(context.cue("proportion", word) for word in context.words[-_NAMED_WITHIN:]):
        context.document.add(context.offset, match.end(), Kind.RATIO, pair.replace(" ", ""), "colon.ratio")
    elif "score" in context.tags or any(context.cue("winning", word) for word in context.words[-3:]):
        context.document.add(context.offset, match.end(), Kind.SCORE, f"{match[1]}-{match[3]}", "colon.score")
    else:
        return False
    return True


def _share(context: LeftContext, pair: NumberPair) -> None:
    folded, lexicon = context.folded, context.lexicon
    words = context.following_words(pair.end)
    unit = unit_at(folded, pair.end, lexicon, words)
    if unit is None and _scaled(context, pair):
        return
    noun = noun_at(folded, pair.end, lexicon, words)
    amount = Amount(Kind.RATIO, None, pair.end, "slash.part")
    if unit and (unit.kind == "score" or unit.unit in _PRESSURES):
        amount = Amount(Kind(unit.kind), unit.unit, unit.end, "slash.part")
    elif unit and unit.kind == "measure":
        amount = amount._replace(unit=unit.unit, end=unit.end)
    elif (noun is None and "." in pair.part and pair.whole in _GRADES) or "score" in context.tags:
        amount = amount._replace(kind=Kind.SCORE)
    elif noun and (noun[1] or not (context.modifier or pair.fraction)):
        amount = amount._replace(unit=context.cased[pair.end : noun[0]].strip(), end=noun[0])
    mention = _record(context, pair, amount)
    if mention.unit in _PRESSURES or (
        amount.unit is None and " ".join(context.words[-_NAMED_WITHIN:]).find("huyết áp") >= 0
    ):
        mention.kind, mention.unit = Kind.MEASURE, "mmHg"
        # A blood pressure is two values, not a part of a whole.
        mention.value, mention.of = f"{pair.part}/{pair.whole}", None


def _scaled(context: LeftContext, pair: NumberPair) -> bool:
    """`7,5/10 tỷ đồng`: both numbers have the scale and the currency that stand once."""
    offset = context.folded.rfind("/", context.offset, pair.end) + 1
    if not offset:
        return False
    number = digits_at(context.folded, offset, context.lexicon)
    if not number.power or pair.fraction:
        return False
    unit = unit_at(context.folded, number.end, context.lexicon, context.following_words(number.end))
    bare = number.scaled >= _MILLION and unit is None
    if not (bare or (unit and unit.kind in {"money", "measure"})):
        return False
    amount = Amount(Kind.MONEY, "VND", number.end, "slash.scaled")
    if unit:
        amount = Amount(Kind(unit.kind), unit.unit, unit.end, "slash.scaled")
    scaled = NumberPair(shift(pair.part, number.power), shift(pair.whole, number.power), number.end)
    _record(context, scaled, amount)
    return True


def _record(context: LeftContext, pair: NumberPair, amount: Amount) -> Mention:
    number = Numeral(context.offset, pair.end, pair.part)
    number.plain = False
    mention = record(context, number, amount)
    mention.of = pair.whole
    return mention
