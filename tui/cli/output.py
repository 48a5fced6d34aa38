"""Output that several commands share: columns, the progress of indexing, the key of the orphan queue."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import CorpusError
from annotations.exports.records import json_line
from annotations.store import maintenance
from annotations.store.blindness import expect_leading
from tui import keys
from tui.cli.failures import exit_with_errors
from tui.cli.options import chosen_annotator
from tui.cli.visible_streams import terminal_of
from tui.language.i18n import _, translated
from tui.settings.config import load_config

if TYPE_CHECKING:
    from annotations.store import Store
    from annotations.store.search.index import IndexProgress


def print_columns(rows: Sequence[Sequence[str]]) -> None:
    """Print rows as a table without lines; each column is as wide as its widest cell."""
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def print_records(
    columns: Sequence[str], records: Iterable[Sequence[str | int | None]], output_format: str
) -> None:
    """Print records with a value for each column as ``csv`` or ``jsonl``."""
    if output_format == "jsonl":
        for record in records:
            print(json_line(dict(zip(columns, record, strict=True))))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(records)


def expect_leading_annotator(store: Store, annotator: str | None) -> None:
    """Raise UsageError where the store is blind and the annotator, by option or environment, does not lead."""
    with store.read_access() as connection:
        expect_leading(connection, chosen_annotator(annotator))


def orphans_key() -> str:
    """The key of the app that opens the orphan queue, as soi.toml has it."""
    return keys.printed_key("review.orphans", load_config().keys)


@contextmanager
def prepared_store(path: Path, *, words: bool) -> Iterator[Store]:
    """Open a store with all findings and, with ``words``, the index; the progress of indexing is shown on stderr.

    Behind the block, the program ends with an error for each article that could not be checked or indexed.
    """
    is_shown = sys.stderr.isatty()

    def show_progress(progress: IndexProgress) -> None:
        if is_shown:
            message = _("Indexing: {done} of {total} articles")
            terminal = terminal_of(sys.stderr)
            terminal.write(f"\r{message.format(done=progress.indexed, total=progress.total)}")
            if progress.indexed == progress.total:
                terminal.write("\r\x1b[K")
            terminal.flush()

    failures: list[CorpusError] = []
    with maintenance.prepared_store(
        path, words=words, on_progress=show_progress, on_failure=failures.append
    ) as store:
        yield store
    if failures:
        exit_with_errors(list(map(translated, failures)))
