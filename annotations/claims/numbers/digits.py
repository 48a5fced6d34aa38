"""Numbers in digits: tried as page furniture, identifier, date, time, fraction, and at last as an amount."""

from __future__ import annotations

import re

from annotations.claims import identifiers, page_furniture
from annotations.claims.amounts.amount import Amount, record
from annotations.claims.amounts.compound_units import compound, glued_measure
from annotations.claims.amounts.dimensions import read_dimensions
from annotations.claims.amounts.match_minutes import read_marked_minute
from annotations.claims.amounts.money import read_signed_money
from annotations.claims.amounts.units import classify
from annotations.claims.context.counted_nouns import noun_at
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import unit_at
from annotations.claims.dates import clock_times, date_patterns
from annotations.claims.document import Document
from annotations.claims.numbers.enumerators import read_list_number
from annotations.claims.numbers.fractions import read_colon, read_slash
from annotations.claims.numerals.numeral import Numeral, digits_at, join_range
from annotations.model import Kind, Role

# A line-up, a standard with its year, a kilometre post.
_CODE = re.compile(r"\d-\d-\d(?:-\d)?(?!\d)|\d{1,5}:\d{4}(?!\d)|\d{1,4}\+\d{1,4}")
_LETTERED = re.compile(r"\d{1,3}[A-ZĐ]\d{1,3}(?![^\W_]|[.,]\d)")  # a house or model: 7K2
_SCALE_NAME = re.compile(r"(\d{1,4}) ((?:Vạn|Triệu|Trăm|Nghìn|Tỷ) [A-ZĐÂÊÔƯƠ][^\W\d_A-Z]+)")
_UNIT_LETTERS = "WVL"  # capitals that are units even alone; others make a name: 5G, 1A, 3D


def _identifier(context: LeftContext) -> bool:
    cased, offset = context.cased, context.offset
    match = identifiers.long_digit_run(cased, offset)
    if (
        match is None
        and cased[offset + 1 : offset + 2] != " "
        and (lettered := _LETTERED.match(context.name_case, offset))
    ):
        match = (lettered.end(), "name", lettered[0])
    if (
        match is None
        and offset
        and (not cased[offset - 1].isspace() or cased[offset - 2 : offset] in ("- ", "– ", "— "))
    ):
        match = (
            identifiers.escape_code(cased, offset)
            or identifiers.web_address(cased, offset)
            or identifiers.glued_code(cased, offset)
        )
    if match is None or match[2] == "glued":
        match = identifiers.document(cased, offset, "reference" in context.tags) or match
    if match is None and context.tags & {"reference", "name"}:
        code = _CODE.match(cased, offset)
        match = (code.end(), "name", "code") if code else None
    if match is None:
        return False
    end, role, why = match
    if role == "name" and "reference" in context.tags and why != "escape sequence":
        role, why = "reference", context.label
    elif (
        why == cased[offset:end]
        and "name" in context.tags
        and "reference" not in context.tags
        and context.label != "số"
    ):
        role, why = "name", context.label
    context.document.add_non_claim(offset, end, Role(role), why, f"identifier.{role}")
    return True


def _no_amount(context: LeftContext) -> bool:
    """Record what is written as no amount is: `016`, `4.0`, `5 trong 1`, `0531.0025.11245`."""
    match = identifiers.non_amount(context.cased, context.offset)
    if match is None:
        return False
    end, role, why = match
    words = context.following_words(end)
    noun = noun_at(context.folded, end, context.lexicon, words)
    if unit_at(context.folded, end, context.lexicon, words) or (noun and noun[1] and role == "name"):
        return False
    known_role = next((tag for tag in ("reference", "name") if tag in context.tags), None)
    if known_role and role == "name":
        role, why = known_role, context.label
    context.document.add_non_claim(context.offset, end, Role(role), why, "identifier.shape")
    return True


def cased_digit(cased: str, offset: int) -> bool:
    """Whether a digit goes on a name: `12A1`."""
    return cased[offset : offset + 1].isdecimal()


def _read_house_number(context: LeftContext) -> bool:
    """`16 Vạn Bảo`: a scale word with a capital begins the name of a street."""
    match = _SCALE_NAME.match(context.name_case, context.offset)
    if not match:
        return False
    context.document.add_non_claim(context.offset, match.end(1), Role.NAME, match[2], "name.house")
    return True


def _times(number: Numeral) -> Amount:
    """`zoom quang 3x`."""
    return Amount(Kind.MULTIPLE, "lần", number.end + 1, "glued.times")


def _glued_letters(context: LeftContext, number: Numeral) -> bool:
    """`5G`, `1A`, `3D`: capitals that hang on the digits make a name, unless they are a unit."""
    letters = identifiers.letters_behind(context.name_case, number.end)
    if not letters or number.scaled or number.percent:
        return False
    if letters in {"x", "X"} and not number.ranged and not cased_digit(context.name_case, number.end + 1):
        record(context, Numeral(number.start, number.end + 1, number.value), _times(number))
        return True
    single = len(letters) == 1 and letters.isupper()
    if not (number.plain or single):
        return False
    if letters.casefold() in context.lexicon.units and (not single or letters in _UNIT_LETTERS):
        return False
    tagged = context.tags & {"name", "reference"}
    if not letters[0].isupper() and len(letters) > 1 and not tagged:
        return False
    role = Role.REFERENCE if "reference" in context.tags else Role.NAME
    end = number.end + len(letters)
    while cased_digit(context.name_case, end):
        end += 1
    why = context.label or context.name_case[number.start : end]
    context.document.add_non_claim(number.start, end, role, why, "glued.letters")
    return True


# Each records the number and returns True, or returns False; the first that can decides.
_READERS = (
    read_list_number,
    read_signed_money,
    _identifier,
    read_dimensions,
    date_patterns.read_date,
    read_colon,
    read_marked_minute,
    clock_times.read_race_time,
    clock_times.read_time,
    read_slash,
    _no_amount,
)
# A number with a blank and a word behind it has none of the other shapes.
_BEFORE_WORD = re.compile(r"\d+(?:[.,]\d+)* [^\W\d_x]")
_BEFORE_WORDS = (
    read_signed_money,
    _identifier,
    date_patterns.read_date,
    clock_times.read_time,
    read_slash,
    _no_amount,
)


def read_digit_number(document: Document, offset: int) -> None:
    """Read the digits that begin at a position and record what they are."""
    if page_furniture.read_line(document, offset):
        return
    context = LeftContext(document, offset)
    is_before_word = _BEFORE_WORD.match(document.folded, offset) is not None
    for read in _BEFORE_WORDS if is_before_word else _READERS:
        if read(context):
            return
    number = digits_at(document.folded, offset, document.lexicon)
    if number.scaled and _read_house_number(context):
        return
    if not is_before_word and (glued_measure(context, number) or _glued_letters(context, number)):
        return
    if not compound(document, number):
        number = join_range(document.folded, number, document.lexicon)
    classify(context, number)
