"""``soi import``: imports corpora into a store, and prints what became of articles and claims."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

import annotations as library
from annotations import corpus as corpus_package
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError
from annotations.reports import Imported, ImportReport
from annotations.store import articles, findings, maintenance, queries
from annotations.store.maintenance import preparation
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.failures import exit_with_errors
from tui.cli.options import LEXICON, STORE, FilePath
from tui.cli.output import orphans_key
from tui.cli.sources import imported_source_options, readable_sources
from tui.cli.visible_streams import terminal_of
from tui.language.i18n import _, mark, translated
from tui.language.import_messages import (
    changes_message,
    deaths_message,
    missing_message,
    orphans_message,
    outcomes_message,
    plan_message,
    rereading_message,
)
from tui.settings.config import load_config


@command(name="import")
@click.argument("corpus", nargs=-1, required=True, metavar="SOURCE...", type=FilePath())
@STORE
@imported_source_options
@LEXICON
@option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help=mark("How many processes read a large corpus; otherwise as many as there are processors."),
)
@option("--dry-run", is_flag=True, help=mark("Say what importing would change, and store nothing."))
def import_corpora(
    corpus: tuple[Path, ...],
    store: Path,
    read_options: ReadOptions,
    lexicon: Path | None,
    workers: int | None,
    *,
    dry_run: bool,
) -> None:
    """Read SOURCE... into the store, as opening it does, and tell what became of the claims.

    Of an article that was edited the claims are found again; reviewed ones that are not, or whose number is
    another now, wait in the orphan queue until somebody has looked at them.
    """
    extractor = library.Extractor(lexicon or load_config().lexicon)
    if dry_run:
        with readable_sources(corpus, read_options) as (sources, options):
            _plan_import(sources, store, extractor, options)
    with (
        readable_sources(corpus, read_options) as (sources, options),
        maintenance.filled_store(store) as opened_store,
    ):
        workers = workers or articles.available_processors()
        parts = _import_with_bar(opened_store, sources, extractor, options, workers)
        errors = [error for part in parts for error in part.errors]
        for _article in findings.check_articles(opened_store, on_failure=errors.append):
            pass
        orphan_count = queries.count_orphans(opened_store)
    _print_reports([report for part in parts for report in part.reports])
    if message := rereading_message([report for part in parts for report in part.rereadings]):
        print(message)
    if deaths := parts[-1].deaths:
        print(deaths_message(deaths), file=sys.stderr)
    if missing := parts[-1].missing:
        print(missing_message(missing))
    if orphan_count:
        print(orphans_message(orphan_count, orphans_key()))
    exit_with_errors(list(map(translated, errors)))


def _import_with_bar(
    store: library.Store,
    corpora: Sequence[Path],
    extractor: library.Extractor,
    options: ReadOptions,
    workers: int,
) -> list[library.ImportProgress]:
    """Import corpora, with a progress bar if stderr is a terminal."""
    length = sum(map(corpus_package.count_files, corpora))
    hidden = not sys.stderr.isatty()
    parts = []
    with click.progressbar(
        length=length, label=_("Importing"), file=terminal_of(sys.stderr), hidden=hidden
    ) as bar:
        for part in library.import_corpus(store, corpora, extractor, options, workers):
            parts.append(part)
            bar.update(len(part.reports) + len(part.errors))
    return parts


def _print_reports(reports: Sequence[ImportReport]) -> None:
    for report in reports:
        if report.imported is Imported.EDITED:
            print(f"{visible(report.article)}: {outcomes_message([report])}")
    counts = Counter(report.imported for report in reports)
    message = _("Articles: {new} new, {edited} edited, {unchanged} unchanged.")
    print(
        message.format(
            new=counts[Imported.NEW], edited=counts[Imported.EDITED], unchanged=counts[Imported.UNCHANGED]
        )
    )


def _plan_import(
    corpora: Sequence[Path], path: Path, extractor: library.Extractor, options: ReadOptions
) -> None:
    """Print what an import would change, and end the program."""
    plans, errors = [], []
    length = sum(map(corpus_package.count_files, corpora))
    with (
        preparation.store_to_read(path) as store,
        click.progressbar(
            articles.plan_import(store, corpora, extractor, options),
            length=length,
            label=_("Reading"),
            file=terminal_of(sys.stderr),
            hidden=not sys.stderr.isatty(),
        ) as bar,
    ):
        for plan in bar:
            if isinstance(plan, CorpusError):
                errors.append(translated(plan))
            else:
                plans.append(plan)
    for plan in plans:
        if plan.imported is Imported.EDITED or plan.changes.reviewed_changed or plan.changes.reviewed_gone:
            print(f"{visible(plan.article)}: {changes_message([plan])}")
    print(plan_message(plans))
    exit_with_errors(errors)
