"""Parse the values of filters: fixed vocabularies, dates and numbers; each error says how to correct the value."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotations.errors import Sentence
from annotations.model import Kind, Role, Verdict
from annotations.search.clauses import DateRange, Key, State, Value, ValueRange, quote_if_needed
from annotations.search.filter_words import folded, value_named, value_names
from annotations.search.numerals import read_number
from annotations.text import brief

CLOSED: dict[Key, tuple[str, ...]] = {
    Key.KIND: tuple(Kind),
    Key.ROLE: tuple(Role),
    Key.VERDICT: tuple(Verdict),
    Key.IS: tuple(State),
}
# Keys with a single value: a comma is part of the number, and a second range needs a second filter.
SINGLE = frozenset({Key.VALUE})

_LONGEST = 200  # code points of a value quoted in a message
_MOST_DIGITS = 100  # and signs, of a number

_RANGE = re.compile(r"(>=|<=|>|<)?\s*(.*)", re.DOTALL)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z", re.ASCII)


class WrongValueError(ValueError):
    """A value that a filter of this key cannot have; ``problem`` says which values it can have."""

    def __init__(self, template: str, /, **values: object) -> None:
        brief_values = {name: brief(str(value), _LONGEST) for name, value in values.items()}
        self.problem = Sentence(template, **brief_values)
        super().__init__(str(self.problem))


def read_value(key: Key, text: str) -> Value:
    """Parse one value of a filter.

    Raises:
        WrongValueError: the key has no such value; the message suggests another one.

    """
    if key in CLOSED:
        return _choice(key, text)
    if key is Key.DATE:
        return _dates(text)
    return _values(text) if key is Key.VALUE else text


def is_verdict(text: str) -> bool:
    """Whether a text is a value of ``verdict:``, in English or Vietnamese, and not one of ``is:`` itself."""
    word = text.casefold().replace("-", "_").replace(" ", "_")
    return word in CLOSED[Key.VERDICT] or value_named(Key.VERDICT, text) is not None


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most similar to a misspelt word; None if no candidate is similar."""
    closest_match = process.extractOne(
        word, list(candidates), scorer=OSA.distance, score_cutoff=max(1, len(word) // 3)
    )
    return closest_match[0] if closest_match else None


def _choice(key: Key, text: str) -> str:
    word = text.casefold().replace("-", "_").replace(" ", "_")
    if word in CLOSED[key]:
        return word
    if code := value_named(key, text):
        return code
    for other_key, words in CLOSED.items():
        if word in words or (word := value_named(other_key, text) or word) in words:
            raise WrongValueError(
                "“{text}” is a value of {other}: write {other}:{word}.", text=text, other=other_key, word=word
            )
    closest_value = nearest(word, CLOSED[key]) or nearest_name(key, text)
    if closest_value:
        raise WrongValueError(
            "There is no {key}:{text}; did you mean {key}:{near}?",
            key=key,
            text=text,
            near=quote_if_needed(closest_value),
        )
    raise WrongValueError(
        "There is no {key}:{text}; there are {words}.", key=key, text=text, words=_listed(key, text)
    )


def _listed(key: Key, text: str) -> str:
    """The values of a filter, in the language in which a wrong one was written."""
    return ", ".join(map(quote_if_needed, CLOSED[key] if text.isascii() else value_names(key)))


def nearest_name(key: Key, text: str) -> str | None:
    """The Vietnamese word for a value that is most similar to a misspelt one; None if none is similar."""
    names = {folded(name): name for name in value_names(key)}
    closest_name = nearest(folded(text), names)
    return names[closest_name] if closest_name else None


def _ends(text: str) -> tuple[str, str, str]:
    """Split ``a..b``, ``>=a`` or ``a`` into a sign (``..`` for a range, ``=`` for one value) and two ends."""
    sign, range_text = _RANGE.match(text.strip()).groups()  # type: ignore[union-attr]  # the pattern matches any text
    if sign:
        return sign, range_text, ""
    low, dots, high = text.partition("..")
    return ("..", low.strip(), high.strip()) if dots else ("=", low.strip(), "")


def _dates(text: str) -> DateRange:
    sign, low, high = _ends(text)
    if sign == "..":
        first = _day(low)[0] if low else None
        last = _day(high)[1] if high else None
        if not (low or high):
            raise WrongValueError("A range of dates needs an end: date:2023.. or date:2023-01..2023-06.")
        if first and last and first > last:
            raise WrongValueError("{low} is after {high}: write date:{high}..{low}.", low=low, high=high)
        return DateRange(first, last)
    first, last = _day(low)
    try:
        return {
            "=": DateRange(first, last),
            ">=": DateRange(first, None),
            "<=": DateRange(None, last),
            ">": DateRange(last + timedelta(1), None) if sign == ">" else DateRange(None, None),
            "<": DateRange(None, first - timedelta(1)) if sign == "<" else DateRange(None, None),
        }[sign]
    except OverflowError:
        raise WrongValueError("There are no dates beyond {low}; write date:{low}.", low=low) from None


def _day(text: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    date_match = _DATE.match(text)
    if not date_match:
        raise WrongValueError(
            "“{text}” is no date; write a year, a month or a day as 2023, 2023-11 or 2023-11-17.", text=text
        )
    year, month, day = (int(part) if part else None for part in date_match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        raise WrongValueError("There is no day {text} in the calendar.", text=text) from None
    return first, last


def _values(text: str) -> ValueRange:
    sign, low, high = _ends(text)
    if sign == "..":
        if not (low or high):
            raise WrongValueError("A range of values needs an end: value:10.. or value:10..20.")
        first = _number(low) if low else None
        last = _number(high) if high else None
        if first is not None and last is not None and first > last:
            raise WrongValueError("{low} is more than {high}: write value:{high}..{low}.", low=low, high=high)
        return ValueRange(first, last)
    number = _number(low)
    if sign == "=":
        return ValueRange(number, number)
    if sign[0] == ">":
        return ValueRange(number, None, without_low=sign == ">")
    return ValueRange(None, number, without_high=sign == "<")


def _number(text: str) -> Decimal:
    if text.endswith("%"):
        raise WrongValueError("A value has no unit: write value:{text} unit:%.", text=text.rstrip("% "))
    number = read_number(text) if len(text) <= _MOST_DIGITS else None
    if number is None:
        raise WrongValueError("“{text}” is no number; write it as 62,8 or 1.000 or 10..20.", text=text)
    return number
