"""The result of a search in one text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """A match of a query in an article, from ``start`` to ``end`` in code points of the imported text.

    ``score`` is 100 if every folded word is the query's own, and lower for each difference. If the query ends in a
    prefix, the match ends with the typed letters. ``parts`` are the matching spans: one, or one per word if the words
    are apart.
    """

    start: int
    end: int
    score: float
    parts: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            object.__setattr__(self, "parts", ((self.start, self.end),))


def match_score(cost: float, letters: int) -> float:
    """Return the score, from 1 to 100, of a match with this cost for a query of this many letters."""
    return max(1.0, round(100 * (1 - cost / (letters + 1)), 1))
