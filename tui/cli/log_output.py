"""What the commands about a store's past and its wholeness print."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from annotations.model import ArticleReview, Correction, Evidence, Review
from annotations.reports import LogEntry
from annotations.store import Store
from annotations.store.decisions.log import read_log
from annotations.store.maintenance import doctor
from annotations.text import visible
from tui.language.i18n import _, translated
from tui.language.wording import confidence_name, kind_name, standing_name, verdict_name


def print_log(store: Path, about: str | None) -> None:
    """Print every decision, of one article or claim or of all, with what it replaced."""
    with Store.open(store) as opened:
        problem = False
        for entry in read_log(opened, about):
            problem = True
            print(log_line(entry))
    if not problem:
        print(_("Nothing has been decided yet."), file=sys.stderr)


def log_line(entry: LogEntry) -> str:
    """One decision in one line: when, who, where, and what it replaced by what."""
    after = entry.review
    was, now = _said(entry.former_review or type(after)(*_whose(after))), _said(after)
    changes = [f"{what}: {was[what]} → {now[what]}" for what in now if was[what] != now[what]]
    place = visible(entry.article) + (f":{entry.start}" if entry.start is not None else "")
    problem = [after.decided_at, visible(after.annotator), place, visible(entry.quote)]
    undone = "  " + _("(undo or redo)") if entry.undoes else ""
    return "  ".join(filter(None, problem)) + "  " + (", ".join(changes) or _("the same again")) + undone


def _whose(review: Review | ArticleReview) -> tuple[str, str]:
    return (review.claim if isinstance(review, Review) else review.article), review.annotator


def _said(review: Review | ArticleReview) -> dict[str, str]:
    """What a review says, part by part, in words."""
    none = _("none")
    note = repr(visible(review.note)) if review.note else none
    if isinstance(review, ArticleReview):
        return {_("seen"): _("yes") if review.is_seen else _("no"), _("note"): note}
    moved = (
        f"{review.start_shift:+d} {review.end_shift:+d}" if review.start_shift or review.end_shift else none
    )
    return {
        _("verdict"): verdict_name(review.verdict),
        _("confidence"): confidence_name(review.confidence) if review.confidence else none,
        _("tags"): visible(" ".join(f"#{tag}" for tag in review.tags)) or none,
        _("note"): note,
        _("evidence"): "; ".join(map(_evidence, review.evidence)) or none,
        _("correction"): _correction(review.correction) if review.correction else none,
        _("ends moved"): moved,
        _("claim"): standing_name(review.standing),
        _("placed on"): review.placed_on or none,
    }


def _evidence(evidence: Evidence) -> str:
    quoted = repr(evidence.quote) if evidence.quote else ""
    return visible(" ".join(filter(None, (evidence.url, quoted, evidence.seen_on))))


def _correction(correction: Correction) -> str:
    kind = kind_name(correction.kind) if correction.kind else None
    parts = ((_("value"), correction.value), (_("unit"), correction.unit), (_("kind"), kind))
    return visible(" ".join(f"{name} {part or _('none')}" for name, part in parts if part is not None))


def print_examination(store: Path, *, rebuild: bool) -> bool:
    """Print what is wrong with a store and how to mend it; True if nothing is."""
    problems = list(_examination(store, rebuild=rebuild))
    for problem in problems:
        print(problem)
    if not problems:
        print(_("{store} is sound.").format(store=visible(str(store))))
    return not problems


def _examination(store: Path, *, rebuild: bool) -> Iterator[str]:
    with Store.open(store) as opened:
        if rebuild:
            doctor.rebuild(opened)
        for problem in doctor.examine(opened):
            yield f"{visible(translated(problem.description))} {translated(problem.remedy)}"
