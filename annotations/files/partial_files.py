"""A file is written beside its target under a random name, synced, and then put in place in one step."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

# The random part keeps others from placing a link under the name beforehand. The pattern covers SQLite's side files of
# a partial file.
_PREFIX, _SUFFIX = ".soi-", ".part"
PARTIAL_NAME = re.compile(r"\.soi-[0-9a-f]{32}\.part(-journal|-wal|-shm)?")
_SIDE_SUFFIXES = ("-journal", "-wal", "-shm")
FULL_DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT)
_LEAST_ROOM = 64 * 1024  # bytes: what SQLite needs beside a store to open it


class PartialFile(NamedTuple):
    """A file that is being written: its temporary path, and a descriptor that is open and locked meanwhile."""

    path: Path
    descriptor: int


@contextmanager
def partial_file(target: Path, mode: int = 0o666) -> Iterator[PartialFile]:
    """A new, empty file in the folder of ``target``; deleted at the end unless it was put in place.

    ``mode`` are its permissions before the umask. It is locked (flock) until the end: ``sweep`` deletes partial files
    that nobody has locked, because their writer was killed. Raises OSError as ``os.open`` does.
    """
    part = _new_file(target.parent, mode)
    try:
        yield part
    finally:
        for suffix in ("", *_SIDE_SUFFIXES):
            part.path.with_name(part.path.name + suffix).unlink(missing_ok=True)
        os.close(part.descriptor)


def replace_target(part: PartialFile, target: Path) -> None:
    """Sync a partial file and rename it to ``target``, in place of a file that is there."""
    os.fsync(part.descriptor)
    part.path.replace(target)
    sync_folder(target.parent)


def place_new(part: PartialFile, target: Path) -> None:
    """Sync a partial file and give it the name ``target``; raises FileExistsError if anything has that name."""
    os.fsync(part.descriptor)
    try:
        os.link(part.path, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        # A file system without hard links: the renaming cannot refuse a file that appears at this very moment.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        part.path.replace(target)
    else:
        part.path.unlink()
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk: a new file may be lost in a power cut without its name."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except PermissionError:
        return  # a folder in which one may make files but which one may not read cannot be synced
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems that sync names by themselves
            raise
    finally:
        os.close(descriptor)


def is_disk_full(folder: Path) -> bool:
    """Whether there is no room, or no quota left, for a small file in a folder."""
    try:
        with partial_file(folder / "room") as part:
            os.write(part.descriptor, bytes(_LEAST_ROOM))
            os.fsync(part.descriptor)
    except OSError as error:
        return error.errno in FULL_DISK_ERRORS
    return False


def sweep(folder: Path) -> None:
    """Delete the partial files in a folder whose writers were killed."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if PARTIAL_NAME.fullmatch(entry.name)]
    except OSError:
        return  # a folder that cannot be listed has none that could be deleted
    for name in sorted(names):
        path = folder / name
        if name.endswith(_SUFFIX):
            _delete_if_unlocked(path)
        elif not path.with_name(name.partition(_SUFFIX)[0] + _SUFFIX).exists():
            path.unlink(missing_ok=True)


def _new_file(folder: Path, mode: int) -> PartialFile:
    while True:
        path = folder / f"{_PREFIX}{os.urandom(16).hex()}{_SUFFIX}"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(path, flags, mode)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Between the two lines above another process may have swept the file, because it was not locked yet.
        if os.fstat(descriptor).st_nlink:
            return PartialFile(path, descriptor)
        os.close(descriptor)


def _delete_if_unlocked(path: Path) -> None:
    """Delete a partial file of this user that no process has locked."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return  # another user's, or gone
    try:
        if os.fstat(descriptor).st_uid == os.geteuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
    except OSError:
        return  # its writer is at work, or the folder is read-only
    finally:
        os.close(descriptor)
