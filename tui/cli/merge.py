"""``soi merge``: merges stores into one, and prints the new rows and the new disputes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import annotations as library
from annotations.model import Verdict
from annotations.store import maintenance, queries
from annotations.text import visible
from tui.cli.command import command
from tui.cli.options import STORE, FilePath
from tui.cli.output import orphans_key
from tui.language.i18n import _, mark
from tui.language.import_messages import orphans_message
from tui.language.wording import verdict_name

if TYPE_CHECKING:
    from annotations.store.maintenance.merge import Dispute, MergeReport

_ADDED_ROWS = {
    "articles": mark("articles: {n}"),
    "texts": mark("texts: {n}"),
    "claims": mark("claims: {n}"),
    "decisions": mark("decisions: {n}"),
    "article_decisions": mark("decisions on articles: {n}"),
    "annotators": mark("annotators: {n}"),
    "tags": mark("tags: {n}"),
}


@command()
@click.argument("stores", nargs=-1, required=True, metavar="OTHER.db...", type=FilePath())
@STORE
def merge(stores: tuple[Path, ...], store: Path) -> None:
    """Take into the store what OTHER.db... have and it has not; they are not changed.

    Stores made apart from the same corpus become one. In any order, and however often, the result is the same.
    """
    for path in stores:
        maintenance.expect_store(path)
    with library.open_store(store, create=True) as opened_store:
        for path in stores:
            _print_report(path, library.merge(opened_store, path))
        orphan_count = queries.count_orphans(opened_store)
    if orphan_count:
        print(orphans_message(orphan_count, orphans_key()))


def _print_report(path: Path, report: MergeReport) -> None:
    added = [_(_ADDED_ROWS[table]).format(n=count) for table, count in report.added_rows.items() if count > 0]
    print(f"{visible(str(path))}: {', '.join(added) or _('nothing new')}")
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
