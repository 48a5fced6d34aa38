"""A row of a table as an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from annotations.corpus.formats.tables.columns import resolve_columns
from annotations.corpus.options import ColumnNames
from annotations.corpus.text_id import text_id
from annotations.errors import CorpusError, UsageError
from annotations.model import Article
from annotations.page.timestamps import labelled_day
from annotations.text import visible

# An id is shown in lists and paths of exports; a longer one is text that stands in the wrong column.
_LONGEST_ID = 500
MOST_CHARACTERS = 20_000_000  # of the text of an article
_SURROGATE = re.compile("[\ud800-\udfff]")


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
    columns: ColumnNames | None = None
    has_errors = False
    lines_by_id: dict[str, int] = {}
    for record in records:
        if isinstance(record, CorpusError):
            has_errors = True
            yield record
            continue
        if columns is None:
            columns = resolve_columns([str(name) for name in record.cells], requested, visible(str(path)))
        article = _article_of(record, columns, path)
        if (
            isinstance(article, Article)
            and (line := lines_by_id.setdefault(article.id, record.line)) != record.line
        ):
            article = CorpusError(
                "{path}, line {line}: the article {id} stands in line {former_line} already; it is read once.",
                path=visible(str(path)), line=record.line, id=visible(article.id), former_line=line,
            )  # fmt: skip
        yield article
    if columns is None and not has_errors:
        raise UsageError("{path} has no rows: give a table with an article a row.", path=visible(str(path)))


def _article_of(record: Record, columns: ColumnNames, path: Path) -> Article | CorpusError:
    cells = {name: value for name, value in record.cells.items() if value is not None}
    text = cells.get(columns.text)
    if not isinstance(text, str) or not text.strip():
        return CorpusError(
            "{path}, line {line}: there is no text in the column {column}; the row is left out.",
            path=visible(str(path)), line=record.line, column=visible(columns.text),
        )  # fmt: skip
    if len(text) > MOST_CHARACTERS or "\0" in text or _has_surrogate(text):
        return CorpusError(
            "{path}, line {line}: its text is too long for one article, or has a character that is no text; the row is "
            "left out.",
            path=visible(str(path)), line=record.line,
        )  # fmt: skip
    parts = {part: _plain(cells.get(name)) if name else None for part, name in columns._asdict().items()}
    article_columns = set(columns)
    return Article(
        id=_article_id(parts["id"] or parts["url"], text),
        source=str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        text=text,
        title=parts["title"],
        outlet=parts["outlet"],
        author=parts["author"],
        published=labelled_day(parts["published"]) if parts["published"] else None,
        url=parts["url"],
        metadata={name: _plain(value) or "" for name, value in cells.items() if name not in article_columns},
    )


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
    return _SURROGATE.search(text) is not None
