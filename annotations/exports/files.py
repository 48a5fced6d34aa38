"""Writing a file or folder whole or not at all, and never over what soi reads or did not make."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from annotations.errors import UsageError
from annotations.exports.folder_marks import FOLDER_MARK, files_of_others
from annotations.files.partial_files import partial_file, replace_target, sweep, sync_folder
from annotations.files.partial_folders import partial_folder, replace_folder, sweep_folders
from annotations.files.sqlite_files import belongs_to_database, file_identity, is_part_of
from annotations.text import visible


class ReplacementRules(NamedTuple):
    """What an output may replace.

    ``store`` and ``inputs`` are files that are never written over. ``is_own`` tells whether a file is an earlier export; with ``overwrite`` any file may be replaced that is neither a database nor an input.
    """

    store: Path | None = None
    inputs: Iterable[Path] = ()
    overwrite: bool = False
    is_own: Callable[[Path], bool] = lambda _path: False


@contextmanager
def whole_file(path: Path, rules: ReplacementRules) -> Iterator[BinaryIO]:
    """A binary stream that becomes the file at ``path``, on disk, when the block ends without an error.

    A symbolic link keeps pointing to the file. A pipe or a character device is written to directly. Raises UsageError
    where the folder does not exist or must not be written, and for a file that is not written over: a database that is
    no export, an input and, unless the rules say so, any file that is no export of soi and not empty.
    """
    target = _target(path)
    # A store that is open is not even looked at: closing it would give up SQLite's locks.
    if is_part_of(target, rules.store) or (
        belongs_to_database(target, rules.store) and not _is_own_file(target, rules)
    ):
        raise UsageError(
            "{path} is a store or belongs to one, so it was left as it is; name another file.",
            path=visible(str(path)),
        )
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
        else:
            if target.exists():
                _expect_replaceable(target, rules)
            with _replacement(target) as stream:
                yield stream
    except PermissionError as error:
        raise UsageError(
            "{path} cannot be written: no permission; name a file elsewhere.", path=visible(str(path))
        ) from error


@contextmanager
def whole_text_file(path: Path, rules: ReplacementRules) -> Iterator[TextIO]:
    """A text stream in UTF-8 that becomes the file at ``path``; as ``whole_file``."""
    with whole_file(path, rules) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()


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


def _expect_replaceable(target: Path, rules: ReplacementRules) -> None:
    """Raise UsageError for a file that is an input or, unless it is to be overwritten, no export of soi."""
    if file_identity(target) in {file_identity(source) for source in rules.inputs}:
        raise UsageError(
            "{path} is read by soi (an article, a lexicon or soi.toml), so it was left as it is; name another file.",
            path=visible(str(target)),
        )
    if not rules.overwrite and target.stat().st_size > 0 and not _is_own_file(target, rules):
        raise UsageError(
            "{path} is there already and is no export of soi, so it was left as it is; name another file, or "
            "write over it with --force.",
            path=visible(str(target)),
        )


def _is_own_file(target: Path, rules: ReplacementRules) -> bool:
    return target.is_file() and rules.is_own(target)


@contextmanager
def _replacement(target: Path) -> Iterator[BinaryIO]:
    """A partial file that takes the place of ``target`` at the end, with the permissions of the former file."""
    sweep(target.parent)
    mode = stat.S_IMODE(target.stat().st_mode) & 0o777 if target.exists() else None
    with partial_file(target) as part:
        with os.fdopen(os.dup(part.descriptor), "wb") as stream:
            yield stream
        if mode is not None:
            os.fchmod(part.descriptor, mode)
        replace_target(part, target)


@contextmanager
def whole_folder(path: Path, rules: ReplacementRules) -> Iterator[Path]:
    """An empty folder that takes the place of ``path`` when the block ends without an error.

    Raises UsageError where it cannot be made, and for a folder that is there already, is not empty and has no
    ``FOLDER_MARK``: a folder of other files is never replaced. An exported folder is not replaced while a database or
    an input lies in it nor, unless the rules say so, while it has files that soi did not write or that were changed.
    """
    target = _folder_target(path)
    _expect_replaceable_folder(target, rules)
    sweep_folders(target.parent)
    try:
        with partial_folder(target.parent) as partial:
            yield partial
            partial.chmod(0o777 & ~_umask())
            _sync_tree(partial)
            replace_folder(partial, target)
            sync_folder(target.parent)
    except PermissionError as error:
        raise UsageError(
            "{path} cannot be written: no permission; name a file elsewhere.", path=visible(str(path))
        ) from error


def _folder_target(path: Path) -> Path:
    try:
        target = path.resolve()
        is_usable = target.parent.is_dir() and (target.is_dir() or not target.exists())
    except (OSError, ValueError):  # a loop of links, a name that is too long or has a NUL
        is_usable = False
    if not is_usable:
        raise UsageError(
            "{path} cannot be written: name a folder in a folder that exists.", path=visible(str(path))
        )
    if target.is_dir() and any(target.iterdir()) and not (target / FOLDER_MARK).is_file():
        raise UsageError(
            "{path} is there already and is no export of soi, so it was left as it is; name another folder.",
            path=visible(str(path)),
        )
    return target


def _expect_replaceable_folder(target: Path, rules: ReplacementRules) -> None:
    inputs: set[tuple[int, int] | None] | None = None
    for file in files_of_others(target) if target.is_dir() else ():
        inputs = {file_identity(source) for source in rules.inputs} if inputs is None else inputs
        is_needed = belongs_to_database(file, rules.store) or file_identity(file) in inputs
        if is_needed or not rules.overwrite:
            raise UsageError(
                "{path} is no export of soi or was changed since, so its folder was left as it is; name another folder"
                ", or, where it is no store and nothing that soi reads, write over it with --force.",
                path=visible(str(file)),
            )


def _sync_tree(folder: Path) -> None:
    for directory, _names, files in os.walk(folder):
        for name in files:
            with (Path(directory) / name).open("rb") as stream:
                os.fsync(stream.fileno())
        sync_folder(Path(directory))


def _umask() -> int:
    # The umask can only be read by setting it.
    umask = os.umask(0)
    os.umask(umask)
    return umask
