"""A JSON array of objects: an article each. The array is read item by item, so that it needs little memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from annotations.corpus.formats.tables.json_lines import LONGEST_LINE
from annotations.corpus.formats.tables.records import Record, articles_of_records
from annotations.corpus.options import ReadOptions, ReadPosition
from annotations.corpus.streams import open_text
from annotations.errors import CorpusError
from annotations.model import Article
from annotations.text import visible

_CHUNK = 1 << 20  # code points read at once
_BLANK = " \t\r\n"


def read_json_array(path: Path, _article_id: str, options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article of each item; the line of an item in an error is its number."""
    return articles_of_records(_records(path, options.position), path, options.columns)


def _records(path: Path, position: ReadPosition | None) -> Iterator[Record | CorpusError]:
    path_text = visible(str(path))
    with open_text(path, position) as stream:
        try:
            for number, item in enumerate(_items(stream), start=1):
                if isinstance(item, dict):
                    yield Record(number, item)
                else:
                    yield CorpusError(
                        "{path}, line {line}: this is no JSON object; the line is left out.",
                        path=path_text, line=number,
                    )  # fmt: skip
        except (ValueError, RecursionError):
            yield CorpusError(
                "{path} is no JSON array of objects, or breaks off: give an array, or JSON Lines with --from jsonl.",
                path=path_text,
            )


def _items(stream: TextIO) -> Iterator[object]:
    """The items of an array; raises ValueError where the text is no array, breaks off or has too long an item."""
    decoder, buffer = json.JSONDecoder(), stream.read(_CHUNK).lstrip(_BLANK)
    if not buffer.startswith("["):
        raise ValueError
    buffer = buffer[1:]
    while True:
        buffer = buffer.lstrip(_BLANK + ",")
        if buffer.startswith("]"):
            return
        try:
            item, end = decoder.raw_decode(buffer)
        except ValueError:
            next_chunk = stream.read(
                max(_CHUNK, len(buffer))
            )  # doubled, so that a long item is not scanned again and again
            if not next_chunk or len(buffer) > LONGEST_LINE:
                raise
            buffer += next_chunk
            continue
        if end == len(buffer) and (next_chunk := stream.read(_CHUNK)):
            buffer += next_chunk  # a number may go on
            continue
        yield item
        buffer = buffer[end:]
