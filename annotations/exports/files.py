"""Writing a file whole or not at all, so that a failure leaves the former file as it was."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from annotations.errors import UsageError
from annotations.text import visible


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text stream that becomes the file at ``path`` when the block ends without an error.

    A symbolic link keeps pointing to the file. A pipe or a device is written to directly. Raises UsageError where the
    folder does not exist or must not be written.
    """
    target = path.resolve()
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(
            "{path} cannot be written: name a file in a folder that exists.", path=visible(str(path))
        )
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", newline="") as stream:
                yield stream
        else:
            with _replacement(target) as stream:
                yield stream
    except PermissionError as error:
        raise UsageError(
            "{path} cannot be written: no permission; name a file elsewhere.", path=visible(str(path))
        ) from error


@contextmanager
def _replacement(target: Path) -> Iterator[TextIO]:
    """A temporary file in the same folder, renamed to ``target`` at the end."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary_path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            yield stream
        temporary_path.chmod(0o666 & ~_umask())
        temporary_path.replace(target)
    finally:
        temporary_path.unlink(missing_ok=True)


def _umask() -> int:
    # The umask can only be read by setting it.
    umask = os.umask(0)
    os.umask(umask)
    return umask
