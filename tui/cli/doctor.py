"""``soi doctor``: prints the problems of a store and their remedies, and mends what it is told to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import annotations as library
from annotations.store import maintenance
from annotations.text import brief, visible
from tui.cli.command import command, option
from tui.cli.options import LANG, STORE
from tui.language.i18n import _, ngettext, translated

if TYPE_CHECKING:
    from annotations.store.maintenance.doctor import Problem


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
@LANG
def doctor(store: Path, rebuild: bool, is_quarantining: bool) -> None:
    """Look the store over and say how to mend what is wrong; exit code 1 if anything is."""
    if problems := maintenance.schema_problems(store):
        _exit_with_problems(problems)
    with library.open_store(store) as opened_store:
        if is_quarantining:
            _quarantine(opened_store)
        if rebuild:
            library.rebuild(opened_store)
        problems = list(library.examine(opened_store))
    if problems:
        _exit_with_problems(problems)
    print(_("{store} is sound.").format(store=visible(str(store))))


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


def _exit_with_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(f"{visible(translated(problem.description))} {translated(problem.remedy)}")
    sys.exit(1)
