"""``soi completion``: prints the script by which a shell completes commands, options and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from tui.cli.command import COMPLETION_VARIABLE, command
from tui.cli.options import LANG


@command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@LANG
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script with which SHELL completes what is typed after soi.

    For bash: eval "$(soi completion bash)" in ~/.bashrc; for zsh the same in ~/.zshrc; for fish:
    soi completion fish > ~/.config/fish/completions/soi.fish
    """
    group_context = context.find_root()
    completion_class = get_completion_class(shell)
    assert completion_class is not None
    print(completion_class(group_context.command, {}, "soi", COMPLETION_VARIABLE).source())
