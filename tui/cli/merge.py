"""``soi merge``: merges stores into one, and prints the new rows, the new disputes and what was left out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

import annotations as library
from annotations.errors import UsageError
from annotations.model import Verdict
from annotations.store import decisions, maintenance, queries
from annotations.text import brief, visible
from tui.cli.command import command, option
from tui.cli.failures import exit_with_errors
from tui.cli.options import ANNOTATOR, LANG, STORE, FilePath, chosen_annotator
from tui.cli.output import orphans_key
from tui.cli.progress import shown_progress
from tui.language.i18n import _, mark, ngettext, translated
from tui.language.import_messages import orphans_message
from tui.language.wording import verdict_name

if TYPE_CHECKING:
    from annotations.store.maintenance.merge_decisions import Signature
    from annotations.store.maintenance.merge_report import Dispute, MergeReport

_ROWS = {
    "articles": mark("articles: {n}"),
    "texts": mark("texts: {n}"),
    "versions": mark("versions: {n}"),
    "claims": mark("claims: {n}"),
    "decisions": mark("decisions: {n}"),
    "article_decisions": mark("decisions on articles: {n}"),
    "annotators": mark("annotators: {n}"),
    "tags": mark("tags: {n}"),
    "settings": mark("settings: {n}"),
    "assignments": mark("assignments: {n}"),
    "adjudications": mark("adjudications: {n}"),
    "renames": mark("new names of annotators: {n}"),
}


@command()
@click.argument("stores", nargs=-1, required=True, metavar="OTHER.db...", type=FilePath())
@STORE
@ANNOTATOR
@option("--dry-run", "is_dry_run", is_flag=True, help="Only tell what would be merged and what left out.")
@option(
    "--same",
    "is_same",
    is_flag=True,
    help="New decisions in my name there are mine, made in a store of my own.",
)
@option(
    "--as",
    "new_name",
    metavar="NAME",
    help="Decisions in my name there are somebody else's: merge them as NAME's.",
)
@LANG
def merge(
    stores: tuple[Path, ...],
    store: Path,
    annotator: str | None,
    is_dry_run: bool,
    is_same: bool,
    new_name: str | None,
) -> None:
    """Take into the store what OTHER.db... have and it has not; they are not changed.

    Stores made apart from the same corpus become one. In any order, and however often, the result is the same. Rows
    that cannot be right are left out and named, and decisions that were removed there are told; exit code 1 if there
    were any.
    """
    signature = _signature(chosen_annotator(annotator), new_name, is_same=is_same)
    for path in stores:
        maintenance.expect_store(path)
    if is_dry_run:
        reports = list(zip(stores, maintenance.preview_merge(store, stores, signature), strict=True))
        print(_("This would be merged; nothing was stored."))
        _print_reports(reports)
    else:
        with maintenance.filled_store(store) as opened_store:
            reports = _print_reports((path, _merge(opened_store, path, signature)) for path in stores)
            orphan_count = queries.count_orphans(opened_store)
        if orphan_count:
            print(orphans_message(orphan_count, orphans_key()))
    exit_with_errors([message for path, report in reports for message in _error_messages(path, report)])


def _signature(annotator: str, new_name: str | None, *, is_same: bool) -> Signature:
    """What the options say of decisions in the annotator's name; raises UsageError where they contradict each other."""
    if new_name is None:
        return maintenance.Signature(annotator, is_same=is_same)
    name = decisions.annotator_name(new_name)
    if is_same or maintenance.Signature(annotator).is_of(name):
        raise UsageError(
            "Decisions in your name are either yours (--same) or somebody else's (--as with another name)."
        )
    return maintenance.Signature(annotator, new_name=name)


def _merge(store: library.Store, path: Path, signature: Signature) -> MergeReport:
    label = _("Merging {store}").format(store=visible(path.name))
    with shown_progress(label) as progress:
        return library.merge(store, path, signature, progress.update)


def _print_reports(reports: Iterable[tuple[Path, MergeReport]]) -> list[tuple[Path, MergeReport]]:
    """Print each report as soon as its store is merged; returns them."""
    printed_reports = []
    for path, report in reports:
        _print_report(path, report)
        printed_reports.append((path, report))
    return printed_reports


def _print_report(path: Path, report: MergeReport) -> None:
    added = [_(_ROWS[table]).format(n=count) for table, count in report.added_rows.items() if count > 0]
    print(f"{visible(str(path))}: {', '.join(added) or _('nothing new')}")
    for annotator, count in report.new_decisions.items():
        decisions_text = ngettext("{n} decision", "{n} decisions", count).format(n=count)
        print(f"  {_('decided by')}  {visible(annotator)}: {decisions_text}")
    for article in report.edited_articles:
        print(f"  {_('another text now')}  {visible(article)}")
    for dispute in report.new_disputes:
        print(f"  {_('two verdicts')}  {_dispute_text(dispute)}")
    for dispute in report.own_conflicts:
        print(f"  {_('decided twice, the newer counts')}  {_dispute_text(dispute)}")
    for annotator, count in report.removed_decisions.items():
        decisions_text = ngettext("{n} decision", "{n} decisions", count).format(n=count)
        print(f"  {_('removed there')}  {visible(annotator)}: {decisions_text}")
    for line in _left_out_lines(report):
        print(f"  {_('left out')}  {line}")


def _left_out_lines(report: MergeReport) -> Iterable[str]:
    """One line for each reason by which rows of a table were left out, with the first of them."""
    for (table, flaw), count in sorted(report.left_out.items()):
        first = next(row for row in report.flawed_rows if (row.table, row.flaw) == (table, flaw))
        reason = translated(maintenance.FLAW_SENTENCES[flaw])
        place = f"{visible(first.column)}: {brief(first.id)}" if first.column else first.rowid
        yield f"{_(_ROWS[table]).format(n=count)}  {reason}  ({place})"


def _error_messages(path: Path, report: MergeReport) -> Iterable[str]:
    if count := sum(report.removed_decisions.values()):
        yield ngettext(
            "{n} decision was removed from {store} by another program; ask for a copy from before.",
            "{n} decisions were removed from {store} by another program; ask for a copy from before.",
            count,
        ).format(n=count, store=visible(str(path)))
    if report.flawed_rows:
        yield _left_out_message(path, report)


def _left_out_message(path: Path, report: MergeReport) -> str:
    count = len(report.flawed_rows)
    return ngettext(
        "{n} row of {store} was left out; the rest was taken.",
        "{n} rows of {store} were left out; the rest was taken.",
        count,
    ).format(n=count, store=visible(str(path)))


def _dispute_text(dispute: Dispute) -> str:
    verdicts = ", ".join(
        f"{visible(annotator)}: {verdict_name(Verdict(verdict))}" for annotator, verdict in dispute.verdicts
    )
    return f"{visible(dispute.article)}  {visible(dispute.quote)}  {verdicts}  ({dispute.claim})"
