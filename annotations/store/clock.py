"""The time as it is stored."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The time, ISO 8601 in UTC with milliseconds; for people to read, never to order by: clocks jump."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
