"""Compare the claims of an article with each other, its lists and its date; ``docs/checks.md`` lists the rules.

The names load their modules at first use: compiling the patterns of the rules takes longer than starting the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.lazy import lazy_names

if TYPE_CHECKING:
    from annotations.checks.messages import says
    from annotations.checks.rules import check

__all__ = ["RULES_VERSION", "check", "says"]

# Raise with every change of a rule: stores then check their articles again.
RULES_VERSION = 3

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "check": "annotations.checks.rules",
        "says": "annotations.checks.messages",
    },
)
