"""The row numbers of a list of claims as they are read: the first ones soon, whatever the list is sorted by."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from time import monotonic

from annotations.store.conditions import Condition
from annotations.store.search.claim_words import ClaimWords
from annotations.store.table.claim_order import Stage

# Numbers handed on at once: the first few are painted while the rest is still being read.
FIRST, CHUNK = 500, 50_000
# Where words stand in many texts, claims are looked at in order until so many are found that stand beside them.
_FOUND, _LOOKED_AT, _AT_ONCE = 100, 20_000, 500
_SECONDS = 0.4  # at most, spent on looking


def numbers_of(
    connection: sqlite3.Connection, stage: Stage, asked: Condition, left_out: set[int]
) -> Iterator[tuple[array[int], bool]]:
    """The numbers of a part of a list, but for those that are left out, and whether these were the last.

    All of it has to be read within one snapshot.
    """
    select = stage.select("c.rowid", asked)
    cursor = connection.cursor()
    cursor.row_factory = None
    if stage.sorts:
        cursor.execute(f"{select.sql} LIMIT ?", (*select.parameters, FIRST))
        rows = cursor.fetchall()
        yield _numbers(rows, left_out), len(rows) < FIRST
        if len(rows) < FIRST:
            return
    cursor.execute(select.sql, select.parameters)
    rows = cursor.fetchmany(FIRST)
    if not stage.sorts:
        yield _numbers(rows, left_out), len(rows) < FIRST
    more = len(rows) == FIRST
    while more:
        rows = cursor.fetchmany(CHUNK)
        more = len(rows) == CHUNK
        yield _numbers(rows, left_out), not more


def first_with_words(
    connection: sqlite3.Connection,
    stages: Sequence[Stage],
    asked: Condition,
    words: ClaimWords,
    left_out: set[int],
) -> tuple[array[int], bool]:
    """The first numbers of those claims that stand beside words, and whether these are all there are.

    It is cheaper to look at some claims than for words that stand in many texts. Given up in time, where nearly
    no claim stands beside them.
    """
    found = array("q")
    spent = 0.0
    for stage in stages:
        select = stage.select("c.rowid, c.article_id, c.start_offset", asked)
        cursor = connection.cursor()
        cursor.row_factory = None
        cursor.execute(f"{select.sql} LIMIT ?", (*select.parameters, _LOOKED_AT if stage.sorts else -1))
        looked_at = 0
        while claims := cursor.fetchmany(_AT_ONCE):
            began = monotonic()
            found.extend(number for number in words.beside(claims) if number not in left_out)
            looked_at += len(claims)
            spent += monotonic() - began
            if len(found) >= _FOUND or spent > _SECONDS:
                return found, False
        if stage.sorts and looked_at == _LOOKED_AT:
            return found, False
    return found, bool(found)


def _numbers(rows: Sequence[tuple[int]], left_out: set[int]) -> array[int]:
    if left_out:
        return array("q", [row[0] for row in rows if row[0] not in left_out])
    return array("q", [row[0] for row in rows])
