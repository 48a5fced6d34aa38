"""JSON Lines: an article a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path

from annotations.corpus.formats.tables.lines import Line, read_lines
from annotations.corpus.formats.tables.records import Record, articles_of_records
from annotations.corpus.options import ReadOptions, ReadPosition
from annotations.corpus.streams import open_utf8_bytes
from annotations.errors import CorpusError
from annotations.model import Article
from annotations.text import visible

LONGEST_LINE = 50_000_000  # bytes


def read_json_lines(path: Path, _article_id: str, options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article of each line; a line that is no object is an error with its number."""
    return articles_of_records(_records(path, options.position), path, options.columns)


def _records(path: Path, position: ReadPosition | None) -> Iterator[Record | CorpusError]:
    path_text = visible(str(path))
    with open_utf8_bytes(path, position) as stream:
        for line in read_lines(stream, LONGEST_LINE):
            yield _record(line, path_text)


def _record(line: Line, path_text: str) -> Record | CorpusError:
    if line.content is None:
        return CorpusError(
            "{path}, line {line}: longer than {most} MB; the line is left out.",
            path=path_text, line=line.number, most=LONGEST_LINE // 1_000_000,
        )  # fmt: skip
    try:
        text = line.content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        return CorpusError(
            "{path}, line {line}: this is not UTF-8; the line is left out.", path=path_text, line=line.number
        )
    try:
        cells = json.loads(text)
    except (ValueError, RecursionError):
        return CorpusError(
            "{path}, line {line}: this is not JSON; the line is left out.", path=path_text, line=line.number
        )
    if not isinstance(cells, dict):
        return CorpusError(
            "{path}, line {line}: this is no JSON object; the line is left out.",
            path=path_text,
            line=line.number,
        )
    return Record(line.number, cells)
