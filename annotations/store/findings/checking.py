"""Checking what articles say of their own claims: those that are not checked, as each who reads them holds them to be.

All of it is derived. An article is checked as the extractor has read it and, for each annotator who has corrected,
added or retired a claim in it, as they hold it to say. Whatever changes one of these forgets what was found then.

Checking a long article takes seconds, in which nobody waits for the write lock: a mark is set before and looked for
after it, and whatever changes the reading meanwhile has taken the mark away.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.checks import RULES_VERSION, check
from annotations.model import Article, Correction, Finding, Kind, Mention
from annotations.store.claim_rows import text_of
from annotations.store.expressions import CHANGES_CLAIMS
from annotations.store.findings.stored_findings import forget_findings
from annotations.store.row_mapping import correction_of_row

if TYPE_CHECKING:
    from annotations.store.store import Store


EXTRACTOR = ""  # whose reading it is where it is nobody's
BATCH = 100  # readings marked and stored at a time

_PENDING = f"""
    SELECT a.id AS article_id, '' AS annotator FROM articles AS a
    WHERE NOT EXISTS (SELECT 1 FROM checked AS k WHERE k.article_id = a.id AND k.annotator = '' AND k.basis = ?1)
    UNION
    SELECT c.article_id, d.annotator
    FROM (SELECT * FROM decisions WHERE {CHANGES_CLAIMS}) AS d
        LEFT JOIN placements AS p ON p.claim_id = d.claim_id
        JOIN reviews AS r ON r.claim_id = coalesce(p.placed_on, d.claim_id) AND r.annotator = d.annotator
            AND r.decision_id = d.id
        JOIN claims AS c ON c.id = r.claim_id AND c.current
    WHERE NOT EXISTS (
        SELECT 1 FROM checked AS k
        WHERE k.article_id = c.article_id AND k.annotator = d.annotator AND k.basis = ?1
    )
"""
# What a reading needs of the claims of a text: of those that stand in it for whoever reads.
_CLAIMS = """
    SELECT c.id, c.start_offset, c.end_offset, c.quote, c.kind, c.value, c.unit, c.modifier, c.direction, c.whole,
        c.per, c.ambiguous, c.resolved, c.extent_start, c.extent_end, mine.decision_id
    FROM claims AS c LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ?3
    WHERE c.article_id = ?1 AND c.text_sha256 = ?2 AND mine.standing IS NOT 'retired'
        AND ((c.role = 'claim' AND c.origin <> 'annotator') OR mine.standing = 'added')
    ORDER BY c.start_offset, c.end_offset
"""
_KINDS: dict[str | None, Kind | None] = {None: None, **{kind.value: kind for kind in Kind}}

Key = tuple[str, str]  # an article, and in whose reading


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in a reading; ``names`` are the ids of its claims by their spans."""

    findings: list[Finding]
    names: dict[tuple[int, int], str]


def all_are_checked(store: Store) -> bool:
    """Whether there is nothing that ``check_articles`` would have to do."""
    with store.reading() as connection:
        return not connection.execute(f"SELECT EXISTS ({_PENDING})", (RULES_VERSION,)).fetchone()[0]


def check_articles(
    store: Store, article: str | None = None, *, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[str]:
    """Check what is not checked yet, of one article or of all; gives each article as it is stored.

    Whatever happens in between, what was given stays done. What another program has begun is left to it. Raises
    StoreError where the store cannot be written.
    """
    theirs: set[Key] = set()
    while True:
        mark = -1 - int.from_bytes(os.urandom(7))
        pending = _mark(store, article, mark, theirs)
        if not pending:
            return
        found: dict[Key, _Found] = {}
        for key in pending:
            if cancelled():
                break
            with store.reading() as connection:
                found[key] = _check(connection, *key)
        done, begun = _keep_marked(store, found, mark)
        theirs |= begun
        yield from (name for name, _ in done)
        if len(found) < len(pending):
            return


def _mark(store: Store, article: str | None, mark: int, theirs: set[Key]) -> list[Key]:
    """Mark the next readings to check as being checked."""
    only = "" if article is None else "WHERE article_id = ?2 "
    parameters = (RULES_VERSION,) if article is None else (RULES_VERSION, article)
    query = f"SELECT * FROM ({_PENDING}) {only}ORDER BY article_id, annotator LIMIT {BATCH + len(theirs)}"
    with store.reading() as connection:
        if not any(tuple(row) not in theirs for row in connection.execute(query, parameters)):
            return []
    with store.writing() as connection:
        pending = [(row[0], row[1]) for row in connection.execute(query, parameters).fetchall()]
        pending = [key for key in pending if key not in theirs][:BATCH]
        for key in pending:
            forget_findings(connection, *key)
            connection.execute("INSERT INTO checked VALUES (?, ?, ?)", (*key, mark))
    return pending


def _keep_marked(store: Store, found: Mapping[Key, _Found], mark: int) -> tuple[list[Key], set[Key]]:
    """Store what was found in readings that are still marked, and so have not changed since.

    Gives those, and those that another program has marked meanwhile.
    """
    done, theirs = [], set()
    query = "SELECT basis FROM checked WHERE article_id = ? AND annotator = ?"
    with store.writing() as connection:
        for key, what in found.items():
            row = connection.execute(query, key).fetchone()
            if row is not None and row[0] == mark:
                keep_findings(connection, key[0], what.findings, what.names, key[1])
                done.append(key)
            elif row is not None:
                theirs.add(key)
    return done, theirs


def found_again(connection: sqlite3.Connection, article: str, annotator: str) -> list[Finding]:
    """What would be found in an article in somebody's reading now."""
    return _check(connection, article, annotator).findings


def _check(connection: sqlite3.Connection, article: str, annotator: str) -> _Found:
    query = "SELECT source, published, text_sha256 FROM articles WHERE id = ?"
    source, published, sha256 = connection.execute(query, (article,)).fetchone()
    corrections = _corrections(connection, article, annotator)
    mentions, names = [], {}
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples are made in half the time
    for name, start, end, quote, kind, value, *said, decision in cursor.execute(
        _CLAIMS, (article, sha256, annotator)
    ):
        unit, modifier, direction, whole, per, ambiguous, resolved, extent_start, extent_end = said
        mention = Mention(
            start, end, quote, kind=_KINDS[kind], value=value, unit=unit, modifier=modifier, direction=direction,
            of=whole, per=per, ambiguous=bool(ambiguous), resolved=resolved,
            extent_start=extent_start, extent_end=extent_end,
        )  # fmt: skip
        correction = corrections.get(decision) if decision else None
        mentions.append(correction.apply_to(mention) if correction else mention)
        names[start, end] = name
    read = Article(article, source, text_of(connection, sha256), published=published)
    return _Found(check(read, mentions), names)


def _corrections(connection: sqlite3.Connection, article: str, annotator: str) -> dict[str, Correction]:
    """What an annotator has put right in an article, by decision."""
    query = (
        "SELECT d.* FROM claims AS c CROSS JOIN reviews AS r ON r.claim_id = c.id AND r.annotator = ?2 "
        "CROSS JOIN decisions AS d ON d.id = r.decision_id WHERE c.article_id = ?1 AND c.current"
    )
    if annotator == EXTRACTOR:
        return {}
    found = {row["id"]: correction_of_row(row) for row in connection.execute(query, (article, annotator))}
    return {decision: correction for decision, correction in found.items() if correction}


def keep_findings(
    connection: sqlite3.Connection,
    article: str,
    found: Iterable[Finding],
    names: Mapping[tuple[int, int], str],
    annotator: str = EXTRACTOR,
) -> None:
    """Store what was found in an article in somebody's reading; ``names`` are the claims' ids by their spans."""
    forget_findings(connection, article, annotator)
    connection.execute("INSERT INTO checked VALUES (?, ?, ?)", (article, annotator, RULES_VERSION))
    kept = list(found)
    connection.executemany(
        "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                article, annotator, number, finding.rule, finding.bearing.value,
                json.dumps(dict(finding.values), ensure_ascii=False), finding.arithmetic,
            )
            for number, finding in enumerate(kept)
        ],
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO finding_claims VALUES (?, ?, ?, ?, ?)",
        [
            (article, annotator, number, place, names[span])
            for number, finding in enumerate(kept)
            for place, span in enumerate(finding.spans)
        ],
    )
