"""What a search finds in one text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """Where a query stands in an article: code points ``start`` to ``end`` of the text as imported.

    ``score`` is 100 where every folded word is the query's own, less the more had to be forgiven. Of a word
    that is only begun, the part that was typed is the match. ``parts`` are the spans that matched: one, or one
    for each word where they do not stand beside each other.
    """

    start: int
    end: int
    score: float
    parts: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            object.__setattr__(self, "parts", ((self.start, self.end),))


def match_score(cost: float, letters: int) -> float:
    """What a match is worth, of 100, in which so much had to be forgiven of a query of so many letters."""
    return max(1.0, round(100 * (1 - cost / (letters + 1)), 1))
