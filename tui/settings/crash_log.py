"""The log of a failure of the program itself: a file with the traceback, which a person can report."""

from __future__ import annotations

import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path
from traceback import format_exception

from tui.settings import paths

_FILE_NAME = "crash.log"


def write_crash_log(error: BaseException) -> Path | None:
    """Write the traceback of an error; returns the file, or None where none can be written.

    The file is in the state folder and replaces that of the last failure. Only its owner can read it: a traceback may
    have words of an article.
    """
    trace = "".join(format_exception(error))
    text = f"soi {version('soi')}, Python {platform.python_version()}, {platform.platform()}\n\n{trace}"
    try:
        folder = paths.state()
        folder.mkdir(parents=True, exist_ok=True)
        return _write_privately(folder, text)
    except (OSError, RuntimeError):  # no home directory, or one that is not writable
        return _write_elsewhere(text)


def _write_elsewhere(text: str) -> Path | None:
    try:
        return _write_privately(Path(tempfile.mkdtemp(prefix="soi-")), text)
    except OSError:
        return None


def _write_privately(folder: Path, text: str) -> Path:
    # mkstemp: readable only by its owner, and never through a link that stands there.
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=f".{_FILE_NAME}.")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    return Path(name).replace(folder / _FILE_NAME)
