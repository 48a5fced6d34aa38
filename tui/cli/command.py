"""Commands that speak the user's language, and that end with one sentence where something is wrong."""

from __future__ import annotations

import copy
import inspect
import os
import sys
from collections.abc import Callable, Collection, Sequence
from functools import partial, wraps
from importlib import import_module
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
from click_default_group import DefaultGroup

from annotations.errors import SoiError, UsageError
from tui.language import i18n
from tui.language.i18n import LANGUAGES, _, translated
from tui.settings import paths
from tui.settings.config import load_config

P = ParamSpec("P")
C = TypeVar("C", bound=click.Command)


def say(sentence: str) -> None:
    """Print a sentence on stderr, or several, one a line."""
    from annotations.text import visible  # noqa: PLC0415 (needed only where something is wrong)

    for line in sentence.splitlines():
        click.echo(f"soi: {visible(line)}", err=True)


def plain_failures(command: Callable[P, None]) -> Callable[P, None]:
    """Have a command end with one sentence on stderr: exit code 2 for wrong use, 1 for failure."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except SoiError as error:
            say(translated(error))
            sys.exit(2 if isinstance(error, UsageError) else 1)
        except BrokenPipeError:
            # Whoever reads the output has read enough; Python must not complain about it at its end either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:
            what = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
            say(_("{what}. Nothing stored was lost.").format(what=what))
            sys.exit(1)

    return wrapped


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help."""
        shown = copy.copy(self)
        shown.help = _(self.help or "")
        return super(Option, shown).get_help_record(ctx)


option = partial(click.option, cls=Option)

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

# Taken before anything else, by the group.
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


def who(annotator: str | None) -> str:
    """The annotator's name; raises UsageError where the store would refuse it."""
    from annotations.store.decisions.annotators import annotator_name  # noqa: PLC0415 (help does without the store)

    return annotator_name(annotator if annotator is not None else paths.annotator())


class Command(click.Command):
    """A command whose help is translated when it is shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        super(Command, _translated(self)).format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the command does, in one line."""
        return super(Command, _translated(self)).get_short_help_str(limit)


class Group(DefaultGroup):
    """The program: finds out the language before anything is parsed, for parsing may end in a sentence."""

    command_class = Command

    def __init__(self, *others: Any, later: str, names: Collection[str], **settings: Any) -> None:
        """``later`` is the module that has the commands ``names`` in its ``COMMANDS``: it is loaded for one of them."""
        super().__init__(*others, **settings)
        self._later, self.names = later, names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, the default one where there is none."""
        if cmd_name in self.names:
            self._load()
        found: click.Command | None = super().get_command(ctx, cmd_name)
        return found

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        self._load()
        names: list[str] = super().list_commands(ctx)
        return names

    def _load(self) -> None:
        for command in import_module(self._later).COMMANDS:
            self.add_command(command)

    def main(self, args: Sequence[str] | None = None, *others: Any, **named: Any) -> Any:
        """Run the command that the arguments name."""
        given = list(sys.argv[1:] if args is None else args)
        try:
            i18n.use(i18n.choose(_asked_language(given), load_config().lang, os.environ))
        except UsageError as error:
            say(translated(error))
            sys.exit(2)
        return super().main(given, *others, **named)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program does."""
        super(Group, _translated(self)).format_help_text(ctx, formatter)


def _translated(command: C) -> C:
    shown = copy.copy(command)
    shown.help = _(inspect.cleandoc(command.help or ""))
    return shown


def _asked_language(arguments: Sequence[str]) -> str | None:
    """What ``--lang`` says, wherever it stands."""
    for here, following in zip(arguments, [*arguments[1:], None], strict=False):
        if here == "--":
            return None
        if here == "--lang":
            return following
        if here.startswith("--lang="):
            return here.removeprefix("--lang=")
    return None
