"""Units and kinds: what a number that is neither a date nor an identifier counts or measures."""

from __future__ import annotations

import re

from annotations.claims.amounts.amount import Amount, record
from annotations.claims.amounts.labels import is_dated, read_after_name, read_labelled
from annotations.claims.amounts.money import currency_before, is_money
from annotations.claims.amounts.shared_units import shares_unit
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import Unit, noun_at, unit_at
from annotations.claims.numerals.decimals import exceeds
from annotations.claims.numerals.numeral import Numeral, number_at
from annotations.model import Kind, Role

_DATED_UNITS = {"ngày", "tháng", "năm", "quý"}
_NOT_DATED = frozenset(("reference", "name", "level", "rank", "score"))
_OF = re.compile(r" (?:trong|trên) (?:tổng số |số |tổng )?(\d|[^\W\d_]+)")
_VERSION = re.compile(r"\d{1,2}\.\d\Z")  # USB 3.0
_ADDRESS = re.compile(r" (?:số )?(?:\d|[A-ZĐ])")
_STREET = re.compile(r" (?:[A-ZĐÂÊÔƯƠ][^\W\d_A-Z]+ ?){2}")
_FOR_YEARS = re.compile(r" \(?\d{4} ?- ?\d{4}")  # `kế hoạch 5 năm 2021-2025`
_CHAINED = re.compile(r"[ ,(]*\Z")
_CASED = {"Nm", "MB", "Mb", "Gb"}  # units that mean another in small letters
_WARM = 9  # words among which the temperature is named
_LONGEST_SCORE = 3  # digits on one side
_QUOTES = " “”\"'‘’«»()[]\t\n\xa0\u2007\u2009\u202f\u3000"
_BILLION = 9

Noun = tuple[int, bool] | None


def classify(context: LeftContext, number: Numeral) -> None:
    """Decide kind and unit of a number by its sign, its unit, its label or its noun, and record it."""
    if _by_sign(context, number):
        return
    words = context.following_words(number.end)
    unit = _unit(context, number, words)
    if _score(context, number, unit):
        return
    if unit and unit.kind not in ("score", "multiple"):
        record(context, number, Amount(Kind(unit.kind), unit.unit, unit.end, f"unit.{unit.kind}"))
        return
    if (number.plain and _parted(context, number)) or (unit is None and shares_unit(context, number)):
        return
    if unit and not _is_place(context, unit):
        _score_or_times(context, number, unit)
        return
    _by_noun(context, number, noun_at(context.folded, number.end, context.lexicon, words))


def _by_noun(context: LeftContext, number: Numeral, noun: Noun) -> None:
    """Record a number without a unit: what stands before it explains it, or what it counts behind it."""
    if noun and _capital(context.cased, number.end):
        noun = (noun[0], False)
    is_known = noun is not None and noun[1] and not _next_place(context, number, noun[0])
    if not number.scaled and read_labelled(context, number, is_known):
        return
    version = _VERSION.match(context.folded[number.start : number.end]) is not None
    if (number.plain or version) and not number.word and not is_known and read_after_name(context, number):
        return
    if noun and not is_known and number.plain and _at_home(context, number):
        return
    _count(context, number, noun)


def _at_home(context: LeftContext, number: Numeral) -> bool:
    """`trú tại 125 Trúc Bạch`: the number of a house."""
    if not context.cue("placed", context.last()) or not _STREET.match(context.cased, number.end):
        return False
    context.document.add_non_claim(number.start, number.end, Role.NAME, context.last(), "name.house")
    return True


def _by_sign(context: LeftContext, number: Numeral) -> bool:
    """`62,8%`, `$500`, or a unit inside the span: what needs no word."""
    sign = currency_before(context, number.start)
    if number.unit:
        kind, name = context.lexicon.units[number.unit]
        record(context, number, Amount(Kind(kind), name, number.end, "unit.within"))
    elif number.percent:
        record(context, number, Amount(Kind.PERCENTAGE, "%", number.end, "percent"))
    elif sign:
        record(context, number, Amount(Kind.MONEY, sign, number.end, "money.sign"))
    else:
        return False
    return True


def _unit(context: LeftContext, number: Numeral, words: list[str]) -> Unit | None:
    unit = unit_at(context.folded, number.end, context.lexicon, words)
    if unit is None or (context.numbered and "reference" in context.tags and number.plain):
        return None
    amount = context.cased[number.end : unit.end].strip()
    if amount in _CASED:
        unit = unit._replace(unit=amount)
    if unit.phrase == "độ" and any(context.cue("temperature", word) for word in context.words[-_WARM:]):
        unit = unit._replace(unit="°C")
    if (
        unit.unit in _DATED_UNITS
        and context.tags & _NOT_DATED
        and is_dated(context, unit)
        and not _FOR_YEARS.match(context.folded, unit.end)
    ):
        return None
    return unit


def _is_place(context: LeftContext, unit: Unit) -> bool:
    """`5 điểm sạt lở` counts places."""
    if unit.phrase != "điểm":
        return False
    next_word = context.following_words(unit.end)
    return bool(next_word) and next_word[0] in context.lexicon.point_places


def _score_or_times(context: LeftContext, number: Numeral, unit: Unit) -> None:
    kind = Kind.SCORE
    if unit.kind == "multiple":
        fraction = "." in number.value.replace("..", "")
        times = fraction or "multiple" in context.tags or _compared(context, unit)
        kind = Kind.MULTIPLE if times else Kind.COUNT
    record(context, number, Amount(kind, unit.unit, unit.end, f"unit.{kind}"))


def _compared(context: LeftContext, unit: Unit) -> bool:
    """`tăng 3 lần`, `cao hơn 2 lần`, `bằng 0,6 lần`, `3 lần so với`."""
    last = context.last()
    if context.cue("times", last) or (last == "hơn" and context.cue("compared", context.last(2))):
        return True
    is_comparison = context.folded.startswith((" so với", " mức", " giá", " bình thường"), unit.end)
    return is_comparison or "gấp" in context.words[-3:] or "vượt" in context.words[-5:]


def _score(context: LeftContext, number: Numeral, unit: Unit | None) -> bool:
    """`2-1` after a word of winning or losing, or where it cannot be a range."""
    if not (number.ranged and number.plain) or context.tags & {"firm", "reference", "level"}:
        return False
    first, second = number.value.split("..")
    if not (first.isdecimal() and second.isdecimal()) or max(len(first), len(second)) > _LONGEST_SCORE:
        return False
    amount = "score" in context.tags or any(context.cue("winning", word) for word in context.words[-5:])
    if (unit and not (amount and unit.kind == "score")) or ("name" in context.tags and not amount):
        return False
    if not (amount or int(first) >= int(second) or _follows_score(context, number)):
        return False
    context.document.add(number.start, number.end, Kind.SCORE, f"{first}-{second}", "score.pair")
    return True


def _follows_score(context: LeftContext, number: Numeral) -> bool:
    """The sets of a match in brackets behind its result."""
    previous = context.document.mentions[-1] if context.document.mentions else None
    if previous is None or previous.kind is not Kind.SCORE or previous.end < number.start - 4:
        return False
    return _CHAINED.match(context.folded, previous.end, number.start) is not None


def _capital(cased: str, offset: int) -> bool:
    """Whether a proper name begins after a number: what is counted is written small, or all in capitals."""
    offset += cased[offset : offset + 1].isspace()
    return cased[offset : offset + 1].isupper() and not cased[offset + 1 : offset + 2].isupper()


def _next_place(context: LeftContext, number: Numeral, end: int) -> bool:
    """`hẻm 15 đường số 8`: the noun behind the number begins the next part of an address."""
    words = context.folded[number.end : end].split()
    if not context.tags & {"name", "reference"} or "name" not in context.lexicon.heads.get(words[0], ()):
        return False
    return (
        _ADDRESS.match(context.cased, context.folded.index(words[0], number.end) + len(words[0])) is not None
    )


def _parted(context: LeftContext, number: Numeral) -> bool:
    """`3 trong số 5 hồ chứa`: a part of a whole that follows at once."""
    folded = context.folded
    match = (
        _OF.match(folded, number.end)
        if folded.startswith((" trong ", " trên "), number.end) and not context.tags
        else None
    )
    if not match:
        return False
    offset = match.start(1)
    whole = number_at(folded, offset, context.lexicon)
    if whole is None or whole.percent or not _holds(number, whole):
        return False
    noun = noun_at(folded, whole.end, context.lexicon, context.following_words(whole.end))
    if noun is None:
        return False
    text = context.cased[whole.end : noun[0]].strip(_QUOTES)
    record(context, number, Amount(Kind.RATIO, text, number.end, "ratio.of")).of = whole.value
    return True


def _holds(number: Numeral, whole: Numeral) -> bool:
    """Whether a number can be a part of another: no range, and not the larger."""
    return not (number.ranged or whole.ranged or exceeds(number.value, whole.value))


def _count(context: LeftContext, number: Numeral, noun: Noun) -> None:
    """Record a number of things, or of money where no currency stands."""
    is_known = noun is not None and noun[1]
    follows = noun is not None and not context.folded.startswith("/", number.end)
    if not is_known and (
        number.scaled >= _BILLION or number.glued or (not follows and is_money(context, number))
    ):
        record(context, number, Amount(Kind.MONEY, "VND", number.end, "money.bare"))
    elif noun is not None and follows:
        text = context.cased[number.end : noun[0]].strip(_QUOTES)
        record(
            context, number, Amount(Kind.COUNT, text, noun[0], "count.known" if is_known else "count.noun")
        )
    elif _follows_score(context, number):
        record(context, number, Amount(Kind.SCORE, None, number.end, "score.tie"))
    elif not number.scaled and context.speaks_of_score("." in number.value):
        unit = "điểm" if any(word.startswith("điểm") for word in context.words[-9:]) else None
        record(context, number, Amount(Kind.SCORE, unit, number.end, "score.bare"))
    else:
        record(context, number, Amount(Kind.COUNT, None, number.end, "count.bare"))
