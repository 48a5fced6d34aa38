"""The file that a store has open: whether its path still leads to it, and where it is now."""

from __future__ import annotations

import errno
import fcntl
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from annotations.files.sqlite_files import file_identity, side_file
from annotations.store.log_marks import DATABASE_HEADER, mark_of_header

# The bytes of a database on which every connection in WAL mode holds a lock.
_SHARED_BYTES, _FIRST_SHARED_BYTE = 510, 0x40000002
# The files that this process has open, each as often as it is open. POSIX locks are the process's: of these files it
# cannot tell by a lock whether they are in use, and closing another descriptor would give up the locks.
_identities: Counter[tuple[int, int] | None] = Counter()
# One descriptor for each of them, closed when no connection of the process has the file open any more.
_descriptors: dict[tuple[int, int] | None, int] = {}
# Where a file of those is kept that was deleted: once for all connections of the process.
_kept_copies: dict[tuple[int, int] | None, Path] = {}
# Held by the thread that opens a store, until its file is among them.
OPENING = Lock()


def is_open_here(path: Path) -> bool:
    """Whether this process has a store open whose file the path leads to."""
    return _identities[file_identity(path)] > 0


@contextmanager
def sole_use(path: Path) -> Iterator[bool]:
    """Keep other processes from opening a database that none of them has open; False where one has.

    Not for a file that this process has open. A file that does not exist is nobody's.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        yield True
        return
    try:
        yield _lock(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Take the lock that excludes every connection in WAL mode; False where there is one."""
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_BYTES, _FIRST_SHARED_BYTE)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES):
            raise
        return False
    return True


class OpenedFile:
    """The file at a path at the time of opening, and the side files that SQLite had beside it.

    Made while ``OPENING`` is held and SQLite has the file open.
    """

    def __init__(self, path: Path, real_path: Path) -> None:
        """``real_path`` is the file that ``path`` leads to: beside it SQLite has the side files."""
        self.path, self.real_path = path, real_path
        self.identity = file_identity(path)
        if self.identity not in _descriptors:
            _descriptors[self.identity] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._descriptor = _descriptors[self.identity]
        self._side_files: dict[str, tuple[int, int] | None] = {}
        self._is_closed = False
        _identities[self.identity] += 1

    def remember_side_files(self) -> None:
        """Remember which side files SQLite has now."""
        for suffix in ("-wal", "-shm"):
            self._side_files[suffix] = file_identity(side_file(self.real_path, suffix))

    def is_in_place(self) -> bool:
        """Whether the path still leads to the file."""
        return self.identity is not None and file_identity(self.path) == self.identity

    def whereabouts(self) -> Path | None:
        """Where the file is now; None where it has no name any more or the system cannot tell."""
        if not os.fstat(self._descriptor).st_nlink:
            return None
        try:
            path = Path(f"/proc/self/fd/{self._descriptor}").readlink()
        except OSError:  # only Linux tells
            return None
        return path if file_identity(path) == self.identity else None

    def mark(self) -> int | None:
        """The mark in the file itself, see ``log_marks``; None where it is no database any more."""
        return mark_of_header(os.pread(self._descriptor, DATABASE_HEADER, 0))

    def stamp(self) -> tuple[int, int, int]:
        """What changes with every writing into the file."""
        status = os.fstat(self._descriptor)
        return status.st_mtime_ns, status.st_ctime_ns, status.st_size

    @property
    def permissions(self) -> int:
        """Who may read and write the file, as bits of its mode."""
        return os.fstat(self._descriptor).st_mode & 0o777

    @property
    def kept_copy(self) -> Path | None:
        """The copy that a connection of this process has made of the file, because it was deleted or overwritten."""
        return _kept_copies.get(self.identity)

    @kept_copy.setter
    def kept_copy(self, copy: Path) -> None:
        _kept_copies[self.identity] = copy

    def unlink_side_files(self) -> None:
        """Delete the file's side files where it is gone, so that no other database there takes them for its own."""
        # Otherwise only the link that led to it is gone.
        if file_identity(self.real_path) == self.identity:
            return
        with sole_use(self.real_path) as is_sole:
            if is_sole:
                self.unlink_former_side_files()

    def unlink_former_side_files(self) -> None:
        """Delete the side files that are still the ones that SQLite had: of what the file held before."""
        for suffix, identity in self._side_files.items():
            file = side_file(self.real_path, suffix)
            if identity is not None and file_identity(file) == identity:
                file.unlink()

    def close(self) -> None:
        """Forget the file, after SQLite has closed it."""
        if self._is_closed:
            return
        self._is_closed = True
        with OPENING:
            _identities[self.identity] -= 1
            if not _identities[self.identity]:
                os.close(_descriptors.pop(self.identity))
                _kept_copies.pop(self.identity, None)  # the inode's number may be another file's from now on
