"""Sources on the command line: their options, and standard input as ``-``."""

from __future__ import annotations

import functools
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from annotations.corpus.options import STANDARD_INPUT, ColumnNames, ReadOptions
from annotations.errors import Sentence, UsageError
from annotations.files.partial_folders import temporary_folder
from tui.cli.command import option
from tui.cli.options import expect_paths

_Decorator = Callable[[Callable[..., None]], Callable[..., None]]
_STANDARD_INPUT = Path(STANDARD_INPUT)
_PIPES_OF_A_SHELL = (Path("/dev/fd"), Path("/proc/self/fd"))
_OPTIONS: tuple[_Decorator, ...] = (
    option("--from", "format_name", metavar="FORMAT", default="",
           help="How sources are read, where their names do not tell: text, html, mhtml, docx, zip, tar, jsonl, json, csv, xlsx, parquet, sqlite."),
    option("--text", metavar="COLUMN", default="", help="The column of a table with the text; otherwise text, content, body …"),
    option("--id", "id_column", metavar="COLUMN", default="", help="The column with the article's id; otherwise id, url …, else the text's hash."),
    option("--title", metavar="COLUMN", default="", help="The column with the title."),
    option("--outlet", metavar="COLUMN", default="", help="The column with the outlet."),
    option("--author", metavar="COLUMN", default="", help="The column with the author."),
    option("--published", metavar="COLUMN", default="", help="The column with the day of publication."),
    option("--url", metavar="COLUMN", default="", help="The column with the article's address."),
    option("--table", metavar="NAME", default="", help="The table of a database, or the sheet of a workbook."),
    option("--sql", metavar="QUERY", default="", help="A query of a database, in place of a table."),
)  # fmt: skip
VERIFY = option(
    "--verify",
    "verifies",
    is_flag=True,
    help="Read every file again, also those whose size and times have not changed since their articles were stored.",
)


def source_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of sources, as its argument ``read_options``."""

    @functools.wraps(command)
    def with_read_options(
        *arguments: Any, format_name: str, id_column: str, table: str, sql: str, **parameters: Any
    ) -> None:
        names = {
            part: parameters.pop(part) for part in ("text", "title", "outlet", "author", "published", "url")
        }
        columns = ColumnNames(id=id_column, **names)
        command(*arguments, read_options=ReadOptions(format_name, columns, table, sql), **parameters)

    return _with_options(with_read_options, _OPTIONS)


def imported_source_options(command: Callable[..., None]) -> Callable[..., None]:
    """``source_options`` for a command that imports: with ``--verify``."""

    @functools.wraps(command)
    def with_verification(
        *arguments: Any, read_options: ReadOptions, verifies: bool, **parameters: Any
    ) -> None:
        command(*arguments, read_options=read_options._replace(verifies=verifies), **parameters)

    return _with_options(source_options(with_verification), (VERIFY,))


def _with_options(command: Callable[..., None], options: Sequence[_Decorator]) -> Callable[..., None]:
    for add_option in reversed(options):
        command = add_option(command)
    return command


@contextmanager
def readable_sources(
    sources: Sequence[Path], options: ReadOptions
) -> Iterator[tuple[Sequence[Path], ReadOptions]]:
    """The sources as paths that can be read, with their options; pipes are files within the block.

    A pipe is standard input, ``-``, or what a shell gives for ``<(…)``; any other pipe might never end. Raises UsageError
    for a path that does not exist, and for standard input beside other sources.
    """
    if _STANDARD_INPUT in sources and len(sources) > 1:
        raise UsageError(
            "Standard input (-) is read alone: give the other sources in a command of their own."
        )
    expect_paths(source for source in sources if source != _STANDARD_INPUT)
    if not any(map(_is_pipe, sources)):
        yield sources, options
        return
    with temporary_folder() as folder:
        pipes = {_copy_pipe(source, folder): _name_of(source) for source in sources if _is_pipe(source)}
        copies = iter(pipes)
        files = [next(copies) if _is_pipe(source) else source for source in sources]
        yield files, options._replace(pipes=pipes)


def _is_pipe(source: Path) -> bool:
    return source == _STANDARD_INPUT or (source.parent in _PIPES_OF_A_SHELL and source.is_fifo())


def _name_of(pipe: Path) -> str | Sentence:
    return Sentence("standard input") if pipe == _STANDARD_INPUT else str(pipe)


def _copy_pipe(source: Path, folder: Path) -> Path:
    """Copy a pipe to a file of a folder."""
    file = folder / f"pipe-{source.name}"
    with (
        nullcontext(sys.stdin.buffer) if source == _STANDARD_INPUT else source.open("rb") as pipe,
        file.open("wb") as out,
    ):
        shutil.copyfileobj(pipe, out)
    return file
