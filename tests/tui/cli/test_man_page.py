"""The manual page: every command and option is in it, and roff reads it without a complaint."""

from __future__ import annotations

import shutil
import subprocess

import click
import pytest

from tui.cli.main import COMMANDS, main
from tui.cli.man_page import man_page


def test_every_command_and_option_is_in_it() -> None:
    page = man_page("1.2.3").replace("\\-", "-")
    with click.Context(main) as context:
        for name in COMMANDS:
            assert f".SS soi {name}\n" in page
            command = main.get_command(context, name)
            assert command is not None
            for parameter in command.params:
                if isinstance(parameter, click.Option) and not parameter.hidden:
                    assert parameter.opts[-1] in page
    assert "soi 1.2.3" in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_roff_reads_it() -> None:
    process = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-K", "utf8"],
        input=man_page("1"), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert process.stderr == ""
    assert "Check the numbers in Vietnamese news" in process.stdout
