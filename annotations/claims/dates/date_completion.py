"""Completing a date without a year or month from the date of its article."""

from __future__ import annotations

import re
from datetime import date


def resolve(value: str, published: str | None) -> str | None:
    """The date nearest to the publication that a date without a year can be; None where nothing can be completed."""
    if not published or not published[:4].isdecimal() or not value.startswith("--"):
        return None
    year, month_text = int(published[:4]), published[5:7]
    published_month = int(month_text) if month_text.isdecimal() else 6
    parts = re.split("([/;])", value)
    resolved = [
        part if part in "/;" else _complete_part(part, year, published_month, published) for part in parts
    ]
    return "".join(resolved) if all(part in "/;" or _exists(part) for part in resolved) else None


def _exists(value: str) -> bool:
    """Whether there is such a day: no 29 February in most years, no 31 in the month of the article."""
    if len(value) < len("2024-02-29"):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _complete_part(value: str, year: int, published_month: int, published: str) -> str:
    if value.startswith("---"):
        return f"{published[:7]}-{value[3:]}" if len(published) >= 7 else value
    if value.startswith("--Q"):
        return f"{year}-{value[2:]}"
    number = int(value[2:4])
    if number - published_month > 6:
        year -= 1
    elif published_month - number > 6:
        year += 1
    return f"{year}-{value[2:]}"
