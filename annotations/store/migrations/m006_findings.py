"""The tables of findings, all of them derived."""

from __future__ import annotations

from sqlite_utils import Database

# Decisions by which the claims of an article differ, for an annotator, from the extracted ones.
CHANGES_CLAIMS = (
    "corrected_value IS NOT NULL OR corrected_unit IS NOT NULL OR corrected_kind IS NOT NULL "
    "OR standing IS NOT NULL"
)

# The decision that a new one replaces, which may be on a claim of an earlier text.
_FORMER_DECISION = (
    "FROM reviews AS r JOIN decisions AS d ON d.id = r.decision_id WHERE r.annotator = new.annotator AND r.claim_id = "
    "coalesce((SELECT placed_on FROM placements WHERE claim_id = new.claim_id), new.claim_id)"
)

_CLAIM_CHANGES = "{0}.corrected_value, {0}.corrected_unit, {0}.corrected_kind, {0}.standing"

_STATEMENTS = (
    # The annotator for whom an article was checked: '' checks the extracted claims and counts for everybody without
    # an own check. basis is the version of the rules, or negative while the check runs.
    """
    CREATE TABLE checked (
        article_id TEXT NOT NULL REFERENCES articles(id),
        annotator TEXT NOT NULL,
        basis INTEGER NOT NULL,
        PRIMARY KEY (article_id, annotator)
    ) STRICT, WITHOUT ROWID
    """,
    # number is the index of a finding among those of its article and annotator.
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
    # place 0 is the claim that the finding is about.
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
    # A partial index: nearly all decisions change no claim.
    f"CREATE INDEX decisions_of_readings ON decisions (claim_id) WHERE {CHANGES_CLAIMS}",
    # The annotator's claims changed, so the article must be checked again for them.
    f"""
    CREATE TRIGGER decisions_uncheck BEFORE INSERT ON decisions
    WHEN coalesce(
        (SELECT ({_CLAIM_CHANGES.format("d")}) IS NOT ({_CLAIM_CHANGES.format("new")}) {_FORMER_DECISION}),
        coalesce({_CLAIM_CHANGES.format("new")}) IS NOT NULL
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
    """Create the tables within the caller's transaction; the articles are checked later, in the background."""
    for statement in _STATEMENTS:
        db.execute(statement)
