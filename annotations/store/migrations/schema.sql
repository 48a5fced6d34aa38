CREATE INDEX article_decisions_by_annotator ON article_decisions (annotator, id);

CREATE INDEX article_decisions_by_article ON article_decisions (article_id, annotator, id);

CREATE INDEX articles_by_text ON articles (text_sha256);

CREATE INDEX assignments_by_annotator ON assignments (annotator, article_id, claim_id, id, is_assigned);

CREATE INDEX claims_by_article ON claims (
        article_id, start_offset, end_offset, current, role, origin, kind, value, unit, quote
    )
    ;

CREATE INDEX claims_by_unit ON claims (unit, value);

CREATE INDEX claims_formerly ON claims (article_id) WHERE current = 0;

CREATE INDEX claims_of_annotators ON claims (id) WHERE origin = 'annotator';

CREATE INDEX contradictions ON findings (article_id, annotator) WHERE bearing = 'contradicts';

CREATE INDEX decisions_by_annotator ON decisions (annotator, id);

CREATE INDEX decisions_by_claim ON decisions (claim_id, annotator, id);

CREATE INDEX decisions_by_place ON decisions (placed_on) WHERE placed_on IS NOT NULL;

CREATE INDEX decisions_correcting ON decisions (annotator, claim_id)
    WHERE coalesce(corrected_value, corrected_unit, corrected_kind) IS NOT NULL
    ;

CREATE INDEX decisions_of_readings ON decisions (claim_id) WHERE corrected_value IS NOT NULL OR corrected_unit IS NOT NULL OR corrected_kind IS NOT NULL OR standing IS NOT NULL;

CREATE INDEX decisions_tagging ON decisions (annotator, claim_id) WHERE tags <> '[]';

CREATE INDEX finding_claims_by_claim ON finding_claims (claim_id);

CREATE INDEX placements_by_article ON placements (article_id);

CREATE INDEX placements_by_place ON placements (placed_on) WHERE placed_on IS NOT NULL;

CREATE INDEX reviews_by_standing ON reviews (standing, claim_id) WHERE standing IS NOT NULL;

CREATE INDEX search_documents_unfinished ON search_documents (id) WHERE NOT finished;

CREATE INDEX signatures_by_name ON signatures (name);

CREATE INDEX versions_by_article ON versions (article_id, id);

CREATE TABLE adjudications (
        decision_id TEXT PRIMARY KEY REFERENCES decisions(id),
        seen TEXT NOT NULL CHECK (substr(seen, 1, 1) = '['),
        reason TEXT NOT NULL
    ) STRICT
    ;

CREATE TABLE annotators (
        name TEXT PRIMARY KEY CHECK (name <> '')
    ) STRICT
    ;

CREATE TABLE article_decisions (
        id TEXT PRIMARY KEY,
        step TEXT NOT NULL,
        undoes TEXT,
        article_id TEXT NOT NULL REFERENCES articles(id),
        annotator TEXT NOT NULL REFERENCES annotators(name),
        seen INTEGER NOT NULL CHECK (seen IN (0, 1)),
        note TEXT NOT NULL,
        decided_at TEXT NOT NULL
    , previous TEXT, hash TEXT) STRICT
    ;

CREATE TABLE articles (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        title TEXT,
        outlet TEXT,
        author TEXT,
        published TEXT,
        text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
        extractor TEXT NOT NULL
    , url TEXT, metadata TEXT NOT NULL DEFAULT '{}' CHECK (substr(metadata, 1, 1) = '{'), file_sha256 TEXT, reader TEXT) STRICT
    ;

CREATE TABLE assignments (
        id TEXT PRIMARY KEY,
        article_id TEXT NOT NULL,
        claim_id TEXT NOT NULL,
        annotator TEXT NOT NULL,
        is_assigned INTEGER NOT NULL CHECK (is_assigned IN (0, 1)),
        assigned_by TEXT NOT NULL,
        assigned_at TEXT NOT NULL
    ) STRICT
    ;

CREATE TABLE chain_gaps (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE chain_heads (
        annotator TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (annotator, hash)
    ) STRICT, WITHOUT ROWID
    ;

CREATE TABLE checked (
        article_id TEXT NOT NULL REFERENCES articles(id),
        annotator TEXT NOT NULL,
        basis INTEGER NOT NULL,
        PRIMARY KEY (article_id, annotator)
    ) STRICT, WITHOUT ROWID
    ;

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
    , extractor TEXT, current INTEGER NOT NULL DEFAULT 1) STRICT
    ;

CREATE TABLE decisions (
        id TEXT PRIMARY KEY,
        step TEXT NOT NULL,
        undoes TEXT,
        claim_id TEXT NOT NULL REFERENCES claims(id),
        annotator TEXT NOT NULL REFERENCES annotators(name),
        verdict TEXT CHECK (verdict IN ('verified', 'refuted', 'unverifiable', 'not_a_claim')),
        tags TEXT NOT NULL CHECK (substr(tags, 1, 1) = '['),
        note TEXT NOT NULL,
        decided_at TEXT NOT NULL
    , confidence TEXT CHECK (confidence IN ('low', 'medium', 'high')), evidence TEXT NOT NULL DEFAULT '[]' CHECK (substr(evidence, 1, 1) = '['), corrected_value TEXT, corrected_unit TEXT, corrected_kind TEXT, start_shift INTEGER NOT NULL DEFAULT 0, end_shift INTEGER NOT NULL DEFAULT 0, standing TEXT CHECK (standing IN ('added', 'retired')), placed_on TEXT REFERENCES claims(id), reading TEXT CHECK (substr(reading, 1, 1) = '['), previous TEXT, hash TEXT, actual_value TEXT, actual_unit TEXT, corrected_modifier TEXT, corrected_direction TEXT, corrected_whole TEXT, corrected_per TEXT, blank INTEGER AS (
        verdict IS NULL AND tags = '[]' AND note = '' AND confidence IS NULL AND evidence = '[]'
        AND coalesce(corrected_value, corrected_unit, corrected_kind) IS NULL
        AND coalesce(actual_value, actual_unit) IS NULL
        AND start_shift = 0 AND end_shift = 0 AND standing IS NULL
    ) VIRTUAL) STRICT
    ;

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
    ;

CREATE TABLE findings (
        article_id TEXT NOT NULL,
        annotator TEXT NOT NULL,
        number INTEGER NOT NULL,
        rule TEXT NOT NULL,
        bearing TEXT NOT NULL CHECK (bearing IN ('confirms', 'contradicts', 'implies')),
        said TEXT NOT NULL CHECK (substr(said, 1, 1) = '{'),
        arithmetic TEXT NOT NULL,
        PRIMARY KEY (article_id, annotator, number),
        FOREIGN KEY (article_id, annotator) REFERENCES checked(article_id, annotator) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    ;

CREATE TABLE misdated (
        id TEXT PRIMARY KEY,
        place TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    ;

CREATE TABLE placements (
        claim_id TEXT PRIMARY KEY REFERENCES claims(id),
        article_id TEXT NOT NULL REFERENCES articles(id),
        outcome TEXT NOT NULL CHECK (outcome IN ('unchanged', 'moved', 'changed', 'gone')),
        placed_on TEXT REFERENCES claims(id),
        candidate_id TEXT,
        near INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    ;

CREATE TABLE places (
        annotator TEXT NOT NULL,
        corpus TEXT NOT NULL,
        article_id TEXT NOT NULL,
        claim_id TEXT,
        PRIMARY KEY (annotator, corpus)
    ) STRICT, WITHOUT ROWID
    ;

CREATE TABLE quarantine (
        id INTEGER PRIMARY KEY,
        table_name TEXT NOT NULL,
        row_id TEXT NOT NULL,
        flaw TEXT NOT NULL,
        column_name TEXT NOT NULL,
        contents TEXT NOT NULL,
        moved_at TEXT NOT NULL
    ) STRICT
    ;

CREATE TABLE read_files (
        path TEXT PRIMARY KEY,
        article_id TEXT NOT NULL,
        text_sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    ;

CREATE TABLE renames (
        id TEXT PRIMARY KEY,
        old_name TEXT NOT NULL CHECK (old_name <> ''),
        new_name TEXT NOT NULL CHECK (new_name <> ''),
        undoes TEXT,
        annotator TEXT NOT NULL,
        renamed_at TEXT NOT NULL
    ) STRICT
    ;

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
    ;

CREATE TABLE search_documents (
        id INTEGER PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES articles(id),
        text_sha256 TEXT NOT NULL REFERENCES texts(sha256),
        title TEXT NOT NULL,
        indexed INTEGER NOT NULL DEFAULT 0,
        finished INTEGER NOT NULL DEFAULT 0,
        UNIQUE (article_id, text_sha256, title)
    ) STRICT
    ;

CREATE VIRTUAL TABLE search_index USING fts5 (
        terms, content = '', detail = none, tokenize = "ascii tokenchars '_=.'"
    );

CREATE TABLE search_parts (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES search_documents(id),
        start_offset INTEGER NOT NULL,
        end_offset INTEGER NOT NULL
    ) STRICT
    ;

CREATE VIRTUAL TABLE search_titles USING fts5 (
        title, content = '', tokenize = 'unicode61 remove_diacritics 0'
    );

CREATE TABLE search_words (
        word TEXT PRIMARY KEY,
        parts INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    ;

CREATE TABLE settings (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        subject TEXT NOT NULL,
        value TEXT NOT NULL,
        annotator TEXT NOT NULL,
        set_at TEXT NOT NULL
    ) STRICT
    ;

CREATE TABLE signatures (
        signed TEXT PRIMARY KEY,
        name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    ;

CREATE TABLE tags (
        name TEXT PRIMARY KEY CHECK (name <> ''),
        retired INTEGER NOT NULL DEFAULT 0
    , key TEXT, colour TEXT, changed TEXT NOT NULL DEFAULT '') STRICT
    ;

CREATE TABLE texts (
        sha256 TEXT PRIMARY KEY,
        text TEXT NOT NULL
    ) STRICT
    ;

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
    , url TEXT, metadata TEXT NOT NULL DEFAULT '{}' CHECK (substr(metadata, 1, 1) = '{'), file_sha256 TEXT, reader TEXT) STRICT
    ;

CREATE TRIGGER adjudications_are_never_changed BEFORE UPDATE ON adjudications BEGIN
            SELECT RAISE(ABORT, 'adjudications are append-only: add a new one instead');
        END;

CREATE TRIGGER adjudications_are_never_deleted BEFORE DELETE ON adjudications BEGIN
            SELECT RAISE(ABORT, 'adjudications are append-only: add a new one instead');
        END;

CREATE TRIGGER article_decisions_are_never_changed BEFORE UPDATE ON article_decisions BEGIN
        SELECT RAISE(ABORT, 'article_decisions are append-only: add a new one instead');
    END;

CREATE TRIGGER article_decisions_are_never_deleted BEFORE DELETE ON article_decisions BEGIN
        SELECT RAISE(ABORT, 'article_decisions are append-only: add a new one instead');
    END;

CREATE TRIGGER assignments_are_never_changed BEFORE UPDATE ON assignments BEGIN
            SELECT RAISE(ABORT, 'assignments are append-only: add a new one instead');
        END;

CREATE TRIGGER assignments_are_never_deleted BEFORE DELETE ON assignments BEGIN
            SELECT RAISE(ABORT, 'assignments are append-only: add a new one instead');
        END;

CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions are append-only: add a new one instead');
    END;

CREATE TRIGGER decisions_are_never_deleted BEFORE DELETE ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions are append-only: add a new one instead');
    END;

CREATE TRIGGER decisions_make_reviews AFTER INSERT ON decisions BEGIN
        INSERT INTO reviews (claim_id, annotator, decision_id, verdict, standing, start_shift, end_shift)
        VALUES (coalesce((SELECT placed_on FROM placements WHERE claim_id = new.claim_id), new.claim_id), coalesce((SELECT name FROM signatures WHERE signed = new.annotator), new.annotator), new.id, new.verdict, new.standing, new.start_shift, new.end_shift)
        ON CONFLICT (claim_id, annotator) DO UPDATE SET
            decision_id = excluded.decision_id, verdict = excluded.verdict, standing = excluded.standing,
            start_shift = excluded.start_shift, end_shift = excluded.end_shift
        WHERE coalesce((SELECT place FROM misdated WHERE id = excluded.decision_id), excluded.decision_id) > coalesce((SELECT place FROM misdated WHERE id = reviews.decision_id), reviews.decision_id);
    END;

CREATE TRIGGER decisions_uncheck BEFORE INSERT ON decisions
    WHEN coalesce(
        (SELECT (d.corrected_value, d.corrected_unit, d.corrected_kind, d.standing) IS NOT (new.corrected_value, new.corrected_unit, new.corrected_kind, new.standing)
        FROM reviews AS r JOIN decisions AS d ON d.id = r.decision_id
        WHERE r.annotator = coalesce((SELECT name FROM signatures WHERE signed = new.annotator), new.annotator) AND r.claim_id = coalesce((SELECT placed_on FROM placements WHERE claim_id = new.claim_id), new.claim_id)),
        coalesce(new.corrected_value, new.corrected_unit, new.corrected_kind, new.standing) IS NOT NULL
    )
    BEGIN
        DELETE FROM checked WHERE annotator = coalesce((SELECT name FROM signatures WHERE signed = new.annotator), new.annotator)
            AND article_id = (SELECT article_id FROM claims WHERE id = new.claim_id);
    END;

CREATE TRIGGER renames_are_never_changed BEFORE UPDATE ON renames BEGIN
            SELECT RAISE(ABORT, 'renames are append-only: add a new one instead');
        END;

CREATE TRIGGER renames_are_never_deleted BEFORE DELETE ON renames BEGIN
            SELECT RAISE(ABORT, 'renames are append-only: add a new one instead');
        END;

CREATE TRIGGER settings_are_never_changed BEFORE UPDATE ON settings BEGIN
            SELECT RAISE(ABORT, 'settings are append-only: add a new one instead');
        END;

CREATE TRIGGER settings_are_never_deleted BEFORE DELETE ON settings BEGIN
            SELECT RAISE(ABORT, 'settings are append-only: add a new one instead');
        END;

CREATE TRIGGER tags_are_retired_not_deleted BEFORE DELETE ON tags BEGIN
        SELECT RAISE(ABORT, 'tags are retired, never deleted: set retired = 1');
    END;

CREATE TRIGGER texts_are_never_changed BEFORE UPDATE ON texts BEGIN
        SELECT RAISE(ABORT, 'texts are kept as imported');
    END;

CREATE TRIGGER texts_are_never_deleted BEFORE DELETE ON texts BEGIN
        SELECT RAISE(ABORT, 'texts are kept as imported');
    END;

CREATE TRIGGER versions_are_never_changed BEFORE UPDATE ON versions BEGIN
        SELECT RAISE(ABORT, 'versions are append-only: add a new one instead');
    END;

CREATE TRIGGER versions_are_never_deleted BEFORE DELETE ON versions BEGIN
        SELECT RAISE(ABORT, 'versions are append-only: add a new one instead');
    END;

CREATE VIEW article_reviews AS
    SELECT article_id AS article, name AS annotator, decision_id, seen, note, decided_at FROM (
        SELECT article_id, coalesce(s.name, d.annotator) AS name, d.id AS decision_id, seen, note, decided_at,
            max(coalesce((SELECT place FROM misdated WHERE id = d.id), d.id))
        FROM article_decisions AS d LEFT JOIN signatures AS s ON s.signed = d.annotator GROUP BY article_id, 2
    );

CREATE VIEW assigned AS
    SELECT article_id AS article, claim_id AS claim, name AS annotator FROM (
        SELECT article_id, claim_id, coalesce(s.name, a.annotator) AS name, is_assigned, max(a.id)
        FROM assignments AS a LEFT JOIN signatures AS s ON s.signed = a.annotator GROUP BY 3, article_id, claim_id
    ) WHERE is_assigned;

CREATE VIEW contradicted_claims AS
    SELECT claims.id AS claim, claims.article_id AS article, claims.quote, findings.annotator, findings.rule,
        findings.said, findings.arithmetic
    FROM findings JOIN finding_claims USING (article_id, annotator, number)
        JOIN claims ON claims.id = finding_claims.claim_id
    WHERE findings.bearing = 'contradicts';

CREATE VIEW current_claims AS 
    SELECT *, CASE WHEN kind IN ('date', 'time') OR value LIKE '%..%' OR value GLOB '*[^0-9.-]*' THEN NULL
        ELSE CAST(value AS REAL) END AS number
    FROM (
    SELECT claims.id AS claim, claims.article_id AS article, articles.title, articles.outlet, articles.published,
        claims.start_offset AS start, claims.end_offset AS "end", claims.quote, claims.prefix, claims.suffix,
        
    coalesce(decisions.corrected_kind, claims.kind) AS kind,
    nullif(coalesce(decisions.corrected_value, claims.value), '') AS value,
    nullif(coalesce(decisions.corrected_unit, claims.unit), '') AS unit,
    nullif(coalesce(decisions.corrected_modifier, claims.modifier), '') AS modifier,
    nullif(coalesce(decisions.corrected_direction, claims.direction), '') AS direction,
    nullif(coalesce(decisions.corrected_whole, claims.whole), '') AS "of",
    nullif(coalesce(decisions.corrected_per, claims.per), '') AS per
, claims.kind AS extracted_kind, claims.value AS extracted_value, claims.unit AS extracted_unit, claims.start_offset AS extracted_start, claims.end_offset AS extracted_end, claims.text_sha256, 
    (claims.ambiguous AND decisions.corrected_value IS NULL) AS ambiguous,
    iif(decisions.corrected_value IS NULL, claims.alternative, NULL) AS alternative,
    iif(decisions.corrected_value IS NULL, claims.resolved, NULL) AS resolved
, claims.rule, claims.role, claims.origin, articles.author, articles.source, articles.url, articles.metadata
    FROM claims JOIN articles ON articles.id = claims.article_id
        LEFT JOIN decisions ON decisions.id = (
            SELECT corrections.id FROM reviews JOIN decisions AS corrections ON corrections.id = reviews.decision_id
            WHERE reviews.claim_id = claims.id AND reviews.standing IS NOT 'retired' AND coalesce(
                corrections.corrected_value, corrections.corrected_unit, corrections.corrected_kind
            ) IS NOT NULL
            ORDER BY coalesce((SELECT place FROM misdated WHERE id = corrections.id), corrections.id) DESC LIMIT 1
        )
    WHERE claims.current = 1 AND (
        (claims.role = 'claim' AND claims.origin <> 'annotator')
        OR EXISTS (
            SELECT 1 FROM reviews WHERE reviews.claim_id = claims.id
            AND (reviews.standing = 'added' OR (claims.origin = 'annotator' AND reviews.verdict IS NOT NULL))
        )
    )
);

CREATE VIEW disputed_claims AS
    SELECT claims.id AS claim, claims.article_id AS article, claims.quote,
        '{' || group_concat('"' || replace(replace(reviews.annotator, '\', '\\'), '"', '\"') || '":"' || reviews.verdict || '"', ',') || '}' AS verdicts
    FROM reviews CROSS JOIN claims ON claims.id = reviews.claim_id CROSS JOIN decisions ON decisions.id = reviews.decision_id
    WHERE reviews.claim_id IN (SELECT claim_id FROM reviews GROUP BY claim_id HAVING count(*) > 1)
    AND claims.current = 1 AND (reviews.verdict IS NOT NULL OR reviews.standing = 'retired')
    GROUP BY reviews.claim_id HAVING (
        count(DISTINCT iif(reviews.standing = 'retired', NULL, reviews.verdict)) > 1
        OR count(DISTINCT iif(reviews.standing = 'retired', NULL, coalesce(decisions.corrected_value, '') || char(31) || coalesce(decisions.corrected_unit, '') || char(31) || coalesce(decisions.corrected_kind, '') || char(31) || coalesce(decisions.actual_value, '') || char(31) || coalesce(decisions.actual_unit, '') || char(31) || coalesce(decisions.start_shift, '') || char(31) || coalesce(decisions.end_shift, ''))) > 1
        OR count(DISTINCT coalesce(reviews.standing = 'retired', 0)) > 1
    ) AND reviews.claim_id NOT IN (SELECT claim FROM settled_claims);

CREATE VIEW orphans AS
    SELECT placements.claim_id AS claim, placements.article_id AS article, reviews.annotator, placements.outcome,
        placements.candidate_id AS candidate, placements.near
    FROM placements JOIN reviews ON reviews.claim_id = placements.claim_id
        JOIN decisions ON decisions.id = reviews.decision_id
    WHERE placements.placed_on IS NULL AND decisions.placed_on IS NULL AND NOT decisions.blank
        AND reviews.standing IS NOT 'retired';

CREATE VIEW reviewed_claims AS 
    SELECT *, CASE WHEN kind IN ('date', 'time') OR value LIKE '%..%' OR value GLOB '*[^0-9.-]*' THEN NULL
        ELSE CAST(value AS REAL) END AS number
    FROM (
    SELECT claims.id AS claim, claims.article_id AS article, articles.title, articles.outlet, articles.published, claims.start_offset + reviews.start_shift AS start, claims.end_offset + reviews.end_shift AS "end",
        iif(reviews.start_shift <> 0 OR reviews.end_shift <> 0, substr((SELECT text FROM texts WHERE sha256 = claims.text_sha256), claims.start_offset + reviews.start_shift + 1, claims.end_offset + reviews.end_shift - (claims.start_offset + reviews.start_shift)), claims.quote) AS quote,
        iif(reviews.start_shift <> 0 OR reviews.end_shift <> 0, substr((SELECT text FROM texts WHERE sha256 = claims.text_sha256), max(1, claims.start_offset + reviews.start_shift - 31), min(claims.start_offset + reviews.start_shift, 32)), claims.prefix) AS prefix,
        iif(reviews.start_shift <> 0 OR reviews.end_shift <> 0, substr((SELECT text FROM texts WHERE sha256 = claims.text_sha256), claims.end_offset + reviews.end_shift + 1, 32), claims.suffix) AS suffix,
        
    coalesce(decisions.corrected_kind, claims.kind) AS kind,
    nullif(coalesce(decisions.corrected_value, claims.value), '') AS value,
    nullif(coalesce(decisions.corrected_unit, claims.unit), '') AS unit,
    nullif(coalesce(decisions.corrected_modifier, claims.modifier), '') AS modifier,
    nullif(coalesce(decisions.corrected_direction, claims.direction), '') AS direction,
    nullif(coalesce(decisions.corrected_whole, claims.whole), '') AS "of",
    nullif(coalesce(decisions.corrected_per, claims.per), '') AS per
, claims.kind AS extracted_kind, claims.value AS extracted_value, claims.unit AS extracted_unit, claims.start_offset AS extracted_start, claims.end_offset AS extracted_end, decisions.verdict, decisions.confidence, decisions.tags, decisions.note,
        decisions.evidence, reviews.annotator, decisions.decided_at, claims.text_sha256, 
    (claims.ambiguous AND decisions.corrected_value IS NULL) AS ambiguous,
    iif(decisions.corrected_value IS NULL, claims.alternative, NULL) AS alternative,
    iif(decisions.corrected_value IS NULL, claims.resolved, NULL) AS resolved
, claims.rule, claims.role, claims.origin, articles.author, articles.source, articles.url, articles.metadata,
        decisions.actual_value, decisions.actual_unit
    FROM reviews JOIN decisions ON decisions.id = reviews.decision_id
        JOIN claims ON claims.id = reviews.claim_id
        JOIN articles ON articles.id = claims.article_id
    WHERE claims.current = 1 AND reviews.standing IS NOT 'retired'
);

CREATE VIEW settled_claims AS
    SELECT reviews.claim_id AS claim, reviews.annotator AS adjudicator, reviews.decision_id AS decision,
        adjudications.reason
    FROM adjudications CROSS JOIN decisions ON decisions.id = adjudications.decision_id
        CROSS JOIN reviews ON reviews.decision_id = decisions.id AND reviews.claim_id = coalesce(
            (SELECT placed_on FROM placements WHERE claim_id = decisions.claim_id), decisions.claim_id
        )
    WHERE NOT EXISTS (
        SELECT 1 FROM reviews AS others WHERE others.claim_id = reviews.claim_id
        AND others.annotator <> reviews.annotator
        AND (others.verdict IS NOT NULL OR others.standing IS NOT NULL)
        AND instr(adjudications.seen, '"' || others.decision_id || '"') = 0
    );

