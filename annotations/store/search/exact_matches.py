"""Which of the parts that the index finds have the words of a query behind each other, as they are typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from time import monotonic
from typing import Generic, TypeVar

from annotations.search.clauses import Phrase, Words
from annotations.search.terms import words_of
from annotations.text import fold

_LONG = 200  # letters; in a shorter text one character may stand for two of the query, as ß does

Row = TypeVar("Row")


class AsTyped(Generic[Row]):
    """Candidates, and how to tell those that have it all as typed: by their text, a tenth of the work of a search.

    Where there are many candidates that only have the same words here and there, the first look gives up after a
    while, so that something likely is found soon; a second one goes on behind it.
    """

    def __init__(
        self,
        rows: Iterator[Row],
        words: Sequence[Words | Phrase],
        text_of: Callable[[Row], str],
        cancelled: Callable[[], bool],
    ) -> None:
        self._rows = rows
        self._cancelled = cancelled
        self._patterns = [as_typed(clause) for clause in words]
        self._text_of = text_of
        self.gave_up = False  # there may be more behind where the last look ended

    def rows(self, patience: float | None = None) -> Iterator[Row]:
        """Those that have it, from where the last look ended; ``patience`` is how many seconds none may be found."""
        begun, found = monotonic(), False
        self.gave_up = False
        for row in self._rows:
            if self._cancelled():
                return
            folded = fold(self._text_of(row)).text
            if all(pattern.search(folded) for pattern in self._patterns):
                found = True
                yield row
            elif patience is not None and not found and monotonic() - begun > patience:
                self.gave_up = True
                return


def long_enough(words: Sequence[Words | Phrase]) -> int:
    """How many code points a text has that may hold all of a very long query; 0 where it is not that long."""
    letters = max((sum(map(len, words_of(fold(clause.text).text))) for clause in words), default=0)
    return letters if letters > _LONG else 0


def as_typed(clause: Words | Phrase) -> re.Pattern[str]:
    """Finds the words of a clause in folded text, behind each other; the last one may be a beginning."""
    words = words_of(fold(clause.text).text)
    pattern = "".join(
        re.escape(one) + (r"[\W_]*" if one.isdecimal() is not other.isdecimal() else r"[\W_]+")
        for one, other in pairwise(words)
    )
    pattern += re.escape(words[-1]) if words else ""
    if not (isinstance(clause, Words) and clause.open):
        pattern += r"(?!\d)" if pattern[-1:].isdecimal() else r"(?![^\W\d_])"
    return re.compile((r"(?<!\d)" if pattern[:1].isdecimal() else r"(?<![^\W\d_])") + pattern)
