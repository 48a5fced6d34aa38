"""``soi report``: writes a report on what was reviewed, to be read, sent and printed."""

from __future__ import annotations

from pathlib import Path

import click

import annotations as library
from annotations.text import brief_path
from tui.cli.command import command, option
from tui.cli.export import print_left_out
from tui.cli.options import (
    ANNOTATORS,
    DECIDED_SINCE,
    FORCE,
    LANG,
    STORE,
    VERDICTS,
    FilePath,
    chosen_verdicts,
)
from tui.cli.output import prepared_store
from tui.cli.publication import Publication, publication_options
from tui.language.i18n import _, mark
from tui.settings.config import settings_files

FILE_NAME = mark("report.html")


@command()
@click.argument("query", default="", metavar="[QUERY]")
@STORE
@option(
    "-o",
    "--output",
    type=FilePath(),
    metavar="FILE",
    help="Write here; a name that ends with .md makes it Markdown. Otherwise report.html.",
)
@VERDICTS
@ANNOTATORS
@DECIDED_SINCE
@publication_options
@FORCE
@LANG
def report(
    query: str,
    store: Path,
    output: Path | None,
    verdicts: tuple[str, ...],
    annotators: tuple[str, ...],
    decided_since: str,
    publication: Publication,
    force: bool,
) -> None:
    """Write a report: one page that a browser opens without a network, and that prints well.

    It has what is refuted with its sentence and the true value, contradictions, disagreements, progress, agreement and
    the articles with their claims marked. QUERY is as in the claims view (docs/search.md). The language is that of the
    program; name, url and base_url below [publisher] in soi.toml are the newsroom's.
    """
    path = output or Path(_(FILE_NAME))
    parsed = library.parse_query(query, complete=True)
    with prepared_store(store, words=bool(parsed.words)) as prepared:
        left_out = library.export(
            prepared,
            "markdown" if path.suffix.lower() == ".md" else "html",
            path,
            verdicts=chosen_verdicts(verdicts),
            query=parsed,
            annotators=annotators,
            decided_since=decided_since,
            options=publication.export_options(),
            inputs=settings_files(),
            overwrite=force,
        )
        print(_("The report is in {path}.").format(path=brief_path(path)))
        print_left_out(left_out)
