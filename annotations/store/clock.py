"""The time of decisions and versions."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> str:
    """The time in ISO 8601, UTC, with milliseconds; for people to read, never to sort by, since clocks jump."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
