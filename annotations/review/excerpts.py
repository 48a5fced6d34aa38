"""Trimming the context of a claim to whole words: a word that is cut would look like another one."""

from __future__ import annotations

import re

_TO_FIRST_WHOLE = re.compile(r"\S*\s+(?=\S)")
_FROM_LAST_WHOLE = re.compile(r"(?<=\S)\s+\S*\Z")


def words_before(text: str, *, cut: bool) -> str:
    """The words before a claim; where the text was ``cut`` at its beginning, an ellipsis replaces its first word."""
    return f"…{_TO_FIRST_WHOLE.sub('', text, count=1)}" if cut else text


def words_behind(text: str, *, cut: bool) -> str:
    """The words behind a claim; where the text was ``cut`` at its end, an ellipsis replaces its last word."""
    return f"{_FROM_LAST_WHOLE.sub('', text, count=1)}…" if cut else text
