"""Years, decades and periods in digits."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import Site
from annotations.claims.context.right_context import noun_at, unit_at
from annotations.claims.dates import iso_dates
from annotations.model import Role

_YEAR = re.compile(r"\d{3,4}(?![0-9]|[.,:/][0-9])")
_DESIGNATION = re.compile(r" [A-Z]{1,3}\d{1,4}(?![^\W_])")  # an asteroid: 2024 YR4
_EARLY = re.compile(r"\d{1,2}(?=[,;)]|\.\n|\.$| tcn| trước công nguyên| sau công nguyên)")  # `năm 40,`
_FIRST, _LAST = 1900, 2100  # four digits between these may be a year though no word says so
_OLDEST_DECADE = 1000

Found = tuple[int, str, str] | None  # end, value ("" where it was recorded as no claim), rule


def read_year(site: Site) -> Found:
    """Read a year or a period of years."""
    low, at, tags = site.low, site.at, site.tags
    short = iso_dates.decade(low, at) if "decade" in tags else None
    if short:
        return *short, "date.decade"
    stretch = iso_dates.period(low, at) if "reference" not in tags else None
    if stretch:
        return *stretch, "date.period"
    found = _YEAR.match(low, at) or (_EARLY.match(low, at) if site.head == "năm" else None)
    if not found:
        return None
    year, end = int(found[0]), found.end()
    if "decade" in tags and year >= _OLDEST_DECADE:
        return end, f"{year}/{year + 9}" if year % 10 == 0 else str(year), "date.decade"
    if "year" in tags and (site.head.startswith("năm") or site.cue("born", site.head)):
        return None if _scaled(site, end) else (end, f"{year:04}", "date.year")
    if (
        not _FIRST <= year <= _LAST
        or tags & {"reference", "rank"}
        or site.modifier not in (None, "up_to", "more_than")
    ):
        return None
    return _bare_year(site, end)


def _scaled(site: Site, end: int) -> bool:
    words = site.after(end)
    return bool(words) and words[0] in site.lexicon.scales


def _bare_year(site: Site, end: int) -> Found:
    """Four digits that may be a year, no word before that says so."""
    if _is_amount(site, end):
        return None
    code = _DESIGNATION.match(site.cased, end)
    if code:
        site.document.other(site.at, code.end(), Role.NAME, site.cased[site.at : code.end()], "name.code")
        return code.end(), "", ""
    law = next((word for word in site.words[-5:] if site.cue("law", word)), None)
    if law and not site.cue("before_year", site.last()):
        site.document.other(site.at, end, Role.REFERENCE, law, "reference.year")
        return end, "", ""
    if site.name_before():
        site.document.other(site.at, end, Role.NAME, site.last(), "name.year")
        return end, "", ""
    if site.modifier == "more_than" and site.modifier_word != "trên":
        return None
    return end, site.low[site.at : end], "date.bare"


def _is_amount(site: Site, end: int) -> bool:
    low, lexicon = site.low, site.lexicon
    words = site.after(end)
    if not words:
        return low[end : end + 2].strip().startswith(("%", "$"))
    if words[0] in lexicon.scales or unit_at(low, end, lexicon, words):
        return True
    noun = noun_at(low, end, lexicon, words)
    return noun is not None and noun[1]
