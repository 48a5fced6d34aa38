"""Search over every article of a store: the index finds candidates, the text itself says what they are worth."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain, groupby, takewhile
from time import monotonic

from annotations.search.clauses import Query
from annotations.search.matches import Match
from annotations.search.passages import FoundArticle, Passage, best_passages, hits, passage
from annotations.search.spelling import Spelling
from annotations.store.base import OpenStore
from annotations.store.cancellation import cancellable
from annotations.store.conditions import Condition
from annotations.store.filters.filter_conditions import article_condition, claim_condition, prepare_connection
from annotations.store.search.candidates import Candidates
from annotations.store.search.exact_matches import AsTyped, long_enough

MOST_CANDIDATES = 300  # looked at for one query
_MOST_TYPED = 2_000  # of which is asked only whether they have the words as typed
_PATIENCE_SECONDS = 0.02  # until something else is looked for where none has
_TELL_SECONDS = 0.02  # between two times that results are handed on
_WORDS_AT_ONCE = 2_000
_PAUSES = 20  # times as long as reading the words took, until they are read again
_MOST_CLAIMS = 200  # of an article, read when no words are asked for
_ENOUGH = 10  # articles found, behind which less likely ones are not looked for

_ARTICLE = "a.id AS article, a.title, a.outlet, a.published, a.text_sha256"
_CANDIDATES = f"""
    SELECT p.start_offset, p.end_offset, {_ARTICLE}
    FROM {{table}} CROSS JOIN search_parts AS p ON p.id = {{table}}.rowid
    CROSS JOIN search_documents AS d ON d.id = p.document_id
    CROSS JOIN articles AS a ON a.id = d.article_id
    WHERE {{table}} MATCH ? AND a.text_sha256 = d.text_sha256 AND coalesce(a.title, '') = d.title
"""


class CorpusSearch:
    """Searches the articles of a store that are indexed; of the thread that opened the store."""

    def __init__(self, store: OpenStore, *, annotator: str | None = None) -> None:
        """``annotator`` is whose verdict ``is:unreviewed`` is about; None is anybody's."""
        self._store = store
        self._annotator = annotator
        self._newest: int | None = None  # the part of the index that came in last before its words were read
        self._read_again = 0.0
        self._counts: dict[str, int] = {}
        self._spelling = Spelling(())
        self._text = lru_cache(maxsize=4)(self._read_text)

    def get_ready(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Read now what the first search would have to wait for: the words there are."""
        with cancellable(self._store, cancelled) as connection:
            self._words(connection, cancelled)[0].get_ready()

    def search(
        self, query: Query, *, limit: int = 100, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[FoundArticle]:
        """The articles that answer a query, as they are found, each once and no more than ``limit``.

        The likeliest come first, but not in strict order: sort by ``rank`` for that. Ends early once
        ``cancelled`` says so. Raises StoreError where the store cannot be read.
        """
        with cancellable(self._store, cancelled) as connection:
            prepare_connection(connection, self._annotator)
            found = (
                self._by_words(connection, query, cancelled)
                if query.words
                else self._by_filters(connection, query)
            )
            for number, article in enumerate(found, 1):
                yield article
                if number >= limit or cancelled():
                    return

    def _by_words(
        self, connection: sqlite3.Connection, query: Query, cancelled: Callable[[], bool]
    ) -> Iterator[FoundArticle]:
        candidates = Candidates(query.words, *self._words(connection, cancelled))
        looked_at: set[str] = set()
        found, best = 0, 0.0
        answered: set[str] = set()

        def answers(rows: Iterator[sqlite3.Row]) -> Iterator[FoundArticle]:
            nonlocal found, best
            for chunk in self._answers(connection, query, rows, looked_at, cancelled):
                if cancelled():
                    return
                found += len(chunk)
                best = max([best, *(article.score for article in chunk)])
                answered.update(article.article for article in chunk)
                yield from sorted(chunk, key=lambda article: article.rank, reverse=True)

        for title in candidates.in_title():
            yield from answers(self._candidates(connection, query, "search_titles", title))
        expressions = candidates.expressions()
        typed = self._typed(connection, query, next(expressions, None), cancelled)
        if found < _ENOUGH:
            yield from answers(typed.rows(_PATIENCE_SECONDS))
        for expression in takewhile(lambda _: found < _ENOUGH, expressions):
            yield from answers(self._candidates(connection, query, "search_index", expression))
        if typed.gave_up:
            yield from answers(typed.rows())
        if best < candidates.good_score:
            for expression in candidates.far():
                rows = self._candidates(connection, query, "search_index", expression)
                guessed = self._answers(connection, query, rows, answered, cancelled, far=True)
                yield from chain.from_iterable(guessed)

    def _typed(
        self,
        connection: sqlite3.Connection,
        query: Query,
        expression: str | None,
        cancelled: Callable[[], bool],
    ) -> AsTyped[sqlite3.Row]:
        """The parts that have the words of a query as they are typed."""
        rows: Iterator[sqlite3.Row] = iter(())
        if expression:
            rows = self._candidates(connection, query, "search_index", expression, _MOST_TYPED)
        least = long_enough(query.words)
        rows = (row for row in rows if row["end_offset"] - row["start_offset"] >= least)
        return AsTyped(rows, query.words, partial(self._part, connection), cancelled)

    def _answers(
        self,
        connection: sqlite3.Connection,
        query: Query,
        rows: Iterator[sqlite3.Row],
        looked_at: set[str],
        cancelled: Callable[[], bool],
        *,
        far: bool = False,
    ) -> Iterator[list[FoundArticle]]:
        """What the candidates are worth: the first answer at once, those behind it from time to time.

        Empty lists are a breath to be cancelled in.
        """
        if len(looked_at) >= MOST_CANDIDATES:
            return
        chunk: list[FoundArticle] = []
        told = monotonic()
        handed_on = False
        for article, parts in groupby(rows, key=lambda row: str(row["article"])):
            if article not in looked_at:
                looked_at.add(article)
                rest = takewhile(lambda _: not cancelled(), parts)
                answer = self._answer(connection, query, rest, far=far)
                chunk += [answer] if answer else []
            if (chunk and not handed_on) or monotonic() - told > _TELL_SECONDS:
                handed_on = handed_on or bool(chunk)
                yield chunk
                chunk, told = [], monotonic()
            if len(looked_at) >= MOST_CANDIDATES:
                break
        yield chunk

    def _candidates(
        self,
        connection: sqlite3.Connection,
        query: Query,
        table: str,
        expression: str,
        most: int = 2 * MOST_CANDIDATES,
    ) -> Iterator[sqlite3.Row]:
        conditions = [article_condition(query)]
        claims = claim_condition(query, self._annotator)
        if claims:
            sql = f"EXISTS (SELECT 1 FROM claims AS c WHERE c.article_id = a.id AND {claims.sql})"
            conditions.append(Condition(sql, claims.parameters))
        where = "".join(f" AND {condition.sql}" for condition in conditions)
        parameters = [expression, *(one for condition in conditions for one in condition.parameters)]
        sql = _CANDIDATES.format(table=table) + where
        yield from connection.execute(f"{sql} LIMIT {most}", parameters)

    def _part(self, connection: sqlite3.Connection, row: sqlite3.Row) -> str:
        return self._text(connection, row["text_sha256"])[row["start_offset"] : row["end_offset"]]

    def _answer(
        self, connection: sqlite3.Connection, query: Query, parts: Iterator[sqlite3.Row], *, far: bool
    ) -> FoundArticle | None:
        row = next(parts, None)
        if row is None:
            return None
        passages = [
            found
            for part in chain([row], parts)
            for found in self._passages(connection, query, part, far=far)
        ]
        in_title = hits(row["title"] or "", query.words, far=far)
        if not passages and not in_title:
            return None
        best = max([*(one.score for one in passages), *(match.score for match in in_title)])
        spans = tuple(span for match in in_title for span in match.parts)
        article = _article(row, best)
        return replace(article, title_spans=spans, passages=best_passages(passages), hits=len(passages))

    def _passages(
        self, connection: sqlite3.Connection, query: Query, part: sqlite3.Row, *, far: bool
    ) -> list[Passage]:
        start, text = part["start_offset"], self._part(connection, part)
        found = hits(text, query.words, far=far)
        condition = claim_condition(query, self._annotator) if found else None
        if condition:
            claims = self._claims(connection, part["article"], condition)
            sides = [(match, _beside(text, match, start, claims)) for match in found]
            return [passage(text, match, start, claim) for match, claim in sides if claim]
        return [passage(text, match, start) for match in found]

    @staticmethod
    def _claims(connection: sqlite3.Connection, article: str, condition: Condition) -> list[tuple[int, str]]:
        """Where the claims of an article stand for which the condition holds, and their ids, in text order."""
        query = (
            "SELECT c.start_offset, c.id FROM articles AS a JOIN claims AS c ON c.article_id = a.id "
            f"WHERE a.id = ? AND {condition.sql} ORDER BY c.start_offset"
        )
        return [(row[0], row[1]) for row in connection.execute(query, (article, *condition.parameters))]

    def _by_filters(self, connection: sqlite3.Connection, query: Query) -> Iterator[FoundArticle]:
        """Articles, and in them the claims, of which the filters hold; none where there are no filters."""
        articles, claims = article_condition(query), claim_condition(query, self._annotator)
        if claims is None:
            if query.filters:
                sql = f"SELECT {_ARTICLE} FROM articles AS a WHERE {articles.sql} ORDER BY a.id"
                yield from (_article(row, 100) for row in connection.execute(sql, articles.parameters))
            return
        sql = (
            f"SELECT {_ARTICLE}, c.id AS claim, c.text_sha256 AS claim_text, c.extent_start, c.extent_end "
            "FROM articles AS a CROSS JOIN claims AS c ON c.article_id = a.id "
            f"WHERE {articles.sql} AND {claims.sql} ORDER BY a.id, c.start_offset"
        )
        rows = connection.execute(sql, articles.parameters + claims.parameters)
        for _, group in groupby(rows, key=lambda row: row["article"]):
            yield self._of_claims(connection, list(group))

    def _of_claims(self, connection: sqlite3.Connection, rows: list[sqlite3.Row]) -> FoundArticle:
        passages = []
        for row in rows[:_MOST_CLAIMS]:
            start, end = row["extent_start"], row["extent_end"]
            text = self._text(connection, row["claim_text"])
            passages.append(passage(text, Match(start, end, 100, ((start, end),)), 0, row["claim"]))
        return replace(_article(rows[0], 100), passages=best_passages(passages), hits=len(rows))

    def _read_text(self, connection: sqlite3.Connection, sha256: str) -> str:
        query = "SELECT text FROM texts WHERE sha256 = ?"
        return str(connection.execute(query, (sha256,)).fetchone()[0])

    def _words(
        self, connection: sqlite3.Connection, cancelled: Callable[[], bool]
    ) -> tuple[Spelling, dict[str, int]]:
        """The index's words and in how many parts each stands.

        They are read again when there are more parts than before, but, for that takes its time where there are
        many, not with every keystroke while the index is being built.
        """
        newest = connection.execute("SELECT max(id) FROM search_parts").fetchone()[0]
        begun = monotonic()
        if newest != self._newest and begun >= self._read_again:
            rows = connection.execute("SELECT word, parts FROM search_words ORDER BY word")
            counts: dict[str, int] = {}
            while batch := rows.fetchmany(_WORDS_AT_ONCE):
                counts.update(map(tuple, batch))
                cancelled()  # others get a turn; what is begun is needed for the next keystroke all the same
            self._newest, self._counts, self._spelling = newest, counts, Spelling(counts)
            took = monotonic() - begun
            self._read_again = begun + took * _PAUSES
        return self._spelling, self._counts


def _article(row: sqlite3.Row, score: float) -> FoundArticle:
    return FoundArticle(row["article"], row["title"], row["outlet"], row["published"], score)


def _beside(text: str, match: Match, start: int, claims: list[tuple[int, str]]) -> str | None:
    """The claim in the line of a match: the first at or behind where it begins, else the last before it.

    ``text`` begins at ``start`` in the article, whose ``claims`` are offsets there and ids.
    """
    first = start + text.rfind("\n", 0, match.start) + 1
    end = text.find("\n", match.end)
    line = [(at, claim) for at, claim in claims if first <= at and (end < 0 or at < start + end)]
    behind = [claim for at, claim in line if at >= start + match.start]
    return next(iter(behind), line[-1][1] if line else None)
