"""The time of decisions and versions."""

from __future__ import annotations

from datetime import UTC, datetime

from annotations.errors import UsageError
from annotations.text import visible


def utc_now() -> str:
    """The time in ISO 8601, UTC, with milliseconds; for people to read, never to sort by, since clocks jump."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_time(text: str) -> str:
    """A day or a time in ISO 8601 as the beginning of a time in UTC, which compares with times as text.

    A time without an offset is one in UTC. An empty text stays empty. Raises UsageError for anything else.
    """
    if not text:
        return ""
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            "{text} is no time: write a day as 2026-11-30 or a time as 2026-11-30T08:00Z.", text=visible(text)
        ) from error
    if len(text) <= len("2026-11-30"):
        return time.date().isoformat()
    in_utc = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return in_utc.strftime("%Y-%m-%dT%H:%M:%S")
