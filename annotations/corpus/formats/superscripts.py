"""Raised text: ``m2`` for a unit, but 10⁶ behind a digit, where an ordinary 6 would make another number."""

from __future__ import annotations

_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def raised(text: str, text_before: str) -> str:
    """What a raised text is in plain text, behind ``text_before``."""
    sign = text_before.rstrip()[-1:]
    return text if sign.isalpha() or not sign else text.translate(_SUPERSCRIPTS)
