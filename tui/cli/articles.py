"""Printing what is read from the articles of corpora, for the commands without a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import annotations as library
from annotations.corpus import article_failures, count_files
from annotations.corpus.formats.plain_text import encoding_of
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError
from annotations.model import Article
from tui.cli.progress import shown_progress
from tui.language.i18n import _, translated
from tui.language.import_messages import encoding_message

T = TypeVar("T")


def print_articles(
    corpora: Iterable[Path],
    options: ReadOptions,
    read: Callable[[Article], T],
    show: Callable[[Article, T], None],
) -> list[str]:
    """Print with ``show`` what ``read`` gives for each article of the corpora.

    An encoding that is not UTF-8 is named on stderr.

    Returns a sentence for each file that cannot be read, and each article on which ``read`` fails.
    """
    problems = []
    corpora = list(corpora)
    with shown_progress(_("Reading"), _count_articles(corpora), beside_output=True) as progress:
        for article in (article for path in corpora for article in library.read_corpus(path, options)):
            progress.advance()
            if isinstance(article, CorpusError):
                problems.append(translated(article))
                continue
            if encoding := encoding_of(article):
                print(encoding_message(encoding, [article.id]), file=sys.stderr)
            try:
                with article_failures(article.id):
                    result = read(article)
            except CorpusError as error:
                problems.append(translated(error))
            else:
                show(article, result)
    return problems


def _count_articles(corpora: Iterable[Path]) -> int | None:
    """The number of articles; None for a single file, which may be a table of many."""
    files = sum(map(count_files, corpora)) if sys.stderr.isatty() else 0
    return files if files > 1 else None
