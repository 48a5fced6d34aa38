"""The JSON records that ``soi claims``, ``soi check`` and ``soi search`` print, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from annotations.checks import says
from annotations.model import Article, Finding, Mention
from annotations.text import escape

if TYPE_CHECKING:
    from annotations.search.passages import FoundArticle, Passage


def json_line(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON; characters on which a terminal might act are escaped."""
    return escape(json.dumps(record, ensure_ascii=False))


def mention_record(article: str, mention: Mention, *, explain: bool = False) -> dict[str, Any]:
    """A mention with the fields of the guideline, without the empty ones; with ``explain`` also its rule."""
    record = {
        "article": article,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "role": mention.role.value,
        "kind": mention.kind.value if mention.kind else None,
        "value": mention.value,
        "unit": mention.unit,
        "modifier": mention.modifier,
        "direction": mention.direction,
        "of": mention.of,
        "per": mention.per,
        "ambiguous": mention.ambiguous or None,
        "alternative": mention.alternative,
        "repaired": mention.repaired or None,
        "resolved": mention.resolved,
        "why": mention.why,
    }
    rule = {"rule": mention.rule} if explain else {}
    return _without_empty(record) | rule


def finding_record(article: Article, finding: Finding) -> dict[str, Any]:
    """A finding with its sentence in English and the claims that it is about."""
    return {
        "article": article.id,
        "rule": finding.rule,
        "bearing": finding.bearing.value,
        "says": str(says(finding)),
        "arithmetic": finding.arithmetic,
        "claims": [
            {"start": start, "end": end, "text": article.text[start:end]} for start, end in finding.spans
        ],
    }


def passage_records(article: FoundArticle) -> Iterator[dict[str, Any]]:
    """A record for each passage of a found article; one without a passage if only its title or filters matched."""
    passages: tuple[Passage | None, ...] = article.passages or (None,)
    for passage in passages:
        yield _without_empty(
            {
                "article": article.article,
                "title": article.title,
                "outlet": article.outlet,
                "published": article.published,
                "score": passage.score if passage else article.score,
                "start": passage.start if passage else None,
                "end": passage.end if passage else None,
                "claim": passage.claim if passage else None,
                "spans": passage.spans if passage else None,
                "passage": passage.text if passage else None,
                "passage_start": passage.text_start if passage else None,
                "title_spans": article.title_spans or None,
            }
        )


def _without_empty(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}
