"""Settings of a store: appended, never changed; of each the latest counts, in whatever order stores are merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import UsageError
from annotations.store.blindness import ADJUDICATOR, BLIND, LATEST_SETTINGS, OFF, ON
from annotations.store.clock import utc_now
from annotations.store.decisions.annotators import annotator_name, deciding_annotator
from annotations.store.identifiers import successive_id
from annotations.store.last_id import last_id

if TYPE_CHECKING:
    from annotations.store.store import Store

# Whether a setting is about an annotator.
_HAS_SUBJECT = {BLIND: False, ADJUDICATOR: True}


class Setting(NamedTuple):
    """A setting as it was set: ``subject`` is the annotator that it is about, or empty; ``set_at`` in ISO 8601, UTC."""

    name: str
    subject: str
    value: str
    annotator: str
    set_at: str


def read_settings(store: Store) -> list[Setting]:
    """The settings that hold, by name and subject."""
    with store.read_access() as connection:
        return [Setting(*row[:5]) for row in connection.execute(LATEST_SETTINGS)]


def settings_log(store: Store) -> list[Setting]:
    """Everything that was set, the oldest first."""
    query = "SELECT name, subject, value, annotator, set_at FROM settings ORDER BY id"
    with store.read_access() as connection:
        return [Setting(*row) for row in connection.execute(query)]


def change_setting(store: Store, annotator: str, name: str, value: str, subject: str = "") -> bool:
    """Append a setting; returns whether it was another one before.

    Raises UsageError for a setting that there is not, and for a name that cannot be an annotator's.
    """
    _expect_setting(name, value, subject)
    subject = annotator_name(subject) if subject else ""
    with store.write_transaction() as connection:
        current = connection.execute(
            "SELECT value FROM settings WHERE name = ? AND subject = ? ORDER BY id DESC LIMIT 1",
            (name, subject),
        ).fetchone()
        if (current[0] if current else OFF) == value:
            return False
        greatest_id = connection.execute("SELECT max(id) FROM settings").fetchone()[0]
        setting_id = successive_id(last_id(connection, greatest_id, ("settings",)))
        connection.execute(
            "INSERT INTO settings VALUES (?, ?, ?, ?, ?, ?)",
            (setting_id, name, subject, value, deciding_annotator(connection, annotator), utc_now()),
        )
    return True


def _expect_setting(name: str, value: str, subject: str) -> None:
    if name not in _HAS_SUBJECT or _HAS_SUBJECT[name] != bool(subject) or value not in {ON, OFF}:
        raise UsageError("There are two settings: blind on|off, and adjudicator NAME on|off.")
