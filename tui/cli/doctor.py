"""``soi doctor``: prints the problems of a store and their remedies, mends what it is told to, and looks at the environment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from click.core import ParameterSource

import annotations as library
from annotations.store import maintenance
from annotations.text import brief, visible
from tui.cli.command import command, option
from tui.cli.environment import NOTE, OK, PROBLEM, EnvironmentFact, current_facts
from tui.cli.options import LANG, OUTPUT_FORMAT, STORE
from tui.cli.output import print_columns, print_records
from tui.cli.progress import shown_progress
from tui.language.i18n import _, ngettext, translated

_SIGNS = {OK: "", NOTE: "! ", PROBLEM: "✗ "}
_AREAS: dict[str, Callable[[], str]] = {
    "settings": lambda: _("settings"),
    "annotator": lambda: _("annotator"),
    "terminal": lambda: _("terminal"),
    "keys": lambda: _("keys"),
    "language": lambda: _("language"),
    "extras": lambda: _("extras"),
}


@command()
@STORE
@option(
    "--rebuild",
    is_flag=True,
    help="Make what is derived (reviews, places of claims, findings, search index) anew first.",
)
@option(
    "--quarantine",
    "is_quarantining",
    is_flag=True,
    help="Move rows that cannot be right to the table quarantine first.",
)
@OUTPUT_FORMAT
@LANG
@click.pass_context
def doctor(
    context: click.Context, store: Path, rebuild: bool, is_quarantining: bool, output_format: str
) -> None:
    """Look the store over and say how to mend what is wrong, then the environment: settings, terminal, keys, extras.

    The exit code is 1 if anything is wrong with the store, or if there is a terminal that cannot be used.
    """
    source = context.get_parameter_source("store")
    has_store = store.exists() or source is ParameterSource.COMMANDLINE or rebuild or is_quarantining
    facts = [
        *(
            _store_facts(store, rebuild=rebuild, is_quarantining=is_quarantining)
            if has_store
            else [_no_store(store)]
        ),
        *current_facts(),
    ]
    if output_format == "table":
        _print_facts(facts)
    else:
        print_records(EnvironmentFact._fields, facts, output_format)
    sys.exit(any(fact.state == PROBLEM for fact in facts))


def _no_store(store: Path) -> EnvironmentFact:
    text = _("There is no store {store} here: the first review or import makes one.")
    return EnvironmentFact("store", visible(str(store)), OK, text.format(store=visible(str(store))))


def _store_facts(store: Path, *, rebuild: bool, is_quarantining: bool) -> Iterator[EnvironmentFact]:
    """The problems of a store, after what was asked for is mended; or that there is none."""
    name = visible(str(store))
    problems = maintenance.schema_problems(store)
    if not problems:
        with library.open_store(store) as opened_store:
            if is_quarantining:
                _quarantine(opened_store)
            if rebuild:
                with shown_progress(_("Making anew")):
                    library.rebuild(opened_store)
            with shown_progress(_("Examining")):
                problems = list(library.examine(opened_store))
    for problem in problems:
        text = f"{visible(translated(problem.description))} {translated(problem.remedy)}"
        yield EnvironmentFact("store", name, PROBLEM, text)
    if not problems:
        yield EnvironmentFact("store", name, OK, _("{store} is sound.").format(store=name))


def _print_facts(facts: Iterable[EnvironmentFact]) -> None:
    """Print the sentences about the store as they are, the others as a table."""
    rows = []
    for fact in facts:
        if fact.area == "store":
            print(fact.text)
        else:
            rows.append((_AREAS[fact.area](), fact.subject, f"{_SIGNS[fact.state]}{fact.text}"))
    print_columns(rows)


def _quarantine(store: library.Store) -> None:
    """Move flawed rows, and print each."""
    rows = maintenance.quarantine(store)
    for row in rows:
        reason = translated(maintenance.FLAW_SENTENCES[row.flaw])
        print(f"  {row.table}  {brief(row.id) or row.rowid}  {visible(row.column)}  {reason}")
    message = ngettext(
        "{n} row was moved to the table quarantine or got another id.",
        "{n} rows were moved to the table quarantine or got another id.",
        len(rows),
    )
    print(message.format(n=len(rows)))
