"""``soi review``: the app, and what it says about a corpus that it could not read."""

from __future__ import annotations

import gc
import os
import sys
from difflib import get_close_matches
from pathlib import Path

import click
from click.core import ParameterSource

import tui
from annotations.corpus.options import ReadOptions
from annotations.errors import UsageError
from annotations.files.sqlite_files import is_store
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.failures import print_crash, print_errors
from tui.cli.options import ANNOTATOR, LANG, LEXICON, STORE, FilePath, chosen_annotator, expect_paths
from tui.cli.sources import imported_source_options
from tui.settings import paths
from tui.settings.annotator import named_annotator
from tui.settings.config import AFTER_VERDICT, load_config
from tui.settings.remembered_stores import remember_store, remembered_store
from tui.settings.terminal_abilities import limit_colours


@command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=FilePath())
@STORE
@ANNOTATOR
@LEXICON
@option(
    "--theme",
    metavar="NAME",
    help="How it looks: soi-dark, soi-light or one of Textual's; otherwise as soi.toml says.",
)
@imported_source_options
@option(
    "--after-verdict",
    type=click.Choice(AFTER_VERDICT),
    help="Where a verdict leads: to the next unreviewed claim, or nowhere; otherwise as soi.toml says.",
)
@option("--read-only", "is_read_only", is_flag=True, help="Look only: the store is opened for reading.")
@LANG
@click.pass_context
def review(
    context: click.Context,
    sources: tuple[Path, ...],
    store: Path,
    annotator: str | None,
    lexicon: Path | None,
    theme: str | None,
    read_options: ReadOptions,
    after_verdict: str | None,
    *,
    is_read_only: bool,
) -> None:
    """Review the claims of SOURCE..., folders of articles, articles or tables; without one, of the five seeds.

    A store alone, such as one that  soi split  wrote, is reviewed with the articles that it has. The store that --store
    names is that of these sources from then on, also without --store. Every decision is stored the moment it is made.
    Inside, ? shows all keys and q leaves.
    """
    annotator_name = chosen_annotator(annotator)
    is_named = annotator is not None or named_annotator() is not None
    for source in sources:
        _expect_path_or_command(source)
    expect_paths(sources)
    if store == paths.DEFAULT_STORE and len(sources) == 1 and is_store(sources[0]):
        (store,) = sources
    if not _is_terminal():
        raise UsageError(
            "Reviewing needs a terminal; in scripts use  soi claims,  soi export  or  soi stats."
        )
    # The garbage collector would find nothing before the first paint, and takes a tenth of that time; the app
    # enables it again.
    gc.disable()
    config = load_config()
    config = config._replace(
        lexicon=lexicon or config.lexicon,
        theme=config.theme if theme is None else theme,
        after_verdict=after_verdict or config.after_verdict,
    )
    corpus = sources or (paths.seeds(),)
    is_store_named = context.get_parameter_source("store") is ParameterSource.COMMANDLINE
    last_store = None if is_store_named else remembered_store(corpus)
    limit_colours(os.environ)
    end = tui.run_review(
        corpus,
        last_store or store,
        annotator_name,
        config,
        read_options,
        asks_annotator=not is_named and not is_read_only,
        is_store_remembered=last_store is not None,
        is_read_only=is_read_only,
    )
    if is_store_named:
        remember_store(corpus, store)
    if end.summary:
        click.echo(end.summary)
    print_errors(end.problems)
    if end.failure:
        print_crash(end.failure)
    sys.exit(end.code or bool(end.problems or end.failure))


def _expect_path_or_command(source: Path) -> None:
    """Raise UsageError for a word that is no path, and names a command but for a slip."""
    # Loaded here: most words are paths.
    from tui.cli.main import COMMANDS  # noqa: PLC0415

    if not source.exists() and (nearest := get_close_matches(str(source), COMMANDS, n=1)):
        raise UsageError(
            "There is no command and no file {name}: did you mean  soi {nearest}?",
            name=visible(str(source)),
            nearest=nearest[0],
        )


def _is_terminal() -> bool:
    # Without a terminal to read keys from, Textual would spin.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
