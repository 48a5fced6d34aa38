"""``soi check``: prints the findings in articles, as a table or as JSON Lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

import annotations as library
from annotations.corpus.options import ReadOptions
from annotations.exports import records
from annotations.model import Article, Bearing, Finding
from annotations.text import visible
from tui.cli.articles import print_articles
from tui.cli.command import command, option
from tui.cli.options import LANG, LEXICON, TABLE_OR_JSONL, FilePath
from tui.cli.output import print_columns
from tui.cli.sources import readable_sources, source_options
from tui.language.i18n import ngettext, translated
from tui.language.wording import BEARING_SIGNS, bearing_name
from tui.settings.config import load_config


@command()
@click.argument("corpus", nargs=-1, required=True, metavar="SOURCE...", type=FilePath())
@TABLE_OR_JSONL
@option(
    "--bearing",
    "bearings",
    multiple=True,
    type=click.Choice(["confirms", "contradicts", "implies"]),
    help="Only findings that say this of a claim; may be given several times. Without it, all.",
)
@source_options
@LEXICON
@LANG
def check(
    corpus: tuple[Path, ...],
    output_format: str,
    bearings: tuple[str, ...],
    read_options: ReadOptions,
    lexicon: Path | None,
) -> None:
    """Print what the articles in SOURCE... say of their own numbers; no store is used.

    Shares that are right or wrong of their whole, lists that are longer than announced, dates that cannot be,
    and what follows from two numbers (docs/checks.md). Findings are no failure: the exit code is 0.
    """
    extractor = library.Extractor(lexicon or load_config().lexicon)
    print_findings = _print_jsonl if output_format == "jsonl" else _print_table
    shown_bearings = {Bearing(name) for name in bearings} or set(Bearing)

    def shown_findings(article: Article) -> list[Finding]:
        findings = library.check(article, extractor.extract(article))
        return [finding for finding in findings if finding.bearing in shown_bearings]

    with readable_sources(corpus, read_options) as (sources, options):
        print_articles(sources, options, shown_findings, print_findings)


def _print_jsonl(article: Article, findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(records.json_line(records.finding_record(article, finding)))


def _print_table(article: Article, findings: Sequence[Finding]) -> None:
    finding_count = ngettext("{n} finding", "{n} findings", len(findings)).format(n=len(findings))
    print(f"{visible(article.id)}: {finding_count}")
    rows = []
    for finding in findings:
        start, end = finding.spans[0]
        bearing = f"{BEARING_SIGNS[finding.bearing]} {bearing_name(finding.bearing)}"
        sentence = f"{translated(library.says(finding))} {finding.arithmetic}".rstrip()
        rows.append([str(start), visible(article.text[start:end]), bearing, visible(sentence)])
    print_columns(rows)
