"""Failures of the program on one article: they become an error of that article, and the others are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb

from annotations.errors import CorpusError, Sentence, SoiError
from annotations.text import brief, visible


@contextmanager
def article_failures(article: str) -> Iterator[None]:
    """Turn what a block raises on an article into a CorpusError with the article's name and the place in the code.

    The errors of the project, and SQLite's, which are the store's, pass through.
    """
    try:
        yield
    except (SoiError, sqlite3.Error):
        raise
    except Exception as error:
        raise CorpusError(
            "{article}: the program failed on this article ({reason}); the others are read, and the next version "
            "reads it again. Please report it with the article.",
            article=visible(article),
            reason=_reason(error),
        ) from error


def _reason(error: Exception) -> Sentence:
    frames = extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    return Sentence(
        "{error} at {place}", error=brief(f"{type(error).__name__}: {error}".removesuffix(": ")), place=place
    )
