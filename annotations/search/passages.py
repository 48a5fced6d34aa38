"""The results of a search over many articles: articles, each with its best passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.search.article_index import ArticleIndex
from annotations.search.clauses import Phrase, Words
from annotations.search.matches import Match

MOST_PASSAGES = 5  # shown for one article
_CONTEXT = 60  # code points shown on either side of a hit


@dataclass(frozen=True, slots=True)
class Passage:
    """A hit with the words around it, from the same line.

    The hit extends from ``start`` to ``end``, ``text`` begins at ``text_start``, and ``spans`` are the parts that
    match, all in code points of the article. ``score`` is 100 if every word is the query's own. ``claim`` is the id
    of the claim that satisfies the query's filters; None if the query has no filters on claims.
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
    """An article that matches a query, with its best passages in text order.

    ``title_spans`` are the matching parts of the title; ``hits`` counts the hits in the parts of the text that the
    passages come from.
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
    def rank(self) -> tuple[float, bool, int, str]:
        """The sort key: the best score first, then a match in the title, then the most hits, then the id."""
        return -self.score, not self.title_spans, -self.hits, self.article


def best_first(articles: Iterable[FoundArticle]) -> list[FoundArticle]:
    """Articles by rank: the same articles always come in the same order."""
    return sorted(articles, key=lambda article: article.rank)


def hits(
    text: str, words: Sequence[Words | Phrase], *, limit: int = 100, two_slips: bool = False
) -> list[Match]:
    """Return the matches of a query's clauses in a text; none unless every clause has a match.

    The clause that matches worst limits the scores of all. ``two_slips`` is as for ``ArticleIndex.search``.
    """
    index = ArticleIndex(text)
    matches: list[Match] = []
    best_score = 100.0
    for clause in words:
        typed = clause.text + ("" if isinstance(clause, Words) and clause.open else " ")
        clause_matches = index.search(
            typed, limit=limit, exact=isinstance(clause, Phrase), two_slips=two_slips
        )
        if not clause_matches:
            return []
        matches += clause_matches
        best_score = min(best_score, max(match.score for match in clause_matches))
    return [Match(match.start, match.end, min(match.score, best_score), match.parts) for match in matches]


def passage(text: str, match: Match, start: int = 0, claim: str | None = None) -> Passage:
    """Return the passage of a match in ``text``, which is the part of an article that begins at ``start``."""
    first, last = _passage_span(text, match.start, match.end)
    spans = tuple((start + begin, start + end) for begin, end in match.parts)
    return Passage(
        start + match.start, start + match.end, match.score, text[first:last], start + first, spans, claim
    )


def best_passages(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the best passages that do not overlap, at most ``MOST_PASSAGES``, in text order."""
    shown_passages: list[Passage] = []
    for candidate in sorted(passages, key=lambda passage: (-passage.score, passage.start)):
        if len(shown_passages) == MOST_PASSAGES:
            break
        if all(
            candidate.end <= earlier.text_start or _text_end(earlier) <= candidate.start
            for earlier in shown_passages
        ):
            shown_passages.append(candidate)
    return tuple(sorted(shown_passages, key=lambda passage: passage.start))


def _text_end(passage: Passage) -> int:
    return passage.text_start + len(passage.text)


def _passage_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the line around a hit; a long line is cut between words."""
    line = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    first, last = max(line, start - _CONTEXT), min(line_end, end + _CONTEXT)
    if first > line:
        first = text.find(" ", first, start) + 1 or first
    if last < line_end:
        cut = text.rfind(" ", end, last)
        last = cut if cut >= 0 else last
    return first, last
