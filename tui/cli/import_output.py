"""What soi import and soi merge print: what came in, and what became of what was there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from annotations.claims.extractor import Extractor
from annotations.corpus import count_files
from annotations.model import Verdict
from annotations.reports import Imported, ImportReport
from annotations.store import Store
from annotations.store.articles.corpus_import import import_corpus
from annotations.store.findings.checking import check_articles
from annotations.store.maintenance.merge import Dispute, MergeReport, expect_store, merge
from annotations.store.queries.orphans import count_orphans
from annotations.text import visible
from tui.language.i18n import _, mark, translated
from tui.language.import_messages import missing_message, orphans_message, outcomes_message
from tui.language.wording import verdict_name
from tui.settings.config import load_config

_ADDED_ROWS = {
    "articles": mark("articles: {n}"),
    "texts": mark("texts: {n}"),
    "claims": mark("claims: {n}"),
    "decisions": mark("decisions: {n}"),
    "article_decisions": mark("decisions on articles: {n}"),
    "annotators": mark("annotators: {n}"),
    "tags": mark("tags: {n}"),
}


def print_import(store_path: Path, corpora: Sequence[Path], extractor: Extractor) -> list[str]:
    """Import corpora and print what that did; returns a sentence for each file that was left out."""
    problems: list[str] = []
    reports: list[ImportReport] = []
    missing: list[str] = []
    with Store.open(store_path, create=True) as store:
        length = sum(map(count_files, corpora))
        hidden = not sys.stderr.isatty()
        with click.progressbar(length=length, label=_("Importing"), file=sys.stderr, hidden=hidden) as bar:
            for progress in import_corpus(store, corpora, extractor):
                reports += progress.reports
                problems += map(translated, progress.errors)
                missing = progress.missing
                bar.update(len(progress.reports) + len(progress.errors))
        for _article in check_articles(store):
            pass
        orphan_count = count_orphans(store)
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
    if missing:
        print(missing_message(missing))
    _print_orphans(orphan_count)
    return problems


def _print_orphans(orphan_count: int) -> None:
    if orphan_count:
        from tui.keys.keymap import printed_key  # noqa: PLC0415 (loads Textual)

        print(orphans_message(orphan_count, printed_key("review.orphans", load_config().keys)))


def print_merge(store_path: Path, others: Sequence[Path]) -> None:
    """Merge stores into one, which is made if missing, and print the new rows and the new disputes."""
    for other in others:
        expect_store(other)
    with Store.open(store_path, create=True) as store:
        for other in others:
            _print_merged(other, merge(store, other))
        orphan_count = count_orphans(store)
    _print_orphans(orphan_count)


def _print_merged(other: Path, report: MergeReport) -> None:
    added = [_(_ADDED_ROWS[table]).format(n=count) for table, count in report.added_rows.items() if count > 0]
    print(f"{visible(str(other))}: {', '.join(added) or _('nothing new')}")
    for article in report.edited_articles:
        print(f"  {_('another text now')}  {visible(article)}")
    for dispute in report.new_disputes:
        print(f"  {_('two verdicts')}  {_dispute_text(dispute)}")
    for dispute in report.own_conflicts:
        print(f"  {_('decided twice, the newer counts')}  {_dispute_text(dispute)}")


def _dispute_text(dispute: Dispute) -> str:
    verdicts = ", ".join(
        f"{visible(annotator)}: {verdict_name(Verdict(verdict))}" for annotator, verdict in dispute.verdicts
    )
    return f"{visible(dispute.article)}  {visible(dispute.quote)}  {verdicts}  ({dispute.claim})"
