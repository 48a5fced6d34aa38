"""Writing a file whole or not at all, and never over what soi reads or did not make."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from annotations.errors import UsageError
from annotations.exports import is_export
from annotations.files.partial_files import partial_file, replace_target, sweep
from annotations.files.sqlite_files import belongs_to_database, file_identity
from annotations.text import visible

_LONGEST_LINE = 1 << 20  # bytes read of a file to tell whether it is an export


@contextmanager
def whole_file(
    path: Path, *, store: Path | None = None, inputs: Iterable[Path] = (), overwrite: bool = False
) -> Iterator[TextIO]:
    """A text stream that becomes the file at ``path``, on disk, when the block ends without an error.

    A symbolic link keeps pointing to the file. A pipe or a character device is written to directly. Raises UsageError
    where the folder does not exist or must not be written, and for a file that is not written over: ``store``, another
    database, one of ``inputs`` and, without ``overwrite``, any file that is no export of soi and not empty.
    """
    target = _target(path)
    if belongs_to_database(target, store):
        raise UsageError(
            "{path} is a store or belongs to one, so it was left as it is; name another file.",
            path=visible(str(path)),
        )
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", newline="") as stream:
                yield stream
        else:
            if target.exists():
                _expect_replaceable(target, inputs, overwrite=overwrite)
            with _replacement(target) as stream:
                yield stream
    except PermissionError as error:
        raise UsageError(
            "{path} cannot be written: no permission; name a file elsewhere.", path=visible(str(path))
        ) from error


def _target(path: Path) -> Path:
    """The file that a path leads to; raises UsageError where none can be made there."""
    try:
        target = Path(os.path.realpath(path, strict=path.exists()))
        is_usable = not target.is_dir() and target.parent.is_dir() and not target.is_symlink()
        is_usable = is_usable and not (target.exists() and stat.S_ISBLK(target.stat().st_mode))
    except (OSError, ValueError):  # a name that is too long, or with a NUL
        is_usable = False
    if not is_usable:
        raise UsageError(
            "{path} cannot be written: name a file in a folder that exists.", path=visible(str(path))
        )
    return target


def _expect_replaceable(target: Path, inputs: Iterable[Path], *, overwrite: bool) -> None:
    """Raise UsageError for a file that is an input or, unless it is to be overwritten, no export of soi."""
    if file_identity(target) in {file_identity(source) for source in inputs}:
        raise UsageError(
            "{path} is read by soi (an article, a lexicon or soi.toml), so it was left as it is; name another file.",
            path=visible(str(target)),
        )
    with target.open("rb") as stream:
        is_own = is_export(stream.readline(_LONGEST_LINE))
    if not is_own and not overwrite:
        raise UsageError(
            "{path} is there already and is no export of soi, so it was left as it is; name another file, or "
            "write over it with --force.",
            path=visible(str(target)),
        )


@contextmanager
def _replacement(target: Path) -> Iterator[TextIO]:
    """A partial file that takes the place of ``target`` at the end, with the permissions of the former file."""
    sweep(target.parent)
    mode = stat.S_IMODE(target.stat().st_mode) & 0o777 if target.exists() else None
    with partial_file(target) as part:
        with os.fdopen(os.dup(part.descriptor), "w", encoding="utf-8", newline="") as stream:
            yield stream
        if mode is not None:
            os.fchmod(part.descriptor, mode)
        replace_target(part, target)
