"""The claims in the same line as the words of a query.

Tone marks and case never count. Words that the texts do not have as typed are matched with typos, as in a search.
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

MOST_FUZZY_PARTS = 300  # parts of texts searched for words with typos
COMMON_PARTS = (
    300  # parts of texts with a word that is common: a search of them all takes too long for a first row
)
_CACHED_CODE_POINTS = 8_000_000  # of texts cached while claims are tested

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

LineFinder = Callable[[str], list[Span]]


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
        self._texts = _TextCache(connection)
        self._typed = TypedLines(words)
        phrases = [_index_phrase(clause) for clause in words]
        # Not for digits: a search matches a number by its value, however it is written.
        as_typed = all(phrases) and not any(char.isdigit() for clause in words for char in clause.text)
        self._expression = all_of(phrases) if as_typed else ""

    def are_common(self) -> bool:
        """Whether so many parts of texts have the words that testing the first claims is quicker than a search."""
        if not self._expression:
            return False
        query = "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)"
        row = self._connection.execute(query, (self._expression, COMMON_PARTS)).fetchone()
        return int(row[0]) >= COMMON_PARTS

    def matching(self, claims: Sequence[tuple[int, str, int]]) -> list[int]:
        """The row numbers of those claims whose line has the words as typed, in the given order.

        A claim is its row number, its article and its start in the article's current text.
        """
        numbers: set[int] = set()
        for article, group in groupby(sorted(claims, key=itemgetter(1)), key=itemgetter(1)):
            text = self._texts.current_text(article)
            numbers.update(number for number, _article, start in group if self._typed.hold(text, start))
        return [number for number, _article, _start in claims if number in numbers]

    def claims(self, articles: frozenset[str] | None = None) -> Iterator[list[int]]:
        """The row numbers of the claims, part by part, in ``articles`` or everywhere; ends early once cancelled."""
        has_claims = False
        if self._expression:
            for numbers in self._claims_in_parts(self._expression, self._typed.lines, articles):
                has_claims = True
                yield numbers
        if not has_claims:
            yield from self._fuzzy_claims(articles)

    def _fuzzy_claims(self, articles: frozenset[str] | None) -> Iterator[list[int]]:
        """The claims with the words as a search matches them: those of the first expression that finds any."""
        counts = dict(map(tuple, self._connection.execute("SELECT word, parts FROM search_words")))
        for expression in Candidates(self._words, Spelling(counts), counts).expressions():
            has_claims = False
            for numbers in self._claims_in_parts(expression, self._lines_of_hits, articles, MOST_FUZZY_PARTS):
                has_claims = True
                yield numbers
            if has_claims:
                return

    def _claims_in_parts(
        self, expression: str, find_lines: LineFinder, articles: frozenset[str] | None, limit: int = -1
    ) -> Iterator[list[int]]:
        for part in self._connection.execute(f"{_PARTS} LIMIT ?", (expression, limit)):
            if self._cancelled():
                return
            article = part["article"]
            if articles is not None and article not in articles:
                continue
            start, end = part["start_offset"], part["end_offset"]
            lines = find_lines(self._texts.text(article, part["text_sha256"])[start:end])
            if lines:
                spans = [(start + line_start, start + line_end) for line_start, line_end in lines]
                claims = self._connection.execute(_CLAIMS, (article, spans[0][0], spans[-1][1])).fetchall()
                if numbers := list(_numbers_within(claims, spans)):
                    yield numbers

    def _lines_of_hits(self, text: str) -> list[Span]:
        return sorted({line_at(text, match.start, match.end) for match in hits(text, self._words)})


class _TextCache:
    """The texts of articles, of which the cache drops the oldest once it holds too many code points."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._size = 0

    def current_text(self, article: str) -> str:
        if article not in self._texts:
            query = "SELECT text_sha256 FROM articles WHERE id = ?"
            return self.text(article, self._connection.execute(query, (article,)).fetchone()[0])
        return self._texts[article]

    def text(self, article: str, sha256: str) -> str:
        """The current text of an article, whose SHA-256 is given."""
        if article not in self._texts:
            text = text_of(self._connection, sha256)
            self._texts[article] = text
            self._size += len(text)
            while len(self._texts) > 1 and self._size > _CACHED_CODE_POINTS:
                _article, oldest = self._texts.popitem(last=False)
                self._size -= len(oldest)
        return self._texts[article]


def _numbers_within(claims: Sequence[tuple[int, int]], spans: Sequence[Span]) -> Iterator[int]:
    """The row numbers of the claims that start in one of the spans; claims and spans are in text order."""
    offsets = [offset for _number, offset in claims]
    index = 0
    for start, end in spans:
        first = max(index, bisect_left(offsets, start))
        index = max(index, bisect_left(offsets, end))
        yield from (number for number, _offset in claims[first:index])


def _index_phrase(clause: Words | Phrase) -> str:
    """The clause as an expression for the index; empty if it has no word."""
    *complete, last = words_of(fold(clause.text).text) or [""]
    if isinstance(clause, Words) and clause.open:
        return all_of([phrase(" ".join(complete)), f"{term(last)} *"]) if last else ""
    text = " ".join([*complete, last])
    return phrase(text) if text else ""
