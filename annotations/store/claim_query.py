"""The claims that a query asks for, as an SQL condition on ``claims`` alone, named ``c``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence

from annotations.search.clauses import Key, Query, State
from annotations.store.claim_words import ClaimWords
from annotations.store.search_filters import (
    OF_ARTICLES,
    OF_REVIEWS,
    Condition,
    add_functions,
    article_condition,
    claim_condition,
    review_condition,
    standing_condition,
)
from annotations.text import fold

_REVIEWED = "SELECT reviews.claim_id FROM reviews CROSS JOIN decisions AS r ON r.id = reviews.decision_id"


def condition(
    connection: sqlite3.Connection,
    query: Query,
    annotator: str | None = None,
    articles: Sequence[str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Condition:
    """Which claims answer a query, of these articles or of all.

    ``annotator`` is whose verdict ``is:unreviewed`` is about, None anybody's. Words are looked for here and now,
    in the search index, and what they find is noted in a table of the connection's own.
    """
    add_functions(connection)
    parts = [claim_condition(query, annotator) or standing_condition(query)]
    if query.of(*OF_ARTICLES):
        asked = article_condition(query)
        parts.append(_among_articles(f"SELECT a.id FROM articles AS a WHERE {asked.sql}", asked.parameters))  # noqa: S608
    if articles is not None and has_others(connection, articles):
        parts.append(_among_articles("SELECT value FROM json_each(?)", (json.dumps(list(articles)),)))
    if any(not found.negated for found in query.of(*OF_REVIEWS)):
        # Says nothing new, but few claims are tagged or decided: SQLite begins with them.
        said = review_condition(query)
        parts.append(Condition(f"c.id IN ({_REVIEWED} WHERE {said.sql})", said.parameters))
    if query.words:
        narrow = _joined(parts) if query.of(*OF_ARTICLES, *OF_REVIEWS) else None
        parts.append(_with_words(connection, query, narrow, cancelled))
    return _joined(parts)


def _joined(parts: Sequence[Condition]) -> Condition:
    sql = " AND ".join(f"({part.sql})" for part in parts)
    return Condition(sql, tuple(one for part in parts for one in part.parameters))


def _among_articles(select: str, parameters: tuple[object, ...]) -> Condition:
    return Condition(f"c.article_id IN ({select})", parameters)


def has_others(connection: sqlite3.Connection, articles: Sequence[str]) -> bool:
    """Tell whether the store has articles beside these; most stores have none, and need no look at each claim."""
    return bool(connection.execute("SELECT count(*) > ? FROM articles", (len(set(articles)),)).fetchone()[0])


def _with_words(
    connection: sqlite3.Connection, query: Query, narrow: Condition | None, cancelled: Callable[[], bool]
) -> Condition:
    if any(State.ORPHAN in found.values for found in query.of(Key.IS)):
        # The index has current texts alone; an orphan stands in a former one.
        wanted = [fold(clause.text).text for clause in query.words]
        around = "instr(soi_folded(c.prefix || c.quote || c.suffix), ?) > 0"
        return Condition(" AND ".join([around] * len(wanted)), tuple(wanted))
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked_claims (number INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.asked_claims")
    connection.execute("BEGIN")
    try:
        words = ClaimWords(connection, _articles_of(connection, narrow), cancelled)
        for claims in words.claims(query.words):
            connection.executemany(
                "INSERT OR IGNORE INTO temp.asked_claims VALUES (?)", [(number,) for number in claims]
            )
    finally:
        connection.execute("COMMIT")
    return Condition("c.rowid IN temp.asked_claims")


def _articles_of(connection: sqlite3.Connection, narrow: Condition | None) -> frozenset[str] | None:
    """The articles in which the rest of a query finds anything, where that is worth asking."""
    if narrow is None:
        return None
    sql = f"SELECT DISTINCT c.article_id FROM claims AS c WHERE {narrow.sql}"  # noqa: S608
    return frozenset(row[0] for row in connection.execute(sql, narrow.parameters))
