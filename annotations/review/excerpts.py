"""Words round a claim, of which only so many are kept: none is shown in part as if it were whole."""

from __future__ import annotations

import re

_TO_FIRST_WHOLE = re.compile(r"\S*\s+(?=\S)")
_FROM_LAST_WHOLE = re.compile(r"(?<=\S)\s+\S*\Z")


def words_before(text: str, *, cut: bool) -> str:
    """What stands before something; an ellipsis in place of its first word where the text is ``cut`` there."""
    return f"…{_TO_FIRST_WHOLE.sub('', text, count=1)}" if cut else text


def words_behind(text: str, *, cut: bool) -> str:
    """What stands behind something; an ellipsis in place of its last word where the text is ``cut`` there."""
    return f"{_FROM_LAST_WHOLE.sub('', text, count=1)}…" if cut else text
