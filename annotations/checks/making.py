"""How the rules make findings."""

from __future__ import annotations

from annotations.checks.passages import Passage
from annotations.model import Bearing, Finding


def found(
    rule: str,
    bearing: Bearing,
    passage: Passage,
    claims: tuple[int, ...],
    arithmetic: str,
    **values: str,
) -> Finding:
    """A finding on claims of one sentence, the one that it is said of first."""
    return Finding(rule, bearing, passage.span(*claims), tuple(values.items()), arithmetic)
