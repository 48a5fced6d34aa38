"""Units and kinds: what a number that is neither a date nor an identifier counts or measures."""

from __future__ import annotations

import re

from annotations.claims.amounts.amount import Amount, record
from annotations.claims.amounts.labels import is_dated, read_after_name, read_labelled
from annotations.claims.amounts.money import is_money
from annotations.claims.amounts.shared_units import fuller_unit, shares_unit
from annotations.claims.context.counted_nouns import noun_at
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import Unit, unit_at
from annotations.claims.context.right_side import is_name_behind
from annotations.claims.dates.days import follows_score
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
_CASED = {"Nm", "MB", "Mb", "Gb"}  # units that mean another in small letters
_WARM = 9  # words among which the temperature is named
_FORECAST = 200  # characters in which a weather forecast names itself
_CARRIED = 120  # characters over which degrees stay °C
_MEDALS = ("vàng", "bạc", "HCV", "HCB", "huy chương")  # ends of the units that are counted before bronze
_TALLY_JOINT = re.compile(r"[ ,;–-]*(?:và |cùng |với )?")  # between two numbers of one tally of medals
_LONGEST_SCORE = 3  # digits on one side
_QUOTES = " “”\"'‘’«»()[]\t\n\xa0\u2007\u2009\u202f\u3000"
_BILLION = 9
_PICTURES = {"2K", "4K", "8K"}
_NAMED_K = 5  # words in which gold, a picture or a run is named

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
        if unit.kind == "duration":
            unit = fuller_unit(context, unit)
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
    if noun and is_name_behind(context, number.end):
        noun = _titled_noun(context, number, noun)
    is_known = noun is not None and noun[1] and not _next_place(context, number, noun[0])
    if not number.scaled and read_labelled(context, number, is_known):
        return
    version = _VERSION.match(context.folded[number.start : number.end]) is not None
    if (number.plain or version) and not number.word and not is_known and read_after_name(context, number):
        return
    if not is_known and number.plain and not number.word and _before_name(context, number):
        return
    _count(context, number, noun)


def _titled_noun(context: LeftContext, number: Numeral, noun: tuple[int, bool]) -> Noun:
    """A counted noun with a capital: `3 Huy chương vàng`, but neither `73 Phan Đình Phùng` nor `2 Bộ`."""
    spelling = context.name_case[number.end : noun[0]].split()
    is_title = noun[1] and not context.tags and len(spelling) > 1 and spelling[1].islower()
    return noun if is_title else None


def _before_name(context: LeftContext, number: Numeral) -> bool:
    """`73 Phan Đình Phùng`: the number of a house, of a player in a line-up, or of a row in a table."""
    if not is_name_behind(context, number.end) or context.modifier:
        return False
    if not (_STREET.match(context.name_case, number.end) or context.cue("placed", context.last())):
        return False
    context.document.add_non_claim(
        number.start, number.end, Role.NAME, context.last() or "name", "name.house"
    )
    return True


def _by_sign(context: LeftContext, number: Numeral) -> bool:
    """`62,8%`, `$500`, or a unit inside the span: what needs no word."""
    if number.unit:
        kind, name = context.lexicon.units[number.unit]
        record(context, number, Amount(Kind(kind), name, number.end, "unit.within"))
    elif number.percent:
        record(context, number, Amount(Kind.PERCENTAGE, "%", number.end, "percent"))
    else:
        return False
    return True


def _unit(context: LeftContext, number: Numeral, words: list[str]) -> Unit | None:
    unit = unit_at(context.folded, number.end, context.lexicon, words)
    if unit is None or (context.numbered and "reference" in context.tags and number.plain):
        return None
    if _is_no_unit(context, number, unit):
        return None
    amount = context.cased[number.end : unit.end].strip()
    if amount in _CASED:
        unit = unit._replace(unit=amount)
    if unit.phrase == "độ" and _is_warmth(context):
        unit = unit._replace(unit="°C")
    if (
        unit.unit in _DATED_UNITS
        and context.tags & _NOT_DATED
        and is_dated(context, unit)
        and not context.cue("over_periods", context.label)
        and not _FOR_YEARS.match(context.folded, unit.end)
    ):
        return None
    return unit


def _is_no_unit(context: LeftContext, number: Numeral, unit: Unit) -> bool:
    """Whether a word is no unit here: `3 bảng đấu`, `128 Yên Phụ`, `14 V.League`, `giờ` of a time zone."""
    if context.cue("large_units", unit.phrase):
        return not (number.scaled or len(number.value.partition(".")[0]) > len("999"))
    if unit.phrase == "đồng" and _is_bronze(context, number):
        return True
    if context.cue("field_units", unit.phrase):
        return not any(context.cue("fields", word) for word in context.words[-_WARM:])
    start = number.end + context.name_case[number.end : number.end + 1].isspace()
    spelling = context.name_case[start : unit.end]
    is_initial = len(spelling) == 1 and context.name_case[unit.end : unit.end + 1] == "."
    if is_initial and context.name_case[unit.end + 1 : unit.end + 2].isalpha():
        return True
    is_capital = spelling[:1].isupper() and not spelling.isascii() and spelling[1:].islower()
    return is_capital and context.name_case[unit.end : unit.end + 2].strip()[:1].isupper()


def _is_bronze(context: LeftContext, number: Numeral) -> bool:
    """`20 vàng, 18 bạc và 15 đồng`: medals are counted right before, so the third metal is no currency."""
    mentions = context.document.mentions
    previous = mentions[-1] if mentions else None
    if previous is None or not number.plain or previous.kind is not Kind.COUNT:
        return False
    if not (previous.unit or "").endswith(_MEDALS):
        return False
    return _TALLY_JOINT.fullmatch(context.folded, previous.extent_end, context.offset) is not None


def _is_warmth(context: LeftContext) -> bool:
    """Whether degrees are of heat: the words before speak of it, or the number before in the sentence is in °C."""
    if any(context.cue("temperature", word) for word in context.words[-_WARM:]):
        return True
    previous = context.document.mentions[-1] if context.document.mentions else None
    if previous is not None and previous.unit == "°C" and context.offset - previous.end < _CARRIED:
        return True
    preceding = context.folded[max(0, context.offset - _FORECAST) : context.offset]
    return any(word in preceding for word in context.lexicon.cues["weather"])


def _is_place(context: LeftContext, unit: Unit) -> bool:
    """`5 điểm sạt lở` counts places."""
    if unit.phrase != "điểm":
        return False
    next_word = context.following_words(unit.end)
    is_place = bool(next_word) and next_word[0] in context.lexicon.point_places
    return is_place or (
        context.cue("whole_places", context.last()) and next_word[:1] in (["trên"], ["ở"], ["tại"])
    )


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
    previous = context.document.mentions[-1] if context.document.mentions else None
    if (
        previous is not None
        and previous.kind is Kind.MULTIPLE
        and context.offset - previous.end < _CARRIED // 2
    ):
        return True
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
    is_range = int(first) <= int(second)
    if (unit and is_range and not (amount and unit.kind == "score")) or (
        "name" in context.tags and not amount
    ):
        return False
    is_between_teams = context.follows_name() and is_name_behind(context, number.end)
    if not (
        amount
        or is_between_teams
        or int(first) >= int(second)
        or follows_score(context.document, number.start)
    ):
        return False
    context.document.add(number.start, number.end, Kind.SCORE, f"{first}-{second}", "score.pair")
    return True


def _next_place(context: LeftContext, number: Numeral, end: int) -> bool:
    """`hẻm 15 đường số 8`: the noun behind the number begins the next part of an address."""
    words = context.folded[number.end : end].split()
    is_place = "name" in context.lexicon.heads.get(words[0], ()) or context.cue("places_behind", words[0])
    if not context.tags & {"name", "reference"} or not is_place:
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


def _is_k_name(context: LeftContext, number: Numeral) -> bool:
    """`vàng 24k`, `tivi 4K`, `quốc lộ 1K`: letters of a name, not thousands."""
    spelling = context.cased[number.start : number.end]
    if spelling[-1] not in "kK" or not number.value.isdecimal() or len(spelling) > len("24K"):
        return False
    if context.tags & {"name", "reference"} or spelling in _PICTURES:
        return True
    return any(context.cue("k_names", word) for word in context.words[-_NAMED_K:])


def _count(context: LeftContext, number: Numeral, noun: Noun) -> None:
    """Record a number of things, or of money where no currency stands."""
    is_known = noun is not None and noun[1]
    follows = noun is not None and not context.folded.startswith("/", number.end)
    if number.glued and not is_known and _is_k_name(context, number):
        context.document.add_non_claim(number.start, number.end, Role.NAME, "k", "name.k")
    elif not is_known and (
        number.scaled >= _BILLION or number.glued or (not follows and is_money(context, number))
    ):
        record(context, number, Amount(Kind.MONEY, "VND", number.end, "money.bare"))
    elif noun is not None and follows:
        text = context.cased[number.end : noun[0]].strip(_QUOTES)
        record(
            context, number, Amount(Kind.COUNT, text, noun[0], "count.known" if is_known else "count.noun")
        )
    elif follows_score(context.document, number.start):
        record(context, number, Amount(Kind.SCORE, None, number.end, "score.tie"))
    elif not number.scaled and context.speaks_of_score("." in number.value):
        unit = "điểm" if any(word.startswith("điểm") for word in context.words[-9:]) else None
        record(context, number, Amount(Kind.SCORE, unit, number.end, "score.bare"))
    else:
        record(context, number, Amount(Kind.COUNT, None, number.end, "count.bare"))
