"""``soi search``: prints the articles that answer a query, with their passages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import annotations as library
from annotations.errors import UsageError
from annotations.exports import records
from annotations.text import brief, visible
from tui.cli.options import ANNOTATOR, LANG, STORE, chosen_annotator
from tui.cli.output import prepared_store
from tui.cli.visible_streams import print_marked
from tui.language.i18n import _
from tui.widgets.marked_text import match_pieces

if TYPE_CHECKING:
    from annotations.search.passages import FoundArticle


class QueryCommand(click.Command):
    """A command whose arguments may begin with a minus: ``-kind:money`` is a filter, not an option."""

    ignore_unknown_options = True


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1, required=True)
@STORE
@ANNOTATOR
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most this many articles."
)
@click.option(
    "--format", "output_format", type=click.Choice(["table", "jsonl"]), default="table", show_default=True
)
@LANG
def search(
    query: tuple[str, ...], store: Path, annotator: str | None, limit: int, output_format: str
) -> None:
    """Search all articles of the store: words with typos and tone marks forgiven, numbers digit by digit.

    Filters narrow it: kind:, value:, verdict:, tag:, outlet:, date: and more (docs/search.md). The first search
    indexes the articles; interrupt it at any time, the next one goes on.
    """
    words = " ".join(query)
    parsed, annotator_name = library.parse_query(words, complete=True), chosen_annotator(annotator)
    if not parsed.clauses:
        raise UsageError("Say what to search for: words, a phrase in quotation marks, or filters.")
    with prepared_store(store, words=True) as prepared:
        articles = library.search_articles(prepared, parsed, annotator=annotator_name, limit=limit)
        for article in articles:
            if output_format == "jsonl":
                for record in records.passage_records(article):
                    click.echo(records.json_line(record))
            else:
                _print_article(article)
        if not articles and output_format == "table":
            click.echo(_("Nothing answers {query}.").format(query=brief(words.strip())), err=True)


def _print_article(article: FoundArticle) -> None:
    title = [(" · ", False), *match_pieces(article.title, 0, article.title_spans)] if article.title else []
    origin = [(f" · {visible(part)}", False) for part in (article.outlet, article.published) if part]
    print_marked([(visible(article.article), False), *title, *origin])
    for passage in article.passages:
        text = match_pieces(passage.text, passage.text_start, passage.spans)
        print_marked([(f"  {passage.start:>7}  ", False), *text])
    hidden_hits = article.hits - len(article.passages)
    if hidden_hits > 0:
        click.echo("           " + _("and {n} more").format(n=hidden_hits))
