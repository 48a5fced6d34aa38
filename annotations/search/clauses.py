"""What a query says, clause by clause: words, quoted phrases, and filters with their values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from annotations.claims.numerals.decimals import plain


class Key(StrEnum):
    """What a filter looks at."""

    KIND = "kind"
    ROLE = "role"
    VERDICT = "verdict"
    TAG = "tag"
    OUTLET = "outlet"
    ARTICLE = "article"
    DATE = "date"
    BY = "by"
    VALUE = "value"
    UNIT = "unit"
    IS = "is"


class State(StrEnum):
    """What ``is:`` asks of a claim."""

    UNREVIEWED = "unreviewed"  # nobody, or none of the annotators in question, has given a verdict
    REVIEWED = "reviewed"
    DISPUTED = "disputed"  # two annotators have given different verdicts
    NOTED = "noted"
    CORRECTED = "corrected"  # an annotator has put right what the extractor read
    ADDED = "added"  # an annotator has found it, not the extractor
    FINDING = "finding"  # its article contradicts it
    ORPHAN = "orphan"  # its article came back edited and it did not find its place again


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from ``first`` to ``last``, both included; None is without end."""

    first: date | None
    last: date | None

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.first}"
        if self.first is None:
            return f"<={self.last}"
        return f">={self.first}" if self.last is None else f"{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class ValueRange:
    """The values from ``low`` to ``high``; None is without end, ``without_*`` leaves the end itself out."""

    low: Decimal | None
    high: Decimal | None
    without_low: bool = False
    without_high: bool = False

    def __contains__(self, value: Decimal) -> bool:
        if self.low is not None and (value < self.low or (self.without_low and value == self.low)):
            return False
        return self.high is None or not (value > self.high or (self.without_high and value == self.high))

    def meets(self, value: str) -> bool:
        """Whether a claim's value is among these: a decimal, one of a list ``3;4``, or a range ``15..20`` in part."""
        for one in value.split(";"):
            low, dots, high = one.partition("..")
            try:
                ends = (Decimal(low), Decimal(high if dots else low))
            except InvalidOperation:
                continue  # a date or a time
            if ends[0] in self or ends[1] in self or (self.low is not None and ends[0] < self.low < ends[1]):
                return True
        return False

    def __str__(self) -> str:
        if self.low is not None and self.high is not None:
            return (
                _written(self.low)
                if self.low == self.high
                else f"{_written(self.low)}..{_written(self.high)}"
            )
        if self.low is not None:
            return f">{'' if self.without_low else '='}{_written(self.low)}"
        assert self.high is not None
        return f"<{'' if self.without_high else '='}{_written(self.high)}"


Value = str | DateRange | ValueRange


@dataclass(frozen=True, slots=True)
class Words:
    """Free words, looked for with typos and tone marks forgiven.

    ``start`` and ``end`` bound the clause in the query, in code points. ``open`` is set where nothing follows,
    not even a blank: the last word may be a beginning.
    """

    text: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    open: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotes, looked for as they are, but for tone marks and case."""

    text: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return _quoted(self.text)


@dataclass(frozen=True, slots=True)
class Filter:
    """``key:value``: any of the values does; ``negated`` turns it round."""

    key: Key
    values: tuple[Value, ...]
    negated: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        values = ",".join(quoted_if_needed(str(value)) for value in self.values)
        return f"{'-' if self.negated else ''}{self.key}:{values}"


Clause = Words | Phrase | Filter


@dataclass(frozen=True, slots=True)
class Query:
    """A query as its clauses, in the order in which they stand in it; all of them must hold."""

    clauses: tuple[Clause, ...] = ()

    @property
    def words(self) -> tuple[Words | Phrase, ...]:
        """What is looked for in the text."""
        return tuple(clause for clause in self.clauses if not isinstance(clause, Filter))

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What is asked of claims and articles."""
        return tuple(clause for clause in self.clauses if isinstance(clause, Filter))

    def of(self, *keys: Key) -> tuple[Filter, ...]:
        """The filters with one of these keys."""
        return tuple(found for found in self.filters if found.key in keys)

    def without(self, *keys: Key) -> Query:
        """The query without the filters that have one of these keys."""
        return Query(tuple(c for c in self.clauses if not isinstance(c, Filter) or c.key not in keys))

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))


_NEEDS_QUOTES = re.compile(r'[\s",“”]')


def quoted_if_needed(value: str) -> str:
    """Write a filter's value so that it is read back as one value."""
    return _quoted(value) if _NEEDS_QUOTES.search(value) else value


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _written(value: Decimal) -> str:
    """A value as a query has it: with a point, which two digits behind it cannot make a group of thousands."""
    text = plain(value.copy_abs())
    whole, point, fraction = text.partition(".")
    if point and len(fraction) == len("000"):
        text = f"{whole}.{fraction}0"  # 3.715 would be read as 3715
    return f"-{text}" if value < 0 else text
