"""``soi export``: writes the reviewed claims to a file or to stdout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

import annotations as library
from annotations.exports import FORMATS
from annotations.exports.consensus import Consensus
from annotations.exports.splits import parse_splits
from annotations.reports import ExportReport
from tui.cli.command import command, option
from tui.cli.failures import print_error
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
from tui.cli.output import orphans_key, prepared_store
from tui.cli.progress import shown_progress
from tui.cli.publication import Publication, publication_options
from tui.cli.visible_streams import terminal_of
from tui.language.export_messages import left_out_messages
from tui.language.i18n import _
from tui.settings.config import settings_files


def _complete_format(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


# Names for standard output, which is no file that could be written beside its place and renamed.
_STDOUT_PATHS = {Path("-"), Path("/dev/stdout")}


@command()
@click.argument("format_name", metavar="FORMAT", shell_complete=_complete_format)
@click.argument("query", default="", metavar="[QUERY]")
@STORE
@option(
    "-o",
    "--output",
    type=FilePath(),
    metavar="PATH",
    help="Write here, not to stdout; a format of several files makes a folder.",
)
@VERDICTS
@ANNOTATORS
@DECIDED_SINCE
@click.option(
    "--filter",
    "filter_query",
    default="",
    metavar="QUERY",
    help="The same as QUERY: 'kind:percentage value:>=90 by:lan'.",
)
@option("--bom", is_flag=True, help="Begin csv and tsv with a byte order mark, by which Excel tells UTF-8.")
@option(
    "--escape-formulas/--keep-formulas",
    default=None,
    help="Put an apostrophe before cells that a spreadsheet would run as a formula; xlsx does so unless told not to.",
)
@option(
    "--consensus",
    type=click.Choice([consensus.value for consensus in Consensus]),
    help="One row a claim: where all annotators agree, also where an adjudicator has settled it, or also where most agree; the others are left out.",
)
@option(
    "--split",
    default="train=100",
    metavar="PARTS",
    help="The parts of a data set in percent of its articles: train=80,dev=10,test=10 (huggingface).",
)
@option("--seed", type=int, default=0, metavar="N", help="Chooses which article is in which part.")
@option(
    "--license",
    "license_name",
    default="",
    metavar="NAME",
    help="The licence of a data set, as CC-BY-4.0 or by its address (package, huggingface).",
)
@publication_options
@FORCE
@LANG
def export(
    format_name: str,
    query: str,
    store: Path,
    output: Path | None,
    verdicts: tuple[str, ...],
    annotators: tuple[str, ...],
    decided_since: str,
    filter_query: str,
    bom: bool,
    escape_formulas: bool | None,
    consensus: str | None,
    split: str,
    seed: int,
    license_name: str,
    publication: Publication,
    force: bool,
) -> None:
    """Write what is reviewed in a format, in a stable order.

    FORMAT is a table with a row a review (csv, tsv, xlsx, json, jsonl, parquet, sqlite), a data set (huggingface,
    package, vifactcheck), the annotations of other programs (brat, conll, doccano, inception, labelstudio,
    prodigy, spacy, webannotation), a report (html, markdown) or fact checks (claimreview).

    PATH is written whole or not at all, in place of an earlier export. QUERY is as in the claims view:
    'kind:percentage value:>=90 by:lan' (docs/search.md). docs/exports.md describes the formats.

    unreviewed stands for claims that have a note or a tag but no verdict. With QUERY and no --verdict these
    are written too.
    """
    FORMATS.get_format(format_name)
    if output in _STDOUT_PATHS:
        output = None
    parsed = library.parse_query(f"{query} {filter_query}", complete=True)
    options = publication.export_options()._replace(
        has_bom=bom,
        escapes_formulas=escape_formulas,
        consensus=Consensus(consensus) if consensus else None,
        split=parse_splits(split),
        seed=seed,
        license=license_name,
    )
    with prepared_store(store, words=bool(parsed.words)) as prepared:
        with shown_progress(_("Exporting"), beside_output=output is None) as progress:
            report = library.export(
                prepared,
                format_name,
                output or _stdout(),
                verdicts=chosen_verdicts(verdicts),
                query=parsed,
                annotators=annotators,
                decided_since=decided_since,
                options=options,
                inputs=settings_files(),
                overwrite=force,
                on_item=progress.advance,
            )
        sys.stdout.flush()
        print_left_out(report)


def print_left_out(report: ExportReport) -> None:
    """Print how many reviewed claims an export leaves out, and why."""
    for message in left_out_messages(report, orphans_key()):
        print_error(message)


def _stdout() -> TextIO:
    """A terminal shows symbols for control characters; a file or another program gets the data as they are."""
    return sys.stdout if sys.stdout.isatty() else terminal_of(sys.stdout)
