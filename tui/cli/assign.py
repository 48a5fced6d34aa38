"""``soi assign``: hands articles or claims out to annotators."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from annotations.assignment import Plan
from annotations.bounded_files import read_bounded
from annotations.errors import UsageError
from annotations.exports.export_format import first_line
from annotations.exports.files import ReplacementRules, whole_text_file
from annotations.store import maintenance
from annotations.store.blindness import BLIND, ON
from annotations.store.store import Store
from annotations.store.teams.assignments import (
    Assignment,
    AssignmentChanges,
    assign,
    expect_known_names,
    loads,
    read_assignments,
    replace_assignments,
)
from annotations.store.teams.settings import change_setting
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.options import ANNOTATOR, LANG, STORE, FilePath, deciding_annotator
from tui.cli.output import print_columns, print_records
from tui.language.i18n import _, mark, ngettext
from tui.language.numbers import format_count

_COLUMNS = ("article", "claim", "annotator")
_MOST_BYTES = 100_000_000  # of a file of assignments


def _part(_context: click.Context, _parameter: click.Parameter, value: str) -> float:
    """A part of a whole, such as ``30%`` or ``0.3``, as a number between 0 and 1."""
    text = value.strip().replace(",", ".")
    try:
        part = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        part = -1.0
    if not 0 <= part <= 1:
        raise click.BadParameter(
            _("{value} is not a part of a whole: give one as 30% or 0.3.").format(value=repr(value))
        )
    return part


@command("assign")
@click.argument("query", default="", metavar="[QUERY]")
@STORE
@ANNOTATOR
@option("--annotators", default="", metavar="NAME,NAME…", help=mark("Who reviews."))
@option(
    "--overlap",
    type=int,
    default=1,
    show_default=True,
    metavar="N",
    help=mark("How many review each article."),
)
@option(
    "--shared",
    callback=_part,
    default="0",
    metavar="PART",
    help=mark("A part that everybody reviews, such as 30%."),
)
@option(
    "--by",
    "unit",
    type=click.Choice(["article", "claim"]),
    default="article",
    show_default=True,
    help=mark("What is handed out."),
)
@option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    metavar="N",
    help=mark("Another number hands out otherwise."),
)
@option(
    "--new",
    "are_new",
    is_flag=True,
    help=mark("The names are right, also those that are nearly those of others."),
)
@option("--show", "is_shown", is_flag=True, help=mark("Say who has how many, and change nothing."))
@option(
    "--csv",
    "csv_file",
    type=FilePath(),
    metavar="FILE",
    help=mark(
        "Take the assignments of a file with the columns article, claim and annotator; with --show, write it (- for standard output)."
    ),
)
@LANG
def assign_articles(
    query: str,
    store: Path,
    annotator: str | None,
    annotators: str,
    overlap: int,
    shared: float,
    unit: str,
    seed: int,
    csv_file: Path | None,
    *,
    are_new: bool,
    is_shown: bool,
) -> None:
    """Hand the articles out to annotators, all of them or those that QUERY finds (docs/search.md).

    The same command hands out the same in every store of the same articles. What was assigned before stays where it can:
    a new annotator takes from the others, and nothing else moves. Where articles have several annotators, the store
    becomes blind (soi settings).
    """
    names = tuple(filter(None, (name.strip() for name in annotators.split(","))))
    if not is_shown and bool(names) == (csv_file is not None):
        raise UsageError(
            "Say who reviews with --annotators lan,minh, or give a file with --csv FILE; --show changes nothing."
        )
    with maintenance.readable_store(store) as opened_store:
        if not is_shown:
            signature = deciding_annotator(annotator)
            if not are_new:
                expect_known_names(opened_store, names)
            changes = (
                replace_assignments(opened_store, signature, _read_csv(csv_file))
                if csv_file
                else assign(
                    opened_store,
                    signature,
                    Plan(names, overlap, shared, seed),
                    query,
                    by_claim=unit == "claim",
                )
            )
            _turn_blind(opened_store, signature)
            _print_changes(changes)
        assignments = read_assignments(opened_store)
        if is_shown and csv_file:
            _write_csv(opened_store, assignments, csv_file)
            return
    _print_loads(assignments)


def _turn_blind(store: Store, signature: str) -> None:
    """Make a store blind in which somebody would see what others decided on the same article."""
    assignments = read_assignments(store)
    places = {assignment[:2] for assignment in assignments}
    if len(places) < len(assignments) and change_setting(store, signature, BLIND, ON):
        click.echo(_("The store is blind now: others' decisions are hidden until one has decided oneself."))


def _print_changes(changes: AssignmentChanges) -> None:
    added, withdrawn = len(changes.added), len(changes.withdrawn)
    print(
        ngettext(
            "{n} assignment is new, {m} taken back.", "{n} assignments are new, {m} taken back.", added
        ).format(n=format_count(added), m=format_count(withdrawn))
    )


def _print_loads(assignments: Iterable[Assignment]) -> None:
    counts: Mapping[str, int] = loads(assignments)
    print_columns([(visible(name), format_count(count)) for name, count in counts.items()])
    if not counts:
        click.echo(_("Nothing is assigned: everybody reviews everything."), err=True)


def _read_csv(path: Path) -> Iterator[Assignment]:
    """The assignments in a CSV file; raises UsageError for another file."""
    try:
        text = read_bounded(path, _MOST_BYTES).decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        if not {"article", "annotator"} <= set(rows.fieldnames or ()):
            raise UsageError(
                "{path} has no columns article and annotator: write it with  soi assign --show --csv FILE.",
                path=visible(str(path)),
            )
        yield from (Assignment(row["article"], row.get("claim") or "", row["annotator"]) for row in rows)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            "{path} is no CSV file in UTF-8: save it as one.", path=visible(str(path))
        ) from error


def _write_csv(store: Store, assignments: Iterable[Assignment], path: Path) -> None:
    if str(path) == "-":
        print_records(_COLUMNS, assignments, "csv")
        return
    with whole_text_file(path, ReplacementRules(store.path, is_own=_is_assignments)) as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(assignments)


def _is_assignments(path: Path) -> bool:
    return first_line(path).startswith(",".join(_COLUMNS).encode())
