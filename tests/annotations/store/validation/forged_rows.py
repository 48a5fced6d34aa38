"""A generator of forged rows: nonsense of every kind in every column of the tables that count."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

GREATEST_ID = "ffffffff-ffff-7fff-bfff-ffffffffffff"
RANDOM_ID = "2f1a7e0c-6c1e-4c6e-9d5a-0f5a3b1c2d3e"  # a UUIDv4
PAST_ID = "01700000-0000-7000-8000-000000000000"

# SQL expressions by a name for each; CAST makes text that is not UTF-8, or a value of another type.
_NOT_TEXT = {"number_in_text": "7", "bytes": "x'00ff'"}
_BROKEN_TEXT = {"not_utf8": "CAST(x'ff41fe' AS TEXT)", "nul": "CAST(x'410042' AS TEXT)"}
_LONG = {"long": "printf('%.*c', 2000001, 'x')"}
_IDS = {
    "empty": "''",
    "greatest": f"'{GREATEST_ID}'",
    "uuid4": f"'{RANDOM_ID}'",
    "upper_case": f"upper('{PAST_ID[:-1]}a')",
    "words": "'zzzz; DROP TABLE texts'",
    "escape": "char(27) || '[2J'",
}
_DATES = {
    "no_such_day": "'2026-02-30T00:00:00.000Z'",
    "no_zone": "'2026-01-01T00:00:00'",
    "year_9999": "'9999-12-31T23:59:59.999Z'",
    "words": "'hôm qua'",
    "escape": "char(27) || ']0;x'",
    "empty": "''",
}
_DAYS = {"no_such_day": "'2026-13-45'", "words": "'hôm qua'", "empty": "''"}
_NAMES = {
    "empty": "''",
    "blank": "'  '",
    "escape": "'lan' || char(27)",
    "bidi": "'lan' || char(8238)",
    **_LONG,
}
_WORDS = {"unknown": "'maybe'", "empty": "''", "upper_case": "'CLAIM'"}
_NUMBERS = {"negative": "-1", "huge": "4611686018427387904"}
_VALUES = {"exponent": "'1e999999'", "words": "'nhiều'", "digits": "printf('%.*c', 400, '9')", "nan": "'NaN'"}
_LISTS = {
    "no_json": "'[1'",
    "object": "'{}'",
    "numbers": "'[1]'",
    "deep": "printf('%.*c', 9999, '[')",
    "text": "'\"x\"'",
}
_PIECES = {**_LISTS, "keys": """'[{"url": ""}]'""", "day": """'[{"url": "", "quote": "", "seen": "x"}]'"""}
_TEXT = {**_BROKEN_TEXT, **_LONG}
_DIGESTS = {"empty": "''", "words": "'không có'", "other": f"'{'a' * 64}'"}
_SHIFTS = {"before_text": "-5000", "beyond_text": "5000", "huge": "4611686018427387904"}
_PLACES = {**_NUMBERS, "beyond_text": "5000"}

_ARTICLE = {
    "source": _TEXT, "title": _TEXT, "outlet": _TEXT, "author": _TEXT, "published": _DAYS, "extractor": _TEXT,
    "text_sha256": _DIGESTS,
}  # fmt: skip
_STEP = {
    "id": _IDS,
    "step": {**_IDS, "nowhere": f"'{PAST_ID}'"},
    "undoes": {**_IDS, "nowhere": f"'{PAST_ID}'", "itself": "id"},
    "annotator": {**_NAMES, "nobody": "'không ai'"},
    "decided_at": _DATES,
    "note": {**_TEXT, "other": "note || '.'"},
    "previous": {"other": f"'{'0' * 32}'", "words": "'x'"},
    "hash": {"other": f"'{'0' * 32}'", "words": "'x'"},
}
FORGED_VALUES: dict[str, dict[str, dict[str, str]]] = {
    "texts": {"sha256": _DIGESTS, "text": {**_BROKEN_TEXT, "other": "text || '.'"}},
    "versions": {
        "id": _IDS,
        "article_id": {"empty": "''", "nowhere": "'z.txt'"},
        "replaces": {**_DIGESTS, "itself": "text_sha256"},
        "imported_at": _DATES,
        **_ARTICLE,
    },
    "annotators": {"name": _NAMES},
    "tags": {
        "name": _NAMES,
        "retired": {"two": "2", "negative": "-1"},
        "key": {"escape": "char(27)", "empty": "''"},
        "colour": {"escape": "char(27)"},
        "changed": {name: value for name, value in _IDS.items() if name != "empty"},
    },
    "claims": {
        "id": {"empty": "''", "other": "'x-1-2'", "escape": "char(27) || id"},
        "article_id": {"empty": "''", "nowhere": "'z.txt'"},
        "text_sha256": _DIGESTS,
        "start_offset": _PLACES,
        "end_offset": _PLACES,
        "extent_start": _PLACES,
        "extent_end": _PLACES,
        "quote": {"other": "'63,8%'", "empty": "''", **_BROKEN_TEXT},
        "prefix": {"other": "'x' || prefix", **_BROKEN_TEXT},
        "suffix": {"other": "suffix || 'x'"},
        "role": _WORDS,
        "kind": _WORDS,
        "value": _VALUES,
        "alternative": _VALUES,
        "resolved": {**_VALUES, "no_such_day": "'2026-02-30'"},
        "ambiguous": {"two": "2"},
        "repaired": {"negative": "-1"},
        "origin": _WORDS,
        **dict.fromkeys(("unit", "modifier", "direction", "whole", "per", "why", "rule", "extractor"), _TEXT),
    },
    "decisions": {
        **_STEP,
        "claim_id": {"empty": "''", "nowhere": "'x-1-2'"},
        "verdict": _WORDS,
        "tags": _LISTS,
        "confidence": _WORDS,
        "evidence": _PIECES,
        "corrected_value": _VALUES,
        "corrected_unit": _TEXT,
        "corrected_kind": _WORDS,
        "start_shift": _SHIFTS,
        "end_shift": _SHIFTS,
        "standing": _WORDS,
        "placed_on": {"nowhere": "'x-1-2'", "empty": "''"},
    },
    "article_decisions": {**_STEP, "article_id": {"nowhere": "'z.txt'"}, "seen": {"two": "2"}},
}  # fmt: skip


class Forgery(NamedTuple):
    """A column of a table and the SQL expression of the value that is forged into the row stored last."""

    table: str
    column: str
    expression: str


def forgeries() -> Iterator[tuple[str, Forgery]]:
    """All forgeries, each with a name."""
    for table, columns in FORGED_VALUES.items():
        for column, values in columns.items():
            for name, expression in values.items():
                yield f"{table}-{column}-{name}", Forgery(table, column, expression)


def forge(path: Path, forgery: Forgery) -> int:
    """Forge a row of the store at ``path`` as another program can; returns its rowid."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    with connection:
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        rowid = connection.execute(f"SELECT max(rowid) FROM {forgery.table}").fetchone()[0]
        connection.execute(
            f"UPDATE {forgery.table} SET {forgery.column} = {forgery.expression} WHERE rowid = {rowid}"
        )
        for _, sql in triggers:
            connection.execute(sql)
    connection.close()
    return int(rowid)
