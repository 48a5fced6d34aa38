"""``soi annotators``: lists who decided what, and gives an annotator another name."""

from __future__ import annotations

from pathlib import Path

import click

from annotations.errors import UsageError
from annotations.store import maintenance
from annotations.store.store import Store
from annotations.store.teams.renames import (
    AnnotatorWork,
    RenameEntry,
    list_annotators,
    rename_annotator,
    undo_rename,
)
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.options import ANNOTATOR, LANG, OUTPUT_FORMAT, STORE, deciding_annotator
from tui.cli.output import print_columns, print_records
from tui.language.i18n import _, mark, ngettext
from tui.language.numbers import format_count

_COLUMNS = ("annotator", "decisions", "articles", "first_day", "last_day", "former_names")


@command()
@click.argument("words", nargs=-1, metavar="[rename OLD NEW]")
@STORE
@ANNOTATOR
@option("--undo", "is_undone", is_flag=True, help=mark("Take the last renaming back."))
@option(
    "--same", "is_same", is_flag=True, help=mark("OLD and NEW have both decided, and are the same person.")
)
@OUTPUT_FORMAT
@LANG
def annotators(
    words: tuple[str, ...],
    store: Path,
    annotator: str | None,
    output_format: str,
    *,
    is_undone: bool,
    is_same: bool,
) -> None:
    """List the annotators: their decisions on claims, the articles with some, and the first and the last day.

    rename OLD NEW  gives an annotator another name. Decisions stay as they are: the name under which they are signed
    stands for the new one, also in stores that are merged later. soi log shows it.
    """
    if words and (words[0] != "rename" or len(words) != 3 or is_undone):
        raise UsageError("Write  soi annotators ,  soi annotators rename OLD NEW  or  soi annotators --undo.")
    with maintenance.readable_store(store) as opened_store:
        if words or is_undone:
            signature = deciding_annotator(annotator)
            entry = (
                undo_rename(opened_store, signature)
                if is_undone
                else rename_annotator(opened_store, signature, words[1], words[2], is_same=is_same)
            )
            click.echo(rename_message(entry))
            return
        _print_annotators(opened_store, output_format)


def rename_message(entry: RenameEntry) -> str:
    """What a renaming, or taking one back, has done."""
    message = _("{old} is not called {new} any more.") if entry.is_undo else _("{old} is called {new} now.")
    return message.format(old=visible(entry.old_name), new=visible(entry.new_name))


def _print_annotators(store: Store, output_format: str) -> None:
    works = list_annotators(store)
    if output_format == "table":
        print_columns(list(map(_cells, works)))
        if not works:
            click.echo(_("Nobody has decided anything in this store."), err=True)
        return
    records = [(*work[:-1], ", ".join(work.former_names)) for work in works]
    print_records(_COLUMNS, records, output_format)


def _cells(work: AnnotatorWork) -> tuple[str, ...]:
    decisions = ngettext("{n} decision", "{n} decisions", work.decisions)
    articles = ngettext("{n} article", "{n} articles", work.articles)
    days = dict.fromkeys(day for day in (work.first_day, work.last_day) if day)
    former_names = visible(", ".join(work.former_names))
    return (
        visible(work.name),
        decisions.format(n=format_count(work.decisions)),
        articles.format(n=format_count(work.articles)),
        " – ".join(days),
        _("formerly {names}").format(names=former_names) if former_names else "",
    )
