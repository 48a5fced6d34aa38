"""Printing what is read from the articles of corpora, for the commands without a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import annotations as library
from annotations.corpus import article_failures
from annotations.corpus.formats.plain_text import encoding_of
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError
from annotations.model import Article
from tui.language.i18n import translated
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
    for article in (article for path in corpora for article in library.read_corpus(path, options)):
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
