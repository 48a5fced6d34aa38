"""Names of annotators: which are valid, and which are the same person."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from annotations.errors import UsageError
from annotations.store.names import MOST_CHARACTERS, known_annotator, nfc
from annotations.text import brief, is_blank


@lru_cache(maxsize=64)
def annotator_name(name: str) -> str:
    """A name as decisions are signed with it: in NFC, without blanks around it.

    Raises UsageError for a name that shows nothing, has a character that is not printable, or is too long.
    """
    signed_name = nfc(name).strip()
    if is_blank(signed_name) or not signed_name.isprintable():
        raise UsageError("The annotator's name is empty or not printable; give one with --annotator NAME.")
    if len(signed_name) > MOST_CHARACTERS:
        raise UsageError(
            "The annotator's name {name} has more than {limit} characters; give a shorter one with --annotator NAME.",
            name=brief(signed_name),
            limit=MOST_CHARACTERS,
        )
    return signed_name


def deciding_annotator(connection: sqlite3.Connection, name: str) -> str:
    """The name under which a new decision is stored: that of the annotator's earlier ones, else ``annotator_name``.

    Raises UsageError as ``annotator_name`` does.
    """
    return known_annotator(connection, annotator_name(name))
