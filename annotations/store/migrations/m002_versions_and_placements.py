"""The second step of the schema: versions and placements, and evidence, corrections and spans in decisions."""

from __future__ import annotations

from sqlite_utils import Database

from annotations.store.identifiers import claim_id, successive_ids

# Added to verdict, tags and note of a decision.
_COLUMNS = (
    "ALTER TABLE decisions ADD COLUMN confidence TEXT CHECK (confidence IN ('low', 'medium', 'high'))",
    "ALTER TABLE decisions ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]' CHECK (json_type(evidence) = 'array')",
    "ALTER TABLE decisions ADD COLUMN corrected_value TEXT",
    "ALTER TABLE decisions ADD COLUMN corrected_unit TEXT",
    "ALTER TABLE decisions ADD COLUMN corrected_kind TEXT",
    "ALTER TABLE decisions ADD COLUMN start_shift INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE decisions ADD COLUMN end_shift INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE decisions ADD COLUMN standing TEXT CHECK (standing IN ('added', 'retired'))",
    "ALTER TABLE decisions ADD COLUMN placed_on TEXT REFERENCES claims(id)",
    # Set for a decision that clears everything.
    """
    ALTER TABLE decisions ADD COLUMN blank INTEGER AS (
        verdict IS NULL AND tags = '[]' AND note = '' AND confidence IS NULL AND evidence = '[]'
        AND coalesce(corrected_value, corrected_unit, corrected_kind) IS NULL
        AND start_shift = 0 AND end_shift = 0 AND standing IS NULL
    ) VIRTUAL
    """,
    "ALTER TABLE claims ADD COLUMN extractor TEXT",
    # 1 where the claim stands in its article's current text.
    "ALTER TABLE claims ADD COLUMN current INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE tags ADD COLUMN key TEXT",
    "ALTER TABLE tags ADD COLUMN colour TEXT",
    # The id under which a tag was changed last: of two stores' tags the one changed later counts.
    "ALTER TABLE tags ADD COLUMN changed TEXT NOT NULL DEFAULT ''",
)

_TABLES = (
    """
    CREATE TABLE versions (
        id TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES articles(id),
        text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
        replaces TEXT REFERENCES texts(sha256),
        source TEXT NOT NULL,
        title TEXT,
        outlet TEXT,
        author TEXT,
        published TEXT,
        extractor TEXT NOT NULL,
        imported_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX versions_by_article ON versions (article_id, id)",
    # Derived: the claims of the current text that reviewed claims of earlier texts became; placed_on is NULL for
    # orphans.
    """
    CREATE TABLE placements (
        claim_id TEXT PRIMARY KEY REFERENCES claims(id),
        article_id TEXT NOT NULL REFERENCES articles(id),
        outcome TEXT NOT NULL CHECK (outcome IN ('unchanged', 'moved', 'changed', 'gone')),
        placed_on TEXT REFERENCES claims(id),
        candidate_id TEXT,
        near INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "DROP INDEX claims_by_article",
    "CREATE INDEX claims_by_article ON claims (article_id, start_offset)",
    "CREATE INDEX claims_formerly ON claims (article_id) WHERE current = 0",
    "CREATE INDEX decisions_by_place ON decisions (placed_on) WHERE placed_on IS NOT NULL",
    "CREATE INDEX placements_by_article ON placements (article_id)",
    "CREATE INDEX placements_by_place ON placements (placed_on) WHERE placed_on IS NOT NULL",
    # Derived: the newest decision of each annotator on each claim, including decisions on claims of earlier texts.
    """
    CREATE TABLE reviews (
        claim_id TEXT NOT NULL REFERENCES claims(id),
        annotator TEXT NOT NULL REFERENCES annotators(name),
        decision_id TEXT NOT NULL REFERENCES decisions(id),
        verdict TEXT,
        standing TEXT,
        start_shift INTEGER NOT NULL,
        end_shift INTEGER NOT NULL,
        PRIMARY KEY (claim_id, annotator)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE article_decisions (
        id TEXT PRIMARY KEY,
        step TEXT NOT NULL,
        undoes TEXT,
        article_id TEXT NOT NULL REFERENCES articles(id),
        annotator TEXT NOT NULL REFERENCES annotators(name),
        seen INTEGER NOT NULL CHECK (seen IN (0, 1)),
        note TEXT NOT NULL,
        decided_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX article_decisions_by_article ON article_decisions (article_id, annotator, id)",
    "CREATE INDEX article_decisions_by_annotator ON article_decisions (annotator, id)",
    # An index of retired, added and disputed claims alone: nearly all claims are none of these.
    "CREATE INDEX reviews_by_standing ON reviews (standing, claim_id) WHERE standing IS NOT NULL",
)

# The newest decision is the one with the greatest id, not the one that arrived last: that way it does not
# matter in which order the decisions of merged stores come in.
_REVIEWS_TRIGGER = """
    CREATE TRIGGER decisions_make_reviews AFTER INSERT ON decisions BEGIN
        INSERT INTO reviews (claim_id, annotator, decision_id, verdict, standing, start_shift, end_shift)
        VALUES (
            coalesce((SELECT placed_on FROM placements WHERE claim_id = new.claim_id), new.claim_id),
            new.annotator, new.id, new.verdict, new.standing, new.start_shift, new.end_shift
        )
        ON CONFLICT (claim_id, annotator) DO UPDATE SET
            decision_id = excluded.decision_id, verdict = excluded.verdict, standing = excluded.standing,
            start_shift = excluded.start_shift, end_shift = excluded.end_shift
        WHERE excluded.decision_id > reviews.decision_id;
    END
"""


def _append_only_trigger(table: str, verb: str, word: str) -> str:
    return f"""
    CREATE TRIGGER {table}_are_never_{word} BEFORE {verb} ON {table} BEGIN
        SELECT RAISE(ABORT, '{table} are append-only: add a new one instead');
    END
    """


_TRIGGERS = (
    _REVIEWS_TRIGGER,
    *(
        _append_only_trigger(table, verb, word)
        for table in ("versions", "article_decisions")
        for verb, word in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ),
)

_VIEWS = (
    # Numbers that stand as claims: the extractor's, and those that an annotator has added or decided on.
    """
    CREATE VIEW current_claims AS
    SELECT claims.*, articles.title, articles.outlet, articles.published
    FROM claims JOIN articles ON articles.id = claims.article_id
    WHERE claims.current = 1 AND (
        (claims.role = 'claim' AND claims.origin <> 'annotator')
        OR EXISTS (
            SELECT 1 FROM reviews WHERE reviews.claim_id = claims.id
            AND (reviews.standing = 'added' OR (claims.origin = 'annotator' AND reviews.verdict IS NOT NULL))
        )
    )
    """,
    """
    CREATE VIEW reviewed_claims AS
    SELECT claims.*, articles.title, articles.outlet, articles.published, reviews.decision_id,
        reviews.annotator, decisions.verdict, decisions.tags, decisions.note, decisions.confidence,
        decisions.evidence, decisions.corrected_value, decisions.corrected_unit, decisions.corrected_kind,
        reviews.start_shift, reviews.end_shift, decisions.standing, decisions.placed_on, decisions.decided_at
    FROM reviews JOIN decisions ON decisions.id = reviews.decision_id
        JOIN claims ON claims.id = reviews.claim_id
        JOIN articles ON articles.id = claims.article_id
    WHERE claims.current = 1 AND reviews.standing IS NOT 'retired'
    """,
    # One row per annotator: each places or settles their own reviews.
    """
    CREATE VIEW orphans AS
    SELECT placements.claim_id, placements.article_id, reviews.annotator, placements.outcome,
        placements.candidate_id, placements.near
    FROM placements JOIN reviews ON reviews.claim_id = placements.claim_id
        JOIN decisions ON decisions.id = reviews.decision_id
    WHERE placements.placed_on IS NULL AND decisions.placed_on IS NULL AND NOT decisions.blank
        AND reviews.standing IS NOT 'retired'
    """,
    """
    CREATE VIEW article_reviews AS
    SELECT article_id, annotator, max(id) AS decision_id, seen, note, decided_at
    FROM article_decisions GROUP BY article_id, annotator
    """,
    """
    CREATE VIEW disputed_claims AS
    SELECT claims.id AS claim_id, claims.article_id, claims.quote,
        json_group_object(reviews.annotator, reviews.verdict) AS verdicts
    FROM reviews JOIN claims ON claims.id = reviews.claim_id
    WHERE claims.current = 1 AND reviews.verdict IS NOT NULL AND reviews.standing IS NOT 'retired'
    GROUP BY claims.id HAVING count(DISTINCT reviews.verdict) > 1
    """,
)


def migrate(db: Database) -> None:
    """Migrate a store of the first schema, within the caller's transaction."""
    for statement in (
        "DROP VIEW current_claims",
        "DROP VIEW reviewed_claims",
        "DROP TRIGGER decisions_make_reviews",
        "DROP TABLE reviews",
        *_COLUMNS,
        *_TABLES,
        *_TRIGGERS,
        *_VIEWS,
    ):
        db.execute(statement)
    _take_over(db)


def _rename_claims(db: Database) -> None:
    """Replace the claim ids of the first schema, hashes without an order.

    Only here decisions are updated: their claim ids change, their content stays.
    """
    rows = db.execute("SELECT id, article_id, text_sha256, start_offset, end_offset FROM claims").fetchall()
    names = [(claim_id(*row[1:]), row[0]) for row in rows]
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute("DROP TRIGGER decisions_are_never_changed")
    for table, column in (("claims", "id"), ("decisions", "claim_id"), ("places", "claim_id")):
        db.conn.executemany(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", names)
    db.execute(_append_only_trigger("decisions", "UPDATE", "changed"))


def _take_over(db: Database) -> None:
    """Fill the new columns and tables from the old ones."""
    _rename_claims(db)
    db.execute(
        "UPDATE claims SET extractor = (SELECT extractor FROM articles WHERE articles.id = claims.article_id) "
        "WHERE origin = 'extractor'"
    )
    db.execute(
        "UPDATE claims SET current = text_sha256 = "
        "(SELECT text_sha256 FROM articles WHERE articles.id = claims.article_id)"
    )
    articles = db.execute("SELECT id FROM articles ORDER BY id").fetchall()
    # The first import was not dated; it was before now.
    db.conn.executemany(
        "INSERT INTO versions SELECT ?, id, text_sha256, NULL, source, title, outlet, author, published, extractor, "
        "strftime('%Y-%m-%dT%H:%M:%fZ') FROM articles WHERE id = ?",
        zip(successive_ids(len(articles)), (row[0] for row in articles), strict=True),
    )
    db.execute(
        "INSERT INTO reviews SELECT claim_id, annotator, decision_id, verdict, standing, 0, 0 FROM ("
        "SELECT claim_id, annotator, max(id) AS decision_id, verdict, standing "
        "FROM decisions GROUP BY claim_id, annotator)"
    )
