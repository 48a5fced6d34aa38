"""A Parquet file: an article a row, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from annotations.corpus.formats.tables.records import Record, articles_of_records
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError
from annotations.extras import load_extra
from annotations.model import Article
from annotations.text import visible

_BATCH_ROWS = 256


def read_parquet(path: Path, _article_id: str, options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article of each row."""
    return articles_of_records(_records(path), path, options.columns)


def _records(path: Path) -> Iterator[Record | CorpusError]:
    arrow, parquet = load_extra("pyarrow", "parquet"), load_extra("pyarrow.parquet", "parquet")
    numbers = count(1)
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_BATCH_ROWS):
                for cells in batch.to_pylist():
                    yield Record(next(numbers), cells)
    except arrow.ArrowException:
        yield CorpusError(
            "{path} is no Parquet file, or is damaged: write it again from its source.",
            path=visible(str(path)),
        )
