"""The review screen: reading articles and deciding on their claims."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui import keymap
from tui.screens.spans import SpansScreen


class ReviewScreen(SpansScreen):
    """All that a reviewer does with articles and their claims, by key, mouse and palette.

    Moving is in ``moving``, verdicts and undo in ``deciding``, notes, evidence, confidence and corrections in
    ``remarks``, tags in ``tagging``, spans in ``spans``.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.REVIEW
