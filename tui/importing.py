"""What soi import and soi merge print: what came in, and what became of what was there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from annotations.corpus import count_files, read_corpus
from annotations.errors import CorpusError, UsageError
from annotations.store import Imported, ImportReport, Store
from annotations.store.merging import Dispute, MergeReport, merge
from annotations.text import visible
from tui.extraction import Extractor
from tui.jobs import import_article, other_article, told_outcomes, waiting


def print_import(store: Path, corpora: Sequence[Path], extractor: Extractor) -> list[str]:
    """Import corpora and print what that did; gives what could not be read, in sentences."""
    problems: list[str] = []
    reports: list[ImportReport] = []
    with Store.open(store, create=True) as opened:
        for report in _imported(opened, corpora, extractor):
            if isinstance(report, str):
                problems.append(report)
            else:
                reports.append(report)
        orphans = opened.count_orphans()
    for report in reports:
        if report.what is Imported.EDITED:
            print(f"{visible(report.article)}: {told_outcomes([report])}")  # noqa: T201
    counts = Counter(report.what for report in reports)
    told = [f"{counts[what]} {what.value}" for what in (Imported.NEW, Imported.EDITED, Imported.UNCHANGED)]
    print(f"Articles: {', '.join(told)}.")  # noqa: T201
    if orphans:
        print(waiting(orphans))  # noqa: T201
    return problems


def _imported(store: Store, corpora: Sequence[Path], extractor: Extractor) -> Iterator[ImportReport | str]:
    """Import corpora behind a progress bar on stderr, where that is a terminal."""
    length = sum(count_files(corpus) for corpus in corpora)
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label="Importing", file=sys.stderr, hidden=hidden) as bar:
        for corpus in corpora:
            for read in read_corpus(corpus):
                if isinstance(read, CorpusError):
                    yield str(read)
                else:
                    report, _ = import_article(store, read, extractor)
                    yield other_article(read.id) if report.what is Imported.OTHER else report
                bar.update(1)


def print_merge(store: Path, others: Sequence[Path]) -> None:
    """Merge stores into one, making it where it is not there, and print what came in and what is in dispute."""
    for other in others:
        if not other.exists():
            raise UsageError(
                f"There is no store at {visible(str(other))}: name one that somebody has worked in."
            )
    with Store.open(store, create=True) as opened:
        for other in others:
            _print_merged(other, merge(opened, other))
        orphans = opened.count_orphans()
    if orphans:
        print(waiting(orphans))  # noqa: T201


def _print_merged(other: Path, report: MergeReport) -> None:
    came = [f"{count} {table.replace('_', ' ')}" for table, count in report.came.items() if count > 0]
    print(f"{visible(str(other))}: {', '.join(came) or 'nothing new'}")  # noqa: T201
    for dispute in report.disputes:
        print(f"  two verdicts  {_dispute(dispute)}")  # noqa: T201
    for dispute in report.twofold:
        print(f"  decided twice, the newer counts  {_dispute(dispute)}")  # noqa: T201


def _dispute(dispute: Dispute) -> str:
    verdicts = ", ".join(f"{visible(who)}: {verdict}" for who, verdict in dispute.verdicts)
    return f"{visible(dispute.article)}  {visible(dispute.quote)}  {verdicts}  ({dispute.claim})"
