"""Plain text files: one file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotations.bounded_files import (
    ChangingFileError,
    FileTooLargeError,
    NoRegularFileError,
    read_bounded,
)
from annotations.corpus.decoding import decode
from annotations.corpus.header import read_header
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError
from annotations.model import Article
from annotations.system_errors import reason_of
from annotations.text import visible

# Twice the longest article that the reader is measured with; reading takes about ten times as much memory.
MOST_BYTES = 20_000_000


def read_plain_text(path: Path, article_id: str, _options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article in a UTF-8 file with its text unchanged, or the error that explains why it is unreadable."""
    try:
        text = decode(_read_bytes(path), path.name, path_text=visible(str(path)))
    except CorpusError as error:
        yield error
        return
    header = read_header(text)
    yield Article(
        id=article_id,
        source=str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        text=text,
        title=header.title,
        outlet=header.outlet,
        author=header.author,
        published=header.published,
    )


def _read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file of at most ``MOST_BYTES``."""
    path_text = visible(str(path))
    try:
        return read_bounded(path, MOST_BYTES)
    except IsADirectoryError as error:
        raise CorpusError(
            "{path} is a folder, not an article: rename it so that it does not end in .txt.", path=path_text
        ) from error
    except NoRegularFileError as error:
        raise CorpusError(
            "{path} is a pipe or a device, not an article: save its text as a file.", path=path_text
        ) from error
    except FileTooLargeError as error:
        raise CorpusError(
            "{path} has more than {most} MB, too much for one article: split it into its articles.",
            path=path_text,
            most=MOST_BYTES // 1_000_000,
        ) from error
    except ChangingFileError as error:
        raise CorpusError(
            "{path} is still being written, or has no size of its own: import it when it is complete, as a file.",
            path=path_text,
        ) from error
    except FileNotFoundError as error:
        raise CorpusError(
            "{path} is gone, or a link to nowhere: put the file back or remove the link.", path=path_text
        ) from error
    except PermissionError as error:
        raise CorpusError(
            "{path} may not be read: give yourself permission with: chmod u+r.", path=path_text
        ) from error
    except OSError as error:
        raise CorpusError(
            "{path} cannot be read ({reason}): copy it again from its source.",
            path=path_text,
            reason=reason_of(error),
        ) from error
