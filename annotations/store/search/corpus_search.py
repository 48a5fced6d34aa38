"""Search over all articles of a store: by the words of a query with the full-text index, or by its filters alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import groupby
from time import monotonic
from typing import TYPE_CHECKING

from annotations.search.clauses import Query
from annotations.search.matches import Match
from annotations.search.passages import FoundArticle, best_passages, passage
from annotations.search.spelling import Spelling
from annotations.store.cancellation import cancellable
from annotations.store.claim_rows import text_of
from annotations.store.filters.filter_conditions import (
    article_condition,
    claim_condition,
    prepare_connection,
)
from annotations.store.names import known_annotator
from annotations.store.search.candidates import Candidates
from annotations.store.search.word_search import ARTICLE_COLUMNS, MOST_SEARCHED, WordSearch, article_of_row

if TYPE_CHECKING:
    from annotations.store.store import Store

_WORDS_AT_ONCE = 2_000
_REREAD_FACTOR = 20  # the words are read again after so many times the seconds that reading them took
_MOST_CLAIMS = 200  # of an article, with a passage each, for a query without words
_FULL_SCORE = 100


class CorpusSearch:
    """Searches the indexed articles of a store; use it on the thread that opened the store.

    It caches the words of the index and the texts read last between searches.
    """

    def __init__(self, store: Store, *, annotator: str | None = None) -> None:
        """``annotator``: whose verdicts ``is:unreviewed`` concerns and whose corrections apply; None is anybody."""
        self.is_whole = True  # whether the last search left no article out that may answer
        self._store = store
        with store.read_access() as connection:
            self._annotator = annotator and known_annotator(connection, annotator)
        self._newest_part: int | None = None  # of the index when its words were read
        self._reread_time = 0.0  # monotonic; not before it are the words read again
        self._counts: dict[str, int] = {}
        self._spelling = Spelling(())
        self._text = lru_cache(maxsize=4)(text_of)

    def get_ready(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Read the words of the index, so that the first search need not wait for them."""
        with cancellable(self._store, cancelled) as connection:
            self._words(connection, cancelled)[0].get_ready()

    def search(
        self,
        query: Query,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        most_searched: int = MOST_SEARCHED,
    ) -> Iterator[FoundArticle]:
        """The articles that answer a query, each once, as they are found.

        The likeliest come first, but not in strict order: ``best_first`` sorts them. Which articles these are depends on
        the store and the query alone, never on the time that it takes. For words, the texts of at most ``most_searched``
        articles are searched; afterwards ``is_whole`` tells whether these were all that may answer. Ends early once
        ``cancelled`` returns True. Raises StoreError if the store cannot be read.
        """
        self.is_whole = True
        with cancellable(self._store, cancelled) as connection:
            prepare_connection(connection, self._annotator)
            if query.words:
                word_search = self._word_search(connection, query, cancelled, most_searched)
                for article in word_search.articles():
                    yield article
                    if cancelled():
                        return
                self.is_whole = word_search.is_whole
                return
            for article in self._filtered_articles(connection, query):
                yield article
                if cancelled():
                    return

    def _word_search(
        self,
        connection: sqlite3.Connection,
        query: Query,
        cancelled: Callable[[], bool],
        most_searched: int,
    ) -> WordSearch:
        candidates = Candidates(query.words, *self._words(connection, cancelled))
        read_text = partial(self._text, connection)
        return WordSearch(connection, query, self._annotator, candidates, read_text, cancelled, most_searched)

    def _filtered_articles(self, connection: sqlite3.Connection, query: Query) -> Iterator[FoundArticle]:
        """The articles, or the articles with the claims, that meet the filters; none if there are no filters."""
        articles, claims = article_condition(query), claim_condition(query, self._annotator)
        if claims is None:
            if query.filters:
                sql = f"SELECT {ARTICLE_COLUMNS} FROM articles AS a WHERE {articles.sql} ORDER BY a.id"
                rows = connection.execute(sql, articles.parameters)
                yield from (article_of_row(row, _FULL_SCORE) for row in rows)
            return
        sql = (
            f"SELECT {ARTICLE_COLUMNS}, c.id AS claim, c.text_sha256 AS claim_text, c.extent_start, c.extent_end "
            "FROM articles AS a CROSS JOIN claims AS c ON c.article_id = a.id "
            f"WHERE {articles.sql} AND {claims.sql} ORDER BY a.id, c.start_offset"
        )
        rows = connection.execute(sql, articles.parameters + claims.parameters)
        for _, claim_rows in groupby(rows, key=lambda row: row["article"]):
            yield self._article_with_claims(connection, list(claim_rows))

    def _article_with_claims(self, connection: sqlite3.Connection, rows: list[sqlite3.Row]) -> FoundArticle:
        passages = []
        for row in rows[:_MOST_CLAIMS]:
            start, end = row["extent_start"], row["extent_end"]
            text = self._text(connection, row["claim_text"])
            match = Match(start, end, _FULL_SCORE, ((start, end),))
            passages.append(passage(text, match, 0, row["claim"]))
        article = article_of_row(rows[0], _FULL_SCORE)
        return replace(article, passages=best_passages(passages), hits=len(rows))

    def _words(
        self, connection: sqlite3.Connection, cancelled: Callable[[], bool]
    ) -> tuple[Spelling, dict[str, int]]:
        """The words of the index, and the number of parts in which each occurs.

        Once the index has new parts the words are read again. While it is being built, that would delay every
        keystroke: some time must pass, the longer the more words there are.
        """
        newest_part = connection.execute("SELECT max(id) FROM search_parts").fetchone()[0]
        start = monotonic()
        if newest_part != self._newest_part and start >= self._reread_time:
            rows = connection.execute("SELECT word, parts FROM search_words ORDER BY word")
            counts: dict[str, int] = {}
            while batch := rows.fetchmany(_WORDS_AT_ONCE):
                counts.update(map(tuple, batch))
                cancelled()  # lets other threads run; the result is ignored, as the next search needs the words too
            self._newest_part, self._counts, self._spelling = newest_part, counts, Spelling(counts)
            self._reread_time = start + (monotonic() - start) * _REREAD_FACTOR
        return self._spelling, self._counts
