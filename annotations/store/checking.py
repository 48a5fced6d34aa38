"""Checking what articles say of their own claims: those that are not checked, as each who reads them holds them to be.

All of it is derived. An article is checked as the extractor has read it and, for each annotator who has corrected,
added or retired a claim in it, as they hold it to say. Whatever changes one of these forgets what was found then.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping

from annotations.checks import RULES_VERSION, check
from annotations.model import Article, Claim, Finding, Mention, Review, Role, Standing
from annotations.store.base import OpenStore
from annotations.store.claims import claims_of
from annotations.store.rows import review_of_row
from annotations.store.schema_findings import IS_READING

BATCH = 500_000  # code points checked in a transaction: others who write wait for it a moment at most
EXTRACTOR = ""  # whose reading it is where it is nobody's

_PENDING = f"""
    SELECT a.id AS article_id, '' AS annotator FROM articles AS a
    WHERE NOT EXISTS (SELECT 1 FROM checked AS k WHERE k.article_id = a.id AND k.annotator = '' AND k.basis = ?1)
    UNION
    SELECT c.article_id, d.annotator
    FROM (SELECT * FROM decisions WHERE {IS_READING}) AS d
        LEFT JOIN placements AS p ON p.claim_id = d.claim_id
        JOIN reviews AS r ON r.claim_id = coalesce(p.placed_on, d.claim_id) AND r.annotator = d.annotator
            AND r.decision_id = d.id
        JOIN claims AS c ON c.id = r.claim_id AND c.current
    WHERE NOT EXISTS (
        SELECT 1 FROM checked AS k
        WHERE k.article_id = c.article_id AND k.annotator = d.annotator AND k.basis = ?1
    )
"""  # noqa: S608


def all_are_checked(store: OpenStore) -> bool:
    """Whether there is nothing that ``check_articles`` would have to do."""
    with store.reading() as connection:
        return not connection.execute(f"SELECT EXISTS ({_PENDING})", (RULES_VERSION,)).fetchone()[0]


def check_articles(
    store: OpenStore, article: str | None = None, *, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[str]:
    """Check what is not checked yet, of one article or of all; gives each article as it is stored.

    Whatever happens in between, what was given stays done. Raises StoreError where the store cannot be written.
    """
    while not cancelled():
        with store.reading() as connection:
            pending = _pending(connection, article)
        if not pending:
            return
        while pending and not cancelled():
            done: list[str] = []
            with store.writing() as connection:
                size = 0
                while pending and size < BATCH and not cancelled():
                    name, annotator = pending.pop()
                    size += check_stored(connection, name, annotator)
                    done.append(name)
            yield from done


def _pending(connection: sqlite3.Connection, article: str | None) -> list[tuple[str, str]]:
    only = "" if article is None else "WHERE article_id = ?2 "
    parameters = (RULES_VERSION,) if article is None else (RULES_VERSION, article)
    query = f"SELECT * FROM ({_PENDING}) {only}ORDER BY article_id DESC, annotator DESC"  # noqa: S608
    return [tuple(row) for row in connection.execute(query, parameters)]


def check_stored(connection: sqlite3.Connection, article: str, annotator: str) -> int:
    """Check an article as somebody reads it, and store what is found; gives the length of its text."""
    checked, read = _read(connection, article, annotator)
    names = {(mention.start, mention.end): name for name, mention in read}
    found = check(checked, [mention for _, mention in read])
    keep_findings(connection, article, found, names, annotator)
    return len(checked.text)


def found_again(connection: sqlite3.Connection, article: str, annotator: str) -> list[Finding]:
    """What would be found in an article in somebody's reading now."""
    checked, read = _read(connection, article, annotator)
    return check(checked, [mention for _, mention in read])


def _read(
    connection: sqlite3.Connection, article: str, annotator: str
) -> tuple[Article, list[tuple[str, Mention]]]:
    """An article, and its mentions as somebody holds them to be, by claim."""
    row = connection.execute(
        "SELECT a.*, t.text FROM articles AS a JOIN texts AS t ON t.sha256 = a.text_sha256 WHERE a.id = ?",
        (article,),
    ).fetchone()
    claims = claims_of(connection, article, row["text_sha256"])
    found = Article(article, row["source"], row["text"], published=row["published"])
    return found, _read_by(claims, _own(connection, article, annotator))


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


def forget_findings(
    connection: sqlite3.Connection, article: str | None = None, annotator: str | None = None
) -> None:
    """Forget what was found in an article or in all, in somebody's reading or in everybody's."""
    connection.execute(
        "DELETE FROM main.checked WHERE (?1 IS NULL OR article_id = ?1) AND (?2 IS NULL OR annotator = ?2)",
        (article, annotator),
    )


def _own(connection: sqlite3.Connection, article: str, annotator: str) -> dict[str, Review]:
    """What an annotator holds of the claims of an article's current text, by claim."""
    if annotator == EXTRACTOR:
        return {}
    query = (
        "SELECT reviews.claim_id AS standing_claim, reviews.decision_id, reviews.start_shift, reviews.end_shift, "
        "decisions.* FROM claims CROSS JOIN reviews ON reviews.claim_id = claims.id "
        "JOIN decisions ON decisions.id = reviews.decision_id "
        "WHERE claims.article_id = ? AND claims.current AND reviews.annotator = ?"
    )
    rows = connection.execute(query, (article, annotator))
    return {row["standing_claim"]: review_of_row(row, row["standing_claim"]) for row in rows}


def _read_by(claims: Iterable[Claim], own: Mapping[str, Review]) -> list[tuple[str, Mention]]:
    """The mentions of a text as somebody holds them to be: corrected, without what they retired, with what they added."""
    read = []
    for claim in claims:
        review = own.get(claim.id)
        standing = review.standing if review else None
        if standing is Standing.RETIRED or (claim.origin == "annotator" and standing is not Standing.ADDED):
            continue
        mention = review.meant(claim.mention) if review else claim.mention
        if standing is Standing.ADDED:
            mention.role = Role.CLAIM
        read.append((claim.id, mention))
    return read
