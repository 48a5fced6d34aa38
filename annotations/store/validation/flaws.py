"""The flaws of rows: why a row of a store is not taken by a merge, and is reported by doctor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from annotations.errors import Sentence


class Flaw(StrEnum):
    """What is wrong with a row."""

    UNREADABLE = "unreadable"
    TYPE = "type"
    SIZE = "size"
    CHARACTERS = "characters"
    NAME = "name"
    WORD = "word"
    ID = "id"
    FUTURE = "future"
    ORDER = "order"
    DATE = "date"
    VALUE = "value"
    JSON = "json"
    OFFSETS = "offsets"
    QUOTE = "quote"
    HASH = "hash"
    REFERENCE = "reference"
    CIRCLE = "circle"
    COLLISION = "collision"


FLAW_SENTENCES = {
    Flaw.UNREADABLE: Sentence("cannot be read"),
    Flaw.TYPE: Sentence("a value of another type"),
    Flaw.SIZE: Sentence("a value that is too long or out of range"),
    Flaw.CHARACTERS: Sentence("text that is not UTF-8 or has a NUL character"),
    Flaw.NAME: Sentence("a name that is none"),
    Flaw.WORD: Sentence("a word that means nothing here"),
    Flaw.ID: Sentence("an id that soi does not make"),
    Flaw.FUTURE: Sentence("an id or a time of the future"),
    Flaw.ORDER: Sentence("an id of another time than its date"),
    Flaw.DATE: Sentence("a date that does not exist"),
    Flaw.VALUE: Sentence("a value that is none"),
    Flaw.JSON: Sentence("lists of another shape"),
    Flaw.OFFSETS: Sentence("a place outside the text"),
    Flaw.QUOTE: Sentence("words that do not stand at their place"),
    Flaw.HASH: Sentence("changed since it was made"),
    Flaw.REFERENCE: Sentence("refers to a row that is not there or was left out"),
    Flaw.CIRCLE: Sentence("comes before what it follows from"),
    Flaw.COLLISION: Sentence("another row has its id here"),
}


class FlawedRow(NamedTuple):
    """A row with a flaw: its table, its rowid, its id as far as it can be read, the flaw and the column that has it."""

    table: str
    rowid: int
    id: str
    flaw: Flaw
    column: str


def count_flaws(rows: Iterable[FlawedRow]) -> Counter[tuple[str, Flaw]]:
    """The number of flawed rows by table and flaw."""
    return Counter((row.table, row.flaw) for row in rows)
