"""Two numbers with a stroke: a day, a part of a whole, a rank, a score, a scale of a map."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotations.claims.context.left_context import Site
from annotations.claims.context.right_context import noun_at, unit_at
from annotations.claims.dates import iso_dates
from annotations.claims.dates.date_patterns import record_date
from annotations.claims.numbers.amounts import Said, record
from annotations.claims.numbers.decimals import read_digits, shift
from annotations.claims.numbers.numeral import Numeral, digits_at
from annotations.model import Kind, Mention, Role

_SLASH = re.compile(r"(\d+(?:[.,]\d{3})*(?:[.,]\d+)?)/(\d+(?:\.\d{3})*(?:,\d+)?)(?![\d/])")
_SPELLED = re.compile(r"(\d{1,2}) phần (\d{1,2})(?![\d.,/%]*\d|%)")
_COLON = re.compile(r"(\d{1,4}(?:,\d{1,2})?)( ?: ?)(\d{1,4}(?:,\d{1,2})?)(?![\d:]|[.,]\d)")
_NEAR = 5  # words in which a proportion is named
_MAP = re.compile(r"1/(?:\d{1,3}\.?[05]00|\d{1,3}\.000|500|200|1000)\Z")
_ALWAYS = {"24/7", "24/24", "7/7", "50/50"}
_DATED = frozenset(("day", "month", "time", "year"))
_HOUSE = re.compile(r" (?:[A-ZĐÂÊÔƯƠ][^\W\d_A-Z]+ ?){2}")  # `45/12 Lê Lợi`
_DENOMINATORS = {"2", "3", "4", "5"}
_PRESSURES = {"mmHg"}
_MILLION = 6
_MONTHS = 12
_TWO_DIGITS = 10


class Pair(NamedTuple):
    """Two numbers and where the second ends."""

    part: str
    whole: str
    end: int

    @property
    def fraction(self) -> bool:
        """Whether it is one number rather than a part of a whole: `3/4 triệu`."""
        return self.part.isdecimal() and self.whole in _DENOMINATORS and int(self.part) < int(self.whole)


def read_slash(site: Site) -> bool:
    """Record a pair of numbers with a stroke between, or tell that there is none."""
    found = _SLASH.match(site.low, site.at)
    if not found:
        return _spelled(site)
    pair = Pair(read_digits(found[1])[0], read_digits(found[2])[0], found.end())
    named = site.tags & {"name", "reference"} and "rank" not in site.tags
    if named or _MAP.match(found[0]) or site.last() == "vòng" or found[0] in _ALWAYS:
        role = Role.REFERENCE if "reference" in site.tags else Role.NAME
        site.document.other(site.at, pair.end, role, site.head or found[0], "slash.name")
    elif _HOUSE.match(site.cased, pair.end) and not site.modifier and not site.tags & _DATED:
        site.document.other(site.at, pair.end, Role.NAME, found[0], "slash.address")
    elif "rank" in site.tags:
        site.document.add(site.at, pair.end, Kind.RANK, pair.part, "slash.rank").of = pair.whole
    elif not _date(site, pair):
        _share(site, pair)
    return True


def _spelled(site: Site) -> bool:
    """`2 phần 3 diện tích`."""
    found = _SPELLED.match(site.low, site.at)
    if not found or int(found[1]) >= int(found[2]):
        return False
    _share(site, Pair(found[1], found[2], found.end()))
    return True


def read_colon(site: Site) -> bool:
    """Record `tỷ lệ 1:3`, `tỷ số 2:1`; elsewhere two numbers with a colon are a time of day."""
    found = _COLON.match(site.low, site.at)
    if not found:
        return False
    pair = f"{found[1]}{found[2]}{found[3]}"
    if site.tags & {"name", "reference"}:
        role = Role.REFERENCE if "reference" in site.tags else Role.NAME
        site.document.other(site.at, found.end(), role, site.head, "colon.name")
    elif any(site.cue("proportion", word) for word in site.words[-_NEAR:]):
        site.document.add(site.at, found.end(), Kind.RATIO, pair.replace(" ", ""), "colon.ratio")
    elif "score" in site.tags or any(site.cue("winning", word) for word in site.words[-3:]):
        site.document.add(site.at, found.end(), Kind.SCORE, f"{found[1]}-{found[3]}", "colon.score")
    else:
        return False
    return True


def _date(site: Site, pair: Pair) -> bool:
    """`5/9` is a day where a word says so or where it cannot well be a fraction, and nothing is counted."""
    low, lexicon = site.low, site.lexicon
    day = iso_dates.day_month(low, site.at)
    if not day or not _dateish(site, pair):
        return False
    words = site.after(pair.end)
    if words and words[0] in lexicon.scales:
        return False
    noun = noun_at(low, pair.end, lexicon, words)
    if unit_at(low, pair.end, lexicon, words) or (noun and noun[1]):
        return False
    mention = record_date(site, day, "slash.date")
    if not site.tags and not site.cue("before_day", site.last()):
        mention.ambiguous, mention.alternative = True, f"{pair.part}/{pair.whole}"
    return True


def _dateish(site: Site, pair: Pair) -> bool:
    if site.tags & _DATED or site.cue("before_day", site.last()):
        return True
    if site.modifier:
        return False
    part, whole = int(pair.part), int(pair.whole)
    return part > whole or (part >= _TWO_DIGITS and whole <= _MONTHS)


def _share(site: Site, pair: Pair) -> None:
    low, lexicon = site.low, site.lexicon
    words = site.after(pair.end)
    unit = unit_at(low, pair.end, lexicon, words)
    if unit is None and _scaled(site, pair):
        return
    noun = noun_at(low, pair.end, lexicon, words)
    said = Said(Kind.RATIO, None, pair.end, "slash.part")
    if unit and unit.kind in {"score", "measure"}:
        said = Said(Kind(unit.kind), unit.unit, unit.end, "slash.part")
    elif "score" in site.tags:
        said = said._replace(kind=Kind.SCORE)
    elif noun and (noun[1] or not (site.modifier or pair.fraction)):
        said = said._replace(unit=site.cased[pair.end : noun[0]].strip(), end=noun[0])
    mention = _record(site, pair, said)
    if mention.unit in _PRESSURES or (
        said.unit is None and " ".join(site.words[-_NEAR:]).find("huyết áp") >= 0
    ):
        mention.kind, mention.unit = Kind.MEASURE, "mmHg"
        # A blood pressure is two values, not a part of a whole.
        mention.value, mention.of = f"{pair.part}/{pair.whole}", None


def _scaled(site: Site, pair: Pair) -> bool:
    """`7,5/10 tỷ đồng`: both numbers have the scale and the currency that stand once."""
    at = site.low.rfind("/", site.at, pair.end) + 1
    if not at:
        return False
    number = digits_at(site.low, at, site.lexicon)
    if not number.power or pair.fraction:
        return False
    unit = unit_at(site.low, number.end, site.lexicon, site.after(number.end))
    bare = number.scaled >= _MILLION and unit is None
    if not (bare or (unit and unit.kind in {"money", "measure"})):
        return False
    said = Said(Kind.MONEY, "VND", number.end, "slash.scaled")
    if unit:
        said = Said(Kind(unit.kind), unit.unit, unit.end, "slash.scaled")
    scaled = Pair(shift(pair.part, number.power), shift(pair.whole, number.power), number.end)
    _record(site, scaled, said)
    return True


def _record(site: Site, pair: Pair, said: Said) -> Mention:
    number = Numeral(site.at, pair.end, pair.part)
    number.plain = False
    mention = record(site, number, said)
    mention.of = pair.whole
    return mention
