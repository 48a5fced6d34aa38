"""The Textual app and the ``soi`` command line. The names load their modules when first used, most of them Textual."""

from __future__ import annotations

from importlib import import_module

# Not from typing, which takes longer to load than what ``soi`` needs to say a sentence on Ctrl+C (tui/cli/start.py).
TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.focus_chains import KEY_ACTIONS
    from tui.session import run_review

__all__ = ["KEY_ACTIONS", "run_review"]

_MODULES = {"KEY_ACTIONS": "tui.focus_chains", "run_review": "tui.session"}


def __getattr__(name: str) -> object:
    load, _listed_names = import_module("annotations.lazy").lazy_names(__name__, _MODULES)
    return load(name)


def __dir__() -> list[str]:
    return sorted(__all__)
