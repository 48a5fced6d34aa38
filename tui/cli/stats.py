"""``soi stats``: prints how far a store is reviewed, by article, kind, day or annotator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

import annotations as library
from annotations.model import Article, Kind, Verdict
from annotations.store import maintenance
from annotations.store.blindness import hides_others
from annotations.store.queries.statistics import Statistics, Tally, statistics
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.options import ANNOTATOR, LANG, OUTPUT_FORMAT, STORE, FilePath, chosen_annotator
from tui.cli.output import print_columns, print_records
from tui.language.i18n import _, mark
from tui.language.numbers import format_day
from tui.language.wording import kind_name, verdict_name

_COUNTS = ("claims", "reviewed", *(verdict.value for verdict in Verdict), "disputed")
Record = tuple[str | int | None, ...]


@command()
@click.argument("corpus", required=False, type=FilePath())
@STORE
@ANNOTATOR
@option(
    "--by",
    "grouping",
    type=click.Choice(["article", "kind", "day", "annotator"]),
    default="article",
    show_default=True,
    help=mark("What a row is."),
)
@OUTPUT_FORMAT
@LANG
def stats(corpus: Path | None, store: Path, annotator: str | None, grouping: str, output_format: str) -> None:
    """Print how much everybody has reviewed, or one annotator with --annotator NAME.

    With CORPUS, of its articles, as the app shows it; without, of everything in the store. A claim on which annotators
    gave different verdicts is counted as disputed. In a blind store (soi settings) only one's own verdicts are counted.
    """
    articles = None
    if corpus is not None:
        articles = [article.id for article in library.read_corpus(corpus) if isinstance(article, Article)]
    with maintenance.readable_store(store) as opened_store:
        with opened_store.read_access() as connection:
            is_hidden = annotator is None and hides_others(connection, chosen_annotator(None))
        name = chosen_annotator(annotator) if annotator is not None or is_hidden else None
        counts = statistics(opened_store, name, articles)
    assert counts is not None  # it cannot be cancelled
    columns, records = _GROUPINGS[grouping](counts)
    if output_format == "table":
        _print_table(counts, grouping, records)
    else:
        print_records(columns, records, output_format)


def _counts(tally: Tally) -> Record:
    verdicts = (tally.verdicts.get(verdict, 0) for verdict in Verdict)
    return tally.total, tally.reviewed, *verdicts, tally.disputed


def _by_article(counts: Statistics) -> tuple[tuple[str, ...], list[Record]]:
    rows: list[Record] = [(row.article, row.title, *_counts(row.tally)) for row in counts.articles]
    return ("article", "title", *_COUNTS), rows


def _by_kind(counts: Statistics) -> tuple[tuple[str, ...], list[Record]]:
    rows: list[Record] = [
        (kind.value if kind else None, *_counts(tally)) for kind, tally in counts.kinds.items()
    ]
    return ("kind", *_COUNTS), sorted(rows, key=lambda row: -int(row[1] or 0))


def _by_day(counts: Statistics) -> tuple[tuple[str, ...], list[Record]]:
    return ("day", "reviewed"), list(counts.days.items())


def _by_annotator(counts: Statistics) -> tuple[tuple[str, ...], list[Record]]:
    rows: list[Record] = [
        (row.name, row.reviewed, *(row.verdicts.get(verdict, 0) for verdict in Verdict))
        for row in counts.annotators
        if counts.annotator in (None, row.name)
    ]
    return ("annotator", "reviewed", *(verdict.value for verdict in Verdict)), rows


_GROUPINGS: dict[str, Callable[[Statistics], tuple[tuple[str, ...], list[Record]]]] = {
    "article": _by_article,
    "kind": _by_kind,
    "day": _by_day,
    "annotator": _by_annotator,
}


def _print_table(counts: Statistics, grouping: str, records: Sequence[Record]) -> None:
    """Print records with words for codes; where claims are counted, the reviewed of all and a sum."""
    if grouping == "day":
        print_columns([(format_day(str(day)), str(reviewed)) for day, reviewed in records])
        return
    verdicts = [verdict_name(verdict) for verdict in Verdict]
    if grouping == "annotator":
        rows = [[*map(str, row[1:]), visible(str(row[0]))] for row in records]
        print_columns([[_("reviewed"), *verdicts, _("annotator")], *rows])
        return
    header = [_("reviewed"), *verdicts, _("disputed"), _("article") if grouping == "article" else _("kind")]
    offset = 2 if grouping == "article" else 1
    rows = [_cells(row[offset:], _name(grouping, row)) for row in records]
    label = _("in all, by everybody")
    if counts.annotator:
        label = _("in all, by {annotator}").format(annotator=visible(counts.annotator))
    print_columns([header, *rows, _cells(_counts(counts.whole), label)])


def _cells(row: Record, name: str) -> list[str]:
    total, reviewed, *verdicts = row
    return [f"{reviewed}/{total}", *map(str, verdicts), name]


def _name(grouping: str, row: Record) -> str:
    if grouping == "article":
        return visible(str(row[1] or row[0]))
    return kind_name(Kind(str(row[0]))) if row[0] else "–"
