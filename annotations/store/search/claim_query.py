"""The claims that answer a query, as an SQL condition on ``claims`` alone, named ``c``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence

from annotations.search.clauses import Key, Query, State
from annotations.store.conditions import Condition, all_of
from annotations.store.filters.filter_conditions import (
    ARTICLE_KEYS,
    REVIEW_KEYS,
    article_condition,
    claim_condition,
    prepare_connection,
    standing_condition,
)
from annotations.store.search.claim_words import ClaimWords
from annotations.text import fold


def query_condition(
    connection: sqlite3.Connection,
    query: Query,
    annotator: str | None = None,
    articles: Sequence[str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Condition:
    """The condition that a claim answers a query and is in one of ``articles`` of the store (None: in any).

    ``is:unreviewed`` concerns the verdict of ``annotator`` and their corrections apply; None stands for anybody.
    The call searches the index for the query's words and stores the claims it finds in a temporary table of the
    connection, so that the condition holds until the next call.
    """
    prepare_connection(connection, annotator)
    filters = filters_condition(connection, query, annotator, articles)
    words = indexed_words(connection, query, cancelled)
    if words is None:
        return filters
    return all_of([filters, words_condition(connection, query, words, filters)])


def filters_condition(
    connection: sqlite3.Connection, query: Query, annotator: str | None, articles: Sequence[str] | None
) -> Condition:
    """The condition for the filters of a query, without its words; the connection must be prepared."""
    conditions = [claim_condition(query, annotator, broad=True) or standing_condition(query, broad=True)]
    if query.of(*ARTICLE_KEYS):
        of_articles = article_condition(query)
        select = f"SELECT a.id FROM articles AS a WHERE {of_articles.sql}"
        conditions.append(_in_articles(select, of_articles.parameters))
    if articles is not None and has_other_articles(connection, articles):
        conditions.append(_in_articles("SELECT value FROM json_each(?)", (json.dumps(list(articles)),)))
    if query.words and _includes_orphans(query):
        # The index holds current texts only; the words of an orphan are in a former text.
        context = "instr(soi_folded(c.prefix || c.quote || c.suffix), ?) > 0"
        conditions += [Condition(context, (fold(clause.text).text,)) for clause in query.words]
    return all_of(conditions)


def indexed_words(
    connection: sqlite3.Connection, query: Query, cancelled: Callable[[], bool]
) -> ClaimWords | None:
    """The words of a query to search the index for; None if it has none or looks for orphans."""
    return (
        ClaimWords(connection, query.words, cancelled)
        if query.words and not _includes_orphans(query)
        else None
    )


def words_condition(
    connection: sqlite3.Connection, query: Query, words: ClaimWords, filters: Condition
) -> Condition:
    """The condition that a claim is in a line with the query's words: stores all such claims in a temporary table.

    Where the filters exclude whole articles, the search leaves those out.
    """
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS claims_with_words (number INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.claims_with_words")
    articles = _articles_with(connection, filters) if query.of(*ARTICLE_KEYS, *REVIEW_KEYS) else None
    for numbers in words.claims(articles):
        connection.executemany(
            "INSERT OR IGNORE INTO temp.claims_with_words VALUES (?)", [(number,) for number in numbers]
        )
    return Condition("c.rowid IN temp.claims_with_words")


def has_other_articles(connection: sqlite3.Connection, articles: Sequence[str]) -> bool:
    """Whether the store has more articles than ``articles``, which are all in the store.

    Most stores hold one corpus, so that a test of each claim's article is not needed.
    """
    return bool(connection.execute("SELECT count(*) > ? FROM articles", (len(set(articles)),)).fetchone()[0])


def _includes_orphans(query: Query) -> bool:
    return any(State.ORPHAN in clause.values for clause in query.of(Key.IS))


def _in_articles(select: str, parameters: tuple[object, ...]) -> Condition:
    return Condition(f"c.article_id IN ({select})", parameters)


def _articles_with(connection: sqlite3.Connection, condition: Condition) -> frozenset[str]:
    """The articles with a claim that meets the condition."""
    sql = f"SELECT DISTINCT c.article_id FROM claims AS c WHERE {condition.sql}"
    return frozenset(row[0] for row in connection.execute(sql, condition.parameters))
