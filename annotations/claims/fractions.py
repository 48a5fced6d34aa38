"""Two numbers with a stroke: a day, a part of a whole, a rank, a score, a scale of a map."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotations.claims import dates
from annotations.claims.dating import record_date
from annotations.claims.numbers import read_digits
from annotations.claims.right import noun_at, unit_at
from annotations.claims.site import Site
from annotations.model import Kind, Role

_SLASH = re.compile(r"(\d+(?:[.,]\d{3})*(?:[.,]\d+)?)/(\d+(?:\.\d{3})*(?:,\d+)?)(?![\d/])")
_MAP = re.compile(r"1/(?:\d{1,3}\.?[05]00|\d{1,3}\.000|500|200|1000)\Z")
_ALWAYS = {"24/7", "24/24", "7/7", "50/50"}
_DATED = frozenset(("day", "month", "time", "year"))
_MONTHS = 12
_TWO_DIGITS = 10


class Pair(NamedTuple):
    """Two numbers and where the second ends."""

    part: str
    whole: str
    end: int


def read_slash(site: Site) -> bool:
    """Record a pair of numbers with a stroke between, or tell that there is none."""
    found = _SLASH.match(site.low, site.at)
    if not found:
        return False
    pair = Pair(read_digits(found[1])[0], read_digits(found[2])[0], found.end())
    named = site.tags & {"name", "reference"} and "rank" not in site.tags
    if named or _MAP.match(found[0]) or site.last() == "vòng" or found[0] in _ALWAYS:
        role = Role.REFERENCE if "reference" in site.tags else Role.NAME
        site.document.other(site.at, pair.end, role, site.head or found[0], "slash.name")
    elif "rank" in site.tags:
        site.document.add(site.at, pair.end, Kind.RANK, pair.part, "slash.rank").of = pair.whole
    elif not _date(site, pair):
        _share(site, pair)
    return True


def _date(site: Site, pair: Pair) -> bool:
    """`5/9` is a day where a word says so or where it cannot well be a fraction, and nothing is counted."""
    low, lexicon = site.low, site.lexicon
    day = dates.day_month(low, site.at)
    if not day or not _dateish(site, pair):
        return False
    words = site.after(pair.end)
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
    noun = noun_at(low, pair.end, lexicon, words)
    kind, text, end = Kind.RATIO, None, pair.end
    if unit and unit.kind in {"score", "measure"}:
        kind, text, end = Kind(unit.kind), unit.unit, unit.end
    elif "score" in site.tags:
        kind = Kind.SCORE
    elif noun and (noun[1] or not site.modifier):
        text, end = site.cased[pair.end : noun[0]].strip(), noun[0]
    mention = site.document.add(site.at, pair.end, kind, pair.part, "slash.part")
    mention.of, mention.unit, mention.modifier = pair.whole, text, site.modifier
    site.document.cover(mention, site.at, end)
