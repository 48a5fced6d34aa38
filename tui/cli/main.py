"""The ``soi`` command: parse, call the domain, print."""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path

import click

from annotations.errors import UsageError
from tui.cli.command import ANNOTATOR, LANG, LEXICON, STORE, Group, Option, option, plain_failures, say, who
from tui.settings import paths
from tui.settings.config import load_config


def _is_terminal() -> bool:
    # Without a terminal to read keys from, Textual would spin.
    return sys.stdin.isatty() and sys.stdout.isatty()


@click.group(
    cls=Group,
    default="review",
    default_if_no_args=True,
    later="tui.cli.other_commands",
    names=(
        "backup",
        "check",
        "claims",
        "doctor",
        "export",
        "import",
        "keys",
        "log",
        "merge",
        "search",
        "stats",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    package_name="soi",
    prog_name="soi",
    message="%(prog)s %(version)s",
    cls=Option,
    help="Show the version and exit.",
)
def main() -> None:
    """Check the numbers in Vietnamese news.

    Without a command, soi [CORPUS] opens the corpus for review, as soi review does.
    """
    # What is printed is Vietnamese, whatever the locale is.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@click.argument("corpus", required=False, type=click.Path(path_type=Path))
@STORE
@ANNOTATOR
@LEXICON
@option(
    "--theme",
    metavar="NAME",
    help="How it looks: soi-dark, soi-light or one of Textual's; otherwise as soi.toml says.",
)
@LANG
@plain_failures
def review(
    corpus: Path | None, store: Path, annotator: str | None, lexicon: Path | None, theme: str | None
) -> None:
    """Review the claims of CORPUS, a folder of .txt files or one file; without it, of the five seeds.

    Every decision is stored the moment it is made. Inside, ? shows all keys and q leaves.
    """
    name = who(annotator)
    if not _is_terminal():
        raise UsageError(
            "Reviewing needs a terminal; in scripts use  soi claims,  soi export  or  soi stats."
        )
    # Nothing that is made until the first screen stands is garbage; looking for it takes a tenth of the time. The
    # app has it looked for again from then on.
    gc.disable()
    # The app is imported here only: the other commands must not wait for it.
    from tui.session import run_review  # noqa: PLC0415

    config = load_config()
    config = config._replace(lexicon=lexicon or config.lexicon, theme=theme or config.theme)
    problems, code = run_review(corpus or paths.seeds(), store, name, config)
    for problem in problems:
        say(problem)
    sys.exit(code)


if __name__ == "__main__":
    main()
