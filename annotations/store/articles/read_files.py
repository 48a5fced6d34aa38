"""The files that a store's articles were read from: one that did not change since is not read again."""

from __future__ import annotations

from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, NamedTuple

from annotations.store.identifiers import text_sha256

if TYPE_CHECKING:
    from annotations.model import Article
    from annotations.store.store import Store

# A file that was written within this time before it was read may be written again with the same times.
RESTING_NANOSECONDS = 2_000_000_000
BATCH = 1000  # files noted in one transaction

_KNOWN = """
    SELECT f.article_id FROM read_files AS f JOIN articles AS a ON a.id = f.article_id AND a.text_sha256 = f.text_sha256
    WHERE f.path = ? AND f.size = ? AND f.inode = ? AND f.modified_at = ? AND f.changed_at = ?
        AND f.article_id = ? AND a.extractor = ?
"""
_NOTE = "INSERT OR REPLACE INTO read_files VALUES (?, ?, ?, ?, ?, ?, ?)"


class FileState(NamedTuple):
    """What the file system says of a file; times in nanoseconds since 1970."""

    size: int
    inode: int
    modified_at: int
    changed_at: int

    @property
    def is_resting(self) -> bool:
        """Whether the file was not written just now."""
        return max(self.modified_at, self.changed_at) < time_ns() - RESTING_NANOSECONDS


def state_of(path: Path) -> FileState | None:
    """The state of a file; None where it cannot be told, and for a name that is not text."""
    try:
        str(path).encode()
        status = path.stat()
    except (OSError, ValueError):
        return None
    return FileState(status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)


class ReadFiles:
    """Looks up which files need no reading, and notes those that were read."""

    def __init__(self, store: Store, extractor: str) -> None:
        """``extractor``: the name of the extractor whose readings count."""
        self._store, self._extractor = store, extractor
        self._read: dict[
            str, tuple[str, str, FileState]
        ] = {}  # by article: path, text and state before it was read
        self._rows: list[tuple[object, ...]] = []

    def is_known(self, path: Path, article: str, state: FileState) -> bool:
        """Whether the store has what that extractor reads in the article of an unchanged file."""
        with self._store.read_access() as connection:
            row = connection.execute(_KNOWN, (str(path), *state, article, self._extractor)).fetchone()
        return row is not None

    def remember(self, path: Path, article: Article, state: FileState) -> None:
        """Remember the file of an article, to be noted once the article is stored."""
        if state.is_resting:
            self._read[article.id] = (str(path), text_sha256(article.text), state)

    def note(self, article: str) -> None:
        """Note the file of an article that is stored."""
        if file := self._read.pop(article, None):
            path, sha256, state = file
            self._rows.append((path, article, sha256, *state))
            if len(self._rows) >= BATCH:
                self.store()

    def store(self) -> None:
        """Store what was noted."""
        if self._rows:
            with self._store.write_transaction() as connection:
                connection.executemany(_NOTE, self._rows)
            self._rows = []
