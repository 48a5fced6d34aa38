"""Typed values: read as the extractor reads the values of a text, and written back the same way."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from annotations.claims.extraction import extract_claims
from annotations.claims.folding import fold
from annotations.claims.lexicon import Lexicon, load_lexicon
from annotations.claims.numerals.decimals import is_grouped, write_digits
from annotations.claims.numerals.numeral import join_range, number_at
from annotations.errors import UsageError
from annotations.model import Kind
from annotations.text import visible

_ONE_DATE = r"(?:-?\d{4}(?:-\d{2}(?:-\d{2})?|-Q[1-4])?|--\d{2}(?:-\d{2})?|--Q[1-4]|---\d{2}|-W-[1-7])"
_DATE = re.compile(rf"{_ONE_DATE}(?:[/;]{_ONE_DATE})*")
_ONE_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_TIME = re.compile(rf"{_ONE_TIME}(?:[/;]{_ONE_TIME})*")
_PAIRS = {
    Kind.RATIO: (re.compile(r"(\d+) ?: ?(\d+)"), ":"),
    Kind.SCORE: (re.compile(r"(\d+) ?- ?(\d+)"), "-"),
    Kind.MEASURE: (re.compile(r"(\d+) ?/ ?(\d+)"), "/"),  # a blood pressure
    Kind.DURATION: (re.compile(r"(\d+) ?\+ ?(\d+)"), "+"),  # time added to a match
}
# What a date is called before its digits, where these alone would be read as something else.
_CALLED = ("", "ngày ", "tháng ", "quý ", "năm ")


def read_value(typed: str, kind: Kind | None, lexicon: Lexicon | None = None) -> str:
    """Read a value of some kind, typed the Vietnamese way, as a canonical one.

    ``62,8`` is 62.8, ``1.000`` is 1000, ``101 tỷ`` is 101000000000, ``15-20`` a range and ``3;4`` or ``3, 4`` a list; a
    date or a time of day is ISO 8601, or as it is written in Vietnamese. Raises UsageError, with a sentence
    that says how to write it, where it is none of these.
    """
    typed_text = " ".join(typed.split())
    words = lexicon or load_lexicon()
    if kind is Kind.DATE:
        value = _date(typed_text, words)
    elif kind is Kind.TIME:
        value = typed_text if _TIME.fullmatch(typed_text) else _extracted(typed_text, kind, ("",), words)
    else:
        value = _pair(typed_text, kind) or _numbers(typed_text, words)
    if value is None:
        raise _refusal(typed_text, kind)
    return value


def write_value(value: str | None, kind: Kind | None) -> str:
    """Write a canonical value as ``read_value`` reads it: ``1000`` is ``1.000``, ``62.8`` is ``62,8``."""
    if value is None or kind in (Kind.DATE, Kind.TIME):
        return value or ""
    try:
        return ";".join(
            "..".join(write_digits(Decimal(end)) for end in part.split("..")) for part in value.split(";")
        )
    except InvalidOperation:
        return value  # a score or a ratio stands as it is


def _refusal(typed_text: str, kind: Kind | None) -> UsageError:
    shown_text = visible(typed_text)
    if kind is Kind.DATE:
        return UsageError(
            "“{given}” is no date: write 2022-05-18, 2022-05, 2022 or 18/5/2022.", given=shown_text
        )
    if kind is Kind.TIME:
        return UsageError("“{given}” is no time of day: write 14:30 or 14h30.", given=shown_text)
    return UsageError(
        "“{given}” is no number: write it as in Vietnamese, 62,8 or 1.000 or 101 tỷ, without its unit.",
        given=shown_text,
    )


def _pair(typed_text: str, kind: Kind | None) -> str | None:
    if kind not in _PAIRS:
        return None
    pattern, mark = _PAIRS[kind]
    match = pattern.fullmatch(typed_text)
    return f"{match[1]}{mark}{match[2]}" if match else None


def _numbers(typed_text: str, lexicon: Lexicon) -> str | None:
    """A number, a range of two or a list of them."""
    parts = [_range(part.strip(), lexicon) for part in re.split(";|, ", typed_text)]
    return None if None in parts else ";".join(filter(None, parts))


def _range(typed_text: str, lexicon: Lexicon) -> str | None:
    ends = typed_text.split("..")
    if len(ends) == 2:
        first, last = (_number(end.strip(), lexicon) for end in ends)
        return f"{first}..{last}" if first and last and ".." not in first + last else None
    return _number(typed_text, lexicon)


def _number(typed_text: str, lexicon: Lexicon) -> str | None:
    if not is_grouped(typed_text):
        return None
    sign = "-" if typed_text.startswith(("-", "−")) else ""
    folded = fold(typed_text[1:].strip() if sign else typed_text).folded
    number = number_at(folded, 0, lexicon) if folded else None
    if number is None:
        return None
    number = join_range(folded, number, lexicon)
    if number.end != len(folded) or (sign and number.ranged):
        return None
    return sign + number.value if number.value != "0" else "0"


def _date(typed_text: str, lexicon: Lexicon) -> str | None:
    if _DATE.fullmatch(typed_text):
        return typed_text if all(map(_exists, re.split("[/;]", typed_text))) else None
    return _extracted(typed_text, Kind.DATE, _CALLED, lexicon)


def _exists(value: str) -> bool:
    """Whether there is such a month and day; without a year, in some year."""
    if "Q" in value or "W" in value:
        return True
    full = re.sub("^--(?=-)", "2000-01", re.sub("^-(?:[0-9]{4}|(?=-[0-9]))", "2000", value))
    try:
        date.fromisoformat(full + "-01-01"[len(full) - len("2000-01-01") :] if len(full) < 10 else full)
    except ValueError:
        return False
    return True


def _extracted(typed_text: str, kind: Kind, called: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """What the extractor reads in what was typed, where it is of that kind and goes to its end."""
    for name in called:
        words = name + typed_text
        for mention in extract_claims(words, lexicon=lexicon):
            if mention.kind is kind and mention.value and mention.end == len(words):
                whole = mention.start <= len(name) or not any(c.isdigit() for c in words[: mention.start])
                return mention.value if whole else None
    return None
