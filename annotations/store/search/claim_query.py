"""The claims that a query asks for, as an SQL condition on ``claims`` alone, named ``c``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence

from annotations.search.clauses import Key, Query, State
from annotations.store.conditions import Condition, all_of
from annotations.store.filters.filter_conditions import (
    OF_ARTICLES,
    OF_REVIEWS,
    article_condition,
    claim_condition,
    prepare,
    standing_condition,
)
from annotations.store.search.claim_words import ClaimWords
from annotations.text import fold


def condition(
    connection: sqlite3.Connection,
    query: Query,
    annotator: str | None = None,
    articles: Sequence[str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Condition:
    """Which claims answer a query, of these articles or of all.

    ``annotator`` is whose verdict ``is:unreviewed`` is about and whose readings count, None anybody's. Words are
    looked for here and now, in the search index, and what they find is noted in a table of the connection's own.
    """
    prepare(connection, annotator)
    asked = filter_condition(connection, query, annotator, articles)
    words = looked_for(connection, query, cancelled)
    if words is None:
        return asked
    return all_of([asked, with_words(connection, query, words, asked)])


def filter_condition(
    connection: sqlite3.Connection, query: Query, annotator: str | None, articles: Sequence[str] | None
) -> Condition:
    """Which claims answer the filters of a query, on a connection that is prepared for it; words apart."""
    parts = [claim_condition(query, annotator, broad=True) or standing_condition(query, broad=True)]
    if query.of(*OF_ARTICLES):
        asked = article_condition(query)
        parts.append(_among_articles(f"SELECT a.id FROM articles AS a WHERE {asked.sql}", asked.parameters))
    if articles is not None and has_others(connection, articles):
        parts.append(_among_articles("SELECT value FROM json_each(?)", (json.dumps(list(articles)),)))
    if query.words and _of_orphans(query):
        # The index has current texts alone; an orphan stands in a former one.
        around = "instr(soi_folded(c.prefix || c.quote || c.suffix), ?) > 0"
        parts += [Condition(around, (fold(clause.text).text,)) for clause in query.words]
    return all_of(parts)


def looked_for(
    connection: sqlite3.Connection, query: Query, cancelled: Callable[[], bool]
) -> ClaimWords | None:
    """The words of a query where they are to be looked for in the search index."""
    return ClaimWords(connection, query.words, cancelled) if query.words and not _of_orphans(query) else None


def with_words(
    connection: sqlite3.Connection, query: Query, words: ClaimWords, asked: Condition
) -> Condition:
    """Which claims stand in a line with these words: all of them are noted.

    Those that answer what else is ``asked`` are enough, where that leaves out whole articles.
    """
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked_claims (number INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.asked_claims")
    narrow = _articles_of(connection, asked) if query.of(*OF_ARTICLES, *OF_REVIEWS) else None
    for claims in words.claims(narrow):
        connection.executemany(
            "INSERT OR IGNORE INTO temp.asked_claims VALUES (?)", [(number,) for number in claims]
        )
    return Condition("c.rowid IN temp.asked_claims")


def has_others(connection: sqlite3.Connection, articles: Sequence[str]) -> bool:
    """Tell whether the store has articles beside these; most stores have none, and need no look at each claim."""
    return bool(connection.execute("SELECT count(*) > ? FROM articles", (len(set(articles)),)).fetchone()[0])


def _of_orphans(query: Query) -> bool:
    return any(State.ORPHAN in found.values for found in query.of(Key.IS))


def _among_articles(select: str, parameters: tuple[object, ...]) -> Condition:
    return Condition(f"c.article_id IN ({select})", parameters)


def _articles_of(connection: sqlite3.Connection, asked: Condition) -> frozenset[str]:
    """The articles in which what is asked finds anything."""
    sql = f"SELECT DISTINCT c.article_id FROM claims AS c WHERE {asked.sql}"
    return frozenset(row[0] for row in connection.execute(sql, asked.parameters))
