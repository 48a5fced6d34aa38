"""The row numbers of a list of claims, read in chunks, the first chunk soon in every order."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from time import monotonic

from annotations.store.conditions import Condition
from annotations.store.search.claim_words import ClaimWords
from annotations.store.table.claim_order import Stage

FIRST, CHUNK = (
    500,
    50_000,
)  # numbers in the first chunk, which the table shows while it reads on, and in others
# Limits for testing claims in order against the words of a query.
_ENOUGH_CLAIMS = 100
_MOST_TESTED = 20_000  # claims of a stage that sorts
_TESTED_AT_ONCE = 500
_TEST_SECONDS = 0.4


def stage_numbers(
    connection: sqlite3.Connection, stage: Stage, filters: Condition, excluded: set[int]
) -> Iterator[tuple[array[int], bool]]:
    """The row numbers of a stage without the ``excluded`` ones, in chunks, each with whether it is the last.

    Read all chunks within one snapshot: where SQLite sorts, the first chunk comes from a query of its own.
    """
    select = stage.select("c.rowid", filters)
    cursor = connection.cursor()
    cursor.row_factory = None
    if stage.sorts:
        cursor.execute(f"{select.sql} LIMIT ?", (*select.parameters, FIRST))
        rows = cursor.fetchall()
        yield _without(rows, excluded), len(rows) < FIRST
        if len(rows) < FIRST:
            return
    cursor.execute(select.sql, select.parameters)
    rows = cursor.fetchmany(FIRST)
    if not stage.sorts:
        yield _without(rows, excluded), len(rows) < FIRST
    is_last = len(rows) < FIRST
    while not is_last:
        rows = cursor.fetchmany(CHUNK)
        is_last = len(rows) < CHUNK
        yield _without(rows, excluded), is_last


def first_numbers_with_words(
    connection: sqlite3.Connection,
    stages: Sequence[Stage],
    filters: Condition,
    words: ClaimWords,
    excluded: set[int],
) -> tuple[array[int], bool]:
    """The first row numbers of the claims in a line with the words, and whether there are no more.

    For words in so many texts that it is quicker to test the first claims than to search all texts. Stops after
    0.4 s of testing, because hardly any of the claims may match.
    """
    numbers = array("q")
    test_seconds = 0.0
    for stage in stages:
        select = stage.select("c.rowid, c.article_id, c.start_offset", filters)
        cursor = connection.cursor()
        cursor.row_factory = None
        cursor.execute(f"{select.sql} LIMIT ?", (*select.parameters, _MOST_TESTED if stage.sorts else -1))
        tested = 0
        while claims := cursor.fetchmany(_TESTED_AT_ONCE):
            start = monotonic()
            numbers.extend(number for number in words.matching(claims) if number not in excluded)
            tested += len(claims)
            test_seconds += monotonic() - start
            if len(numbers) >= _ENOUGH_CLAIMS or test_seconds > _TEST_SECONDS:
                return numbers, False
        if stage.sorts and tested == _MOST_TESTED:
            return numbers, False
    return numbers, bool(numbers)


def _without(rows: Sequence[tuple[int]], excluded: set[int]) -> array[int]:
    if excluded:
        return array("q", [row[0] for row in rows if row[0] not in excluded])
    return array("q", [row[0] for row in rows])
