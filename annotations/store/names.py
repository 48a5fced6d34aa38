"""Comparing names of tags and annotators: in Unicode's normal form C, whichever form was typed or stored."""

from __future__ import annotations

import json
import sqlite3
from unicodedata import normalize

MOST_CHARACTERS = 100  # of the name of a tag or an annotator, in code points


def nfc(name: str) -> str:
    """A name in normal form C: names that look the same are the same, however they were typed."""
    return normalize("NFC", name)


def known_annotator(connection: sqlite3.Connection, name: str) -> str:
    """The name under which a store has an annotator's decisions, which an earlier version may have stored in NFD.

    For an annotator who was renamed, the name that they have now. For an annotator without decisions, the name in NFC.
    """
    composed = nfc(name).strip()
    renamed = connection.execute("SELECT name FROM signatures WHERE signed = ?", (composed,)).fetchone()
    if renamed is not None:
        return str(renamed[0])
    if composed.isascii():
        return composed
    names = [row[0] for row in connection.execute("SELECT name FROM annotators")]
    if composed in names:
        return composed
    return next((stored_name for stored_name in names if nfc(stored_name) == composed), composed)


def name_of(signature: str) -> str:
    """SQL for the name that a column with a signature stands for."""
    return f"coalesce((SELECT name FROM signatures WHERE signed = {signature}), {signature})"


def signatures_of(name: str) -> str:
    """SQL for the signatures that stand for a name, the name itself among them; ``name`` is a parameter or a column."""
    return f"(SELECT {name} UNION ALL SELECT signed FROM signatures WHERE name = {name})"


def signatures_of_annotator(connection: sqlite3.Connection, name: str) -> str:
    """The signatures that stand for a name, as a JSON array."""
    rows = connection.execute("SELECT signed FROM signatures WHERE name = ?", (name,)).fetchall()
    return json.dumps([name, *(row[0] for row in rows)])
