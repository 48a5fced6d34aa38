"""Checks of single values, each a function from a value to its flaw, or None where it has none.

Whatever SQLite can store may come in: text that is not UTF-8 arrives as a string with surrogates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from annotations.model import EvidenceKind, Kind, Role
from annotations.store.identifiers import Horizon, is_successive_id
from annotations.store.validation.flaws import Flaw

Check = Callable[[Any], Flaw | None]

MAX_NAME = 200  # code points of an annotator's name or a tag
MAX_LABEL = 1_000  # of a unit, a modifier, an extractor's name
MAX_PATH = 5_000  # of an article's id and source
MAX_NOTE = 1_000_000  # of a note, a quote, a title, the evidence of one decision
MAX_METADATA = 10_000_000  # of an article's metadata as JSON
MAX_TEXT = 256 << 20  # of the text of an article
MAX_OFFSET = MAX_TEXT
MAX_VALUE = 500
MAX_TAGS = 1_000
MAX_SEEN = 1000  # decisions that an adjudication names

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# The characters of decimals, ranges, lists, ratios, scores, ISO 8601 dates and times; no letters of exponents.
_VALUE = re.compile(r"[-+0-9.,:;/TQWZ]+", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]+", re.ASCII)
_MAX_DIGITS = re.compile(r"\d{200}")


def string_flaw(value: object, longest: int) -> Flaw | None:
    """The flaw of what should be text of at most ``longest`` code points."""
    if type(value) is not str:
        return Flaw.TYPE
    if len(value) > longest:
        return Flaw.SIZE
    if not value.isascii() and not _is_encodable(value):
        return Flaw.CHARACTERS
    return Flaw.CHARACTERS if "\0" in value else None


def _is_encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def string(longest: int, *, shortest: int = 0) -> Check:
    """Text of a bounded length."""

    def check(value: object) -> Flaw | None:
        if flaw := string_flaw(value, longest):
            return flaw
        return Flaw.SIZE if shortest and len(str(value)) < shortest else None

    return check


def optional(check: Check) -> Check:
    """NULL, or what ``check`` accepts."""

    def check_optional(value: object) -> Flaw | None:
        return None if value is None else check(value)

    return check_optional


def word(words: Collection[str]) -> Check:
    """One of the words of an enumeration."""
    allowed = frozenset(words)

    def check(value: object) -> Flaw | None:
        if type(value) is not str:
            return Flaw.TYPE
        return None if value in allowed else Flaw.WORD

    return check


def whole_number(lowest: int, highest: int) -> Check:
    """An integer in a range."""

    def check(value: object) -> Flaw | None:
        if type(value) is not int:
            return Flaw.TYPE
        return None if lowest <= value <= highest else Flaw.SIZE

    return check


def digest(length: int) -> Check:
    """A hash in lower-case hexadecimal digits."""

    def check(value: object) -> Flaw | None:
        if type(value) is not str:
            return Flaw.TYPE
        return None if len(value) == length and _DIGEST.fullmatch(value) else Flaw.ID

    return check


def successive(horizon: Horizon) -> Check:
    """A UUIDv7 that is not of the future."""

    def check(value: object) -> Flaw | None:
        if type(value) is not str:
            return Flaw.TYPE
        if not is_successive_id(value):
            return Flaw.ID
        return Flaw.FUTURE if value > horizon else None

    return check


def moment(current_time: datetime) -> Check:
    """A time in ISO 8601 with its zone, at most a day from ``current_time``."""
    latest = current_time + timedelta(days=1)

    def check(value: object) -> Flaw | None:
        if type(value) is not str:
            return Flaw.TYPE
        if not _MOMENT.fullmatch(value):
            return Flaw.DATE
        try:
            time = datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            return Flaw.DATE
        return Flaw.FUTURE if time > latest else None

    return check


def day_flaw(value: object) -> Flaw | None:
    """The flaw of what should be a day in ISO 8601."""
    if type(value) is not str:
        return Flaw.TYPE
    return None if _DAY.fullmatch(value) and _exists(value) else Flaw.DATE


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=10_000)
def value_flaw(value: object) -> Flaw | None:
    """The flaw of what should be a canonical value: a number, a range, a list, a date, a time, or empty."""
    if type(value) is not str:
        return Flaw.TYPE
    if len(value) > MAX_VALUE:
        return Flaw.SIZE
    if value and (not _VALUE.fullmatch(value) or not any(map(str.isdigit, value))):
        return Flaw.VALUE
    if _MAX_DIGITS.search(value):
        return Flaw.SIZE
    return None if all(map(_exists, _DAY.findall(value))) else Flaw.DATE


@lru_cache(maxsize=1_000)
def name_flaw(value: object) -> Flaw | None:
    """The flaw of what should be the name of an annotator or a tag: it shows something and has no control character."""
    if flaw := string_flaw(value, MAX_NAME):
        return flaw
    name = str(value)
    return None if name.strip() and name.isprintable() else Flaw.NAME


@lru_cache(maxsize=10_000)
def tags_flaw(value: object) -> Flaw | None:
    """The flaw of what should be the tags of a decision: a JSON list of names."""
    names, flaw = _json_list(value)
    if flaw or len(names) > MAX_TAGS:
        return flaw or Flaw.SIZE
    return Flaw.JSON if any(type(name) is not str or name_flaw(name) for name in names) else None


@lru_cache(maxsize=10_000)
def seen_flaw(value: object) -> Flaw | None:
    """The flaw of what should be the decisions that an adjudicator saw: a JSON list of ids."""
    ids, flaw = _json_list(value)
    if flaw or len(ids) > MAX_SEEN:
        return flaw or Flaw.SIZE
    return (
        Flaw.JSON
        if any(type(seen_id) is not str or not is_successive_id(seen_id) for seen_id in ids)
        else None
    )


@lru_cache(maxsize=10_000)
def evidence_flaw(value: object) -> Flaw | None:
    """The flaw of what should be the evidence of a decision: a JSON list of objects with url, quote and seen."""
    pieces, flaw = _json_list(value)
    return flaw or next(filter(None, map(_piece_flaw, pieces)), None)


_PIECE, _OPTIONAL_IN_PIECE = {"url", "quote", "seen"}, {"kind", "source", "page"}


def _piece_flaw(piece: object) -> Flaw | None:
    if not isinstance(piece, dict) or not _PIECE <= piece.keys() <= _PIECE | _OPTIONAL_IN_PIECE:
        return Flaw.JSON
    if piece.get("kind", EvidenceKind.WEB) not in [*EvidenceKind]:
        return Flaw.WORD
    if any(string_flaw(part, MAX_NOTE) for part in piece.values()):
        return Flaw.JSON
    return day_flaw(piece["seen"]) if piece["seen"] else None


def metadata_flaw(value: object) -> Flaw | None:
    """The flaw of what should be the metadata of an article: a JSON object of texts."""
    if value == "{}":
        return None
    if flaw := string_flaw(value, MAX_METADATA):
        return flaw
    try:
        metadata = json.loads(str(value))
    except (ValueError, RecursionError):
        return Flaw.JSON
    if not isinstance(metadata, dict):
        return Flaw.JSON
    return Flaw.JSON if any(string_flaw(part, MAX_NOTE) for part in metadata.values()) else None


_READING_CHECKS = (
    word([*Role]), optional(word([*Kind])), optional(string(MAX_VALUE)), *[optional(string(MAX_LABEL))] * 5,
)  # fmt: skip


@lru_cache(maxsize=10_000)
def reading_flaw(value: object) -> Flaw | None:
    """The flaw of what should be the reading of a decision: a JSON list of role, kind, value and five words."""
    parts, flaw = _json_list(value)
    if flaw or len(parts) != len(_READING_CHECKS):
        return flaw or Flaw.JSON
    is_wrong = any(check(part) for check, part in zip(_READING_CHECKS, parts, strict=True))
    return Flaw.JSON if is_wrong else None


def _json_list(value: object) -> tuple[list[Any], Flaw | None]:
    """The items of a JSON list, or the flaw of what is none."""
    if flaw := string_flaw(value, MAX_NOTE):
        return [], flaw
    try:
        items = json.loads(str(value))
    except (ValueError, RecursionError):
        return [], Flaw.JSON
    return (items, None) if isinstance(items, list) else ([], Flaw.JSON)
