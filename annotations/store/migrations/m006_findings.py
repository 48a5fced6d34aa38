"""What an article says of its own claims, as the schema keeps it. All of it is derived."""

from __future__ import annotations

from sqlite_utils import Database

# What makes an annotator's reading of an article another than the extractor's.
IS_READING = (
    "corrected_value IS NOT NULL OR corrected_unit IS NOT NULL OR corrected_kind IS NOT NULL "
    "OR standing IS NOT NULL"
)

# What an annotator held of a claim before a new decision on it, also where that was said of a former text.
_HELD = (
    "FROM reviews AS r JOIN decisions AS d ON d.id = r.decision_id WHERE r.annotator = new.annotator AND r.claim_id = "
    "coalesce((SELECT placed_on FROM placements WHERE claim_id = new.claim_id), new.claim_id)"
)

_SAID = "{0}.corrected_value, {0}.corrected_unit, {0}.corrected_kind, {0}.standing"

_STATEMENTS = (
    # Whose reading of an article is checked: '' is the extractor's, which counts for all who have none of their
    # own. basis is the version of the rules, or less than 0 while it is being checked.
    """
    CREATE TABLE checked (
        article_id TEXT NOT NULL REFERENCES articles(id),
        annotator TEXT NOT NULL,
        basis INTEGER NOT NULL,
        PRIMARY KEY (article_id, annotator)
    ) STRICT, WITHOUT ROWID
    """,
    # number is a finding's place among all of the article in that reading.
    """
    CREATE TABLE findings (
        article_id TEXT NOT NULL,
        annotator TEXT NOT NULL,
        number INTEGER NOT NULL,
        rule TEXT NOT NULL,
        bearing TEXT NOT NULL CHECK (bearing IN ('confirms', 'contradicts', 'implies')),
        said TEXT NOT NULL CHECK (json_type(said) = 'object'),
        arithmetic TEXT NOT NULL,
        PRIMARY KEY (article_id, annotator, number),
        FOREIGN KEY (article_id, annotator) REFERENCES checked(article_id, annotator) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX contradictions ON findings (article_id, annotator) WHERE bearing = 'contradicts'",
    # place 0 is the claim that a finding is said of.
    """
    CREATE TABLE finding_claims (
        article_id TEXT NOT NULL,
        annotator TEXT NOT NULL,
        number INTEGER NOT NULL,
        place INTEGER NOT NULL,
        claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
        PRIMARY KEY (article_id, annotator, number, place),
        FOREIGN KEY (article_id, annotator, number) REFERENCES findings(article_id, annotator, number)
            ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX finding_claims_by_claim ON finding_claims (claim_id)",
    # Nearly all decisions say nothing of the reading.
    f"CREATE INDEX decisions_of_readings ON decisions (claim_id) WHERE {IS_READING}",
    # An annotator reads the article another way now: it is to be checked for them again.
    f"""
    CREATE TRIGGER decisions_uncheck BEFORE INSERT ON decisions
    WHEN coalesce(
        (SELECT ({_SAID.format("d")}) IS NOT ({_SAID.format("new")}) {_HELD}),
        coalesce({_SAID.format("new")}) IS NOT NULL
    )
    BEGIN
        DELETE FROM checked WHERE annotator = new.annotator
            AND article_id = (SELECT article_id FROM claims WHERE id = new.claim_id);
    END
    """,
    """
    CREATE VIEW contradicted_claims AS
    SELECT claims.id AS claim_id, claims.article_id, claims.quote, findings.annotator, findings.rule,
        findings.said, findings.arithmetic
    FROM findings JOIN finding_claims USING (article_id, annotator, number)
        JOIN claims ON claims.id = finding_claims.claim_id
    WHERE findings.bearing = 'contradicts'
    """,
)


def migrate(db: Database) -> None:
    """Make the tables, in the transaction that the caller has begun; articles are checked behind everything else."""
    for statement in _STATEMENTS:
        db.execute(statement)
