"""The sentence that says what an undo or redo changed."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.model import ArticleReview, Review, Standing
from annotations.text import visible
from tui.language.i18n import _, ngettext
from tui.language.numbers import format_count
from tui.language.wording import confidence_name, verdict_name


def undo_message(
    operation: str, reviews: Sequence[Review | ArticleReview], former: Review | ArticleReview
) -> str:
    """Say which step was undone (``operation`` is ``undo``) or done again (``redo``).

    ``reviews`` are the reviews after the operation; ``former`` is the first of them as it was before.
    """
    undone = operation == "undo"
    change = _change(reviews[0], former) if undone else _change(former, reviews[0])
    if len(reviews) > 1:
        claims = ngettext("{n} claim", "{n} claims", len(reviews)).format(n=format_count(len(reviews)))
        change = f"{change}, {claims}"
    message = _("Undone: {what}") if undone else _("Done again: {what}")
    return message.format(what=visible(change))


def _change(older: Review | ArticleReview, newer: Review | ArticleReview) -> str:
    """The step that leads from one review to the next: the first field in which they differ."""
    if isinstance(older, ArticleReview) or isinstance(newer, ArticleReview):
        return _article_change(older, newer)
    changes = (
        (older.placed_on != newer.placed_on, _("placing")),
        (older.standing is not newer.standing, _standing_change(older.standing, newer.standing)),
        (older.verdict is not newer.verdict, verdict_name(newer.verdict) if newer.verdict else _("cleared")),
        ((older.start_shift, older.end_shift) != (newer.start_shift, newer.end_shift), _("moved ends")),
        (older.correction != newer.correction, _("correction")),
        (older.tags != newer.tags, _tag_changes(older.tags, newer.tags)),
        (older.note != newer.note, _("note")),
        (older.evidence != newer.evidence, _("evidence")),
        (
            (older.actual_value, older.actual_unit) != (newer.actual_value, newer.actual_unit),
            _("what is true"),
        ),
    )
    confidence = confidence_name(newer.confidence) if newer.confidence else _("none")
    return next(
        (change for differs, change in changes if differs), _("confidence {level}").format(level=confidence)
    )


def _article_change(older: Review | ArticleReview, newer: Review | ArticleReview) -> str:
    if older.note != newer.note:
        return _("note on the article")
    return _("article seen") if isinstance(newer, ArticleReview) and newer.is_seen else _("article not seen")


def _standing_change(older: Standing | None, newer: Standing | None) -> str:
    if newer is Standing.RETIRED:
        return _("retired")
    if older is Standing.RETIRED:
        return _("restored")
    return _("added") if newer is Standing.ADDED else _("taken out")


def _tag_changes(older: Sequence[str], newer: Sequence[str]) -> str:
    changes = [f"+#{tag}" for tag in newer if tag not in older]
    changes += [f"−#{tag}" for tag in older if tag not in newer]
    return " ".join(changes)
