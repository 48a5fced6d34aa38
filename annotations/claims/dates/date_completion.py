"""Completing dates: what year and month a date means that does not say, from the day of the article."""

from __future__ import annotations

import re
from datetime import date


def resolve(value: str, published: str | None) -> str | None:
    """Complete a date without a year from the day an article was published: the nearest such day."""
    if not published or not published[:4].isdecimal() or not value.startswith("--"):
        return None
    year, at = int(published[:4]), published[5:7]
    now = int(at) if at.isdecimal() else 6
    parts = re.split("([/;])", value)
    resolved = [part if part in "/;" else _resolve_one(part, year, now, published) for part in parts]
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


def _resolve_one(value: str, year: int, now: int, published: str) -> str:
    if value.startswith("---"):
        return f"{published[:7]}-{value[3:]}" if len(published) >= 7 else value
    if value.startswith("--Q"):
        return f"{year}-{value[2:]}"
    number = int(value[2:4])
    if number - now > 6:
        year -= 1
    elif now - number > 6:
        year += 1
    return f"{year}-{value[2:]}"
