"""``soi split``: writes the articles of one annotator into a store to send away."""

from __future__ import annotations

from pathlib import Path

import click

from annotations.store import maintenance
from annotations.store.teams.split import split
from annotations.text import brief_path, visible
from tui.cli.command import command, option
from tui.cli.options import LANG, STORE, FilePath
from tui.language.i18n import mark, ngettext
from tui.language.numbers import format_count


@command("split")
@STORE
@option("--for", "annotator", required=True, metavar="NAME", help=mark("Whose articles."))
@option(
    "--output", "-o", "target", required=True, type=FilePath(), metavar="FILE", help=mark("The new store.")
)
@LANG
def split_store(store: Path, annotator: str, target: Path) -> None:
    """Write what is assigned to NAME into a store of its own, with NAME's own decisions, to send away.

    NAME reviews in it as in any store;  soi merge FILE  brings the decisions home.
    """
    with maintenance.readable_store(store) as opened_store:
        report = split(opened_store, annotator, target)
    message = ngettext(
        "{path} has {n} article for {name}; merge it when it comes back.",
        "{path} has {n} articles for {name}; merge it when it comes back.",
        report.articles,
    )
    click.echo(
        message.format(path=brief_path(target), n=format_count(report.articles), name=visible(annotator))
    )
