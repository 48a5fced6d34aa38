"""The rows of an export read straight from the store, several times as fast as through the values of the domain."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.checks import says
from annotations.exports.row_source import JSON_COLUMNS, RowSource, Values, printable_json, row_of_values
from annotations.exports.rows import ExportRow
from annotations.model import Bearing, Finding
from annotations.sentences import SentenceFinder
from annotations.store import findings
from annotations.store.claim_rows import text_of
from annotations.store.expressions import CORRECTED
from annotations.store.names import nfc
from annotations.store.queries.reviews import ReviewSelection, selected_reviews
from annotations.store.row_mapping import CONTEXT

if TYPE_CHECKING:
    from annotations.store.store import Store

_START, _END = "c.start_offset + r.start_shift", "c.end_offset + r.end_shift"
_TEXT = "(SELECT text FROM texts WHERE sha256 = c.text_sha256)"


def _unless_moved(column: str, words: str) -> str:
    return f"CASE WHEN r.start_shift = 0 AND r.end_shift = 0 THEN {column} ELSE {words} END"


def _unless(correction: str, column: str) -> str:
    return f"CASE WHEN {correction} IS NULL THEN {column} END"


# The SQL expression of every column, on the rows a, c, r and d of ``selected_reviews``.
COLUMN_EXPRESSIONS = {
    "claim": "c.id",
    "article": "c.article_id",
    "title": "a.title",
    "outlet": "a.outlet",
    "published": "a.published",
    "start": _START,
    "end": _END,
    "quote": _unless_moved("c.quote", f"substr({_TEXT}, {_START} + 1, {_END} - ({_START}))"),
    "prefix": _unless_moved(
        "c.prefix",
        f"substr({_TEXT}, max(1, {_START} + 1 - {CONTEXT}), min({_START}, {CONTEXT}))",
    ),
    "suffix": _unless_moved("c.suffix", f"substr({_TEXT}, {_END} + 1, {CONTEXT})"),
    **CORRECTED,
    "modifier": "nullif(coalesce(d.corrected_modifier, c.modifier), '')",
    "direction": "nullif(coalesce(d.corrected_direction, c.direction), '')",
    "of": "nullif(coalesce(d.corrected_whole, c.whole), '')",
    "per": "nullif(coalesce(d.corrected_per, c.per), '')",
    "extracted_kind": "c.kind",
    "extracted_value": "c.value",
    "extracted_unit": "c.unit",
    "extracted_start": "c.start_offset",
    "extracted_end": "c.end_offset",
    "verdict": "d.verdict",
    "confidence": "d.confidence",
    "tags": "CASE d.tags WHEN '[]' THEN '[]' ELSE soi_tags(d.tags) END",
    "note": "d.note",
    "evidence": "json(d.evidence)",
    "findings": findings.EXPORTED_FINDINGS,
    "annotator": "r.annotator",
    "decided_at": "d.decided_at",
    "text_sha256": "c.text_sha256",
    "ambiguous": "c.ambiguous AND d.corrected_value IS NULL",
    "alternative": _unless("d.corrected_value", "c.alternative"),
    "resolved": _unless("d.corrected_value", "c.resolved"),
    "rule": "c.rule",
    "role": "c.role",
    "origin": "c.origin",
    "author": "a.author",
    "source": "a.source",
    "sentence": f"soi_sentence(c.text_sha256, {_START}, {_END})",
    "consensus": "NULL",
    "actual_value": "d.actual_value",
    "actual_unit": "d.actual_unit",
    "url": "a.url",
    "metadata": "CASE a.metadata WHEN '{}' THEN '{}' ELSE json(a.metadata) END",
}
_VALUES = ", ".join(COLUMN_EXPRESSIONS.values())


def _json_expression(name: str, expression: str) -> str:
    if name == "ambiguous":
        return f"json(CASE WHEN {expression} THEN 'true' ELSE 'false' END)"
    return f"json({expression})" if name in JSON_COLUMNS else expression


_JSON = ", ".join(f"'{name}', {_json_expression(name, sql)}" for name, sql in COLUMN_EXPRESSIONS.items())


class StoreRows(RowSource):
    """The rows of the reviews that a selection names."""

    def __init__(self, store: Store, selection: ReviewSelection) -> None:
        self._store, self._selection = store, selection

    def rows(self) -> Iterator[ExportRow]:
        return map(row_of_values, self.values())

    def values(self) -> Iterator[Values]:
        return self._select(_VALUES)

    def json_lines(self) -> Iterator[str]:
        return (printable_json(line) for (line,) in self._select(f"json_object({_JSON})"))

    def _select(self, columns: str) -> Iterator[Values]:
        source = selected_reviews(self._store, self._selection)
        with self._store.read_access() as connection:
            _add_functions(connection)
            cursor = connection.cursor()
            cursor.row_factory = None  # tuples are quicker to make than rows with names
            # Not "yield from", which closes the cursor: an error is raised if the store was closed before.
            rows = cursor.execute(f"SELECT {columns} {source.sql}", source.parameters)
            yield from (row for row in rows)


def _add_functions(connection: sqlite3.Connection) -> None:
    """Register the SQL functions of ``COLUMN_EXPRESSIONS``, once: SQLite refuses it while a query with them runs."""
    query = "SELECT 1 FROM pragma_function_list WHERE name = 'soi_sentence'"
    if connection.execute(query).fetchone():
        return
    connection.create_function("soi_says", 3, _sentence_of_finding, deterministic=True)
    connection.create_function("soi_tags", 1, _composed_tags, deterministic=True)
    connection.create_function("soi_sentence", 3, _Sentences(connection).sentence, deterministic=True)


class _Sentences:
    """The sentences of claims; the text that was read last is kept, because rows come by article."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sha256, self._text, self._finder = "", "", SentenceFinder("")

    def sentence(self, sha256: str, start: int, end: int) -> str:
        """The sentence at ``start``, which reaches at least to ``end``."""
        if sha256 != self._sha256:
            self._sha256, self._text = sha256, text_of(self._connection, sha256)
            self._finder = SentenceFinder(self._text)
        sentence_start, sentence_end = self._finder.sentence_at(start)
        return self._text[sentence_start : max(sentence_end, end)]


def _sentence_of_finding(rule: str, bearing: str, values: str) -> str:
    return str(says(Finding(rule, Bearing(bearing), (), tuple(json.loads(values).items()), "")))


def _composed_tags(tags: str) -> str:
    """The JSON list of tags in composed letters: an earlier version stored them as they were typed."""
    composed = list(dict.fromkeys(map(nfc, json.loads(tags))))
    return json.dumps(composed, ensure_ascii=False, separators=(",", ":"))
