"""One text file is one article."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from annotations.corpus.decoding import decode
from annotations.corpus.header import read_header
from annotations.errors import CorpusError
from annotations.model import Article
from annotations.text import visible


def read_text(path: Path, key: str) -> Iterator[Article | CorpusError]:
    """Yield the article in a UTF-8 text file, its text exactly as it stands there, or why there is none."""
    try:
        text = decode(_content(path), path.name, shown=visible(str(path)))
    except CorpusError as error:
        yield error
        return
    header = read_header(text)
    yield Article(
        id=key,
        source=str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        text=text,
        title=header.title,
        outlet=header.outlet,
        author=header.author,
        published=header.published,
    )


def _content(path: Path) -> bytes:
    """Return the bytes of a regular file; a pipe or a device could keep us waiting for ever."""
    shown = visible(str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise CorpusError(
                "{path} is a folder, not an article: rename it so that it does not end in .txt.", path=shown
            )
        if not stat.S_ISREG(mode):
            raise CorpusError(
                "{path} is a pipe or a device, not an article: save its text as a file.", path=shown
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CorpusError(
            "{path} is gone, or a link to nowhere: put the file back or remove the link.", path=shown
        ) from error
    except PermissionError as error:
        raise CorpusError(
            "{path} may not be read: give yourself permission with: chmod u+r.", path=shown
        ) from error
    except OSError as error:
        raise CorpusError(
            "{path} cannot be read ({reason}): copy it again from its source.",
            path=shown,
            reason=error.strerror,
        ) from error
