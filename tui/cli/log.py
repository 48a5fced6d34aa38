"""``soi log``: prints every decision with the state that it replaced."""

from __future__ import annotations

import heapq
import json
import sys
from pathlib import Path

import click

import annotations as library
from annotations.model import ArticleReview, Correction, Evidence, Review
from annotations.reports import LogEntry
from annotations.store import maintenance
from annotations.store.teams.renames import RenameEntry, read_renames
from annotations.text import visible
from tui.cli.command import command
from tui.cli.options import LANG, OUTPUT_FORMAT, STORE
from tui.cli.output import print_records
from tui.language.i18n import _
from tui.language.wording import confidence_name, kind_name, standing_name, verdict_name

_COLUMNS = (
    "decision", "decided_at", "annotator", "article", "claim", "start", "quote", "seen", "verdict", "confidence",
    "tags", "note", "evidence", "standing", "undoes",
)  # fmt: skip


@command()
@click.argument("subject", required=False, metavar="[ARTICLE|CLAIM]")
@STORE
@OUTPUT_FORMAT
@LANG
def log(subject: str | None, store: Path, output_format: str) -> None:
    """Print who decided what and when, and what it replaced, the oldest first; between them who was renamed.

    ARTICLE is an article's id as  soi stats  shows untitled ones, CLAIM a claim's id from an export.
    """
    is_empty = True
    with maintenance.readable_store(store) as opened_store:
        if output_format != "table":
            print_records(_COLUMNS, map(_record, library.read_log(opened_store, subject)), output_format)
            return
        decisions = (
            (entry.review.decided_at, log_line(entry)) for entry in library.read_log(opened_store, subject)
        )
        renames = (
            []
            if subject
            else [(entry.renamed_at, _rename_line(entry)) for entry in read_renames(opened_store)]
        )
        for _time, line in heapq.merge(decisions, renames, key=lambda timed_line: timed_line[0]):
            is_empty = False
            print(line)
    if is_empty:
        print(_("Nothing has been decided yet."), file=sys.stderr)


def _record(entry: LogEntry) -> tuple[str | int | None, ...]:
    """A decision as the review that it left, without what it replaced: that is the decision before."""
    review = entry.review
    beginning = (review.decision, review.decided_at, review.annotator, entry.article)
    if isinstance(review, ArticleReview):
        return (
            *beginning, None, None, None, int(review.is_seen), None, None, None, review.note, None, None, entry.undoes
        )  # fmt: skip
    evidence = json.dumps([piece.fields() for piece in review.evidence], ensure_ascii=False)
    return (
        *beginning, review.claim, entry.start, entry.quote, None,
        review.verdict and review.verdict.value, review.confidence and review.confidence.value,
        ";".join(review.tags), review.note, evidence, review.standing and review.standing.value, entry.undoes,
    )  # fmt: skip


def _rename_line(entry: RenameEntry) -> str:
    message = (
        _("name of annotator: {new} → {old}") if entry.is_undo else _("name of annotator: {old} → {new}")
    )
    names = message.format(old=visible(entry.old_name), new=visible(entry.new_name))
    return f"{entry.renamed_at}  {visible(entry.annotator)}  {names}"


def log_line(entry: LogEntry) -> str:
    """A decision in one line: when, who, where, and the parts of the review that changed."""
    review = entry.review
    former, current = _parts(entry.former_review or _blank_review(review)), _parts(review)
    changes = [
        f"{label}: {former[label]} → {text}" for label, text in current.items() if former[label] != text
    ]
    position = visible(entry.article) + (f":{entry.start}" if entry.start is not None else "")
    cells = [review.decided_at, visible(review.annotator), position, visible(entry.quote)]
    undo_note = "  " + _("(undo or redo)") if entry.undoes else ""
    return "  ".join(filter(None, cells)) + "  " + (", ".join(changes) or _("the same again")) + undo_note


def _blank_review(review: Review | ArticleReview) -> Review | ArticleReview:
    if isinstance(review, Review):
        return Review(review.claim, review.annotator)
    return ArticleReview(review.article, review.annotator)


def _parts(review: Review | ArticleReview) -> dict[str, str]:
    """The parts of a review in words, by their labels."""
    none = _("none")
    note = repr(visible(review.note)) if review.note else none
    if isinstance(review, ArticleReview):
        return {_("seen"): _("yes") if review.is_seen else _("no"), _("note"): note}
    shifts = (
        f"{review.start_shift:+d} {review.end_shift:+d}" if review.start_shift or review.end_shift else none
    )
    return {
        _("verdict"): verdict_name(review.verdict),
        _("confidence"): confidence_name(review.confidence) if review.confidence else none,
        _("tags"): visible(" ".join(f"#{tag}" for tag in review.tags)) or none,
        _("note"): note,
        _("evidence"): "; ".join(map(_evidence_text, review.evidence)) or none,
        _("correction"): _correction_text(review.correction) if review.correction else none,
        _("ends moved"): shifts,
        _("claim"): standing_name(review.standing),
        _("placed on"): review.placed_on or none,
    }


def _evidence_text(evidence: Evidence) -> str:
    quoted = repr(evidence.quote) if evidence.quote else ""
    return visible(" ".join(filter(None, (evidence.url, quoted, evidence.seen_on))))


def _correction_text(correction: Correction) -> str:
    kind = kind_name(correction.kind) if correction.kind else None
    parts = ((_("value"), correction.value), (_("unit"), correction.unit), (_("kind"), kind))
    return visible(" ".join(f"{label} {text or _('none')}" for label, text in parts if text is not None))
