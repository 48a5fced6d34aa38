"""The first step of the schema: texts, articles, claims, decisions and the reviews derived from them."""

from __future__ import annotations

from sqlite_utils import Database

# "soi1" in ASCII: file(1) and other programs tell a store from any other SQLite database by it.
APPLICATION_ID = 0x736F6931

_TABLES = (
    """
    CREATE TABLE texts (
        sha256 TEXT PRIMARY KEY,
        text TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE articles (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        title TEXT,
        outlet TEXT,
        author TEXT,
        published TEXT,
        text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
        extractor TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE claims (
        id TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES articles(id),
        text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
        start_offset INTEGER NOT NULL CHECK (start_offset >= 0),
        end_offset INTEGER NOT NULL CHECK (end_offset > start_offset),
        extent_start INTEGER NOT NULL,
        extent_end INTEGER NOT NULL,
        quote TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('claim', 'reference', 'name', 'metadata')),
        kind TEXT,
        value TEXT,
        unit TEXT,
        modifier TEXT,
        direction TEXT,
        whole TEXT,
        per TEXT,
        why TEXT,
        ambiguous INTEGER NOT NULL DEFAULT 0,
        alternative TEXT,
        repaired INTEGER NOT NULL DEFAULT 0,
        resolved TEXT,
        rule TEXT,
        origin TEXT NOT NULL CHECK (origin IN ('extractor', 'annotator', 'import'))
    ) STRICT
    """,
    "CREATE INDEX claims_by_article ON claims (article_id, text_sha256, start_offset)",
    """
    CREATE TABLE annotators (
        name TEXT PRIMARY KEY CHECK (name <> '')
    ) STRICT
    """,
    """
    CREATE TABLE tags (
        name TEXT PRIMARY KEY CHECK (name <> ''),
        retired INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE decisions (
        id TEXT PRIMARY KEY,
        step TEXT NOT NULL,
        undoes TEXT,
        claim_id TEXT NOT NULL REFERENCES claims(id),
        annotator TEXT NOT NULL REFERENCES annotators(name),
        verdict TEXT CHECK (verdict IN ('verified', 'refuted', 'unverifiable', 'not_a_claim')),
        tags TEXT NOT NULL CHECK (json_type(tags) = 'array'),
        note TEXT NOT NULL,
        decided_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX decisions_by_claim ON decisions (claim_id, annotator, id)",
    "CREATE INDEX decisions_by_annotator ON decisions (annotator, id)",
    """
    CREATE TABLE reviews (
        claim_id TEXT NOT NULL REFERENCES claims(id),
        annotator TEXT NOT NULL REFERENCES annotators(name),
        decision_id TEXT NOT NULL REFERENCES decisions(id),
        verdict TEXT,
        tags TEXT NOT NULL,
        note TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        PRIMARY KEY (claim_id, annotator)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE places (
        annotator TEXT NOT NULL,
        corpus TEXT NOT NULL,
        article_id TEXT NOT NULL,
        claim_id TEXT,
        PRIMARY KEY (annotator, corpus)
    ) STRICT, WITHOUT ROWID
    """,
)

_TRIGGERS = (
    # The newest decision is the one with the greatest id, not the one that arrived last: that way it does
    # not matter in which order the decisions of two merged stores come in.
    """
    CREATE TRIGGER decisions_make_reviews AFTER INSERT ON decisions BEGIN
        INSERT INTO reviews (claim_id, annotator, decision_id, verdict, tags, note, decided_at)
        VALUES (new.claim_id, new.annotator, new.id, new.verdict, new.tags, new.note, new.decided_at)
        ON CONFLICT (claim_id, annotator) DO UPDATE SET
            decision_id = excluded.decision_id, verdict = excluded.verdict, tags = excluded.tags,
            note = excluded.note, decided_at = excluded.decided_at
        WHERE excluded.decision_id > reviews.decision_id;
    END
    """,
    """
    CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions are append-only: add a new one instead');
    END
    """,
    """
    CREATE TRIGGER decisions_are_never_deleted BEFORE DELETE ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions are append-only: add a new one instead');
    END
    """,
    """
    CREATE TRIGGER texts_are_never_changed BEFORE UPDATE ON texts BEGIN
        SELECT RAISE(ABORT, 'texts are kept as imported');
    END
    """,
    """
    CREATE TRIGGER texts_are_never_deleted BEFORE DELETE ON texts BEGIN
        SELECT RAISE(ABORT, 'texts are kept as imported');
    END
    """,
    """
    CREATE TRIGGER tags_are_retired_not_deleted BEFORE DELETE ON tags BEGIN
        SELECT RAISE(ABORT, 'tags are retired, never deleted: set retired = 1');
    END
    """,
)

_VIEWS = (
    # What a person who opens the file with sqlite3 or Datasette asks first.
    """
    CREATE VIEW current_claims AS
    SELECT claims.*, articles.title, articles.outlet, articles.published
    FROM articles JOIN claims ON claims.article_id = articles.id
        AND claims.text_sha256 = articles.text_sha256
    WHERE claims.role = 'claim'
    """,
    """
    CREATE VIEW reviewed_claims AS
    SELECT claims.*, articles.title, articles.outlet, articles.published, reviews.decision_id,
        reviews.annotator, reviews.verdict, reviews.tags, reviews.note, reviews.decided_at
    FROM reviews JOIN claims ON claims.id = reviews.claim_id
        JOIN articles ON articles.id = claims.article_id
    """,
)


def migrate(db: Database) -> None:
    """Create the first tables, triggers and views."""
    for statement in (*_TABLES, *_TRIGGERS, *_VIEWS):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
