"""``soi help``: prints the help of the program or of a command."""

from __future__ import annotations

import click

from annotations.errors import UsageError
from annotations.text import visible
from tui.cli.command import command, nearest_command
from tui.cli.options import LANG


@command(name="help")
@click.argument("command_name", metavar="[COMMAND]", required=False)
@LANG
@click.pass_context
def show_help(context: click.Context, command_name: str | None) -> None:
    """Print the help of COMMAND, or of the program."""
    group_context = context.parent
    assert group_context is not None
    group = group_context.command
    assert isinstance(group, click.Group)
    if command_name is None:
        print(group.get_help(group_context))
        return
    names = group.list_commands(group_context)
    if command_name not in names:
        nearest = nearest_command(command_name, names)
        raise UsageError(
            "There is no command {name}: did you mean {nearest}?", name=visible(command_name), nearest=nearest
        )
    subcommand = group.get_command(group_context, command_name)
    assert subcommand is not None
    with click.Context(subcommand, info_name=command_name, parent=group_context) as subcontext:
        print(subcommand.get_help(subcontext))
