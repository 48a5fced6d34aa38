"""The clauses of a parsed query: words, quoted phrases, and filters with their values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from annotations.claims.numerals.decimals import plain


class Key(StrEnum):
    """The property that a filter compares."""

    KIND = "kind"
    ROLE = "role"
    VERDICT = "verdict"
    TAG = "tag"
    OUTLET = "outlet"
    ARTICLE = "article"
    DATE = "date"
    URL = "url"
    METADATA = "meta"
    ANNOTATOR = "by"
    VALUE = "value"
    UNIT = "unit"
    IS = "is"


class State(StrEnum):
    """The values of ``is:``: the state that a claim must be in."""

    UNREVIEWED = "unreviewed"  # no verdict by anybody, or by the annotators of a ``by:`` filter
    REVIEWED = "reviewed"
    DISPUTED = "disputed"  # annotators differ, and no adjudicator has settled it
    SETTLED = "settled"  # by an adjudicator who saw what all others say of it now
    MINE = "mine"  # assigned to the annotator who asks
    NOTED = "noted"
    CORRECTED = "corrected"  # an annotator corrected what the extractor read
    ADDED = "added"  # by an annotator, not by the extractor
    REREAD = "reread"  # the extractor reads it otherwise than when it was decided on
    FINDING = "finding"  # a check of the article contradicts the claim
    ORPHAN = "orphan"  # the edited article no longer contains the claim


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from ``first`` to ``last``, both included; None leaves that end open."""

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
    """The values from ``low`` to ``high``; None leaves that end open, ``without_*`` excludes the end itself."""

    low: Decimal | None
    high: Decimal | None
    without_low: bool = False
    without_high: bool = False

    def __contains__(self, value: Decimal) -> bool:
        if self.low is not None and (value < self.low or (self.without_low and value == self.low)):
            return False
        return self.high is None or not (value > self.high or (self.without_high and value == self.high))

    def meets(self, value: str) -> bool:
        """Whether a claim's value is in the range.

        Of alternatives ``3;4``, one must be in the range; a range ``15..20`` must overlap it.
        """
        for alternative in value.split(";"):
            low, dots, high = alternative.partition("..")
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
                _format_decimal(self.low)
                if self.low == self.high
                else f"{_format_decimal(self.low)}..{_format_decimal(self.high)}"
            )
        if self.low is not None:
            return f">{'' if self.without_low else '='}{_format_decimal(self.low)}"
        assert self.high is not None
        return f"<{'' if self.without_high else '='}{_format_decimal(self.high)}"


Value = str | DateRange | ValueRange


@dataclass(frozen=True, slots=True)
class Words:
    """Free words; typos and missing tone marks are forgiven.

    The clause extends from ``start`` to ``end`` of the query, in code points. ``open``: nothing follows the clause,
    not even a blank, so its last word may be a prefix.
    """

    text: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    open: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotes; only tone marks and case are ignored."""

    text: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return _quote(self.text)


@dataclass(frozen=True, slots=True)
class Filter:
    """``key:value``: holds if any of the values does; ``negated`` inverts the filter."""

    key: Key
    values: tuple[Value, ...]
    negated: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        values = ",".join(quote_if_needed(str(value)) for value in self.values)
        return f"{'-' if self.negated else ''}{self.key}:{values}"


Clause = Words | Phrase | Filter


@dataclass(frozen=True, slots=True)
class Query:
    """The clauses of a query, in order; all of them must hold."""

    clauses: tuple[Clause, ...] = ()

    @property
    def words(self) -> tuple[Words | Phrase, ...]:
        """The clauses that are searched in the text."""
        return tuple(clause for clause in self.clauses if not isinstance(clause, Filter))

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The conditions on claims and articles."""
        return tuple(clause for clause in self.clauses if isinstance(clause, Filter))

    def of(self, *keys: Key) -> tuple[Filter, ...]:
        """Return the filters with one of these keys."""
        return tuple(filter_clause for filter_clause in self.filters if filter_clause.key in keys)

    def without(self, *keys: Key) -> Query:
        """Return the query without the filters with one of these keys."""
        return Query(
            tuple(
                clause for clause in self.clauses if not isinstance(clause, Filter) or clause.key not in keys
            )
        )

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))


_NEEDS_QUOTES = re.compile(r'[\s",“”]')


def quote_if_needed(value: str) -> str:
    """Quote a filter's value if the parser would otherwise split it."""
    return _quote(value) if _NEEDS_QUOTES.search(value) else value


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _format_decimal(value: Decimal) -> str:
    """Format a value for a query, with a decimal point.

    A fraction of three digits gets a fourth, so that the parser does not read a group of thousands.
    """
    text = plain(value.copy_abs())
    whole, point, fraction = text.partition(".")
    if point and len(fraction) == len("000"):
        text = f"{whole}.{fraction}0"  # the parser reads 3.715 as 3715
    return f"-{text}" if value < 0 else text
