"""What one step of an annotator did, in words."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.model import ArticleReview, Review, Standing
from annotations.text import visible
from tui.language.i18n import _, ngettext
from tui.language.numbers import count
from tui.language.wording import confidence_name, verdict_name


def undo_message(how: str, taken: Sequence[Review | ArticleReview], before: Review | ArticleReview) -> str:
    """Say which step was just taken back (``how`` is ``undo``) or done again (``redo``).

    ``taken`` is what holds now, ``before`` what held of the first of it until then.
    """
    now = taken[0]
    done = _deed(now, before) if how == "undo" else _deed(before, now)
    if len(taken) > 1:
        many = ngettext("{n} claim", "{n} claims", len(taken)).format(n=count(len(taken)))
        done = f"{done}, {many}"
    told = _("Undone: {what}") if how == "undo" else _("Done again: {what}")
    return told.format(what=visible(done))


def _deed(was: Review | ArticleReview, now: Review | ArticleReview) -> str:
    """What was done for one of these to follow the other: the first thing in which they differ."""
    if isinstance(was, ArticleReview) or isinstance(now, ArticleReview):
        return _article_deed(was, now)
    deeds = (
        (was.placed_on != now.placed_on, _("placing")),
        (was.standing is not now.standing, _standing(was.standing, now.standing)),
        (was.verdict is not now.verdict, verdict_name(now.verdict) if now.verdict else _("cleared")),
        ((was.start_shift, was.end_shift) != (now.start_shift, now.end_shift), _("moved ends")),
        (was.correction != now.correction, _("correction")),
        (was.tags != now.tags, _tags(was.tags, now.tags)),
        (was.note != now.note, _("note")),
        (was.evidence != now.evidence, _("evidence")),
    )
    confidence = confidence_name(now.confidence) if now.confidence else _("none")
    return next(
        (told for differs, told in deeds if differs), _("confidence {level}").format(level=confidence)
    )


def _article_deed(was: Review | ArticleReview, now: Review | ArticleReview) -> str:
    if was.note != now.note:
        return _("note on the article")
    return _("article seen") if isinstance(now, ArticleReview) and now.seen else _("article not seen")


def _standing(was: Standing | None, now: Standing | None) -> str:
    if now is Standing.RETIRED:
        return _("retired")
    if was is Standing.RETIRED:
        return _("restored")
    return _("added") if now is Standing.ADDED else _("taken out")


def _tags(was: Sequence[str], now: Sequence[str]) -> str:
    changes = [f"+#{tag}" for tag in now if tag not in was] + [f"−#{tag}" for tag in was if tag not in now]
    return " ".join(changes)
