"""The claims of a store that answer a query, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.search import Query, parse
from annotations.store import search  # loads its modules when a name is first used
from annotations.store.names import known_annotator
from annotations.store.table.claim_table import ClaimRow, ClaimTable

if TYPE_CHECKING:
    from annotations.store.store import Store

_BATCH = 500
_NOT_RETIRED = "c.id NOT IN (SELECT claim_id FROM reviews WHERE standing = 'retired' AND annotator = ?)"


def list_claims(store: Store, query: str | Query = "", *, annotator: str | None = None) -> Iterator[ClaimRow]:
    """The claims that answer a query, by article and position, each with the reviews of all annotators.

    ``annotator``: whose verdicts ``is:unreviewed`` concerns, whose corrections apply and whose retired claims are left
    out; None is anybody. A query with words completes the search index first. Raises QueryError for a query that cannot
    be parsed.
    """
    parsed = query if isinstance(query, Query) else parse(query, complete=True)
    if parsed.words and not search.is_complete(store):
        for _progress in search.build_index(store):
            pass
    with store.read_access() as connection:
        annotator = annotator and known_annotator(connection, annotator)
        condition = search.query_condition(connection, parsed, annotator)
        sql = (
            f"SELECT c.rowid FROM claims AS c WHERE {condition.sql} AND {_NOT_RETIRED} "
            "ORDER BY c.article_id, c.start_offset, c.end_offset"
        )
        numbers = [row[0] for row in connection.execute(sql, (*condition.parameters, annotator))]
    table = ClaimTable(store, annotator or "")
    for start in range(0, len(numbers), _BATCH):
        yield from table.rows(numbers[start : start + _BATCH])
