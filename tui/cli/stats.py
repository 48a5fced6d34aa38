"""``soi stats``: prints an annotator's progress by article and in all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

import annotations as library
from annotations.model import Article, Progress, Verdict
from annotations.store import maintenance, queries
from annotations.text import visible
from tui.cli.command import command
from tui.cli.options import ANNOTATOR, LANG, OUTPUT_FORMAT, STORE, FilePath, chosen_annotator
from tui.cli.output import print_columns, print_records
from tui.language.i18n import _
from tui.language.wording import verdict_name


@command()
@click.argument("corpus", required=False, type=FilePath())
@STORE
@ANNOTATOR
@OUTPUT_FORMAT
@LANG
def stats(corpus: Path | None, store: Path, annotator: str | None, output_format: str) -> None:
    """Print how much of each article an annotator has reviewed.

    With CORPUS, of its articles, as the app shows it; without, of everything in the store.
    """
    annotator_name = chosen_annotator(annotator)
    articles = None
    if corpus is not None:
        articles = [article.id for article in library.read_corpus(corpus) if isinstance(article, Article)]
    with maintenance.readable_store(store) as opened_store:
        progress = queries.read_progress(opened_store, annotator_name, articles)
    if output_format == "table":
        _print_table(progress, annotator_name)
        return
    columns = ("article", "title", "claims", "reviewed", *(verdict.value for verdict in Verdict))
    records = (
        (
            row.article,
            row.title,
            row.total,
            row.reviewed,
            *(row.verdicts.get(verdict, 0) for verdict in Verdict),
        )
        for row in progress
    )
    print_records(columns, records, output_format)


def _print_table(progress: Sequence[Progress], annotator: str) -> None:
    header = [_("reviewed"), *(verdict_name(verdict) for verdict in Verdict), _("article")]
    rows = [
        [
            f"{article_progress.reviewed}/{article_progress.total}",
            *(str(article_progress.verdicts.get(verdict, 0)) for verdict in Verdict),
            visible(article_progress.title or article_progress.article),
        ]
        for article_progress in progress
    ]
    total = [
        f"{sum(article.reviewed for article in progress)}/{sum(article.total for article in progress)}",
        *(str(sum(article.verdicts.get(verdict, 0) for article in progress)) for verdict in Verdict),
        _("in all, by {annotator}").format(annotator=visible(annotator)),
    ]
    print_columns([header, *rows, total])
