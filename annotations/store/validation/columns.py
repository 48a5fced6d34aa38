"""The columns of each table that counts, with the check of its values."""

from __future__ import annotations

from datetime import UTC, datetime

from annotations.model import Confidence, Kind, Role, Standing, Verdict
from annotations.store.identifiers import Horizon
from annotations.store.validation.fields import (
    MAX_LABEL,
    MAX_NAME,
    MAX_NOTE,
    MAX_OFFSET,
    MAX_PATH,
    MAX_TEXT,
    Check,
    day_flaw,
    digest,
    evidence_flaw,
    metadata_flaw,
    moment,
    name_flaw,
    optional,
    reading_flaw,
    seen_flaw,
    string,
    successive,
    tags_flaw,
    value_flaw,
    whole_number,
    word,
)

Columns = dict[str, Check]

_SHA256 = digest(64)
_HASH = optional(digest(32))
_LABEL = optional(string(MAX_LABEL))
_FLAG = whole_number(0, 1)
_OFFSET = whole_number(0, MAX_OFFSET)
_SHIFT = whole_number(-MAX_OFFSET, MAX_OFFSET)
_ORIGINS = ("extractor", "annotator", "import")

_ARTICLE: Columns = {
    "source": string(MAX_PATH),
    "title": optional(string(MAX_NOTE)),
    "outlet": optional(string(MAX_NOTE)),
    "author": optional(string(MAX_NOTE)),
    "published": optional(day_flaw),
    "url": optional(string(MAX_NOTE)),
    "metadata": metadata_flaw,
    "file_sha256": optional(_SHA256),
    "reader": _LABEL,
    "text_sha256": _SHA256,
    "extractor": string(MAX_LABEL),
}
_CLAIM: Columns = {
    "id": string(MAX_LABEL, shortest=1),
    "article_id": string(MAX_PATH, shortest=1),
    "text_sha256": _SHA256,
    "start_offset": _OFFSET,
    "end_offset": _OFFSET,
    "extent_start": _OFFSET,
    "extent_end": _OFFSET,
    "quote": string(MAX_NOTE, shortest=1),
    "prefix": string(MAX_LABEL),
    "suffix": string(MAX_LABEL),
    "role": word([*Role]),
    "kind": optional(word([*Kind])),
    "value": optional(value_flaw),
    "unit": _LABEL,
    "modifier": _LABEL,
    "direction": _LABEL,
    "whole": _LABEL,
    "per": _LABEL,
    "why": _LABEL,
    "ambiguous": _FLAG,
    "alternative": optional(value_flaw),
    "repaired": _FLAG,
    "resolved": optional(value_flaw),
    "rule": _LABEL,
    "origin": word(_ORIGINS),
    "extractor": _LABEL,
}


def checked_columns(current_time: datetime, horizon: Horizon) -> dict[str, Columns]:
    """The checked columns of every table that counts, in the order in which rows refer to each other."""
    new_id, time = successive(horizon), moment(current_time.astimezone(UTC))
    decision: Columns = {
        "id": new_id,
        "step": new_id,
        "undoes": optional(new_id),
        "annotator": name_flaw,
        "previous": _HASH,
        "hash": _HASH,
    }
    return {
        "texts": {"sha256": _SHA256, "text": string(MAX_TEXT)},
        "articles": {"id": string(MAX_PATH, shortest=1), **_ARTICLE},
        "versions": {
            "id": new_id,
            "article_id": string(MAX_PATH, shortest=1),
            **_ARTICLE,
            "replaces": optional(_SHA256),
            "imported_at": time,
        },
        "annotators": {"name": name_flaw},
        "tags": {
            "name": name_flaw,
            "retired": _FLAG,
            "key": optional(name_flaw),
            "colour": optional(name_flaw),
            "changed": lambda value: None if value == "" else new_id(value),
        },
        "claims": _CLAIM,
        "decisions": {
            **decision,
            "claim_id": string(MAX_LABEL, shortest=1),
            "verdict": optional(word([*Verdict])),
            "tags": tags_flaw,
            "note": string(MAX_NOTE),
            "confidence": optional(word([*Confidence])),
            "evidence": evidence_flaw,
            "corrected_value": optional(value_flaw),
            "corrected_unit": _LABEL,
            "corrected_kind": optional(word([*Kind])),
            "corrected_modifier": _LABEL,
            "corrected_direction": _LABEL,
            "corrected_whole": _LABEL,
            "corrected_per": _LABEL,
            "actual_value": optional(value_flaw),
            "actual_unit": _LABEL,
            "start_shift": _SHIFT,
            "end_shift": _SHIFT,
            "standing": optional(word([*Standing])),
            "placed_on": optional(string(MAX_LABEL, shortest=1)),
            "reading": optional(reading_flaw),
            "decided_at": time,
        },
        "article_decisions": {
            **decision,
            "article_id": string(MAX_PATH, shortest=1),
            "seen": _FLAG,
            "note": string(MAX_NOTE),
            "decided_at": time,
        },
        "settings": {
            "id": new_id,
            "name": string(MAX_NAME, shortest=1),
            "subject": string(MAX_NAME),
            "value": string(MAX_LABEL),
            "annotator": name_flaw,
            "set_at": time,
        },
        "assignments": {
            "id": new_id,
            "article_id": string(MAX_PATH, shortest=1),
            "claim_id": string(MAX_LABEL),
            "annotator": name_flaw,
            "is_assigned": _FLAG,
            "assigned_by": name_flaw,
            "assigned_at": time,
        },
        "renames": {
            "id": new_id,
            "old_name": name_flaw,
            "new_name": name_flaw,
            "undoes": optional(new_id),
            "annotator": name_flaw,
            "renamed_at": time,
        },
        "adjudications": {"decision_id": new_id, "seen": seen_flaw, "reason": string(MAX_LABEL)},
    }
