"""Annotations of a file as an annotator's decisions, or as claims that nobody has decided on.

The articles are those of the store: an annotation of another text is left out and named. What a review says already is
not stored again, so importing a file twice is importing it once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from annotations.annotation_files.spans import AnnotatedSpan, LocatedSpan, locate_spans
from annotations.errors import CorpusError, SoiError
from annotations.model import (
    Claim,
    Confidence,
    Correction,
    Kind,
    Mention,
    Review,
    Role,
    Standing,
    Verdict,
)
from annotations.offsets import OffsetUnit
from annotations.store.claim_rows import insert_claims, text_of
from annotations.store.decisions.annotators import deciding_annotator
from annotations.store.decisions.claim_decisions import append_step, read_review
from annotations.store.decisions.tags import tag_name
from annotations.store.identifiers import claim_id, text_sha256
from annotations.store.row_mapping import claim_of_mention, claim_of_row, evidence_of_fields
from annotations.text import visible

if TYPE_CHECKING:
    import sqlite3

    from annotations.store.store import Store

_WORDS = ("value", "unit", "modifier", "direction", "of", "per")
# Whether a claim is one that annotators review: extracted as a claim, or added by one of them.
_IS_REVIEWABLE = (
    "SELECT role = 'claim' AND origin <> 'annotator' OR EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id "
    "AND standing = 'added') FROM claims WHERE id = ?"
)


@dataclass(slots=True)
class ImportedAnnotations:
    """How many annotations were new or changed a review, how many said what is stored already, and what was left out."""

    stored: int = 0
    unchanged: int = 0
    errors: list[CorpusError] = field(default_factory=list)


def import_annotations(
    store: Store,
    spans: Iterable[AnnotatedSpan | CorpusError],
    *,
    annotator: str | None = None,
    unit: OffsetUnit | None = None,
    as_suggestions: bool = False,
) -> ImportedAnnotations:
    """Store annotated spans as decisions made now, one step of undo for each article and annotator.

    ``annotator`` overrides who the file says decided; ``unit`` is what its offsets count, see ``locate_spans``. With
    ``as_suggestions`` spans become claims without a review. Raises StoreError where the store cannot be written.
    """
    report = ImportedAnnotations()
    readable = []
    for span in spans:
        if isinstance(span, CorpusError):
            report.errors.append(span)
        else:
            readable.append(span._replace(annotator=annotator or span.annotator))
    articles = ((_article_of(store, span), span) for span in readable)
    for article, pairs in groupby(sorted(articles, key=lambda pair: pair[0] or ""), key=lambda pair: pair[0]):
        article_spans = [span for _, span in pairs]
        if article is None:
            report.errors += map(_unknown_article, article_spans)
            continue
        by_annotator = groupby(
            sorted(article_spans, key=lambda span: span.annotator or ""), key=lambda span: span.annotator
        )
        for name, group in by_annotator:
            _store_group(store, report, article, name, list(group), unit, as_suggestions=as_suggestions)
    return report


def _article_of(store: Store, span: AnnotatedSpan) -> str | None:
    """The id of the article that a span is in: by its id, else by its text."""
    with store.read_access() as connection:
        query = "SELECT id FROM articles WHERE id = ?1 OR text_sha256 = ?2 ORDER BY id = ?1 DESC, id LIMIT 1"
        sha256 = text_sha256(span.text) if span.text is not None else None
        row = connection.execute(query, (span.article, sha256)).fetchone()
    return row[0] if row else None


def _unknown_article(span: AnnotatedSpan) -> CorpusError:
    if span.article is None:
        return CorpusError(
            "{place}: no article of the store has this text; import its corpus first.", place=span.place
        )
    return CorpusError(
        "{place}: the store has no article {article}; import its corpus first.",
        place=span.place, article=visible(str(span.article)),
    )  # fmt: skip


def _store_group(
    store: Store,
    report: ImportedAnnotations,
    article: str,
    annotator: str | None,
    spans: Sequence[AnnotatedSpan],
    unit: OffsetUnit | None,
    *,
    as_suggestions: bool,
) -> None:
    if annotator is None and not as_suggestions:
        report.errors += [
            CorpusError(
                "{place}: the file does not say who annotated; say it with --as NAME.", place=span.place
            )
            for span in spans
        ]
        return
    with store.write_transaction() as connection:
        sha256 = connection.execute("SELECT text_sha256 FROM articles WHERE id = ?", (article,)).fetchone()[0]
        place = _ArticleText(article, sha256, text_of(connection, sha256))
        located = []
        for location in locate_spans(place.text, spans, unit):
            if isinstance(location, CorpusError):
                report.errors.append(location)
            else:
                located.append(location)
        if annotator is None or as_suggestions:
            _add_suggestions(connection, report, place, located)
        else:
            name = deciding_annotator(connection, annotator)
            reviews = list(_changed_reviews(store, report, place, name, located))
            append_step(store, reviews)
            report.stored += len(reviews)


@dataclass(frozen=True, slots=True)
class _ArticleText:
    article: str
    sha256: str
    text: str

    def claim_of(self, connection: sqlite3.Connection, location: LocatedSpan) -> Claim | None:
        """The claim that the span was, before its ends were moved, else the claim with its offsets now."""
        fields = location.span.fields
        extracted = (fields.get("extracted_start"), fields.get("extracted_end"))
        own = (location.start, location.end)
        is_same_text = fields.get("text_sha256") == self.sha256
        for start, end in (extracted, own) if is_same_text and None not in extracted else (own,):
            name = claim_id(self.article, self.sha256, int(start or 0), int(end or 0))
            row = connection.execute("SELECT * FROM claims WHERE id = ?", (name,)).fetchone()
            if row is not None:
                return claim_of_row(row)
        return None

    def new_claim(self, location: LocatedSpan, origin: str) -> Claim:
        """A claim for a span where the store has none."""
        fields, start, end = location.span.fields, location.start, location.end
        if fields.get("text_sha256") == self.sha256 and fields.get("extracted_start") is not None:
            start, end = int(fields["extracted_start"]), int(fields["extracted_end"])
        extracted = {
            part: fields.get(f"extracted_{part}", fields.get(part)) for part in ("kind", "value", "unit")
        }
        mention = Mention(
            start, end, self.text[start:end], Role(fields.get("role") or Role.CLAIM),
            Kind(extracted["kind"]) if extracted["kind"] else None, extracted["value"], extracted["unit"],
            fields.get("modifier"), fields.get("direction"), fields.get("of"), fields.get("per"),
            ambiguous=bool(fields.get("ambiguous")), alternative=fields.get("alternative"),
            resolved=fields.get("resolved"), rule=fields.get("rule") if origin == "annotator" else None,
        )  # fmt: skip
        return claim_of_mention(self.article, self.sha256, self.text, mention, origin)


def _add_suggestions(
    connection: sqlite3.Connection,
    report: ImportedAnnotations,
    place: _ArticleText,
    located: Sequence[LocatedSpan],
) -> None:
    for location in located:
        if place.claim_of(connection, location) is not None:
            report.unchanged += 1
            continue
        insert_claims(connection, [place.new_claim(location, "import")], None)
        report.stored += 1


def _changed_reviews(
    store: Store,
    report: ImportedAnnotations,
    place: _ArticleText,
    annotator: str,
    located: Sequence[LocatedSpan],
) -> Iterator[Review]:
    """The reviews that the spans change; a claim that the store lacks is inserted."""
    decided_claims: set[str] = set()
    for location in located:
        try:
            claim = place.claim_of(store.connection, location)
            claim = claim or place.new_claim(location, "annotator")
            if claim.id in decided_claims:
                raise CorpusError(
                    "{place}: a second annotation of a claim by one annotator; it was left out.",
                    place=location.span.place,
                )
            review = read_review(store, claim.id, annotator)
            changed_review = _changed_review(review, claim, location)
        except (SoiError, ValueError, TypeError, KeyError, AttributeError) as error:
            report.errors.append(_field_error(location.span, error))
            continue
        decided_claims.add(claim.id)
        insert_claims(store.connection, [claim], None)
        if not store.connection.execute(_IS_REVIEWABLE, (claim.id,)).fetchone()[0]:
            changed_review = changed_review._replace(standing=changed_review.standing or Standing.ADDED)
        if changed_review == review:
            report.unchanged += 1
        else:
            yield changed_review


def _field_error(span: AnnotatedSpan, error: Exception) -> CorpusError:
    if isinstance(error, CorpusError):
        return error
    reason = error.sentence if isinstance(error, SoiError) else visible(str(error))
    return CorpusError("{place}: the annotation was left out: {reason}", place=span.place, reason=reason)


def _changed_review(review: Review, claim: Claim, location: LocatedSpan) -> Review:
    """A review with what the annotation states; what it does not state stays."""
    fields, mention = location.span.fields, claim.mention
    changes: dict[str, Any] = {
        "start_shift": location.start - mention.start,
        "end_shift": location.end - mention.end,
    }
    readers: dict[str, Callable[[Any], object]] = {
        "verdict": lambda name: Verdict(name) if name else None,
        "confidence": lambda name: Confidence(name) if name else None,
        "tags": lambda names: tuple(sorted({tag_name(name) for name in names})),
        "note": lambda text: text or "",
        "evidence": lambda pieces: tuple(map(evidence_of_fields, pieces)),
        "actual_value": lambda text: text,
        "actual_unit": lambda text: text,
    }
    changes |= {name: read(fields[name]) for name, read in readers.items() if name in fields}
    stated: dict[str, Any] = {name: fields[name] or None for name in _WORDS if name in fields}
    if fields.get("kind"):
        stated["kind"] = Kind(fields["kind"])
    if stated:
        changes["correction"] = Correction.from_mentions(mention, replace(mention, **stated))
    return review._replace(**changes)
