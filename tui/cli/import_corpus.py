"""``soi import``: imports corpora into a store, and prints what became of articles and claims."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

import annotations as library
from annotations import corpus as corpus_package
from annotations.corpus.options import ReadOptions, ReadPosition
from annotations.errors import CorpusError, UsageError
from annotations.offsets import OffsetUnit
from annotations.reports import Imported, ImportReport
from annotations.store import articles, findings, maintenance, queries
from annotations.store.maintenance import preparation
from annotations.text import visible
from tui.cli.annotation_import import import_annotation_files
from tui.cli.command import command, option
from tui.cli.failures import print_error
from tui.cli.import_bar import import_bar
from tui.cli.options import LANG, LEXICON, STORE, FilePath
from tui.cli.output import orphans_key
from tui.cli.sources import imported_source_options, readable_sources
from tui.cli.visible_streams import terminal_of
from tui.language.i18n import _, mark
from tui.language.import_messages import (
    changes_message,
    deaths_message,
    duplicates_message,
    encoding_message,
    missing_message,
    orphans_message,
    outcomes_message,
    plan_message,
    rereading_message,
)
from tui.language.left_out import LeftOut
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
@option(
    "--annotations",
    "has_annotations",
    is_flag=True,
    help=mark("SOURCE... are annotations of articles in the store, by those whom the files name."),
)
@option(
    "--as",
    "decided_by",
    metavar="NAME",
    help=mark(
        'SOURCE... are annotations: store them as decisions of NAME; "suggestions" as claims to review.'
    ),
)
@option(
    "--offsets",
    type=click.Choice(["auto", *(unit.value for unit in OffsetUnit)]),
    default="auto",
    show_default=True,
    help=mark("What the offsets of annotations count; auto holds them to the words that the file quotes."),
)
@LANG
def import_corpora(
    corpus: tuple[Path, ...],
    store: Path,
    read_options: ReadOptions,
    lexicon: Path | None,
    workers: int | None,
    decided_by: str | None,
    offsets: str,
    *,
    dry_run: bool,
    has_annotations: bool,
) -> None:
    """Read SOURCE... into the store, as opening it does, and tell what became of the claims.

    Of an article that was edited the claims are found again; reviewed ones that are not, or whose number is
    another now, wait in the orphan queue until somebody has looked at them.

    With --annotations or --as, SOURCE... are annotations of these articles: soi's own JSONL, brat, doccano, INCEpTION,
    Label Studio, Prodigy or W3C Web Annotation.
    """
    if has_annotations or decided_by is not None:
        if dry_run:
            raise UsageError(
                "--dry-run does not go with annotations: leave it out, and undo them in the app."
            )
        import_annotation_files(store, corpus, decided_by, offsets)
    extractor = library.Extractor(lexicon or load_config().lexicon)
    if dry_run:
        with readable_sources(corpus, read_options) as (sources, options):
            _plan_import(sources, store, extractor, options)
    with (
        readable_sources(corpus, read_options) as (sources, options),
        maintenance.filled_store(store) as opened_store,
    ):
        workers = workers or articles.available_processors()
        summary = _import_with_bar(opened_store, sources, extractor, options, workers)
        for _article in findings.check_articles(opened_store, on_failure=summary.left_out.add):
            pass
        orphan_count = queries.count_orphans(opened_store)
    summary.print()
    if orphan_count:
        print(orphans_message(orphan_count, orphans_key()))
    _exit(summary.left_out)


def _import_with_bar(
    store: library.Store,
    corpora: Sequence[Path],
    extractor: library.Extractor,
    options: ReadOptions,
    workers: int,
) -> _Summary:
    """Import corpora, with a progress bar if stderr is a terminal."""
    summary, position = _Summary(), ReadPosition()
    with import_bar(corpora, position) as add_to_bar:
        for part in library.import_corpus(
            store, corpora, extractor, options._replace(position=position), workers
        ):
            summary.add(part)
            add_to_bar(part)
    return summary


class _Summary:
    """What an import did, added up: a table may have millions of articles."""

    def __init__(self) -> None:
        self.left_out = LeftOut()
        self._counts = Counter[Imported]()
        self._edits: list[ImportReport] = []
        self._rereadings: list[ImportReport] = []
        self._duplicates: list[ImportReport] = []
        self._missing: list[str] = []
        self._deaths = 0
        self._encodings: dict[str, list[str]] = {}

    def add(self, part: library.ImportProgress) -> None:
        """Add a part of the import."""
        self._counts.update(report.imported for report in part.reports)
        self._edits += part.edits
        self._rereadings += part.rereadings
        self._duplicates += part.duplicates
        self._missing, self._deaths, self._encodings = part.missing, part.deaths, part.encodings
        for error in part.errors:
            self.left_out.add(error)

    def print(self) -> None:
        """Print what became of the articles and their claims."""
        for report in self._edits:
            print(f"{visible(report.article)}: {outcomes_message([report])}")
        message = _("Articles: {new} new, {edited} edited, {unchanged} unchanged.")
        counts = {imported.value: self._counts[imported] for imported in Imported}
        print(message.format(**counts))
        for line in (
            duplicates_message(self._duplicates), self.left_out.summary(), rereading_message(self._rereadings),
        ):  # fmt: skip
            if line:
                print(line)
        for encoding, article_ids in self._encodings.items():
            print(encoding_message(encoding, article_ids))
        if self._deaths:
            print(deaths_message(self._deaths), file=sys.stderr)
        if self._missing:
            print(missing_message(self._missing))


def _plan_import(
    corpora: Sequence[Path], path: Path, extractor: library.Extractor, options: ReadOptions
) -> None:
    """Print what an import would change, and end the program."""
    plans, left_out = [], LeftOut()
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
                left_out.add(plan)
            else:
                plans.append(plan)
    duplicates = [plan for plan in plans if plan.imported is Imported.DUPLICATE]
    for plan in plans:
        if plan.imported is Imported.EDITED or plan.changes.reviewed_changed or plan.changes.reviewed_gone:
            print(f"{visible(plan.article)}: {changes_message([plan])}")
    print(plan_message(plans))
    for line in (duplicates_message(duplicates), left_out.summary()):
        if line:
            print(line)
    _exit(left_out)


def _exit(left_out: LeftOut) -> None:
    """Print the first errors, and end the program: exit code 1 if something was left out."""
    for message in left_out.messages:
        print_error(message)
    sys.exit(1 if left_out.count else 0)
