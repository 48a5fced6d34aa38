"""A row of a table as an article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from annotations.corpus.compact_ids import FirstLines
from annotations.corpus.formats.tables.columns import resolve_columns
from annotations.corpus.options import ColumnNames
from annotations.corpus.text_id import text_id
from annotations.errors import CorpusError, UsageError
from annotations.model import Article
from annotations.page.timestamps import labelled_day
from annotations.text import visible

# An id is shown in lists and paths of exports; a longer one is text that stands in the wrong column.
_LONGEST_ID = 500
# Code points of a further column that are kept with an article: a longer one holds a page or a file, and no metadata.
_LONGEST_METADATA = 100_000
MOST_CHARACTERS = 20_000_000  # of the text of an article


class Record(NamedTuple):
    """A row: the number of its line, and its cells by column."""

    line: int
    cells: Mapping[str, object]


def articles_of_records(
    records: Iterable[Record | CorpusError], path: Path, requested: ColumnNames
) -> Iterator[Article | CorpusError]:
    """The articles in the rows of a table; a row without a text, and one that repeats an id, is an error with its line.

    The columns are found in the first row. Raises UsageError as ``resolve_columns`` does.
    """
    rows: _Rows | None = None
    has_errors = False
    first_lines = FirstLines()
    path_text = visible(str(path))
    for record in records:
        if isinstance(record, CorpusError):
            has_errors = True
            yield record
            continue
        if rows is None:
            rows = _Rows(path, resolve_columns([str(name) for name in record.cells], requested, path_text))
        article = rows.article(record)
        if (
            isinstance(article, Article)
            and (line := first_lines.first_line(article.id, record.line)) != record.line
        ):
            article = CorpusError(
                "{path}, line {line}: the article {id} stands in line {former_line} already; it is read once.",
                path=path_text, line=record.line, id=visible(article.id), former_line=line,
            )  # fmt: skip
        yield article
    if rows is None and not has_errors:
        raise UsageError("{path} has no rows: give a table with an article a row.", path=path_text)


class _Rows:
    """Makes articles of the rows of a table."""

    def __init__(self, path: Path, columns: ColumnNames) -> None:
        self._path_text, self._columns = visible(str(path)), columns
        self._source = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        self._article_columns = set(columns)

    def article(self, record: Record) -> Article | CorpusError:
        """The article in a row, or why it has none."""
        cells, columns = record.cells, self._columns
        text = cells.get(columns.text)
        if not isinstance(text, str) or not text or text.isspace():
            return CorpusError(
                "{path}, line {line}: there is no text in the column {column}; the row is left out.",
                path=self._path_text, line=record.line, column=visible(columns.text),
            )  # fmt: skip
        if len(text) > MOST_CHARACTERS or "\0" in text or _has_surrogate(text):
            return CorpusError(
                "{path}, line {line}: its text is too long for one article, or has a character that is no text; the row is "
                "left out.",
                path=self._path_text, line=record.line,
            )  # fmt: skip
        _text, own_id, title, outlet, author, published, url = (
            _plain(cells.get(name)) if name and part != "text" else None
            for part, name in zip(ColumnNames._fields, columns, strict=True)
        )
        return Article(
            id=_article_id(own_id or url, text),
            source=self._source,
            text=text,
            title=title,
            outlet=outlet,
            author=author,
            published=labelled_day(published) if published else None,
            url=url,
            metadata=self._metadata(cells),
        )

    def _metadata(self, cells: Mapping[str, object]) -> dict[str, str]:
        """The further columns of a row that have something in them."""
        pairs = (
            (_plain(str(name)) or "", _plain(value))
            for name, value in cells.items()
            if name not in self._article_columns
        )
        return {name: value for name, value in pairs if value is not None and len(value) <= _LONGEST_METADATA}


def _article_id(own_id: str | None, text: str) -> str:
    """The id of a row: its own, its address, or the hash of its text, so that it is the same in the next import."""
    name = normalize("NFC", " ".join((own_id or "").split()))
    if name and len(name) <= _LONGEST_ID:
        return name
    return text_id(text)


def _plain(value: object) -> str | None:
    """A cell as text: JSON for what is nested, an empty cell is None."""
    if value is None or value == "":
        return None
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
    return text.encode("utf-8", "replace").decode() if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    """Whether a text has half a character, which JSON can write and UTF-8 cannot."""
    if text.isascii():
        return False
    try:
        text.encode()  # several times as fast as looking for one
    except UnicodeEncodeError:
        return True
    return False
