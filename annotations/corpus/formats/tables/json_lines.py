"""JSON Lines: an article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from annotations.corpus.formats.tables.records import Record, articles_of_records
from annotations.corpus.options import ReadOptions
from annotations.corpus.streams import open_text
from annotations.errors import CorpusError
from annotations.model import Article
from annotations.text import visible

LONGEST_LINE = 50_000_000  # code points


def read_json_lines(path: Path, _article_id: str, options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article of each line; a line that is no object is an error with its number."""
    return articles_of_records(_records(path), path, options.columns)


def _records(path: Path) -> Iterator[Record | CorpusError]:
    path_text = visible(str(path))
    with open_text(path) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE and not line.endswith("\n"):
                yield CorpusError(
                    "{path}, line {line}: longer than {most} characters; the rest of the file is left out.",
                    path=path_text, line=number, most=LONGEST_LINE,
                )  # fmt: skip
                return
            if line.strip():
                yield _record(line, number, path_text)


def _record(line: str, number: int, path_text: str) -> Record | CorpusError:
    try:
        cells = json.loads(line)
    except (ValueError, RecursionError):
        return CorpusError(
            "{path}, line {line}: this is not JSON; the line is left out.", path=path_text, line=number
        )
    if not isinstance(cells, dict):
        return CorpusError(
            "{path}, line {line}: this is no JSON object; the line is left out.", path=path_text, line=number
        )
    return Record(number, cells)
