"""How a report is worded: its language, its sentences, and the way in which it writes numbers and dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from annotations.errors import Sentence
from annotations.model import Kind, Mention


def plain_value(value: str, _kind: Kind | None) -> str:
    """A value as it is stored: ``101000000000``, ``2022-05-18``."""
    return value


def plain_reading(mention: Mention) -> str:
    """The value and the unit of a mention as they are stored, with the unit that it is a rate of: ``600 VND/kg``."""
    amount = " ".join(filter(None, (mention.value, mention.unit)))
    return f"{amount}/{mention.per}" if amount and mention.per else amount


class Wording(NamedTuple):
    """The language of a report, as the program that asks for the report words it; by default English and stored values.

    ``language`` is a language tag (BCP 47). ``translate`` gives a sentence of ``annotations`` in that language.
    ``format_value`` writes a value of a kind (None for plain numbers), ``format_reading`` a mention with its unit.
    """

    language: str = "en"
    translate: Callable[[Sentence], str] = str
    format_value: Callable[[str, Kind | None], str] = plain_value
    format_reading: Callable[[Mention], str] = plain_reading

    def format_count(self, count: int) -> str:
        """A count with the language's separators."""
        return self.format_value(str(count), None)

    def format_day(self, moment: str) -> str:
        """The day of a moment in ISO 8601; empty for none."""
        return self.format_value(moment[:10], Kind.DATE) if moment else ""

    def format_share(self, part: int, whole: int) -> str:
        """A part of a whole in per cent with one decimal; a dash where there is no whole."""
        return self.format_ratio(part / whole) if whole else "–"

    def format_ratio(self, ratio: float) -> str:
        """A ratio in per cent with one decimal."""
        return f"{self.format_value(f'{100 * ratio:.1f}', Kind.PERCENTAGE)}%"

    def format_decimal(self, number: float) -> str:
        """A number with two decimals."""
        return self.format_value(f"{number:.2f}", None)
