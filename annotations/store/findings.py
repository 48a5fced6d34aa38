"""What articles say of their own claims: checking those that are not checked, and asking what was found.

All of it is derived. An article is checked as the extractor has read it and, for each annotator who has corrected,
added or retired a claim in it, as they hold it to say. Whatever changes one of these forgets what was found then.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations.checks import RULES_VERSION, check
from annotations.model import Article, Bearing, Claim, Finding, Mention, Review, Role, Standing
from annotations.store.base import OpenStore
from annotations.store.claims import claims_of
from annotations.store.connection import plain_errors
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
# Whose reading counts for an annotator: their own, where they have one. f is a finding.
_COUNTS = (
    "f.annotator = (SELECT max(k.annotator) FROM checked AS k WHERE k.article_id = f.article_id "
    "AND {name} IN ('', {me}))"
)
# Without an annotator: anybody's own reading, and the extractor's where nobody has one.
_COUNTS_FOR_ALL = (
    "(f.annotator <> '' OR NOT EXISTS (SELECT 1 FROM checked AS k WHERE k.article_id = f.article_id "
    "AND k.annotator <> ''))"
)
_OF_FINDING = "fc.article_id = f.article_id AND fc.annotator = f.annotator AND fc.number = f.number"

# The findings on a reviewed claim, in the reading that counts for who reviewed it, as a JSON list.
FOUND_OF_REVIEWED = f"""
    SELECT json_group_array(json_object(
        'rule', rule, 'bearing', bearing, 'said', json(said), 'arithmetic', arithmetic, 'spans', json(spans)
    )) FROM (
        SELECT f.*, (
            SELECT json_group_array(json_array(start_offset, end_offset)) FROM (
                SELECT c.start_offset, c.end_offset FROM finding_claims AS o JOIN claims AS c ON c.id = o.claim_id
                WHERE o.article_id = f.article_id AND o.annotator = f.annotator AND o.number = f.number
                ORDER BY o.place
            )
        ) AS spans
        FROM finding_claims AS fc JOIN findings AS f ON {_OF_FINDING}
        WHERE fc.claim_id = reviewed.id AND {_COUNTS.format(name="k.annotator", me="reviewed.annotator")}
        ORDER BY f.bearing <> 'contradicts', fc.place, f.number
    )
"""  # noqa: S608


def contradicted(readers: int) -> str:
    """The ids of the claims that their article contradicts, as SQL: in the reading that counts for any of so many.

    Their names, folded as ``soi_folded`` does, are the parameters. For nobody in particular it is anybody's own
    reading, and the extractor's where nobody has one.
    """
    one = _COUNTS.format(name="soi_folded(k.annotator)", me="?")
    counts = " OR ".join([one] * readers) if readers else _COUNTS_FOR_ALL
    return (
        f"SELECT fc.claim_id FROM findings AS f CROSS JOIN finding_claims AS fc ON {_OF_FINDING} "  # noqa: S608
        f"WHERE f.bearing = 'contradicts' AND ({counts})"
    )


@dataclass(frozen=True, slots=True)
class ContradictedClaim:
    """Where a claim stands that its article contradicts: ``start`` is where its reader has it."""

    article: str
    claim: str
    start: int


class Findings(OpenStore):
    """Asking what articles say of their own claims."""

    def findings(self, claim: str, annotator: str) -> list[Finding]:
        """What is found that concerns a claim, in the reading that counts for an annotator; contradictions first."""
        query = (
            f"SELECT f.* FROM finding_claims AS fc JOIN findings AS f ON {_OF_FINDING} "  # noqa: S608
            f"WHERE fc.claim_id = ?1 AND {_COUNTS.format(name='k.annotator', me='?2')} "
            "ORDER BY f.bearing <> 'contradicts', fc.place, f.number"
        )
        with plain_errors(self.path):
            rows = self._connection.execute(query, (claim, annotator)).fetchall()
            return [_finding(self._connection, row) for row in rows]

    def next_contradicted(
        self, annotator: str, articles: Sequence[str], article: str, start: int, claim: str | None = None
    ) -> ContradictedClaim | None:
        """The first claim behind a place of which a contradiction is said, in these articles and round their end.

        The place is as in ``next_disputed``. What the annotator has retired is left out.
        """
        query = f"""
            WITH found AS (
                SELECT DISTINCT wanted.key AS number, c.article_id, c.id,
                    c.start_offset + coalesce(mine.start_shift, 0) AS start
                FROM findings AS f CROSS JOIN finding_claims AS fc ON {_OF_FINDING} AND fc.place = 0
                CROSS JOIN json_each(?1) AS wanted ON wanted.value = f.article_id
                CROSS JOIN claims AS c ON c.id = fc.claim_id
                LEFT JOIN reviews AS mine ON mine.claim_id = c.id AND mine.annotator = ?2
                WHERE f.bearing = 'contradicts' AND {_COUNTS.format(name="k.annotator", me="?2")}
                    AND mine.standing IS NOT 'retired'
            )
            SELECT * FROM found ORDER BY (number, start, id) > (?3, ?4, ?5) DESC, number, start, id LIMIT 1
        """  # noqa: S608
        number = articles.index(article) if article in articles else -1
        with plain_errors(self.path):
            row = self._connection.execute(
                query, (json.dumps(list(articles)), annotator, number, start, claim or "")
            ).fetchone()
        return ContradictedClaim(row["article_id"], row["id"], row["start"]) if row else None


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


def stored_findings(connection: sqlite3.Connection, article: str, annotator: str) -> list[Finding]:
    """What is stored of an article in somebody's reading, in the order in which it was found."""
    query = "SELECT * FROM findings WHERE article_id = ? AND annotator = ? ORDER BY number"
    return [_finding(connection, row) for row in connection.execute(query, (article, annotator)).fetchall()]


def _finding(connection: sqlite3.Connection, row: sqlite3.Row) -> Finding:
    query = (
        "SELECT c.start_offset, c.end_offset FROM finding_claims AS fc JOIN claims AS c ON c.id = fc.claim_id "
        "WHERE fc.article_id = ? AND fc.annotator = ? AND fc.number = ? ORDER BY fc.place"
    )
    key = (row["article_id"], row["annotator"], row["number"])
    spans = tuple((start, end) for start, end in connection.execute(query, key))
    values = tuple(json.loads(row["said"]).items())
    return Finding(row["rule"], Bearing(row["bearing"]), spans, values, row["arithmetic"])


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
