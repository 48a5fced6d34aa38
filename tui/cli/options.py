"""Options that several commands have, and what their values mean."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from annotations.errors import UsageError
from annotations.model import Verdict
from annotations.store import decisions
from annotations.system_errors import reason_of
from annotations.text import brief_path, visible
from tui.cli.command import option
from tui.language.i18n import LANGUAGES, _, translated
from tui.settings import paths
from tui.settings.annotator import is_shared_account, login_name, named_annotator


class FilePath(click.Path):
    """A path that can be one: not empty, which pathlib takes for the current folder, not too long, without a NUL."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; an error for a name that no path can have."""
        if value == "":
            self.fail(_("the name is empty: name a file or a folder."), param, ctx)
        try:
            os.lstat(value)
        except (OSError, ValueError) as error:
            if isinstance(error, ValueError) or error.errno == errno.ENAMETOOLONG:
                message = _("{name}: {reason}.").format(
                    name=brief_path(value), reason=translated(reason_of(error))
                )
                self.fail(message, param, ctx)
        return super().convert(value, param, ctx)


STORE = option(
    "--store",
    type=FilePath(),
    default=paths.DEFAULT_STORE,
    show_default=True,
    metavar="FILE",
    help="The SQLite file that holds the reviews.",
)
ANNOTATOR = option(
    "--annotator",
    metavar="NAME",
    help="Who decides; otherwise $SOI_ANNOTATOR, then what soi.toml says, then the login name.",
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
    type=FilePath(),
    metavar="FILE",
    help="Words of your own to read with, beside the built-in ones; otherwise what soi.toml names.",
)
VERDICTS = option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(["verified", "refuted", "unverifiable", "not_a_claim", "unreviewed"]),
    help="Only these verdicts; may be given several times. Without it, every verdict.",
)
ANNOTATORS = option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Only what these annotators decided; may be given several times.",
)
DECIDED_SINCE = option(
    "--since",
    "decided_since",
    default="",
    metavar="TIME",
    help="Only what was decided then or later: 2026-11-30 or 2026-11-30T08:00Z.",
)
FORCE = option(
    "--force",
    is_flag=True,
    help="Write over a FILE that is no export of soi; a store, an article, a lexicon and soi.toml are never written over.",
)
OUTPUT_FORMAT = option(
    "--format",
    "output_format",
    type=click.Choice(["table", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help="A table to read, or rows with columns that stay as they are (docs/exports.md).",
)
TABLE_OR_JSONL = option(
    "--format", "output_format", type=click.Choice(["jsonl", "table"]), default="table", show_default=True
)


def chosen_annotator(annotator: str | None) -> str:
    """The annotator's name, by option, environment, settings or login; raises UsageError if the store would refuse it."""
    return decisions.annotator_name(annotator if annotator is not None else named_annotator() or login_name())


def deciding_annotator(annotator: str | None) -> str:
    """The annotator's name, as ``chosen_annotator``, for a command that signs something with it.

    Says on stderr that a login name such as ``root`` is nobody's name, unless the name was given.
    """
    name = chosen_annotator(annotator)
    if annotator is None and named_annotator() is None and is_shared_account(name):
        message = _("This is signed by {name}, which is nobody's name: give yours with --annotator NAME.")
        click.echo(f"soi: {message.format(name=visible(name))}", err=True)
    return name


def chosen_verdicts(names: Iterable[str]) -> list[Verdict | None]:
    """The verdicts that ``--verdict`` names; None for reviews without a verdict."""
    return [None if name == "unreviewed" else Verdict(name) for name in names]


def expect_paths(corpora: Iterable[Path]) -> None:
    """Raise UsageError with a line for each path that does not exist."""
    missing = [path for path in corpora if not path.exists()]
    if missing:
        raise UsageError(
            "\n".join(
                _("There is nothing at {path}: name a file or a folder.").format(path=brief_path(path))
                for path in missing
            )
        )
