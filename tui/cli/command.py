"""Click classes of the program: translated help, and commands that are loaded by name."""

from __future__ import annotations

import copy
import inspect
import os
import sys
from collections.abc import Container, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem
from click_default_group import DefaultGroup

from tui.cli.failures import exit_code_of
from tui.cli.interrupts import release_interrupts
from tui.cli.visible_streams import visible_streams
from tui.language import i18n
from tui.language.i18n import _
from tui.settings.config import load_config

C = TypeVar("C", bound=click.Command)
COMPLETION_VARIABLE = "_SOI_COMPLETE"  # by which a shell's script asks what may follow
# The options with a value that may stand before the command.
_GLOBAL_OPTIONS = frozenset(("--lang", "--store", "--annotator", "--lexicon", "--theme"))


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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; a shell that completes the first word gets the commands, not those of the default one."""
        if ctx.resilient_parsing and not args:
            return click.Group.parse_args(self, ctx, args)
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What may follow: the commands, and paths for the default command."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*self.modules, *super().list_commands(ctx)})

    def main(self, args: Sequence[str] | None = None, *arguments: Any, **settings: Any) -> Any:
        """Choose the language, run the command that the arguments name, and end the program with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        with visible_streams():
            sys.exit(exit_code_of(partial(self._run, words, *arguments, **settings)))

    def _run(self, words: list[str], *arguments: Any, **settings: Any) -> Any:
        release_interrupts()
        _choose_language(_language_option(words), dict(os.environ))
        return super().main(
            _command_first(words, self.modules),
            *arguments,
            **{**settings, "standalone_mode": False, "complete_var": COMPLETION_VARIABLE},
        )

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl+C becomes an Abort here, since click would print an empty line."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise click.Abort from error

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the description of the program."""
        super(LazyGroup, _translated_copy(self)).format_help_text(ctx, formatter)


def nearest_command(name: str, commands: Iterable[str]) -> str:
    """The command that a mistyped name is likely to mean: the nearest, or ``help`` if none is near."""
    nearest = get_close_matches(name, list(commands), n=1)
    return nearest[0] if nearest else "help"


def _command_first(words: list[str], commands: Container[str]) -> list[str]:
    """The words with the command before the options that were given before it: ``soi --lang vi stats``."""
    index = 0
    while index < len(words) and words[index].startswith("--") and words[index] != "--":
        index += 1 if "=" in words[index] or words[index] not in _GLOBAL_OPTIONS else 2
    if 0 < index < len(words) and words[index] in commands:
        return [words[index], *words[:index], *words[index + 1 :]]
    return words


def _translated_copy(original: C) -> C:
    translated_command = copy.copy(original)
    translated_command.help = _(inspect.cleandoc(original.help or ""))
    return translated_command


def _choose_language(option: str | None, environment: Mapping[str, str]) -> None:
    """Choose the language; an error of each source is in the language of the sources before it."""
    i18n.use(i18n.choose(None, None, {**environment, "SOI_LANG": ""}))
    if (language := environment.get("SOI_LANG")) in i18n.LANGUAGES:
        i18n.use(language)
    i18n.use(i18n.choose(option, None, environment))
    if setting := load_config().lang:
        i18n.use(i18n.choose(option, setting, environment))


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
