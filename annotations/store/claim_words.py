"""Which claims stand in a line with the words of a query.

As typed, but for tone marks and case, wherever that is anywhere; else with the typos that a search forgives.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from annotations.search.clauses import Phrase, Words
from annotations.search.passages import hits
from annotations.search.spelling import Spelling
from annotations.search.terms import words_of
from annotations.store.search_candidates import Candidates
from annotations.store.search_expressions import all_of, phrase, term
from annotations.text import fold

MOST_FORGIVEN = 300  # parts of texts that are looked through for what is not there as it is typed

_PARTS = """
    SELECT p.start_offset, p.end_offset, a.id AS article, a.text_sha256
    FROM search_index CROSS JOIN search_parts AS p ON p.id = search_index.rowid
    CROSS JOIN search_documents AS d ON d.id = p.document_id
    CROSS JOIN articles AS a ON a.id = d.article_id
    WHERE search_index MATCH ? AND a.text_sha256 = d.text_sha256 AND coalesce(a.title, '') = d.title
"""
_CLAIMS = """
    SELECT rowid, start_offset FROM claims
    WHERE article_id = ? AND start_offset >= ? AND start_offset < ? AND current
"""

Span = tuple[int, int]
Finder = Callable[[str], list[Span]]


class ClaimWords:
    """Looks for words in the indexed texts of a store, on one connection; in these articles or in all."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        articles: frozenset[str] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._connection = connection
        self._articles = articles
        self._cancelled = cancelled
        self._text = lru_cache(maxsize=4)(self._read_text)

    def claims(self, words: Sequence[Words | Phrase]) -> Iterator[list[int]]:
        """The claims' row numbers, text by text; ends early once it is cancelled."""
        found = False
        if not any(char.isdigit() for clause in words for char in clause.text):
            for claims in self._as_typed(words):
                found = True
                yield claims
        if not found:
            yield from self._forgiving(words)

    def _as_typed(self, words: Sequence[Words | Phrase]) -> Iterator[list[int]]:
        patterns = [_pattern(clause) for clause in words]
        phrases = [_match_phrase(clause) for clause in words]
        if all(phrases):
            yield from self._in_parts(all_of(phrases), lambda text: _lines_as_typed(text, patterns))

    def _forgiving(self, words: Sequence[Words | Phrase]) -> Iterator[list[int]]:
        """As a search does: what is likeliest first, and nothing else once there is something."""
        counts = dict(map(tuple, self._connection.execute("SELECT word, parts FROM search_words")))
        for expression in Candidates(words, Spelling(counts), counts).expressions():
            found = False
            for claims in self._in_parts(expression, lambda text: _lines_of_hits(text, words), MOST_FORGIVEN):
                found = True
                yield claims
            if found:
                return

    def _in_parts(self, expression: str, lines: Finder, most: int = -1) -> Iterator[list[int]]:
        for part in self._connection.execute(f"{_PARTS} LIMIT ?", (expression, most)):
            if self._cancelled():
                return
            if self._articles is not None and part["article"] not in self._articles:
                continue
            start, end = part["start_offset"], part["end_offset"]
            found = lines(self._text(part["text_sha256"])[start:end])
            if found:
                spans = [(start + first, start + last) for first, last in found]
                claims = self._connection.execute(_CLAIMS, (part["article"], spans[0][0], spans[-1][1]))
                numbers = [row[0] for row in claims if _within(row[1], spans)]
                if numbers:
                    yield numbers

    def _read_text(self, sha256: str) -> str:
        query = "SELECT text FROM texts WHERE sha256 = ?"
        return str(self._connection.execute(query, (sha256,)).fetchone()[0])


def _within(offset: int, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return at >= 0 and offset < spans[at][1]


def _pattern(clause: Words | Phrase) -> re.Pattern[str]:
    """Finds the words of a clause in folded text, behind each other; the last one may be a beginning."""
    words = [re.escape(word) for word in fold(clause.text).text.split()]
    is_open = isinstance(clause, Words) and clause.open
    return re.compile(r"(?<![^\W_])" + r"\s+".join(words) + ("" if is_open else r"(?![^\W_])"))


def _match_phrase(clause: Words | Phrase) -> str:
    """The clause for the index; empty where it has no word."""
    *before, last = words_of(fold(clause.text).text) or [""]
    is_open = isinstance(clause, Words) and clause.open
    if not is_open:
        return phrase(clause_text) if (clause_text := " ".join([*before, last])) else ""
    return all_of([phrase(" ".join(before)), f"{term(last)} *"]) if last else ""


def _lines_as_typed(text: str, patterns: Sequence[re.Pattern[str]]) -> list[Span]:
    """The lines in which every pattern is found."""
    folded = fold(text)
    found: set[Span] | None = None
    for pattern in patterns:
        lines = {_line(text, *folded.span(*match.span())) for match in pattern.finditer(folded.text)}
        found = lines if found is None else found & lines
    return sorted(found or ())


def _lines_of_hits(text: str, words: Sequence[Words | Phrase]) -> list[Span]:
    return sorted({_line(text, match.start, match.end) for match in hits(text, words)})


def _line(text: str, start: int, end: int) -> Span:
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last
