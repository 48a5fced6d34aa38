"""The commands beside the review: what they print, write or read in; loaded when one of them is named."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from annotations.errors import UsageError
from annotations.store.backup import back_up
from tui.cli.command import ANNOTATOR, LANG, LEXICON, STORE, Command, option, plain_failures, say, who
from tui.language.i18n import _, ngettext
from tui.settings.config import load_config

_command = partial(click.command, cls=Command)


def _expect_paths(paths_: Iterable[Path]) -> None:
    missing = [path for path in paths_ if not path.exists()]
    if missing:
        raise UsageError(
            "\n".join(
                _("There is nothing at {path}: name a file or a folder.").format(path=path)
                for path in missing
            )
        )


@_command()
@click.argument("corpus", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@option("--format", "form", type=click.Choice(["jsonl", "table"]), default="table", show_default=True)
@LEXICON
@option("--explain", is_flag=True, help="Show the rule that made each reading, and every number kept out.")
@LANG
@plain_failures
def claims(corpus: tuple[Path, ...], form: str, lexicon: Path | None, explain: bool) -> None:
    """Print every number of the articles in PATH... with what it means; no store is used.

    The table shows the claims; jsonl gives every mention, those kept out of the claims too.
    """
    from tui.cli.printing import print_claims  # noqa: PLC0415

    _expect_paths(corpus)
    wrong = False
    for problem in print_claims(corpus, form, lexicon or load_config().lexicon, explain=explain):
        wrong = True
        say(problem)
    sys.exit(1 if wrong else 0)


@_command()
@click.argument("corpus", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@option("--format", "form", type=click.Choice(["jsonl", "table"]), default="table", show_default=True)
@option(
    "--bearing",
    "bearings",
    multiple=True,
    type=click.Choice(["confirms", "contradicts", "implies"]),
    help="Only findings that say this of a claim; may be given several times. Without it, all.",
)
@LEXICON
@LANG
@plain_failures
def check(corpus: tuple[Path, ...], form: str, bearings: tuple[str, ...], lexicon: Path | None) -> None:
    """Print what the articles in PATH... say of their own numbers; no store is used.

    Shares that are right or wrong of their whole, lists that are longer than announced, dates that cannot be,
    and what follows from two numbers (docs/checks.md). Findings are no failure: the exit code is 0.
    """
    from tui.cli.check_output import print_findings  # noqa: PLC0415

    _expect_paths(corpus)
    problems = list(print_findings(corpus, form, lexicon or load_config().lexicon, bearings))
    for problem in problems:
        say(problem)
    sys.exit(1 if problems else 0)


@_command()
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "jsonl"]))
@STORE
@option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write here, not to stdout.")
@option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(["verified", "refuted", "unverifiable", "not_a_claim", "unreviewed"]),
    help="Only these verdicts; may be given several times. Without it, every verdict.",
)
@click.option(
    "--filter",
    "query",
    default="",
    metavar="QUERY",
    help="Only what answers this, as in the claims view: 'kind:percentage value:>=90 by:lan'.",
)
@LANG
@plain_failures
def export(form: str, store: Path, output: Path | None, verdicts: tuple[str, ...], query: str) -> None:
    """Write what is reviewed as csv or jsonl, one row a review, in a stable order.

    unreviewed stands for claims that have a note or a tag but no verdict. With --filter and no --verdict these
    are written too. The query language is described in docs/search.md.
    """
    from tui.cli.printing import write_export  # noqa: PLC0415

    orphans = write_export(form, store, output, verdicts, query)
    if orphans:
        from tui.keys.keymap import printed_key  # noqa: PLC0415

        key = printed_key("review.orphans", load_config().keys)
        say(
            ngettext(
                "{n} reviewed claim is left out: it waits in the orphan queue (open the corpus, press {key}).",
                "{n} reviewed claims are left out: they wait in the orphan queue (open the corpus, press {key}).",
                orphans,
            ).format(n=orphans, key=key)
        )


class _QueryCommand(click.Command):
    ignore_unknown_options = True  # -kind:money is a filter


@click.command(cls=_QueryCommand)
@click.argument("query", nargs=-1, required=True)
@STORE
@ANNOTATOR
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most this many articles."
)
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@plain_failures
def search(query: tuple[str, ...], store: Path, annotator: str | None, limit: int, form: str) -> None:
    """Search all articles of the store: words with typos and tone marks forgiven, numbers digit by digit.

    Filters narrow it: kind:, value:, verdict:, tag:, outlet:, date: and more (docs/search.md). The first search
    indexes the articles; interrupt it at any time, the next one goes on.
    """
    from tui.cli.search_output import print_search  # noqa: PLC0415

    print_search(" ".join((*query, "")), store, who(annotator), limit, form)


@_command()
@click.argument("corpus", required=False, type=click.Path(path_type=Path))
@STORE
@ANNOTATOR
@LANG
@plain_failures
def stats(corpus: Path | None, store: Path, annotator: str | None) -> None:
    """Print how much of each article an annotator has reviewed.

    With CORPUS, of its articles, as the app shows it; without, of everything in the store.
    """
    from tui.cli.printing import print_stats  # noqa: PLC0415

    print_stats(store, who(annotator), corpus)


@_command()
@click.argument("about", required=False, metavar="[ARTICLE|CLAIM]")
@STORE
@LANG
@plain_failures
def log(about: str | None, store: Path) -> None:
    """Print who decided what and when, and what it replaced, the oldest first.

    ARTICLE is an article's id as  soi stats  shows untitled ones, CLAIM a claim's id from an export.
    """
    from tui.cli.log_output import print_log  # noqa: PLC0415

    print_log(store, about)


@_command(name="import")
@click.argument("corpus", nargs=-1, required=True, metavar="CORPUS...", type=click.Path(path_type=Path))
@STORE
@LEXICON
@plain_failures
def import_corpora(corpus: tuple[Path, ...], store: Path, lexicon: Path | None) -> None:
    """Read CORPUS... into the store, as opening it does, and tell what became of the claims.

    Of an article that was edited the claims are found again; reviewed ones that are not, or whose number is
    another now, wait in the orphan queue until somebody has looked at them.
    """
    from annotations.claims.extractor import Extractor  # noqa: PLC0415
    from tui.cli.import_output import print_import  # noqa: PLC0415

    _expect_paths(corpus)
    problems = print_import(store, corpus, Extractor(lexicon or load_config().lexicon))
    for problem in problems:
        say(problem)
    sys.exit(1 if problems else 0)


@_command()
@click.argument("other", nargs=-1, required=True, metavar="OTHER.db...", type=click.Path(path_type=Path))
@STORE
@plain_failures
def merge(other: tuple[Path, ...], store: Path) -> None:
    """Take into the store what OTHER.db... have and it has not; they are not changed.

    Stores made apart from the same corpus become one. In any order, and however often, the result is the same.
    """
    from tui.cli.import_output import print_merge  # noqa: PLC0415

    print_merge(store, other)


@_command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@STORE
@LANG
@plain_failures
def backup(file: Path, store: Path) -> None:
    """Copy the store to FILE, whole and consistent, also while people work in it."""
    from annotations.store import Store  # noqa: PLC0415

    with Store.open(store) as opened:
        back_up(opened, file)


@_command()
@STORE
@option(
    "--rebuild",
    is_flag=True,
    help="Make what is derived (reviews, places of claims, findings, search index) anew first.",
)
@LANG
@plain_failures
def doctor(store: Path, rebuild: bool) -> None:
    """Look the store over and say how to mend what is wrong; exit code 1 if anything is."""
    from tui.cli.log_output import print_examination  # noqa: PLC0415

    if not print_examination(store, rebuild=rebuild):
        sys.exit(1)


@_command()
@LANG
@plain_failures
def keys() -> None:
    """Print every action with its id, its keys and what it does; soi.toml may give other keys.

    A line below [keys] in soi.toml such as "review.verify" = "v,1" changes the keys of one action.
    """
    from tui.cli.printing import print_keys  # noqa: PLC0415

    print_keys(load_config().keys)


COMMANDS = (backup, check, claims, doctor, export, import_corpora, keys, log, merge, search, stats)
