"""Reviewed claims as a data set in the layout of the Hugging Face hub (``soi[parquet]``): a card, and Parquet by split.

Its loaders change dates in JSON Lines and exact values in CSV, so that Parquet alone is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from annotations.exports.columns import Column, ColumnType, typed_columns
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import FolderFormat
from annotations.exports.formats.parquet import RowWriter
from annotations.exports.metadata.dataset import LANGUAGE, TITLE, Dataset, describe, license_address
from annotations.exports.metadata.readme import readme
from annotations.exports.row_source import Values
from annotations.exports.rows import COLUMNS
from annotations.exports.splits import split_of

_ARTICLE, _ANNOTATOR = COLUMNS.index("article"), COLUMNS.index("annotator")
_FILE = "data/{}-00000-of-00001.parquet"
_TYPES = {
    ColumnType.INTEGER: "int64",
    ColumnType.NUMBER: "float64",
    ColumnType.BOOLEAN: "bool",
    ColumnType.DAY: "date32",
    ColumnType.TIME: "timestamp[us, tz=UTC]",
}


def write_huggingface(contents: ExportContents, folder: Path) -> None:
    """Write ``data/SPLIT-00000-of-00001.parquet`` for each part with rows, and ``README.md`` with the card."""
    (folder / "data").mkdir()
    counts, annotators = Counter[str](), set[str]()
    with ExitStack() as stack:
        writers: dict[str, RowWriter] = {}

        def writer_of(name: str) -> RowWriter:
            if name not in writers:
                stream = stack.enter_context((folder / _FILE.format(name)).open("wb"))
                writers[name] = stack.enter_context(RowWriter(stream, contents.provenance))
            return writers[name]

        for name, values in _rows_by_split(contents):
            writer_of(name).write(values)
            counts[name] += 1
            annotators.add(values[_ANNOTATOR])
        if not counts:  # a data set has at least one part
            counts[contents.options.split[0][0]] = 0
            writer_of(*counts)
    ordered_counts = {name: counts[name] for name, _share in contents.options.split if name in counts}
    dataset = describe(contents, (), sorted(annotators))
    card = _front_matter(dataset, list(ordered_counts)) + readme(dataset, typed_columns(), ordered_counts)
    (folder / "README.md").write_text(card, encoding="utf-8")


def _rows_by_split(contents: ExportContents) -> Iterator[tuple[str, Values]]:
    splits, seed = contents.options.split, contents.options.seed
    article = name = ""
    for values in contents.row_source.values():
        if values[_ARTICLE] != article:
            article = values[_ARTICLE]
            name = split_of(article, splits, seed)
        yield name, values


def _front_matter(dataset: Dataset, splits: list[str]) -> str:
    """The card's YAML: language, licence, tasks, files and features."""
    files = "".join(f"  - split: {name}\n    path: data/{name}-*.parquet\n" for name in splits)
    features = "".join(_feature(column) for column in typed_columns())
    return (
        f"---\nlanguage:\n- {LANGUAGE}\n{_license(dataset.license)}"
        "task_categories:\n- text-classification\n- token-classification\n"
        f"pretty_name: {TITLE}\nannotations_creators:\n- expert-generated\n"
        f"configs:\n- config_name: default\n  data_files:\n{files}"
        f"dataset_info:\n  features:\n{features}---\n\n"
    )


def _license(name: str) -> str:
    if not name:
        return ""
    if name.startswith(("https://", "http://")):
        return f"license: other\nlicense_link: {license_address(name)}\n"
    return f"license: {name.lower()}\n"


def _feature(column: Column) -> str:
    if column.type is ColumnType.TEXTS:
        return f"  - name: {column.name}\n    list: string\n"
    if column.type is ColumnType.OBJECTS:
        fields = "".join(f"    - name: {name}\n      dtype: string\n" for name in column.fields)
        return f"  - name: {column.name}\n    list:\n{fields}"
    return f"  - name: {column.name}\n    dtype: {_TYPES.get(column.type, 'string')}\n"


FORMAT = FolderFormat(write_huggingface)
