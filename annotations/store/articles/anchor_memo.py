"""Anchors of the claims of one text in another, kept for as long as an article is imported.

Finding the claims of a long text again takes seconds. An import does it before it takes the write lock; in its transaction
the anchors are used if the claims of both texts and the decisions on them are still the same.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotations.store import articles

if TYPE_CHECKING:
    from annotations.model import Claim
    from annotations.store.articles.reanchoring import Anchor


class TextClaims(NamedTuple):
    """A text and its claims, in order of position."""

    text: str
    claims: Sequence[Claim]


class _Question(NamedTuple):
    old: TextClaims
    new: TextClaims
    reviewed: frozenset[str]


class AnchorMemo:
    """``find_again`` that answers the same question only once."""

    def __init__(self) -> None:
        self._answers: list[tuple[_Question, dict[str, Anchor]]] = []

    def find_again(self, old: TextClaims, new: TextClaims, reviewed_ids: Container[str]) -> dict[str, Anchor]:
        """The anchors of the claims of an old text in a new one, as ``reanchoring.find_again`` finds them."""
        reviewed = frozenset(claim.id for claim in old.claims if claim.id in reviewed_ids)
        question = _Question(old, new, reviewed)
        for former_question, former_anchors in self._answers:
            if former_question == question:
                return dict(former_anchors)
        anchors = articles.find_again(old.text, old.claims, new.text, new.claims, reviewed)
        self._answers.append((question, anchors))
        return dict(anchors)
