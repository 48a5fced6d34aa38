"""The registry of import formats: which module reads the files of which ending.

A new format is a module of this package with a function from a path, an article id and options to articles and errors,
and one line in ``FORMATS``. The module of a format is loaded when a file of it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from annotations.corpus.options import ReadOptions
from annotations.corpus.streams import without_compression
from annotations.errors import CorpusError, UsageError
from annotations.model import Article
from annotations.text import visible

FormatReader = Callable[[Path, str, ReadOptions], Iterator[Article | CorpusError]]


class ImportFormat(NamedTuple):
    """A format: its reader as ``module:function``, the endings of its files, and whether folders are searched for them.

    A table or an archive is read only where it is named itself: a folder of articles may have some of other things.
    """

    reader: str
    suffixes: tuple[str, ...]
    is_in_folders: bool = False

    def load(self) -> FormatReader:
        """The function that reads a file of the format."""
        module, _colon, function = self.reader.partition(":")
        reader: FormatReader = getattr(import_module(f"annotations.corpus.formats.{module}"), function)
        return reader


FORMATS: dict[str, ImportFormat] = {
    "text": ImportFormat("plain_text:read_plain_text", (".txt", ".md"), is_in_folders=True),
    "html": ImportFormat("html.saved_page:read_saved_page", (".html", ".htm", ".xhtml"), is_in_folders=True),
    "mhtml": ImportFormat("html.saved_page:read_web_archive", (".mhtml", ".mht"), is_in_folders=True),
    "docx": ImportFormat("word_document:read_word_document", (".docx", ".doc"), is_in_folders=True),
    "zip": ImportFormat("archives:read_zip", (".zip",)),
    "tar": ImportFormat("archives:read_tar", (".tar",)),
    "jsonl": ImportFormat("tables.json_lines:read_json_lines", (".jsonl", ".ndjson")),
    "json": ImportFormat("tables.json_array:read_json_array", (".json",)),
    "csv": ImportFormat("tables.csv_table:read_csv_table", (".csv", ".tsv")),
    "xlsx": ImportFormat("tables.workbook:read_workbook", (".xlsx", ".xlsm", ".xls")),
    "parquet": ImportFormat("tables.parquet:read_parquet", (".parquet",)),
    "sqlite": ImportFormat("tables.database:read_database", (".db", ".sqlite", ".sqlite3")),
}
_BY_SUFFIX = {suffix: form for form in FORMATS.values() for suffix in form.suffixes}
# Endings of plain text that are like those of other formats, and how like two endings are that are taken for a slip.
_PLAIN_TEXT = (".text", ".mdown", ".markdown", ".mdx", ".xml", ".tex")
_LEAST_SIMILARITY = 0.75
# Of files that are not read inside an archive.
SUFFIXES_OF_ARCHIVES = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar")


def is_article_file(name: str) -> bool:
    """Whether a file in a folder is read as articles, by the ending of its name in any case; README files tell of a folder."""
    form = _BY_SUFFIX.get(Path(name).suffix.lower())
    return form is not None and form.is_in_folders and Path(name).stem.lower() != "readme"


def reader_for(path: Path, options: ReadOptions) -> FormatReader:
    """The reader of a file, by the format that was chosen, else by its ending; an unknown ending is plain text.

    Raises UsageError for a format that there is not.
    """
    if options.format_name:
        return _chosen_format(options.format_name).load()
    return reader_of_suffix(Path(without_compression(path.name)).suffix)


def reader_of_suffix(suffix: str) -> FormatReader:
    """The reader of the files with an ending, in any case; an unknown ending is plain text.

    Raises UsageError for an ending that is a known one but for a slip.
    """
    form = _BY_SUFFIX.get(suffix.lower())
    if form is None and suffix.lower() not in _PLAIN_TEXT:
        nearest = get_close_matches(suffix.lower(), list(_BY_SUFFIX), n=1, cutoff=_LEAST_SIMILARITY)
        if nearest:
            raise UsageError(
                "Files that end in {suffix} are not known, but those in {nearest} are: rename the file, or say how it is "
                "read with --from.",
                suffix=visible(suffix),
                nearest=nearest[0],
            )
    return (form or FORMATS["text"]).load()


def _chosen_format(name: str) -> ImportFormat:
    if name in FORMATS:
        return FORMATS[name]
    nearest = get_close_matches(name, list(FORMATS), n=1)
    raise UsageError(
        "There is no format {name} to read: there is {names}.",
        name=visible(name),
        names=", ".join(nearest or FORMATS),
    )
