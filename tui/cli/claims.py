"""``soi claims``: prints the mentions of articles, as a table or as JSON Lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

import annotations as library
from annotations.corpus.options import ReadOptions
from annotations.exports import records
from annotations.model import Article, Mention, Role
from annotations.text import visible
from tui.cli.articles import print_articles
from tui.cli.command import command, option
from tui.cli.failures import exit_with_errors
from tui.cli.options import LANG, LEXICON, TABLE_OR_JSONL, FilePath
from tui.cli.output import print_columns
from tui.cli.sources import readable_sources, source_options
from tui.language.i18n import ngettext
from tui.language.numbers import format_value
from tui.language.wording import kind_name, role_name, unit_phrase, whole_phrase, word_name
from tui.settings.config import load_config


@command()
@click.argument("corpus", nargs=-1, required=True, metavar="SOURCE...", type=FilePath())
@TABLE_OR_JSONL
@source_options
@LEXICON
@option("--explain", is_flag=True, help="Show the rule that made each reading, and every number kept out.")
@LANG
def claims(
    corpus: tuple[Path, ...],
    output_format: str,
    read_options: ReadOptions,
    lexicon: Path | None,
    explain: bool,
) -> None:
    """Print every number of the articles in SOURCE... with what it means; no store is used.

    The table shows the claims; jsonl gives every mention, those kept out of the claims too.
    """
    extractor = library.Extractor(lexicon or load_config().lexicon)
    print_mentions = _print_jsonl if output_format == "jsonl" else _print_table
    with readable_sources(corpus, read_options) as (sources, options):
        problems = print_articles(
            sources, options, extractor.extract, partial(print_mentions, explain=explain)
        )
    exit_with_errors(problems)


def _print_jsonl(article: Article, mentions: Sequence[Mention], explain: bool) -> None:
    for mention in mentions:
        print(records.json_line(records.mention_record(article.id, mention, explain=explain)))


def _print_table(article: Article, mentions: Sequence[Mention], explain: bool) -> None:
    article_claims = [mention for mention in mentions if mention.role == Role.CLAIM]
    n = len(article_claims)
    claim_count = ngettext("{n} claim", "{n} claims", n).format(n=n)
    n = len(mentions) - len(article_claims)
    other_count = ngettext("{n} other number", "{n} other numbers", n).format(n=n)
    print(f"{visible(article.id)}: {claim_count}, {other_count}")
    print_columns([_cells(mention, explain) for mention in (mentions if explain else article_claims)])


def _cells(mention: Mention, explain: bool) -> list[str]:
    is_claim = mention.role == Role.CLAIM
    modifier, value = word_name(mention.modifier or ""), format_value(mention.value or "", mention.kind)
    return [
        str(mention.start),
        visible(mention.text),
        kind_name(mention.kind) if is_claim and mention.kind else role_name(mention.role),
        " ".join(filter(None, (modifier, value, whole_phrase(mention)))),
        visible(unit_phrase(mention)),
        word_name(mention.direction or ""),
        *([mention.rule or "", visible(mention.why or "")] if explain else []),
    ]
