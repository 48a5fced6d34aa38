"""Which claims stand in a line with the words of a query.

As typed, but for tone marks and case, wherever that is anywhere; else with the typos that a search forgives.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from annotations.search.clauses import Phrase, Words
from annotations.search.passages import hits
from annotations.search.spelling import Spelling
from annotations.search.terms import words_of
from annotations.search.typed_lines import Span, TypedLines, line_at
from annotations.store.claim_rows import text_of
from annotations.store.search.candidates import Candidates
from annotations.store.search.fts_expressions import all_of, phrase, term
from annotations.text import fold

MOST_FORGIVEN = 300  # parts of texts that are looked through for what is not there as it is typed
MANY = 300  # parts of texts; to look through more takes longer than anybody waits for a first row
_KEPT = 8_000_000  # code points of texts that are kept while claims here and there are looked at

_PARTS = """
    SELECT p.start_offset, p.end_offset, a.id AS article, a.text_sha256
    FROM search_index CROSS JOIN search_parts AS p ON p.id = search_index.rowid
    CROSS JOIN search_documents AS d ON d.id = p.document_id
    CROSS JOIN articles AS a ON a.id = d.article_id
    WHERE search_index MATCH ? AND a.text_sha256 = d.text_sha256 AND coalesce(a.title, '') = d.title
"""
_CLAIMS = """
    SELECT rowid, start_offset FROM claims
    WHERE article_id = ? AND start_offset >= ? AND start_offset < ? AND current ORDER BY start_offset
"""

Finder = Callable[[str], list[Span]]


class ClaimWords:
    """Looks for the words of a query in the indexed texts of a store, on one connection."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        words: Sequence[Words | Phrase],
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._connection = connection
        self._words = words
        self._cancelled = cancelled
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._kept = 0  # code points of these
        self._typed = TypedLines(words)
        phrases = [_match_phrase(clause) for clause in words]
        # A number is found by its value, however it is written.
        as_typed = all(phrases) and not any(char.isdigit() for clause in words for char in clause.text)
        self._expression = all_of(phrases) if as_typed else ""

    def are_many(self) -> bool:
        """Whether the words stand in so many texts that it is quicker to look at some claims first."""
        if not self._expression:
            return False
        query = "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)"
        return int(self._connection.execute(query, (self._expression, MANY)).fetchone()[0]) >= MANY

    def beside(self, claims: Sequence[tuple[int, str, int]]) -> list[int]:
        """The numbers of those claims that stand in a line with the words as typed, in the given order.

        A claim is its number, its article and where it starts in the current text of that.
        """
        found: set[int] = set()
        for article, group in groupby(sorted(claims, key=itemgetter(1)), key=itemgetter(1)):
            if article not in self._texts:
                query = "SELECT text_sha256 FROM articles WHERE id = ?"
                self._keep(article, self._connection.execute(query, (article,)).fetchone()[0])
            text = self._texts[article]
            found.update(number for number, _article, start in group if self._typed.hold(text, start))
        return [number for number, _article, _start in claims if number in found]

    def claims(self, articles: frozenset[str] | None = None) -> Iterator[list[int]]:
        """The claims' row numbers, text by text, of these articles or all; ends early once it is cancelled."""
        found = False
        if self._expression:
            for claims in self._in_parts(self._expression, self._typed.lines, articles):
                found = True
                yield claims
        if not found:
            yield from self._forgiving(articles)

    def _forgiving(self, articles: frozenset[str] | None) -> Iterator[list[int]]:
        """As a search does: what is likeliest first, and nothing else once there is something."""
        counts = dict(map(tuple, self._connection.execute("SELECT word, parts FROM search_words")))
        for expression in Candidates(self._words, Spelling(counts), counts).expressions():
            found = False
            for claims in self._in_parts(expression, self._lines_of_hits, articles, MOST_FORGIVEN):
                found = True
                yield claims
            if found:
                return

    def _in_parts(
        self, expression: str, lines: Finder, articles: frozenset[str] | None, most: int = -1
    ) -> Iterator[list[int]]:
        for part in self._connection.execute(f"{_PARTS} LIMIT ?", (expression, most)):
            if self._cancelled():
                return
            article, sha256 = part["article"], part["text_sha256"]
            if articles is not None and article not in articles:
                continue
            if article not in self._texts:
                self._keep(article, sha256)
            start, end = part["start_offset"], part["end_offset"]
            found = lines(self._texts[article][start:end])
            if found:
                spans = [(start + first, start + last) for first, last in found]
                claims = self._connection.execute(_CLAIMS, (article, spans[0][0], spans[-1][1])).fetchall()
                if numbers := list(_within(claims, spans)):
                    yield numbers

    def _lines_of_hits(self, text: str) -> list[Span]:
        return sorted({line_at(text, match.start, match.end) for match in hits(text, self._words)})

    def _keep(self, article: str, sha256: str) -> None:
        """Keep an article's text at hand, and let go of those that came first where it gets much."""
        text = text_of(self._connection, sha256)
        self._texts[article] = text
        self._kept += len(text)
        while len(self._texts) > 1 and self._kept > _KEPT:
            _article, first = self._texts.popitem(last=False)
            self._kept -= len(first)


def _within(claims: Sequence[tuple[int, int]], spans: Sequence[Span]) -> Iterator[int]:
    """The numbers of the claims, by position, whose offset lies in one of the spans, which are in order too."""
    offsets = [offset for _number, offset in claims]
    done = 0
    for first, last in spans:
        begin = max(done, bisect_left(offsets, first))
        done = max(done, bisect_left(offsets, last))
        yield from (number for number, _offset in claims[begin:done])


def _match_phrase(clause: Words | Phrase) -> str:
    """The clause for the index; empty where it has no word."""
    *before, last = words_of(fold(clause.text).text) or [""]
    is_open = isinstance(clause, Words) and clause.open
    if not is_open:
        return phrase(clause_text) if (clause_text := " ".join([*before, last])) else ""
    return all_of([phrase(" ".join(before)), f"{term(last)} *"]) if last else ""
