"""What soi import and soi merge print: what came in, and what became of what was there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from annotations.corpus import count_files, read_corpus
from annotations.errors import CorpusError
from annotations.model import Outcome
from annotations.store import Imported, ImportReport, Store
from annotations.store.merging import Dispute, MergeReport, merge
from annotations.text import visible
from tui.extraction import Extractor
from tui.jobs import import_article, other_article

_OUTCOMES = {
    Outcome.UNCHANGED: "unchanged",
    Outcome.MOVED: "moved",
    Outcome.CHANGED: "number changed",
    Outcome.GONE: "gone",
}


def print_import(store: Path, corpora: Sequence[Path], extractor: Extractor) -> Iterator[str]:
    """Import corpora and print what that did; gives what could not be read, in sentences."""
    counts: Counter[Imported] = Counter()
    orphans = 0
    with Store.open(store, create=True) as opened:
        for report in _imported(opened, corpora, extractor):
            if isinstance(report, str):
                yield report
                continue
            counts[report.what] += 1
            if report.what is Imported.EDITED:
                print(edit_line(report))  # noqa: T201
        orphans = opened.count_orphans()
    told = [f"{counts[what]} {what.value}" for what in (Imported.NEW, Imported.EDITED, Imported.UNCHANGED)]
    print(f"Articles: {', '.join(told)}.")  # noqa: T201
    if orphans:
        print(waiting(orphans))  # noqa: T201


def _imported(store: Store, corpora: Sequence[Path], extractor: Extractor) -> Iterator[ImportReport | str]:
    with click.progressbar(
        length=sum(count_files(corpus) for corpus in corpora), label="Importing", file=sys.stderr
    ) as bar:
        for corpus in corpora:
            for read in read_corpus(corpus):
                if isinstance(read, CorpusError):
                    yield str(read)
                else:
                    report, _ = import_article(store, read, extractor)
                    yield other_article(read.id) if report.what is Imported.OTHER else report
                bar.update(1)


def edit_line(report: ImportReport) -> str:
    """What became of an edited article's claims, in one line."""
    told = [f"{report.outcomes.get(outcome, 0)} {word}" for outcome, word in _OUTCOMES.items()]
    return f"{visible(report.article)}: {', '.join(told)}, {report.new} new"


def waiting(orphans: int) -> str:
    """That reviewed claims wait in the orphan queue, and where that is."""
    if orphans == 1:
        return "1 reviewed claim waits in the orphan queue: open the corpus and press o."
    return f"{orphans} reviewed claims wait in the orphan queue: open the corpus and press o."


def print_merge(store: Path, others: Sequence[Path]) -> None:
    """Merge stores into one and print what came in and what is in dispute since."""
    with Store.open(store) as opened:
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
