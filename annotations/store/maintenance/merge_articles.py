"""Merging articles: their texts, versions and claims, and what is derived from them.

If two stores extracted one claim differently, a rank that does not depend on the order of merges keeps one of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import Enum
from functools import partial

from annotations.store.articles.placements import forget_placements, place_again
from annotations.store.claim_rows import insert_reading, stage_rows
from annotations.store.connection import snapshot
from annotations.store.maintenance.foreign_store import CLAIM_NAMES, ForeignStore, Row
from annotations.store.maintenance.merge_report import Changes
from annotations.store.maintenance.rebuild import derive_article
from annotations.store.misdated import place_of

# The columns that an extractor fills.
_EXTRACTED = CLAIM_NAMES[5:]
_VERSION_COLUMNS = (
    "id", "article_id", "text_sha256", "replaces", "source", "title", "outlet", "author", "published", "url",
    "metadata", "file_sha256", "reader", "extractor", "imported_at",
)  # fmt: skip
# What a version has and an article has not.
_VERSIONS_ALONE = ("id", "article_id", "replaces", "imported_at")
_HAS_DECISIONS = (
    "(EXISTS (SELECT 1 FROM decisions d WHERE d.claim_id = claims.id) "
    "OR EXISTS (SELECT 1 FROM decisions d WHERE d.placed_on = claims.id))"
)


def merge_article(
    connection: sqlite3.Connection, foreign: ForeignStore, article: str, changes: Changes
) -> None:
    """Add an article of the other store, its texts, versions and claims, within the caller's transaction."""
    claims = foreign.claims(article)
    merging = _ArticleMerge(connection, foreign, article, changes)
    versions = merging.new_versions()
    if not versions and not any(merging.differing_claims(claims)):
        return
    former_text = merging.current_text()
    forget_placements(connection, article)
    merging.add_versions(versions)
    derive_article(connection, article)
    merging.add_claims(claims)
    merging.delete_outdated_claims()
    place_again(connection, article)
    if former_text is not None and former_text != merging.current_text():
        changes.edited_articles.append(article)


def prepared_merge(
    connection: sqlite3.Connection, foreign: ForeignStore, article: str, changes: Changes
) -> Callable[[sqlite3.Connection], None]:
    """``merge_article`` for an article with very many claims: what takes long is done before, without the lock."""
    claims = foreign.claims(article)
    merging = _ArticleMerge(connection, foreign, article, changes)
    if merging.current_text() is None:
        new_claims = merging.claims_of_new_article(claims)
        with snapshot(connection):
            stage_rows(connection, ([claim[column] for column in CLAIM_NAMES] for claim in new_claims))
        return partial(_add_staged, merging=merging, foreign=foreign, article=article, changes=changes)
    if not merging.new_versions() and not merging.differing_claims(claims):
        return _do_nothing
    return partial(merge_article, foreign=foreign, article=article, changes=changes)


def _do_nothing(_connection: sqlite3.Connection) -> None:
    """What is to be done for an article that both stores have."""


def _add_staged(
    connection: sqlite3.Connection,
    merging: _ArticleMerge,
    foreign: ForeignStore,
    article: str,
    changes: Changes,
) -> None:
    """Add a new article whose claims are staged, unless somebody else has added it meanwhile."""
    if merging.current_text() is not None:
        merge_article(connection, foreign, article, changes)
        return
    merging.add_versions(merging.new_versions())
    changes.added_rows["claims"] += insert_reading(connection)
    derive_article(connection, article)


class _ArticleMerge:
    """One article in the two stores."""

    def __init__(
        self, connection: sqlite3.Connection, foreign: ForeignStore, article: str, changes: Changes
    ) -> None:
        self._connection, self._foreign, self._article, self._changes = connection, foreign, article, changes
        self._reviewed_claims = foreign.reviewed_claims(article)
        self._newest_extractors: dict[str, str | None] = {}

    def current_text(self) -> str | None:
        """The SHA-256 of the article's current text; None for an article that is new here."""
        query = "SELECT text_sha256 FROM articles WHERE id = ?"
        row = self._connection.execute(query, (self._article,)).fetchone()
        return str(row[0]) if row else None

    def new_versions(self) -> list[Row]:
        """The versions that this store does not have."""
        query = f"SELECT {', '.join(_VERSION_COLUMNS)} FROM versions WHERE id = ?"
        new_versions = []
        for version in self._foreign.versions(self._article):
            row = self._connection.execute(query, (version["id"],)).fetchone()
            if row is None:
                new_versions.append(version)
            elif dict(row) != {column: version[column] for column in _VERSION_COLUMNS}:
                self._foreign.add_collision("versions", version["id"])
        return new_versions

    def add_versions(self, versions: Sequence[Row]) -> None:
        """Insert versions with their texts, and the article if it is new."""
        for sha256 in {version[column] for version in versions for column in ("text_sha256", "replaces")} - {
            None
        }:
            self._add("texts", ("sha256", "text"), [{"sha256": sha256, "text": self._foreign.text(sha256)}])
        columns = ("id", *(name for name in _VERSION_COLUMNS if name not in _VERSIONS_ALONE))
        self._add("articles", columns, [{**version, "id": self._article} for version in versions[:1]])
        self._add("versions", _VERSION_COLUMNS, versions)

    def differing_claims(self, claims: Iterable[Row]) -> list[tuple[Row, Row | None]]:
        """The other store's claims that this one does not have or has with another reading, and the row here."""
        query = f"SELECT {', '.join(CLAIM_NAMES)} FROM claims WHERE article_id = ?"
        own_rows = {row["id"]: dict(row) for row in self._connection.execute(query, (self._article,))}
        carried = [
            claim for claim in claims if claim["origin"] != "import" or claim["id"] in self._reviewed_claims
        ]
        pairs = ((claim, own_rows.get(claim["id"])) for claim in carried)
        return [
            (foreign_claim, own_claim)
            for foreign_claim, own_claim in pairs
            if own_claim is None or self._is_preferred(foreign_claim, own_claim)
        ]

    def claims_of_new_article(self, claims: Iterable[Row]) -> list[Row]:
        """The other store's claims to insert with an article that is new here."""
        return [
            claim
            for claim in claims
            if claim["id"] in self._reviewed_claims
            or claim["origin"] == "annotator"
            or (
                claim["origin"] != "import"
                and claim["extractor"] == self._newest_extractor(claim["text_sha256"])
            )
        ]

    def add_claims(self, claims: Iterable[Row]) -> None:
        """Insert new claims; of a claim that both stores have, keep the version with the greater rank."""
        differing_claims = self.differing_claims(claims)
        self._add(
            "claims",
            CLAIM_NAMES,
            [foreign_claim for foreign_claim, own_claim in differing_claims if own_claim is None],
        )
        update_claims(
            self._connection,
            [foreign_claim for foreign_claim, own_claim in differing_claims if own_claim is not None],
        )
        derive_article(self._connection, self._article)

    def delete_outdated_claims(self) -> None:
        """Delete the claims without decisions in either store that are not of their text's newest extractor."""
        query = (
            f"SELECT * FROM claims WHERE article_id = ? AND origin <> 'annotator' AND NOT {_HAS_DECISIONS}"
        )
        rows = self._connection.execute(query, (self._article,)).fetchall()
        outdated_ids = [
            (row["id"],)
            for row in rows
            if row["id"] not in self._reviewed_claims
            and row["extractor"] != self._newest_extractor(row["text_sha256"])
        ]
        self._connection.executemany("DELETE FROM claims WHERE id = ?", outdated_ids)
        self._changes.added_rows["claims"] -= len(outdated_ids)

    def _is_preferred(self, foreign_claim: Row, own_claim: Row) -> bool:
        """Whether the other store's version of a claim has the greater rank."""
        if all(foreign_claim[column] == own_claim[column] for column in _EXTRACTED):
            return False
        newest_extractor = self._newest_extractor(own_claim["text_sha256"])
        has_own_decisions = bool(
            self._connection.execute(
                f"SELECT {_HAS_DECISIONS} FROM claims WHERE id = ?", (own_claim["id"],)
            ).fetchone()[0]
        )
        is_reviewed = foreign_claim["id"] in self._reviewed_claims
        foreign_rank = _rank(foreign_claim, newest_extractor, is_reviewed=is_reviewed)
        return foreign_rank > _rank(own_claim, newest_extractor, is_reviewed=has_own_decisions)

    def _newest_extractor(self, sha256: str) -> str | None:
        """The extractor that read a text last, in either store."""
        if sha256 not in self._newest_extractors:
            place = place_of("versions")
            query = f"SELECT {place}, extractor FROM versions WHERE article_id = ? AND text_sha256 = ?"
            versions = [tuple(row) for row in self._connection.execute(query, (self._article, sha256))]
            versions += [
                (version["id"], version["extractor"])
                for version in self._foreign.versions(self._article)
                if version["text_sha256"] == sha256
            ]
            self._newest_extractors[sha256] = max(versions, default=("", None))[1]
        return self._newest_extractors[sha256]

    def _add(self, table: str, columns: Sequence[str], rows: Collection[Row]) -> None:
        self._changes.added_rows[table] += insert_rows(self._connection, table, columns, rows)


class ReviewedClaim(Enum):
    """What became of a claim that the other store has decisions on."""

    NEW = "new"
    REREAD = "reread"
    UNCHANGED = "unchanged"


def add_reviewed_claim(connection: sqlite3.Connection, claim: Row) -> ReviewedClaim:
    """Add a claim that the other store has decisions on, or its reading, if that has the greater rank.

    The article has to be derived afterwards, unless the claim is unchanged.
    """
    query = f"SELECT {', '.join(CLAIM_NAMES)}, {_HAS_DECISIONS} AS is_reviewed FROM claims WHERE id = ?"
    row = connection.execute(query, (claim["id"],)).fetchone()
    if row is None:
        insert_rows(connection, "claims", CLAIM_NAMES, [claim])
        return ReviewedClaim.NEW
    if all(claim[column] == row[column] for column in _EXTRACTED):
        return ReviewedClaim.UNCHANGED
    extractor_query = (
        "SELECT extractor FROM versions WHERE article_id = ? AND text_sha256 = ? "
        f"ORDER BY {place_of('versions')} DESC LIMIT 1"
    )
    newest = connection.execute(extractor_query, (claim["article_id"], claim["text_sha256"])).fetchone()
    newest_extractor = newest[0] if newest else None
    own_rank = _rank(dict(row), newest_extractor, is_reviewed=bool(row["is_reviewed"]))
    if _rank(claim, newest_extractor, is_reviewed=True) <= own_rank:
        return ReviewedClaim.UNCHANGED
    update_claims(connection, [claim])
    return ReviewedClaim.REREAD


def update_claims(connection: sqlite3.Connection, claims: Collection[Row]) -> None:
    """Give claims the reading of these rows."""
    assignments = ", ".join(f"{column} = :{column}" for column in _EXTRACTED)
    connection.executemany(f"UPDATE claims SET {assignments} WHERE id = :id", claims)


def _rank(claim: Row, newest_extractor: str | None, *, is_reviewed: bool) -> tuple[bool, bool, bool, str]:
    """What decides between two versions of a claim: the greater is kept.

    What an annotator made comes before the newest extractor's version, that before one with decisions.
    """
    return claim["origin"] == "annotator", claim["extractor"] == newest_extractor, is_reviewed, _order(claim)


def _order(claim: Row) -> str:
    """What decides between two readings of a claim that have the same rank otherwise."""
    return json.dumps([claim["extractor"] or "", *(claim[column] for column in _EXTRACTED)])


def insert_rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Collection[Row]
) -> int:
    """Insert rows that are not there yet; returns how many were inserted."""
    if not rows:
        return 0
    names, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
    query = f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"
    return connection.executemany(query, rows).rowcount
