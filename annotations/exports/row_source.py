"""The rows of an export in three forms: as dicts, as values for tables, and as lines of JSON."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

from annotations.exports.rows import COLUMNS, ExportRow, export_row
from annotations.text import escape

if TYPE_CHECKING:
    from annotations.exports.contents import ExportedArticle

# The columns that hold lists or an object, and the indices of these and of the one that is true or false.
JSON_COLUMNS = ("tags", "evidence", "findings", "metadata")
TAGS, EVIDENCE, FINDINGS, METADATA = (COLUMNS.index(name) for name in JSON_COLUMNS)
AMBIGUOUS = COLUMNS.index("ambiguous")

Values = tuple[Any, ...]
Item = TypeVar("Item")


class RowSource(ABC):
    """A row for each review: by article, position and annotator. Every call reads the rows again."""

    @abstractmethod
    def rows(self) -> Iterator[ExportRow]:
        """The rows as dicts."""

    def values(self) -> Iterator[Values]:
        """The rows as the values of ``COLUMNS``; a list or an object is JSON without blanks, ``ambiguous`` is 0 or 1."""
        return map(_values_of, self.rows())

    def json_lines(self) -> Iterator[str]:
        """The rows as objects of JSON, without line breaks; characters on which a terminal might act are escaped."""
        return (printable_json(_compact(row)) for row in self.rows())


class ArticleRows(RowSource):
    """The rows of articles that were read with their reviews."""

    def __init__(self, articles: Callable[[], Iterator[ExportedArticle]]) -> None:
        self._articles = articles

    def rows(self) -> Iterator[ExportRow]:
        for article, claims in self._articles():
            for claim in claims:
                yield export_row(article, claim)


class WatchedRows(RowSource):
    """The rows of another source; ``on_row`` is called before each of them."""

    def __init__(self, source: RowSource, on_row: Callable[[], object]) -> None:
        self._source, self._on_row = source, on_row

    def rows(self) -> Iterator[ExportRow]:
        return self._watched(self._source.rows())

    def values(self) -> Iterator[Values]:
        return self._watched(self._source.values())

    def json_lines(self) -> Iterator[str]:
        return self._watched(self._source.json_lines())

    def _watched(self, items: Iterator[Item]) -> Iterator[Item]:
        for item in items:
            self._on_row()
            yield item


def row_of_values(values: Values) -> ExportRow:
    """The dict of a row of ``RowSource.values``."""
    row = dict(zip(COLUMNS, values, strict=True))
    for name in JSON_COLUMNS:
        row[name] = json.loads(row[name])
    row["ambiguous"] = bool(row["ambiguous"])
    return cast(ExportRow, row)


def printable_json(line: str) -> str:
    """A line of JSON in which characters on which a terminal might act are escaped."""
    return line if line.isprintable() else escape(line)


def _values_of(row: ExportRow) -> Values:
    values: list[Any] = list(row.values())
    for index in (TAGS, EVIDENCE, FINDINGS, METADATA):
        values[index] = _compact(values[index])
    values[AMBIGUOUS] = int(values[AMBIGUOUS])
    return tuple(values)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
