"""Rows of the store to and from the domain's dataclasses."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from annotations.model import Claim, Kind, LogEntry, Mention, Review, ReviewedClaim, Role, Verdict
from annotations.store.identifiers import claim_id

CONTEXT = 32


def claim_of_mention(article: str, sha256: str, text: str, mention: Mention) -> Claim:
    """The claim an extractor's mention becomes in the article with this text."""
    return Claim(
        id=claim_id(article, sha256, mention.start, mention.end),
        article=article,
        text_sha256=sha256,
        mention=mention,
        prefix=text[max(0, mention.start - CONTEXT) : mention.start],
        suffix=text[mention.end : mention.end + CONTEXT],
        origin="extractor",
    )


def row_of_claim(claim: Claim) -> dict[str, Any]:
    """The row of ``claims`` for a claim."""
    mention = claim.mention
    return {
        "id": claim.id,
        "article_id": claim.article,
        "text_sha256": claim.text_sha256,
        "start_offset": mention.start,
        "end_offset": mention.end,
        "extent_start": mention.extent_start,
        "extent_end": mention.extent_end,
        "quote": mention.text,
        "prefix": claim.prefix,
        "suffix": claim.suffix,
        "role": mention.role.value,
        "kind": mention.kind.value if mention.kind else None,
        "value": mention.value,
        "unit": mention.unit,
        "modifier": mention.modifier,
        "direction": mention.direction,
        "whole": mention.of,
        "per": mention.per,
        "why": mention.why,
        "ambiguous": int(mention.ambiguous),
        "alternative": mention.alternative,
        "repaired": int(mention.repaired),
        "resolved": mention.resolved,
        "rule": mention.rule,
        "origin": claim.origin,
    }


def claim_of_row(row: sqlite3.Row) -> Claim:
    """The claim in a row that has the columns of ``claims``."""
    mention = Mention(
        start=row["start_offset"],
        end=row["end_offset"],
        text=row["quote"],
        role=Role(row["role"]),
        kind=Kind(row["kind"]) if row["kind"] else None,
        value=row["value"],
        unit=row["unit"],
        modifier=row["modifier"],
        direction=row["direction"],
        of=row["whole"],
        per=row["per"],
        why=row["why"],
        ambiguous=bool(row["ambiguous"]),
        alternative=row["alternative"],
        repaired=bool(row["repaired"]),
        resolved=row["resolved"],
        rule=row["rule"],
        extent_start=row["extent_start"],
        extent_end=row["extent_end"],
    )
    return Claim(
        row["id"], row["article_id"], row["text_sha256"], mention, row["prefix"], row["suffix"], row["origin"]
    )


def review_of_row(row: sqlite3.Row, claim: str) -> Review:
    """The review in a row that has the columns of ``reviews``."""
    return Review(
        claim=claim,
        annotator=row["annotator"],
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        tags=tuple(json.loads(row["tags"])),
        note=row["note"],
        decided_at=row["decided_at"],
        decision=row["decision_id"],
    )


def reviewed_claim_of_row(row: sqlite3.Row) -> ReviewedClaim:
    """The claim with its review in a row of the view ``reviewed_claims``."""
    return ReviewedClaim(
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        claim=claim_of_row(row),
        review=review_of_row(row, row["id"]),
    )


def log_entry_of_row(row: sqlite3.Row) -> LogEntry:
    """The log entry in a row of the query of ``Reviews.log``."""
    before = None
    if row["before_id"] is not None:
        verdict = Verdict(row["before_verdict"]) if row["before_verdict"] else None
        tags = tuple(json.loads(row["before_tags"]))
        before = Review(
            row["claim_id"],
            row["annotator"],
            verdict,
            tags,
            row["before_note"],
            row["before_at"],
            row["before_id"],
        )
    after = review_of_row(row, row["claim_id"])
    return LogEntry(row["article_id"], row["start_offset"], row["quote"], before, after, row["undoes"])
