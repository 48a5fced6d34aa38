"""Evidence as an annotator types it: a web address and the day on which it was seen."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from annotations.claims.typed_input import read_value
from annotations.errors import UsageError
from annotations.model import Kind
from annotations.text import visible

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOST = re.compile(r"[^\s/?#]+\.[^\s/?#.]+(?:[/?#]|$)")


def read_url(typed: str) -> str:
    """The web address in a typed text, with ``https`` if it names no protocol; empty for an empty text.

    Raises UsageError, with a sentence that says how to write one, where the text is no web address.
    """
    text = typed.strip()
    if not text:
        return ""
    url = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(url)
        is_valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        is_valid = False
    if not is_valid or ("://" not in text and not _HOST.match(text)):
        raise UsageError(
            "“{given}” is no web address: write one such as https://example.vn/tin.", given=visible(text)
        )
    return url


def read_day(typed: str, today: str) -> str:
    """The day in a typed text, in ISO 8601; ``today`` for an empty text.

    Raises UsageError, with a sentence that says how to write one, where the text is no day, and for a day after ``today``.
    """
    text = typed.strip()
    if not text:
        return today
    try:
        day = read_value(text, Kind.DATE)
    except UsageError:
        day = ""
    if not _DAY.fullmatch(day):
        raise UsageError("“{given}” is no day: write it as {today}.", given=visible(text), today=today)
    if day > today:
        raise UsageError(
            "{day} is yet to come; the day it was seen is {today} or before.", day=day, today=today
        )
    return day
