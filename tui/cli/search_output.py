"""What ``soi search`` prints: the articles found, with the passages that answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from annotations.search import parse
from annotations.search.passages import FoundArticle, Passage
from annotations.store.search.corpus_search import CorpusSearch
from annotations.text import brief, escaped, visible
from tui.language.i18n import _
from tui.store.preparation import ready
from tui.widgets.marked_text import match_pieces


def print_search(query: str, store: Path, annotator: str, limit: int, form: str) -> None:
    """Print the best ``limit`` articles that answer a query, indexing first what is not indexed yet."""
    asked = parse(query)
    with ready(store, words=True) as opened:
        found = list(CorpusSearch(opened, annotator=annotator).search(asked))
    best = sorted(found, key=lambda article: article.rank, reverse=True)[:limit]
    printed: Callable[[FoundArticle], None] = _print_jsonl if form == "jsonl" else _print_table
    for article in best:
        printed(article)
    if not best and form == "table":
        click.echo(_("Nothing answers {query}.").format(query=brief(query.strip())), err=True)


def _print_table(article: FoundArticle) -> None:
    title = _marked(article.title, 0, article.title_spans) if article.title else ""
    said = [
        visible(article.article),
        title,
        *(visible(part) for part in (article.outlet, article.published) if part),
    ]
    click.echo(" · ".join(filter(None, said)))
    for one in article.passages:
        click.echo(f"  {one.start:>7}  {_marked(one.text, one.text_start, one.spans)}")
    more = article.hits - len(article.passages)
    if more > 0:
        click.echo("           " + _("and {n} more").format(n=more))


def _marked(text: str, start: int, spans: Iterable[tuple[int, int]]) -> str:
    """A text that begins at ``start`` in its article, with what matched in bold where a terminal shows it."""
    pieces = match_pieces(text, start, spans)
    return "".join(
        click.style(piece, bold=True, underline=True) if found else piece for piece, found in pieces
    )


def _print_jsonl(article: FoundArticle) -> None:
    passages: tuple[Passage | None, ...] = article.passages or (None,)
    for one in passages:
        record = {
            "article": article.article,
            "title": article.title,
            "outlet": article.outlet,
            "published": article.published,
            "score": one.score if one else article.score,
            "start": one.start if one else None,
            "end": one.end if one else None,
            "claim": one.claim if one else None,
            "spans": one.spans if one else None,
            "passage": one.text if one else None,
            "passage_start": one.text_start if one else None,
            "title_spans": article.title_spans or None,
        }
        said = {name: value for name, value in record.items() if value is not None}
        click.echo(escaped(json.dumps(said, ensure_ascii=False)))
