"""Options that several commands have, and what their values mean."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from annotations.errors import UsageError
from annotations.store import decisions
from tui.cli.command import option
from tui.language.i18n import LANGUAGES, _
from tui.settings import paths

STORE = option(
    "--store",
    type=click.Path(path_type=Path),
    default=paths.DEFAULT_STORE,
    show_default=True,
    metavar="FILE",
    help="The SQLite file that holds the reviews.",
)
ANNOTATOR = option(
    "--annotator",
    metavar="NAME",
    help="Who decides; otherwise $SOI_ANNOTATOR, then the login name.",
)
# Read by the group before anything is parsed; here only for the help and so that a wrong value is refused.
LANG = option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    expose_value=False,
    help="The language of the program; otherwise $SOI_LANG, then what soi.toml says, then the locale.",
)
LEXICON = option(
    "--lexicon",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Words of your own to read with, beside the built-in ones; otherwise what soi.toml names.",
)
TABLE_OR_JSONL = option(
    "--format", "output_format", type=click.Choice(["jsonl", "table"]), default="table", show_default=True
)


def chosen_annotator(annotator: str | None) -> str:
    """The annotator's name, by option or environment; raises UsageError if the store would refuse it."""
    return decisions.annotator_name(annotator if annotator is not None else paths.annotator())


def expect_paths(corpora: Iterable[Path]) -> None:
    """Raise UsageError with a line for each path that does not exist."""
    missing = [path for path in corpora if not path.exists()]
    if missing:
        raise UsageError(
            "\n".join(
                _("There is nothing at {path}: name a file or a folder.").format(path=path)
                for path in missing
            )
        )
