"""The Textual app and the ``soi`` command line. The names load their modules when first used, most of them Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from tui.focus_chains import KEY_ACTIONS
    from tui.session import run_review

__all__ = ["KEY_ACTIONS", "run_review"]

__getattr__, __dir__ = lazy_names(__name__, {"KEY_ACTIONS": "tui.focus_chains", "run_review": "tui.session"})
