"""Evidence as a person types it: where something was found, and on which day."""

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
    """An address of the web, ``https`` where it names no protocol; empty where nothing is typed.

    Raises UsageError, with a sentence that says how to write it, where it is none.
    """
    given = typed.strip()
    if not given:
        return ""
    address = given if "://" in given else f"https://{given}"
    try:
        parts = urlsplit(address)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", given)
    except ValueError:
        sound = False
    if not sound or ("://" not in given and not _HOST.match(given)):
        raise UsageError(
            "“{given}” is no web address: write one such as https://example.vn/tin.", given=visible(given)
        )
    return address


def read_day(typed: str, today: str) -> str:
    """The day on which something was seen, in ISO 8601; ``today`` where nothing is typed.

    Raises UsageError, with a sentence that says how to write it, where it is no day or one to come.
    """
    given = typed.strip()
    if not given:
        return today
    try:
        day = read_value(given, Kind.DATE)
    except UsageError:
        day = ""
    if not _DAY.fullmatch(day):
        raise UsageError("“{given}” is no day: write it as {today}.", given=visible(given), today=today)
    if day > today:
        raise UsageError(
            "{day} is yet to come; the day it was seen is {today} or before.", day=day, today=today
        )
    return day
