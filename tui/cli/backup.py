"""``soi backup``: copies a store to a file."""

from __future__ import annotations

from pathlib import Path

import click

import annotations as library
from tui.cli.command import command
from tui.cli.options import LANG, STORE, FilePath
from tui.cli.progress import shown_progress
from tui.language.i18n import _


@command()
@click.argument("file", type=FilePath(), metavar="FILE")
@STORE
@LANG
def backup(file: Path, store: Path) -> None:
    """Copy the store to FILE, whole and consistent, also while people work in it."""
    with library.open_store(store) as opened_store, shown_progress(_("Copying")):
        library.back_up(opened_store, file)
