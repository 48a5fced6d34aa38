"""The progress bar of ``soi import``: how much is read, how many articles a second, and how long the rest takes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import click

from annotations import corpus as corpus_package
from annotations.corpus.options import ReadPosition
from annotations.store.articles.corpus_import import ImportProgress
from tui.cli.visible_streams import terminal_of
from tui.language.i18n import _
from tui.language.numbers import format_count

_STEPS = 1000  # of the bar of a single file, which may be a table


@contextmanager
def import_bar(corpora: Sequence[Path], position: ReadPosition) -> Iterator[Callable[[ImportProgress], None]]:
    """A bar on stderr, if that is a terminal; yields what takes in each part of the import.

    The bar of a folder counts files; that of a single file shows how far ``position`` is in it.
    """
    files = sum(map(corpus_package.count_files, corpora))
    length = _STEPS if files == 1 else files
    start, articles = monotonic(), 0
    with click.progressbar(
        length=length, label=_("Importing"), file=terminal_of(sys.stderr), hidden=not sys.stderr.isatty()
    ) as bar:

        def add(part: ImportProgress) -> None:
            nonlocal articles
            articles += len(part.reports)
            rate = articles / max(monotonic() - start, 0.001)
            bar.label = _("Importing {n} · {rate}/s").format(
                n=format_count(articles), rate=format_count(round(rate))
            )
            steps = len(part.reports) + len(part.errors)
            if files == 1:
                steps = int((1.0 if part.is_done else position.share) * _STEPS) - bar.pos
            bar.update(max(0, steps))

        yield add
