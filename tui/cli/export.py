"""``soi export``: writes the reviewed claims to a file or to stdout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

import annotations as library
from annotations.exports import FORMATS
from annotations.model import Verdict
from tui.cli.command import command, option
from tui.cli.failures import print_error
from tui.cli.options import LANG, STORE, FilePath
from tui.cli.output import orphans_key, prepared_store
from tui.cli.visible_streams import terminal_of
from tui.language.i18n import ngettext
from tui.settings.config import settings_files


@command()
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@STORE
@option("-o", "--output", type=FilePath(), metavar="FILE", help="Write here, not to stdout.")
@option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(["verified", "refuted", "unverifiable", "not_a_claim", "unreviewed"]),
    help="Only these verdicts; may be given several times. Without it, every verdict.",
)
@click.option(
    "--filter",
    "query",
    default="",
    metavar="QUERY",
    help="Only what answers this, as in the claims view: 'kind:percentage value:>=90 by:lan'.",
)
@option(
    "--force",
    is_flag=True,
    help="Write over a FILE that is no export of soi; a store, an article, a lexicon and soi.toml are never written over.",
)
@LANG
def export(
    form: str, store: Path, output: Path | None, verdicts: tuple[str, ...], query: str, force: bool
) -> None:
    """Write what is reviewed as csv or jsonl, one row a review, in a stable order.

    FILE is written whole or not at all, in place of an earlier export.

    unreviewed stands for claims that have a note or a tag but no verdict. With --filter and no --verdict these
    are written too. The query language is described in docs/search.md.
    """
    parsed = library.parse_query(f"{query} ")
    exported_verdicts = [None if name == "unreviewed" else Verdict(name) for name in verdicts]
    with prepared_store(store, words=bool(parsed.words)) as prepared:
        orphan_count = library.export(
            prepared,
            form,
            output or _stdout(),
            verdicts=exported_verdicts,
            query=parsed,
            inputs=settings_files(),
            overwrite=force,
        )
        sys.stdout.flush()
        if orphan_count:
            message = ngettext(
                "{n} reviewed claim is left out: it waits in the orphan queue (open the corpus, press {key}).",
                "{n} reviewed claims are left out: they wait in the orphan queue (open the corpus, press {key}).",
                orphan_count,
            )
            print_error(message.format(n=orphan_count, key=orphans_key()))


def _stdout() -> TextIO:
    """A terminal shows symbols for control characters; a file or another program gets the data as they are."""
    return sys.stdout if sys.stdout.isatty() else terminal_of(sys.stdout)
