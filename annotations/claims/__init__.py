"""Numeric claims in Vietnamese news: what each number in a text is and what it says.

The guideline is ``docs/claims.md``; the words are in ``lexicon.toml``.
"""

from __future__ import annotations

from annotations.claims.lexicon import Lexicon, load_lexicon
from annotations.model import Mention

__all__ = ["Lexicon", "extract_claims", "load_lexicon"]


def extract_claims(
    text: str, *, published: str | None = None, lexicon: Lexicon | None = None
) -> list[Mention]:
    """Find every number in a Vietnamese text and say what it is.

    Args:
        text: the article as imported; offsets of the mentions are code points into it.
        published: the article's date in ISO 8601, to complete dates that name no year.
        lexicon: the words to read with; the built-in ones where none is given.

    Returns:
        Mentions of all roles in the order they stand; their spans never overlap.

    """
    # Loaded with the first text: its patterns take longer to compile than the program takes to start.
    from annotations.claims.extraction import read_text  # noqa: PLC0415

    return read_text(text, published, lexicon or load_lexicon())
