"""Folders for what is made beside its place or for a while: under random names, locked, and swept after a kill."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FOLDER_NAME = re.compile(r"\.soi-([0-9a-f]{32})\.folder")
_FORMER_NAME = re.compile(r"\.soi-([0-9a-f]{32})\.former-(.+)")


@contextmanager
def partial_folder(parent: Path) -> Iterator[Path]:
    """A new, empty folder in ``parent`` that only this user may read; deleted at the end unless it was put in place.

    It is locked (flock) until the end: ``sweep_folders`` deletes folders that nobody has locked, because their maker
    was killed. Raises OSError as ``os.mkdir`` does.
    """
    folder, descriptor = _new_folder(parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder among the system's temporary files, for copies that are needed for a while."""
    parent = Path(tempfile.gettempdir())
    sweep_folders(parent)
    with partial_folder(parent) as folder:
        yield folder


def replace_folder(partial: Path, target: Path) -> None:
    """Rename a partial folder to ``target``; a folder that is there gives way, and is deleted."""
    folder_name = _FOLDER_NAME.fullmatch(partial.name)
    assert folder_name is not None, "not a partial folder"
    # Renaming does not replace a folder with files. After a kill between the two lines, sweeping renames it back.
    former = target.with_name(f".soi-{folder_name[1]}.former-{target.name}")
    if target.exists():
        target.rename(former)
    partial.rename(target)
    shutil.rmtree(former, ignore_errors=True)


def sweep_folders(parent: Path) -> None:
    """Delete the partial folders whose makers were killed; put back a folder that was to give way to one of them."""
    try:
        with os.scandir(parent) as entries:
            names = sorted(entry.name for entry in entries if entry.name.startswith(".soi-"))
    except OSError:
        return  # a folder that cannot be listed has none that could be deleted
    for name in names:
        if _FOLDER_NAME.fullmatch(name):
            _delete_if_unlocked(parent / name)
    for name in names:
        former_name = _FORMER_NAME.fullmatch(name)
        if former_name and not (parent / f".soi-{former_name[1]}.folder").exists():
            _put_back(parent / name, parent / former_name[2])


def _new_folder(parent: Path) -> tuple[Path, int]:
    while True:
        folder = parent / f".soi-{os.urandom(16).hex()}.folder"
        folder.mkdir(0o700)
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            continue  # another process has swept it, because it was not locked yet
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if folder.exists():
            return folder, descriptor
        os.close(descriptor)


def _delete_if_unlocked(folder: Path) -> None:
    """Delete a partial folder of this user that no process has locked."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return  # another user's, or gone
    try:
        if os.fstat(descriptor).st_uid == os.geteuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return  # its maker is at work
    finally:
        os.close(descriptor)


def _put_back(former: Path, target: Path) -> None:
    try:
        if former.lstat().st_uid != os.geteuid():
            return
        if not os.path.lexists(target):
            former.rename(target)
    except OSError:
        return  # another process has put it back
    shutil.rmtree(former, ignore_errors=True)
