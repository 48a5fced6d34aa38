"""What a search over many articles finds: articles, and in each the passages that answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.search.article_index import ArticleIndex
from annotations.search.clauses import Phrase, Words
from annotations.search.matches import Match

MOST_PASSAGES = 5  # of an article
_AROUND = 60  # code points shown before and behind a hit


@dataclass(frozen=True, slots=True)
class Passage:
    """A hit and the words around it, within its line.

    ``start`` and ``end`` bound the hit in the article's text, ``text`` begins at ``text_start`` there and
    ``spans`` are what matched, in code points of the article. ``score`` is 100 where every word is the query's.
    ``claim`` is the id of the claim of which the query's filters hold, None where it has no filters of claims.
    """

    start: int
    end: int
    score: float
    text: str
    text_start: int
    spans: tuple[tuple[int, int], ...]
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that answers a query, with its best passages in text order.

    ``title_spans`` is what matched in the title, ``hits`` how many hits there are where the passages stand.
    """

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    score: float
    title_spans: tuple[tuple[int, int], ...] = ()
    passages: tuple[Passage, ...] = ()
    hits: int = 0

    @property
    def rank(self) -> tuple[float, bool, int]:
        """What to sort by, the greatest first: of two that match as well, one that says so in its title."""
        return self.score, bool(self.title_spans), self.hits


def hits(text: str, words: Sequence[Words | Phrase], *, limit: int = 100, far: bool = False) -> list[Match]:
    """Where the words of a query stand in a text: nowhere unless each of its clauses does somewhere.

    ``far`` is as for ``ArticleIndex.search``. A match is worth no more than the best one of the clause that matches worst.
    """
    index = ArticleIndex(text)
    found: list[Match] = []
    best = 100.0
    for clause in words:
        typed = clause.text + ("" if isinstance(clause, Words) and clause.open else " ")
        matches = index.search(typed, limit=limit, exact=isinstance(clause, Phrase), far=far)
        if not matches:
            return []
        found += matches
        best = min(best, max(match.score for match in matches))
    return [Match(match.start, match.end, min(match.score, best), match.parts) for match in found]


def passage(text: str, match: Match, start: int = 0, claim: str | None = None) -> Passage:
    """The passage around a match in a text that begins at ``start`` in the article."""
    first, last = _around(text, match.start, match.end)
    spans = tuple((start + begin, start + end) for begin, end in match.parts)
    return Passage(
        start + match.start, start + match.end, match.score, text[first:last], start + first, spans, claim
    )


def best_passages(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The best few, in text order, no two of them showing the same words."""
    kept: list[Passage] = []
    for one in sorted(passages, key=lambda one: (-one.score, one.start)):
        if len(kept) == MOST_PASSAGES:
            break
        if all(one.end <= other.text_start or _end(other) <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _end(one: Passage) -> int:
    return one.text_start + len(one.text)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The line around a span, cut between words where it is long."""
    line = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    first, last = max(line, start - _AROUND), min(line_end, end + _AROUND)
    if first > line:
        first = text.find(" ", first, start) + 1 or first
    if last < line_end:
        cut = text.rfind(" ", end, last)
        last = cut if cut >= 0 else last
    return first, last
