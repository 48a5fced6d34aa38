"""One search for the words of a query: the index finds candidates, a search in their text finds the passages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, groupby, takewhile
from time import monotonic

from annotations.search.clauses import Query
from annotations.search.matches import Match
from annotations.search.passages import FoundArticle, Passage, best_first, best_passages, hits, passage
from annotations.store.conditions import Condition
from annotations.store.filters.filter_conditions import article_condition, claim_condition
from annotations.store.search.candidates import Candidates
from annotations.store.search.exact_matches import ExactMatches, shortest_text

MOST_SEARCHED = 2_000  # articles whose text is searched for one query
_PATIENCE = 100  # candidates without an exact match, until a less strict expression is tried
_CHUNK_SECONDS = 0.02  # between two chunks of results
_ENOUGH_ARTICLES = 10  # after which no less strict expression is tried

ARTICLE_COLUMNS = "a.id AS article, a.title, a.outlet, a.published, a.text_sha256"
_CANDIDATES = f"""
    SELECT p.start_offset, p.end_offset, {ARTICLE_COLUMNS}
    FROM {{table}} CROSS JOIN search_parts AS p ON p.id = {{table}}.rowid
    CROSS JOIN search_documents AS d ON d.id = p.document_id
    CROSS JOIN articles AS a ON a.id = d.article_id
    WHERE {{table}} MATCH ? AND a.text_sha256 = d.text_sha256 AND coalesce(a.title, '') = d.title
"""


class WordSearch:
    """Searches the articles for the words of one query and tests its filters."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: Query,
        annotator: str | None,
        candidates: Candidates,
        read_text: Callable[[str], str],
        cancelled: Callable[[], bool],
        most_searched: int = MOST_SEARCHED,
    ) -> None:
        """``read_text`` gives the text with a SHA-256; the connection is prepared for the query's filters.

        The texts of at most ``most_searched`` articles are searched; ``is_whole`` is False once others were left out.
        """
        self.is_whole = True
        self._most_searched = most_searched
        self._connection = connection
        self._query = query
        self._claim_condition = claim_condition(query, annotator)
        self._candidates = candidates
        self._read_text = read_text
        self._cancelled = cancelled
        self._searched: set[str] = set()  # articles
        self._answers: set[str] = set()  # of these, the articles that answer the query
        self._best_score = 0.0

    def articles(self) -> Iterator[FoundArticle]:
        """The articles that answer the query, each once, those found by stricter expressions first."""
        for expression in self._candidates.in_title():
            yield from self._answering(self._rows("search_titles", expression))
        expressions = self._candidates.expressions()
        exact_matches = self._exact_matches(next(expressions, None))
        if len(self._answers) < _ENOUGH_ARTICLES:
            yield from self._answering(exact_matches.rows(_PATIENCE))
        for expression in takewhile(lambda _: len(self._answers) < _ENOUGH_ARTICLES, expressions):
            yield from self._answering(self._rows("search_index", expression))
        if exact_matches.gave_up:
            yield from self._answering(exact_matches.rows())
        if self._best_score < self._candidates.good_score:
            for expression in self._candidates.with_slips():
                rows = self._rows("search_index", expression)
                yield from chain.from_iterable(self._chunks(rows, self._answers, two_slips=True))

    def _answering(self, rows: Iterator[sqlite3.Row]) -> Iterator[FoundArticle]:
        """The articles of the candidates that answer and were not searched yet, in each chunk the best first."""
        for chunk in self._chunks(rows, self._searched):
            if self._cancelled():
                return
            self._best_score = max([self._best_score, *(article.score for article in chunk)])
            self._answers.update(article.article for article in chunk)
            yield from best_first(chunk)

    def _exact_matches(self, expression: str | None) -> ExactMatches[sqlite3.Row]:
        """The candidates of an expression whose text has the words as typed."""
        rows: Iterator[sqlite3.Row] = iter(())
        if expression:
            rows = self._rows("search_index", expression)
        shortest = shortest_text(self._query.words)
        rows = (row for row in rows if row["end_offset"] - row["start_offset"] >= shortest)
        return ExactMatches(rows, self._query.words, self._part_text, self._cancelled)

    def _chunks(
        self, rows: Iterator[sqlite3.Row], searched: set[str], *, two_slips: bool = False
    ) -> Iterator[list[FoundArticle]]:
        """The answers among the candidates that are not in ``searched``, to which it adds them.

        The first answer comes in a chunk of its own, the others every 20 ms. A chunk may be empty: the caller can
        test for cancellation then. ``two_slips`` allows two typos in a word.
        """
        chunk: list[FoundArticle] = []
        chunk_start = monotonic()
        has_answer = False
        for article, parts in groupby(rows, key=lambda row: str(row["article"])):
            if article not in searched:
                if len(searched) >= self._most_searched:
                    self.is_whole = False
                    break
                searched.add(article)
                uncancelled = takewhile(lambda _: not self._cancelled(), parts)
                answer = self._answer(uncancelled, two_slips=two_slips)
                chunk += [answer] if answer else []
            if (chunk and not has_answer) or monotonic() - chunk_start > _CHUNK_SECONDS:
                has_answer = has_answer or bool(chunk)
                yield chunk
                chunk, chunk_start = [], monotonic()
        yield chunk

    def _rows(self, table: str, expression: str) -> Iterator[sqlite3.Row]:
        """The parts that an index finds, of the articles that meet the filters."""
        conditions = [article_condition(self._query)]
        if self._claim_condition:
            sql = f"EXISTS (SELECT 1 FROM claims AS c WHERE c.article_id = a.id AND {self._claim_condition.sql})"
            conditions.append(Condition(sql, self._claim_condition.parameters))
        filters = "".join(f" AND {condition.sql}" for condition in conditions)
        parameters = chain.from_iterable(condition.parameters for condition in conditions)
        sql = f"{_CANDIDATES.format(table=table)}{filters} ORDER BY {table}.rowid"
        # A chain is not closed with this generator, as a cursor would be: that raises after the connection is closed.
        yield from chain(self._connection.execute(sql, (expression, *parameters)))

    def _part_text(self, row: sqlite3.Row) -> str:
        return self._read_text(row["text_sha256"])[row["start_offset"] : row["end_offset"]]

    def _answer(self, parts: Iterator[sqlite3.Row], *, two_slips: bool) -> FoundArticle | None:
        """The article of these parts with its passages; None if neither its text nor its title matches."""
        row = next(parts, None)
        if row is None:
            return None
        passages: list[Passage] = []
        for part in chain([row], parts):
            passages += self._passages(part, two_slips=two_slips)
        title_matches = hits(row["title"] or "", self._query.words, two_slips=two_slips)
        if not passages and not title_matches:
            return None
        score = max([hit.score for hit in passages] + [match.score for match in title_matches])
        return replace(
            article_of_row(row, score),
            title_spans=tuple(span for match in title_matches for span in match.parts),
            passages=best_passages(passages),
            hits=len(passages),
        )

    def _passages(self, part: sqlite3.Row, *, two_slips: bool) -> list[Passage]:
        """The passages in a part that match; with filters on claims, those with such a claim in their line."""
        start, text = part["start_offset"], self._part_text(part)
        matches = hits(text, self._query.words, two_slips=two_slips)
        if not matches or not self._claim_condition:
            return [passage(text, match, start) for match in matches]
        claims = self._claims(part["article"], self._claim_condition)
        matches_with_claims = [(match, _claim_in_line(text, match, start, claims)) for match in matches]
        return [passage(text, match, start, claim) for match, claim in matches_with_claims if claim]

    def _claims(self, article: str, condition: Condition) -> list[tuple[int, str]]:
        """The offsets and ids of the article's claims that meet the condition, in text order."""
        query = (
            "SELECT c.start_offset, c.id FROM articles AS a JOIN claims AS c ON c.article_id = a.id "
            f"WHERE a.id = ? AND {condition.sql} ORDER BY c.start_offset"
        )
        rows = self._connection.execute(query, (article, *condition.parameters))
        return [(row[0], row[1]) for row in rows]


def article_of_row(row: sqlite3.Row, score: float) -> FoundArticle:
    """The article in a row with ``ARTICLE_COLUMNS``, without passages."""
    return FoundArticle(row["article"], row["title"], row["outlet"], row["published"], score)


def _claim_in_line(text: str, match: Match, start: int, claims: list[tuple[int, str]]) -> str | None:
    """The claim in the line of a match: the first from the match on, else the last before it.

    ``text`` begins at the offset ``start`` of the article; ``claims`` are offsets in the article and ids.
    """
    line_start = start + text.rfind("\n", 0, match.start) + 1
    line_end = text.find("\n", match.end)
    line_claims = [
        (offset, claim)
        for offset, claim in claims
        if line_start <= offset and (line_end < 0 or offset < start + line_end)
    ]
    from_match = [claim for offset, claim in line_claims if offset >= start + match.start]
    return next(iter(from_match), line_claims[-1][1] if line_claims else None)
