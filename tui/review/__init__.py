"""The review screen and its parts, one feature a file. What the first paint does without is loaded behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from tui.review.actual_values import edit_actual_value
    from tui.review.added_claims import AddedClaims
    from tui.review.annotator_name import change_name
    from tui.review.article_reviews import ArticleReviews
    from tui.review.article_search import SearchControl
    from tui.review.assigned_articles import toggle_assigned
    from tui.review.confidence import step_confidence
    from tui.review.copying import copy_claim
    from tui.review.corpus import CorpusReader
    from tui.review.corrections import correct_claim
    from tui.review.decided_claim import DecidedClaim
    from tui.review.decisions import Decisions
    from tui.review.evidence import edit_evidence
    from tui.review.navigation.back_and_forward import go_back_or_forward
    from tui.review.navigation.go_to_article import choose_article, step_article
    from tui.review.navigation.navigator import Navigator
    from tui.review.navigation.next_claim import go_to_first_claim, go_to_last_claim, step_claim
    from tui.review.navigation.next_contradiction import go_to_next_contradiction
    from tui.review.navigation.next_disagreement import go_to_next_disagreement
    from tui.review.navigation.next_unreviewed import go_to_next_unreviewed
    from tui.review.navigation.sentences_and_pages import scroll_page, step_unit
    from tui.review.notes import edit_article_note, edit_note
    from tui.review.opened_evidence import open_evidence
    from tui.review.retirement import retire_or_restore
    from tui.review.seen import toggle_seen
    from tui.review.selection import SelectionUse
    from tui.review.spans import SpanEditing
    from tui.review.tags import TagEditing
    from tui.review.undo import ReviewUndo
    from tui.review.verdicts import Verdicts

__all__ = [
    "AddedClaims",
    "ArticleReviews",
    "CorpusReader",
    "DecidedClaim",
    "Decisions",
    "Navigator",
    "ReviewUndo",
    "SearchControl",
    "SelectionUse",
    "SpanEditing",
    "TagEditing",
    "Verdicts",
    "change_name",
    "choose_article",
    "copy_claim",
    "correct_claim",
    "edit_actual_value",
    "edit_article_note",
    "edit_evidence",
    "edit_note",
    "go_back_or_forward",
    "go_to_first_claim",
    "go_to_last_claim",
    "go_to_next_contradiction",
    "go_to_next_disagreement",
    "go_to_next_unreviewed",
    "open_evidence",
    "retire_or_restore",
    "scroll_page",
    "step_article",
    "step_claim",
    "step_confidence",
    "step_unit",
    "toggle_assigned",
    "toggle_seen",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "AddedClaims": "tui.review.added_claims",
        "ArticleReviews": "tui.review.article_reviews",
        "CorpusReader": "tui.review.corpus",
        "DecidedClaim": "tui.review.decided_claim",
        "Decisions": "tui.review.decisions",
        "Navigator": "tui.review.navigation.navigator",
        "ReviewUndo": "tui.review.undo",
        "SearchControl": "tui.review.article_search",
        "SelectionUse": "tui.review.selection",
        "SpanEditing": "tui.review.spans",
        "TagEditing": "tui.review.tags",
        "Verdicts": "tui.review.verdicts",
        "change_name": "tui.review.annotator_name",
        "choose_article": "tui.review.navigation.go_to_article",
        "copy_claim": "tui.review.copying",
        "correct_claim": "tui.review.corrections",
        "edit_actual_value": "tui.review.actual_values",
        "edit_article_note": "tui.review.notes",
        "edit_evidence": "tui.review.evidence",
        "edit_note": "tui.review.notes",
        "go_back_or_forward": "tui.review.navigation.back_and_forward",
        "go_to_first_claim": "tui.review.navigation.next_claim",
        "go_to_last_claim": "tui.review.navigation.next_claim",
        "go_to_next_contradiction": "tui.review.navigation.next_contradiction",
        "go_to_next_disagreement": "tui.review.navigation.next_disagreement",
        "go_to_next_unreviewed": "tui.review.navigation.next_unreviewed",
        "open_evidence": "tui.review.opened_evidence",
        "retire_or_restore": "tui.review.retirement",
        "scroll_page": "tui.review.navigation.sentences_and_pages",
        "step_article": "tui.review.navigation.go_to_article",
        "step_claim": "tui.review.navigation.next_claim",
        "step_confidence": "tui.review.confidence",
        "step_unit": "tui.review.navigation.sentences_and_pages",
        "toggle_assigned": "tui.review.assigned_articles",
        "toggle_seen": "tui.review.seen",
    },
)


def load_parts() -> None:
    """Load every part now, so that the first key does not wait for it."""
    for name in __all__:
        __getattr__(name)
