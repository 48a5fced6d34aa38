"""What an article says of its own claims, without looking anywhere else: ``docs/checks.md`` lists the rules."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.checks.messages import says
from annotations.model import Article, Finding, Mention

__all__ = ["RULES_VERSION", "check", "says"]

# Goes up with every change of the rules: stores check their articles again then.
RULES_VERSION = 1


def check(article: Article, mentions: Sequence[Mention]) -> list[Finding]:
    """Compare the claims of an article with each other, with its lists and with its date.

    Args:
        article: its text is what the mentions' offsets count in; ``published`` is the date compared with.
        mentions: those of the text, in the order they stand; corrected ones count as what they are corrected to.

    Returns:
        The findings in order of the claims they are said of; the same ones for the same input.

    """
    # Loaded with the first article: its patterns take longer to compile than the program takes to start.
    from annotations.checks.rules import findings  # noqa: PLC0415

    return findings(article, mentions)
