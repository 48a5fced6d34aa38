"""Names of annotators: which are valid, and which are the same person."""

from __future__ import annotations

import sqlite3

from annotations.errors import UsageError
from annotations.store.names import known_annotator, nfc
from annotations.text import visible


def annotator_name(name: str) -> str:
    """A name as decisions are signed with it: in NFC, without blanks around it.

    Raises UsageError for a name that is empty or has a control character.
    """
    signed_name = nfc(name).strip()
    if not signed_name:
        raise UsageError("An annotator needs a name: give one with --annotator NAME.")
    if not signed_name.isprintable():
        raise UsageError(
            "{name} is no name for an annotator: it has a control character; give another with --annotator NAME.",
            name=visible(name),
        )
    return signed_name


def deciding_annotator(connection: sqlite3.Connection, name: str) -> str:
    """The name under which a new decision is stored: that of the annotator's earlier ones, else ``annotator_name``.

    Raises UsageError as ``annotator_name`` does.
    """
    return known_annotator(connection, annotator_name(name))
