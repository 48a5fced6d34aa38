"""``soi check``: prints the findings in articles, as a table or as JSON Lines."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

import annotations as library
from annotations.corpus.options import ReadOptions
from annotations.exports import records
from annotations.model import Article, Bearing, Finding
from annotations.text import visible
from tui.cli.articles import print_articles
from tui.cli.command import command, option
from tui.cli.failures import print_errors
from tui.cli.options import LANG, LEXICON, TABLE_OR_JSONL, FilePath
from tui.cli.output import print_columns
from tui.cli.sources import readable_sources, source_options
from tui.language.i18n import _, ngettext, translated
from tui.language.numbers import format_count
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
@option(
    "--fail-on",
    "failing",
    type=click.Choice(["confirms", "contradicts", "implies"]),
    help="End with exit code 1 if there is such a finding.",
)
@source_options
@LEXICON
@LANG
def check(
    corpus: tuple[Path, ...],
    output_format: str,
    bearings: tuple[str, ...],
    failing: str | None,
    read_options: ReadOptions,
    lexicon: Path | None,
) -> None:
    """Print what the articles in SOURCE... say of their own numbers; no store is used.

    Shares that are right or wrong of their whole, lists that are longer than announced, dates that cannot be,
    and what follows from two numbers (docs/checks.md). Findings are no failure, unless --fail-on names them.
    """
    extractor = library.Extractor(lexicon or load_config().lexicon)
    print_findings = _print_jsonl if output_format == "jsonl" else _print_table
    shown_bearings = {Bearing(name) for name in bearings} or set(Bearing)
    counts: Counter[Bearing] = Counter()
    checked_articles = 0

    def check_article(article: Article) -> list[Finding]:
        nonlocal checked_articles
        findings = library.check(article, extractor.extract(article))
        counts.update(finding.bearing for finding in findings)
        checked_articles += 1
        return [finding for finding in findings if finding.bearing in shown_bearings]

    with readable_sources(corpus, read_options) as (sources, options):
        problems = print_articles(sources, options, check_article, print_findings)
    if output_format == "table":
        print(_summary(checked_articles, {bearing: counts[bearing] for bearing in shown_bearings}))
    print_errors(problems)
    sys.exit(1 if problems or (failing and counts[Bearing(failing)]) else 0)


def _summary(articles: int, counts: Mapping[Bearing, int]) -> str:
    article_count = ngettext("{n} article", "{n} articles", articles).format(n=format_count(articles))
    found = [
        f"{BEARING_SIGNS[bearing]} {bearing_name(bearing)} {counts[bearing]}"
        for bearing in Bearing
        if counts.get(bearing)
    ]
    return f"{article_count}: {', '.join(found) or _('nothing found')}"


def _print_jsonl(article: Article, findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(records.json_line(records.finding_record(article, finding)))


def _print_table(article: Article, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    finding_count = ngettext("{n} finding", "{n} findings", len(findings)).format(n=len(findings))
    print(f"{visible(article.id)}: {finding_count}")
    rows = []
    for finding in findings:
        start, end = finding.spans[0]
        bearing = f"{BEARING_SIGNS[finding.bearing]} {bearing_name(finding.bearing)}"
        sentence = f"{translated(library.says(finding))} {finding.arithmetic}".rstrip()
        rows.append([str(start), visible(article.text[start:end]), bearing, visible(sentence)])
    print_columns(rows)
