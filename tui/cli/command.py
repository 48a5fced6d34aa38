"""Click classes of the program: translated help, commands that are loaded by name, failures as one sentence."""

from __future__ import annotations

import copy
import inspect
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from importlib import import_module
from typing import Any, ParamSpec, TypeVar

import click
from click_default_group import DefaultGroup

from annotations.errors import SoiError, UsageError
from annotations.text import visible
from tui.language import i18n
from tui.language.i18n import _, translated
from tui.settings.config import load_config

P = ParamSpec("P")
C = TypeVar("C", bound=click.Command)


def print_error(message: str) -> None:
    """Print a message on stderr, each of its lines with the program's name."""
    for line in message.splitlines():
        click.echo(f"soi: {visible(line)}", err=True)


def exit_with_errors(messages: Sequence[str]) -> None:
    """Print messages and end the program: exit code 1 if there are any, else 0."""
    for message in messages:
        print_error(message)
    sys.exit(1 if messages else 0)


def plain_failures(command: Callable[P, None]) -> Callable[P, None]:
    """Make a command end with one sentence on stderr: exit code 2 for wrong use, 1 for failure."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except SoiError as error:
            print_error(translated(error))
            sys.exit(2 if isinstance(error, UsageError) else 1)
        except BrokenPipeError:
            # The reader of the output has closed it; without /dev/null Python would print a second error at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:
            reason = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
            print_error(_("{what}. Nothing stored was lost.").format(what=reason))
            sys.exit(1)

    return wrapped


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help."""
        translated_option = copy.copy(self)
        translated_option.help = _(self.help or "")
        return super(Option, translated_option).get_help_record(ctx)


class Command(click.Command):
    """A command whose help is translated when it is shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description of the command."""
        super(Command, _translated_copy(self)).format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The description of the command in one line."""
        return super(Command, _translated_copy(self)).get_short_help_str(limit)


option = partial(click.option, cls=Option)
command = partial(click.command, cls=Command)


class LazyGroup(DefaultGroup):
    """A group that imports the module of a command when the command is first used.

    It chooses the language before it parses the arguments, because an error of parsing is a sentence already.
    """

    def __init__(self, *arguments: Any, modules: Mapping[str, str], **settings: Any) -> None:
        """``modules``: the commands by name, each as ``module:attribute``."""
        super().__init__(*arguments, **settings)
        self.modules = modules

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; the default command if there is none."""
        name = cmd_name if cmd_name in self.modules else str(self.default_cmd_name)
        if name not in self.commands:
            module, _colon, attribute = self.modules[name].partition(":")
            self.add_command(getattr(import_module(module), attribute), name)
        subcommand: click.Command | None = super().get_command(ctx, cmd_name)
        return subcommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*self.modules, *super().list_commands(ctx)})

    def main(self, args: Sequence[str] | None = None, *arguments: Any, **settings: Any) -> Any:
        """Choose the language, then run the command that the arguments name."""
        words = list(sys.argv[1:] if args is None else args)
        try:
            i18n.use(i18n.choose(_language_option(words), load_config().lang, os.environ))
        except UsageError as error:
            print_error(translated(error))
            sys.exit(2)
        return super().main(words, *arguments, **settings)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description of the program."""
        super(LazyGroup, _translated_copy(self)).format_help_text(ctx, formatter)


def _translated_copy(original: C) -> C:
    translated_command = copy.copy(original)
    translated_command.help = _(inspect.cleandoc(original.help or ""))
    return translated_command


def _language_option(arguments: Sequence[str]) -> str | None:
    """The value of ``--lang``, at any position before ``--``."""
    for argument, next_argument in zip(arguments, [*arguments[1:], None], strict=False):
        if argument == "--":
            return None
        if argument == "--lang":
            return next_argument
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None
