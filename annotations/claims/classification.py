"""What an amount says: its kind and unit, from the number read and the words on both sides."""

from __future__ import annotations

import re

from annotations.claims.context.labels import after_name, by_head, is_dated
from annotations.claims.context.left_context import Site
from annotations.claims.context.right_context import Unit, noun_at, unit_at
from annotations.claims.context.shared_units import shares_unit
from annotations.claims.numbers.amounts import Said, record
from annotations.claims.numbers.decimals import exceeds
from annotations.claims.numbers.numeral import Numeral, number_at
from annotations.model import Kind, Role

_CURRENCY_BEFORE = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}
_CODES_BEFORE = {"USD", "EUR", "GBP", "JPY", "VND"}
_DATED_UNITS = {"ngày", "tháng", "năm", "quý"}
_NOT_DATED = frozenset(("reference", "name", "level", "rank", "score"))
_OF = re.compile(r" (?:trong|trên) (?:tổng số |số |tổng )?(\d|[^\W\d_]+)")
_VERSION = re.compile(r"\d{1,2}\.\d\Z")  # USB 3.0
_ADDRESS = re.compile(r" (?:số )?(?:\d|[A-ZĐ])")
_STREET = re.compile(r" (?:[A-ZĐÂÊÔƯƠ][^\W\d_A-Z]+ ?){2}")
_FOR_YEARS = re.compile(r" \(?\d{4} ?- ?\d{4}")  # `kế hoạch 5 năm 2021-2025`
_SENTENCE = re.compile(r"[.!?;\n] |\n")
_CHAINED = re.compile(r"[ ,(]*\Z")
_CASED = {"Nm", "MB", "Mb", "Gb"}  # units that mean another in small letters
_WARM = 9  # words among which the temperature is named
_LONGEST_SCORE = 3  # digits on one side
_CLAUSE = 72  # characters between two amounts of one sentence
_QUOTES = " “”\"'‘’«»()[]\t\n\xa0\u2007\u2009\u202f\u3000"
_BILLION, _MILLION, _THOUSAND = 9, 6, 3

Noun = tuple[int, bool] | None


def classify(site: Site, number: Numeral) -> None:
    """Record what a number says that is neither a date nor an identifier."""
    if _by_sign(site, number):
        return
    words = site.after(number.end)
    unit = _unit(site, number, words)
    if _score(site, number, unit):
        return
    if unit and unit.kind not in ("score", "multiple"):
        record(site, number, Said(Kind(unit.kind), unit.unit, unit.end, f"unit.{unit.kind}"))
        return
    if (number.plain and _parted(site, number)) or (unit is None and shares_unit(site, number)):
        return
    if unit and not _is_place(site, unit):
        _score_or_times(site, number, unit)
        return
    _by_noun(site, number, noun_at(site.low, number.end, site.lexicon, words))


def _by_noun(site: Site, number: Numeral, noun: Noun) -> None:
    """Record a number without a unit: what stands before it explains it, or what it counts behind it."""
    if noun and _capital(site.cased, number.end):
        noun = (noun[0], False)
    known = noun is not None and noun[1] and not _next_place(site, number, noun[0])
    if not number.scaled and by_head(site, number, known):
        return
    version = _VERSION.match(site.low[number.start : number.end]) is not None
    if (number.plain or version) and not number.word and not known and after_name(site, number):
        return
    if noun and not known and number.plain and _at_home(site, number):
        return
    _count(site, number, noun)


def _at_home(site: Site, number: Numeral) -> bool:
    """`trú tại 125 Trúc Bạch`: the number of a house."""
    if not site.cue("placed", site.last()) or not _STREET.match(site.cased, number.end):
        return False
    site.document.other(number.start, number.end, Role.NAME, site.last(), "name.house")
    return True


def _by_sign(site: Site, number: Numeral) -> bool:
    """`62,8%`, `$500`, or a unit inside the span: what needs no word."""
    sign = _currency_before(site, number.start)
    if number.unit:
        kind, name = site.lexicon.units[number.unit]
        record(site, number, Said(Kind(kind), name, number.end, "unit.within"))
    elif number.percent:
        record(site, number, Said(Kind.PERCENTAGE, "%", number.end, "percent"))
    elif sign:
        record(site, number, Said(Kind.MONEY, sign, number.end, "money.sign"))
    else:
        return False
    return True


def _currency_before(site: Site, at: int) -> str | None:
    """The currency of `$500`, `US$ 1,5 triệu`, `USD 20`."""
    low = site.low
    near = at - (low[at - 1 : at] == " ") if at else 0
    sign = _CURRENCY_BEFORE.get(low[near - 1 : near]) if near else None
    if sign and (near == at or low[near - 1] != "$" or not low[near - 2 : near - 1].isdecimal()):
        return sign
    code = site.cased[max(0, at - 4) : at - 1] if near < at else ""
    return code if code in _CODES_BEFORE and not site.cased[at - 5 : at - 4].isalnum() else None


def _unit(site: Site, number: Numeral, words: list[str]) -> Unit | None:
    unit = unit_at(site.low, number.end, site.lexicon, words)
    if unit is None or (site.numbered and "reference" in site.tags and number.plain):
        return None
    said = site.cased[number.end : unit.end].strip()
    if said in _CASED:
        unit = unit._replace(unit=said)
    if unit.phrase == "độ" and any(site.cue("temperature", word) for word in site.words[-_WARM:]):
        unit = unit._replace(unit="°C")
    if (
        unit.unit in _DATED_UNITS
        and site.tags & _NOT_DATED
        and is_dated(site, unit)
        and not _FOR_YEARS.match(site.low, unit.end)
    ):
        return None
    return unit


def _is_place(site: Site, unit: Unit) -> bool:
    """`5 điểm sạt lở` counts places."""
    if unit.phrase != "điểm":
        return False
    following = site.after(unit.end)
    return bool(following) and following[0] in site.lexicon.point_places


def _score_or_times(site: Site, number: Numeral, unit: Unit) -> None:
    kind = Kind.SCORE
    if unit.kind == "multiple":
        fraction = "." in number.value.replace("..", "")
        times = fraction or "multiple" in site.tags or _compared(site, unit)
        kind = Kind.MULTIPLE if times else Kind.COUNT
    record(site, number, Said(kind, unit.unit, unit.end, f"unit.{kind}"))


def _compared(site: Site, unit: Unit) -> bool:
    """`tăng 3 lần`, `cao hơn 2 lần`, `bằng 0,6 lần`, `3 lần so với`."""
    last = site.last()
    if site.cue("times", last) or (last == "hơn" and site.cue("compared", site.last(2))):
        return True
    after = site.low.startswith((" so với", " mức", " giá", " bình thường"), unit.end)
    return after or "gấp" in site.words[-3:] or "vượt" in site.words[-5:]


def _score(site: Site, number: Numeral, unit: Unit | None) -> bool:
    """`2-1` after a word of winning or losing, or where it cannot be a range."""
    if not (number.ranged and number.plain) or site.tags & {"firm", "reference", "level"}:
        return False
    one, other = number.value.split("..")
    if not (one.isdecimal() and other.isdecimal()) or max(len(one), len(other)) > _LONGEST_SCORE:
        return False
    said = "score" in site.tags or any(site.cue("winning", word) for word in site.words[-5:])
    if (unit and not (said and unit.kind == "score")) or ("name" in site.tags and not said):
        return False
    if not (said or int(one) >= int(other) or _follows_score(site, number)):
        return False
    site.document.add(number.start, number.end, Kind.SCORE, f"{one}-{other}", "score.pair")
    return True


def _follows_score(site: Site, number: Numeral) -> bool:
    """The sets of a match in brackets behind its result."""
    before = site.document.mentions[-1] if site.document.mentions else None
    if before is None or before.kind is not Kind.SCORE or before.end < number.start - 4:
        return False
    return _CHAINED.match(site.low, before.end, number.start) is not None


def _capital(cased: str, at: int) -> bool:
    """Whether a proper name begins after a number: what is counted is written small, or all in capitals."""
    at += cased[at : at + 1].isspace()
    return cased[at : at + 1].isupper() and not cased[at + 1 : at + 2].isupper()


def _next_place(site: Site, number: Numeral, end: int) -> bool:
    """`hẻm 15 đường số 8`: the noun behind the number begins the next part of an address."""
    words = site.low[number.end : end].split()
    if not site.tags & {"name", "reference"} or "name" not in site.lexicon.heads.get(words[0], ()):
        return False
    return _ADDRESS.match(site.cased, site.low.index(words[0], number.end) + len(words[0])) is not None


def _parted(site: Site, number: Numeral) -> bool:
    """`3 trong số 5 hồ chứa`: a part of a whole that follows at once."""
    low = site.low
    found = (
        _OF.match(low, number.end)
        if low.startswith((" trong ", " trên "), number.end) and not site.tags
        else None
    )
    if not found:
        return False
    at = found.start(1)
    whole = number_at(low, at, site.lexicon)
    if whole is None or whole.percent or not _holds(number, whole):
        return False
    noun = noun_at(low, whole.end, site.lexicon, site.after(whole.end))
    if noun is None:
        return False
    text = site.cased[whole.end : noun[0]].strip(_QUOTES)
    record(site, number, Said(Kind.RATIO, text, number.end, "ratio.of")).of = whole.value
    return True


def _holds(number: Numeral, whole: Numeral) -> bool:
    """Whether a number can be a part of another: no range, and not the larger."""
    return not (number.ranged or whole.ranged or exceeds(number.value, whole.value))


def _count(site: Site, number: Numeral, noun: Noun) -> None:
    """Record a number of things, or of money where no currency stands."""
    known = noun is not None and noun[1]
    follows = noun is not None and not site.low.startswith("/", number.end)
    if not known and (number.scaled >= _BILLION or number.glued or (not follows and _is_money(site, number))):
        record(site, number, Said(Kind.MONEY, "VND", number.end, "money.bare"))
    elif noun is not None and follows:
        text = site.cased[number.end : noun[0]].strip(_QUOTES)
        record(site, number, Said(Kind.COUNT, text, noun[0], "count.known" if known else "count.noun"))
    elif _follows_score(site, number):
        record(site, number, Said(Kind.SCORE, None, number.end, "score.tie"))
    elif not number.scaled and site.speaks_of_score("." in number.value):
        unit = "điểm" if any(word.startswith("điểm") for word in site.words[-9:]) else None
        record(site, number, Said(Kind.SCORE, unit, number.end, "score.bare"))
    else:
        record(site, number, Said(Kind.COUNT, None, number.end, "count.bare"))


def _is_money(site: Site, number: Numeral) -> bool:
    """`lãi 300 triệu`, `hai triệu mốt`: a scale, and money is what is spoken of."""
    if number.scaled >= _THOUSAND and site.low.startswith("/", number.end):
        return True
    if number.scaled >= _MILLION and (
        number.word or not any(site.cue("peopled", word) for word in site.words[-7:])
    ):
        return True
    if number.scaled < _THOUSAND or any(site.cue("peopled", word) for word in site.words[-4:]):
        return False
    return any(word in site.lexicon.money_words for word in site.words) or _money_before(site)


def _money_before(site: Site) -> bool:
    """Whether the number before it in the sentence is money: `giá 140 nghìn một ký, măng khô 25 chục nghìn`."""
    before = site.document.mentions[-1] if site.document.mentions else None
    if (
        before is None
        or before.kind is not Kind.MONEY
        or before.unit != "VND"
        or site.at - before.end > _CLAUSE
    ):
        return False
    return _SENTENCE.search(site.low, before.end, site.at) is None
