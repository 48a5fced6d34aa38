"""Names of annotators: which are valid, and which are the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import UsageError
from annotations.store.decisions.tags import nfc
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.store.store import Store


def annotator_name(name: str) -> str:
    """A name as decisions are signed with it: in NFC, without blanks around it.

    Raises UsageError for a name that is empty or has a control character.
    """
    signed_name = nfc(name).strip()
    if not signed_name:
        raise UsageError("An annotator needs a name: give one with --annotator NAME.")
    if not signed_name.isprintable():
        raise UsageError(
            "{name} is no name for an annotator: it has a control character; leave it out.",
            name=visible(name),
        )
    return signed_name


def stored_annotator(store: Store, name: str) -> str:
    """The name under which a store knows an annotator, which may be in another normal form; else ``annotator_name``."""
    signed_name = annotator_name(name)
    with store.reading() as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM annotators")]
    return next((known_name for known_name in names if nfc(known_name) == signed_name), signed_name)
