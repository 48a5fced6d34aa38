"""Running the checks of every article, per annotator, that is out of date.

Findings are derived. An article is checked with the extractor's mentions and, for each annotator who has corrected,
added or retired a claim in it, with that annotator's mentions. Whatever changes these deletes the findings.

Checking a long article takes seconds, during which nobody may wait for the write lock. So ``check_articles`` stores a
mark first, checks without the lock, and stores the findings only if the mark is still there.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations import checks
from annotations.checks import RULES_VERSION
from annotations.corpus import article_failures
from annotations.errors import CorpusError
from annotations.model import Article, Correction, Finding, Kind, Mention
from annotations.store.claim_rows import text_of
from annotations.store.expressions import CHANGES_CLAIMS
from annotations.store.findings.stored_findings import forget_findings
from annotations.store.row_mapping import correction_of_row

if TYPE_CHECKING:
    from annotations.store.store import Store


EXTRACTOR = ""  # stands for the annotator of findings on the extractor's mentions
BATCH = 100  # checks marked and stored in one transaction

_PENDING = f"""
    SELECT a.id AS article_id, '' AS annotator FROM articles AS a
    WHERE NOT EXISTS (SELECT 1 FROM checked AS k WHERE k.article_id = a.id AND k.annotator = '' AND k.basis = ?1)
    UNION
    SELECT c.article_id, r.annotator
    FROM (SELECT * FROM decisions WHERE {CHANGES_CLAIMS}) AS d
        LEFT JOIN placements AS p ON p.claim_id = d.claim_id
        JOIN reviews AS r ON r.claim_id = coalesce(p.placed_on, d.claim_id) AND r.decision_id = d.id
        JOIN claims AS c ON c.id = r.claim_id AND c.current
    WHERE NOT EXISTS (
        SELECT 1 FROM checked AS k
        WHERE k.article_id = c.article_id AND k.annotator = r.annotator AND k.basis = ?1
    )
"""
# The claims of a text that stand for an annotator, with the columns that the checks need.
_CLAIMS = """
    SELECT c.id, c.start_offset, c.end_offset, c.quote, c.kind, c.value, c.unit, c.modifier, c.direction, c.whole,
        c.per, c.ambiguous, c.resolved, c.extent_start, c.extent_end, mine.decision_id
    FROM claims AS c LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ?3
    WHERE c.article_id = ?1 AND c.text_sha256 = ?2 AND c.current AND mine.standing IS NOT 'retired'
        AND ((c.role = 'claim' AND c.origin <> 'annotator') OR mine.standing = 'added')
    ORDER BY c.start_offset, c.end_offset
"""
_KINDS: dict[str | None, Kind | None] = {None: None, **{kind.value: kind for kind in Kind}}

CheckKey = tuple[str, str]  # the ids of an article and of an annotator


@dataclass(frozen=True, slots=True)
class _CheckResult:
    """The findings in an article, and the ids of the claims that they are on by their spans."""

    findings: list[Finding]
    claim_ids: dict[tuple[int, int], str]


def all_are_checked(store: Store) -> bool:
    """Whether the findings of every article are up to date."""
    with store.read_access() as connection:
        return not connection.execute(f"SELECT EXISTS ({_PENDING})", (RULES_VERSION,)).fetchone()[0]


def check_articles(
    store: Store,
    article: str | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    on_failure: Callable[[CorpusError], object] = lambda _error: None,
) -> Iterator[str]:
    """Run the checks that are out of date, of one article or of all; yields an article's id when it is stored.

    What was yielded is stored, even if the caller stops or ``cancelled`` returns True. Articles that another program
    is checking are left to it. ``on_failure`` is called with the error of each article on which a check fails: it keeps
    no findings, and the next call tries again. Raises StoreError where the store cannot be written.
    """
    left_keys: set[CheckKey] = set()  # of failures, and of checks that another program runs
    while True:
        mark = -1 - int.from_bytes(os.urandom(7))
        pending = _mark_pending(store, article, mark, left_keys)
        if not pending:
            return
        results: dict[CheckKey, _CheckResult] = {}
        for key in pending:
            if cancelled():
                break
            try:
                with article_failures(key[0]), store.read_access() as connection:
                    results[key] = _check(connection, *key)
            except CorpusError as error:
                left_keys.add(key)
                on_failure(error)
        stored_keys, foreign_keys = _store_marked(store, results, mark)
        left_keys |= foreign_keys
        yield from (checked_article for checked_article, _ in stored_keys)
        if not results.keys() | left_keys >= set(pending):
            return  # cancelled


def _mark_pending(store: Store, article: str | None, mark: int, left_keys: set[CheckKey]) -> list[CheckKey]:
    """Mark the next checks as running, without those in ``left_keys``."""
    condition = "" if article is None else "WHERE article_id = ?2 "
    parameters = (RULES_VERSION,) if article is None else (RULES_VERSION, article)
    limit = BATCH + len(left_keys)
    query = f"SELECT * FROM ({_PENDING}) {condition}ORDER BY article_id, annotator LIMIT {limit}"
    with store.read_access() as connection:
        if not any(tuple(row) not in left_keys for row in connection.execute(query, parameters)):
            return []
    with store.write_transaction() as connection:
        pending = [(row[0], row[1]) for row in connection.execute(query, parameters).fetchall()]
        pending = [key for key in pending if key not in left_keys][:BATCH]
        for key in pending:
            forget_findings(connection, *key)
            connection.execute("INSERT INTO checked VALUES (?, ?, ?)", (*key, mark))
    return pending


def _store_marked(
    store: Store, results: Mapping[CheckKey, _CheckResult], mark: int
) -> tuple[list[CheckKey], set[CheckKey]]:
    """Store the results whose mark is still there: nothing has changed since.

    Returns the keys of those, and the keys that another program has marked meanwhile.
    """
    stored_keys, foreign_keys = [], set()
    query = "SELECT basis FROM checked WHERE article_id = ? AND annotator = ?"
    with store.write_transaction() as connection:
        for key, result in results.items():
            row = connection.execute(query, key).fetchone()
            if row is not None and row[0] == mark:
                article, annotator = key
                keep_findings(connection, article, result.findings, result.claim_ids, annotator)
                stored_keys.append(key)
            elif row is not None:
                foreign_keys.add(key)
    return stored_keys, foreign_keys


def current_findings(connection: sqlite3.Connection, article: str, annotator: str) -> list[Finding]:
    """The findings of checking an article for an annotator now, without storing them."""
    return _check(connection, article, annotator).findings


def _check(connection: sqlite3.Connection, article_id: str, annotator: str) -> _CheckResult:
    query = "SELECT source, published, text_sha256 FROM articles WHERE id = ?"
    source, published, sha256 = connection.execute(query, (article_id,)).fetchone()
    corrections = _corrections(connection, article_id, annotator)
    mentions, claim_ids = [], {}
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples are made in half the time
    for claim_id, start, end, quote, kind, value, *columns, decision in cursor.execute(
        _CLAIMS, (article_id, sha256, annotator)
    ):
        unit, modifier, direction, whole, per, ambiguous, resolved, extent_start, extent_end = columns
        mention = Mention(
            start, end, quote, kind=_KINDS[kind], value=value, unit=unit, modifier=modifier, direction=direction,
            of=whole, per=per, ambiguous=bool(ambiguous), resolved=resolved,
            extent_start=extent_start, extent_end=extent_end,
        )  # fmt: skip
        correction = corrections.get(decision) if decision else None
        mentions.append(correction.apply_to(mention) if correction else mention)
        claim_ids[start, end] = claim_id
    article = Article(article_id, source, text_of(connection, sha256), published=published)
    findings = checks.check(article, mentions)
    return _CheckResult(findings, {span: claim_ids[span] for finding in findings for span in finding.spans})


def _corrections(connection: sqlite3.Connection, article: str, annotator: str) -> dict[str, Correction]:
    """An annotator's corrections in an article, by decision id."""
    query = (
        "SELECT d.* FROM claims AS c CROSS JOIN reviews AS r ON r.claim_id = c.id AND r.annotator = ?2 "
        "CROSS JOIN decisions AS d ON d.id = r.decision_id WHERE c.article_id = ?1 AND c.current"
    )
    if annotator == EXTRACTOR:
        return {}
    rows = connection.execute(query, (article, annotator))
    corrections = {row["id"]: correction_of_row(row) for row in rows}
    return {decision: correction for decision, correction in corrections.items() if correction}


def keep_findings(
    connection: sqlite3.Connection,
    article: str,
    findings: Sequence[Finding],
    claim_ids: Mapping[tuple[int, int], str],
    annotator: str = EXTRACTOR,
) -> None:
    """Store the findings in an article for an annotator; ``claim_ids`` are the ids of its claims by their spans."""
    forget_findings(connection, article, annotator)
    insert_findings(connection, article, findings, claim_ids, annotator)


def insert_findings(
    connection: sqlite3.Connection,
    article: str,
    findings: Sequence[Finding],
    claim_ids: Mapping[tuple[int, int], str],
    annotator: str = EXTRACTOR,
) -> None:
    """``keep_findings`` for an article that has none for the annotator."""
    connection.execute("INSERT INTO checked VALUES (?, ?, ?)", (article, annotator, RULES_VERSION))
    if not findings:
        return
    connection.executemany(
        "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                article, annotator, number, finding.rule, finding.bearing.value,
                json.dumps(dict(finding.values), ensure_ascii=False), finding.arithmetic,
            )
            for number, finding in enumerate(findings)
        ],
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO finding_claims VALUES (?, ?, ?, ?, ?)",
        [
            (article, annotator, number, position, claim_ids[span])
            for number, finding in enumerate(findings)
            for position, span in enumerate(finding.spans)
        ],
    )
