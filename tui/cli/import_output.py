"""What soi import and soi merge print: what came in, and what became of what was there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from annotations.claims.extractor import Extractor
from annotations.corpus import count_files, read_corpus
from annotations.errors import CorpusError
from annotations.model import Verdict
from annotations.reports import Imported, ImportReport
from annotations.store import Store
from annotations.store.findings.checking import check_articles
from annotations.store.maintenance.merge import Dispute, MergeReport, expect_store, merge
from annotations.store.queries.orphans import count_orphans
from annotations.text import visible
from tui.language.i18n import _, mark, translated
from tui.language.wording import verdict_name
from tui.settings.config import load_config
from tui.store.corpus_import import (
    extract_and_import,
    gone,
    other_article,
    told_gone,
    told_outcomes,
    waiting,
)

_CAME = {
    "articles": mark("articles: {n}"),
    "texts": mark("texts: {n}"),
    "claims": mark("claims: {n}"),
    "decisions": mark("decisions: {n}"),
    "article_decisions": mark("decisions on articles: {n}"),
    "annotators": mark("annotators: {n}"),
    "tags": mark("tags: {n}"),
}


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
        for _article in check_articles(opened):
            pass
        orphans = count_orphans(opened)
        missing = gone(opened, {report.article for report in reports})
    for report in reports:
        if report.imported is Imported.EDITED:
            print(f"{visible(report.article)}: {told_outcomes([report])}")
    counts = Counter(report.imported for report in reports)
    told = _("Articles: {new} new, {edited} edited, {unchanged} unchanged.").format(
        new=counts[Imported.NEW], edited=counts[Imported.EDITED], unchanged=counts[Imported.UNCHANGED]
    )
    print(told)
    if missing:
        print(told_gone(missing))
    _print_waiting(orphans)
    return problems


def _imported(store: Store, corpora: Sequence[Path], extractor: Extractor) -> Iterator[ImportReport | str]:
    """Import corpora behind a progress bar on stderr, where that is a terminal."""
    length = sum(count_files(corpus) for corpus in corpora)
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label=_("Importing"), file=sys.stderr, hidden=hidden) as bar:
        seen: set[str] = set()
        for corpus in corpora:
            # By its whole path, as the app has it: the same folder is the same corpus, however it is named.
            for read in read_corpus(corpus.absolute()):
                if isinstance(read, CorpusError):
                    yield translated(read)
                elif read.source not in seen:
                    seen.add(read.source)
                    report, _again = extract_and_import(store, read, extractor)
                    yield other_article(read.id) if report.imported is Imported.NAME_TAKEN else report
                bar.update(1)


def _print_waiting(orphans: int) -> None:
    if orphans:
        from tui.keys.keymap import printed_key  # noqa: PLC0415 (loads Textual)

        print(waiting(orphans, printed_key("review.orphans", load_config().keys)))


def print_merge(store: Path, others: Sequence[Path]) -> None:
    """Merge stores into one, making it where it is not there, and print what came in and what is in dispute."""
    for other in others:
        expect_store(other)
    with Store.open(store, create=True) as opened:
        for other in others:
            _print_merged(other, merge(opened, other))
        orphans = count_orphans(opened)
    _print_waiting(orphans)


def _print_merged(other: Path, report: MergeReport) -> None:
    came = [_(_CAME[table]).format(n=count) for table, count in report.added_rows.items() if count > 0]
    print(f"{visible(str(other))}: {', '.join(came) or _('nothing new')}")
    for article in report.edited_articles:
        print(f"  {_('another text now')}  {visible(article)}")
    for dispute in report.new_disputes:
        print(f"  {_('two verdicts')}  {_dispute(dispute)}")
    for dispute in report.own_conflicts:
        print(f"  {_('decided twice, the newer counts')}  {_dispute(dispute)}")


def _dispute(dispute: Dispute) -> str:
    verdicts = ", ".join(
        f"{visible(who)}: {verdict_name(Verdict(verdict))}" for who, verdict in dispute.verdicts
    )
    return f"{visible(dispute.article)}  {visible(dispute.quote)}  {verdicts}  ({dispute.claim})"
