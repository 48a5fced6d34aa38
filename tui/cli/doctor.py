"""``soi doctor``: prints the problems of a store and their remedies."""

from __future__ import annotations

import sys
from pathlib import Path

import annotations as library
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.options import LANG, STORE
from tui.language.i18n import _, translated


@command()
@STORE
@option(
    "--rebuild",
    is_flag=True,
    help="Make what is derived (reviews, places of claims, findings, search index) anew first.",
)
@LANG
def doctor(store: Path, rebuild: bool) -> None:
    """Look the store over and say how to mend what is wrong; exit code 1 if anything is."""
    with library.open_store(store) as opened_store:
        if rebuild:
            library.rebuild(opened_store)
        problems = list(library.examine(opened_store))
    for problem in problems:
        print(f"{visible(translated(problem.description))} {translated(problem.remedy)}")
    if problems:
        sys.exit(1)
    print(_("{store} is sound.").format(store=visible(str(store))))
