"""The manual page ``soi.1``, made of the commands, in English: the build puts it into the wheel, see ``hatch_build.py``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator

import click

from tui.cli.main import main

_SECTIONS = """
.SH EXIT STATUS
0 where everything was done, 1 where something failed or a check found something, 2 for wrong use, 130 after Ctrl+C.
.SH ENVIRONMENT
.TP
.B SOI_ANNOTATOR
Who decides, where no option says it.
.TP
.B SOI_LANG
The language, en or vi, where no option says it.
.TP
.B NO_COLOR
No colours, whatever its value.
.SH FILES
.TP
.I soi.db
The store, in the current folder unless \\-\\-store names another file.
.TP
.I soi.toml
The settings of the current folder.
.TP
.I ~/.config/soi/soi.toml
The user's own settings; $XDG_CONFIG_HOME is heeded.
.TP
.I ~/.local/state/soi
What the program remembers between runs; $XDG_STATE_HOME is heeded.
"""


def man_page(version: str) -> str:
    """The page as roff source; ``version`` is the program's, for the footer."""
    with click.Context(main, info_name="soi") as context:
        lines = [
            f'.TH SOI 1 "" "soi {_roff(version)}" "User Commands"',
            ".SH NAME",
            "soi \\- check the numbers in Vietnamese news",
            ".SH SYNOPSIS",
            ".B soi",
            _roff("[SOURCE]... [OPTIONS]"),
            ".br",
            ".B soi",
            _roff("COMMAND [ARGUMENTS]... [OPTIONS]"),
            ".SH DESCRIPTION",
            *_paragraphs(main.help or ""),
            ".SH COMMANDS",
        ]
        for name in main.list_commands(context):
            subcommand = main.get_command(context, name)
            assert subcommand is not None
            lines += _command(context, name, subcommand)
    return "\n".join(lines) + _SECTIONS


def _command(context: click.Context, name: str, subcommand: click.Command) -> Iterator[str]:
    """The section of one command: how it is used, what it does, and its options."""
    with click.Context(subcommand, info_name=name, parent=context) as subcontext:
        yield f".SS soi {_roff(name)}"
        yield f".B soi {_roff(' '.join([name, *subcommand.collect_usage_pieces(subcontext)]))}"
        yield ".PP"
        yield from _paragraphs(subcommand.help or "")
        for parameter in subcommand.get_params(subcontext):
            names, purpose = parameter.get_help_record(subcontext) or ("", "")
            if purpose:
                yield from (".TP", f".B {_roff(names)}", _roff(purpose))


def _paragraphs(text: str) -> Iterable[str]:
    r"""The paragraphs of a help text; lines behind click's ``\b`` stay lines."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", inspect.cleandoc(text))):
        if number:
            yield ".PP"
        is_verbatim = paragraph.startswith("\b")
        lines = paragraph.removeprefix("\b").strip("\n").splitlines()
        yield from (f"{_roff(line)}{chr(10) + '.br' if is_verbatim else ''}" for line in lines)


def _roff(text: str) -> str:
    """A text on one line as roff source: nothing in it is a request or an escape."""
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line.startswith((".", "'")) else line
