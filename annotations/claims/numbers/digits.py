"""Numbers in digits: first what the shape alone says, then dates and times, then amounts."""

from __future__ import annotations

import re

from annotations.claims import identifiers, page_furniture
from annotations.claims.classification import classify
from annotations.claims.context.left_context import Site
from annotations.claims.context.right_context import noun_at, unit_at
from annotations.claims.context.shared_units import shares_unit
from annotations.claims.dates import clock_times, date_patterns
from annotations.claims.document import Document
from annotations.claims.numbers.compound_units import compound, glued_measure
from annotations.claims.numbers.fractions import read_colon, read_slash
from annotations.claims.numbers.numeral import Numeral, digits_at, joined
from annotations.model import Role

# A line-up, a standard with its year, a kilometre post.
_CODE = re.compile(r"\d-\d-\d(?:-\d)?(?!\d)|\d{1,5}:\d{4}(?!\d)|\d{1,4}\+\d{1,4}")
_RELAY = re.compile(r"4x\d{2,4}m?(?![\d,])")  # four runners, not four metres
_UNIT_LETTERS = "WVL"  # capitals that are units even alone; others make a name: 5G, 1A, 3D


def read_figure(document: Document, at: int) -> None:
    """Read the digits that begin at a position and record what they are."""
    if page_furniture.read_line(document, at):
        return
    site = Site(document, at)
    if _identifier(site) or date_patterns.read_date(site) or read_colon(site):
        return
    if (
        clock_times.read_race_time(site)
        or clock_times.read_time(site)
        or read_slash(site)
        or _no_amount(site)
    ):
        return
    number = digits_at(document.low, at, document.lexicon)
    if glued_measure(site, number) or _glued_letters(site, number):
        return
    if not compound(document, number):
        number = joined(document.low, number, document.lexicon)
    classify(site, number)


def _identifier(site: Site) -> bool:
    cased, at = site.cased, site.at
    found = identifiers.line(cased, at)
    if found is None and at and not cased[at - 1].isspace():
        found = (
            identifiers.escape(cased, at) or identifiers.address(cased, at) or identifiers.glued(cased, at)
        )
    if found is None or found[2] == "glued":
        found = identifiers.document(cased, at, "reference" in site.tags) or found
    if found is None and site.tags & {"reference", "name"}:
        code = _CODE.match(cased, at)
        found = (code.end(), "name", "code") if code else None
    if found is None:
        return False
    end, role, why = found
    if role == "name" and "reference" in site.tags and why != "escape sequence":
        role, why = "reference", site.head
    elif why == cased[at:end] and "name" in site.tags and "reference" not in site.tags and site.head != "số":
        role, why = "name", site.head
    site.document.other(at, end, Role(role), why, f"identifier.{role}")
    return True


def _no_amount(site: Site) -> bool:
    """Record what is written as no amount is: `016`, `4.0`, `5 trong 1`, `0531.0025.11245`."""
    found = identifiers.no_amount(site.cased, site.at)
    if found is None:
        return False
    end, role, why = found
    words = site.after(end)
    noun = noun_at(site.low, end, site.lexicon, words)
    if unit_at(site.low, end, site.lexicon, words) or (noun and noun[1] and role == "name"):
        return False
    told = next((tag for tag in ("reference", "name") if tag in site.tags), None)
    if told and role == "name":
        role, why = told, site.head
    site.document.other(site.at, end, Role(role), why, "identifier.shape")
    return True


def cased_digit(cased: str, at: int) -> bool:
    """Whether a digit goes on a name: `12A1`."""
    return cased[at : at + 1].isdecimal()


def _glued_letters(site: Site, number: Numeral) -> bool:
    """`5G`, `1A`, `3D`: capitals that hang on the digits make a name, unless they are a unit."""
    letters = identifiers.letters_after(site.cased, number.end)
    if not letters or number.scaled or number.percent:
        return False
    if letters == "x" and not _RELAY.match(site.cased, number.start) and shares_unit(site, number):
        return True
    single = len(letters) == 1 and letters.isupper()
    if not (number.plain or single):
        return False
    if letters.casefold() in site.lexicon.units and (not single or letters in _UNIT_LETTERS):
        return False
    tagged = site.tags & {"name", "reference"}
    if not letters[0].isupper() and len(letters) > 1 and not tagged:
        return False
    role = Role.REFERENCE if "reference" in site.tags else Role.NAME
    end = number.end + len(letters)
    while cased_digit(site.cased, end):
        end += 1
    why = site.head or site.cased[number.start : end]
    site.document.other(number.start, end, role, why, "glued.letters")
    return True
