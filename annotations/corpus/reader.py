"""The corpus as a whole: which files it has, who reads each, and what each is called.

A new format is a function from a path and an id to articles and errors, entered in ``READERS`` by its suffix.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

from annotations.corpus.text_file import read_text
from annotations.errors import CorpusError, UsageError
from annotations.model import Article
from annotations.text import visible

Reader = Callable[[Path, str], Iterator[Article | CorpusError]]

READERS: dict[str, Reader] = {".txt": read_text}


def read_corpus(path: Path) -> Iterator[Article | CorpusError]:
    """Read a folder of articles, or one file; a file that cannot be read is yielded as its error.

    Of a folder come all files below it that have a reader, by relative path; hidden ones are left out. An
    article's id is that path in NFC with ``/`` between its parts; one file is called by its name.

    Raises UsageError, before anything is read, where there is nothing at ``path``, or no article in it.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(
            "Cannot open {path} ({reason}): give the path of a folder of .txt files, or of one.",
            path=visible(str(path)),
            reason=reason,
        ) from error
    if not stat.S_ISDIR(mode):
        return _read([(path.name, path)])
    files, troubles = _find(path)
    if not files and not troubles:
        raise UsageError(
            "There is no .txt file in {path}: put each article there as a .txt file in UTF-8, "
            "or give another folder.",
            path=visible(str(path)),
        )
    return _read(files, troubles)


def count_files(path: Path) -> int:
    """How many files ``read_corpus`` would read; raises the same UsageError."""
    read_corpus(path)
    return len(_find(path)[0]) if path.is_dir() else 1


def _find(root: Path) -> tuple[list[tuple[str, Path]], list[CorpusError]]:
    """Return the files to read, sorted by relative path, and the folders that could not be looked into."""
    files: list[tuple[str, Path]] = []
    troubles: list[CorpusError] = []
    seen: set[tuple[int, int]] = set()
    folders, links = [("", root)], list[tuple[str, Path]]()
    while folders or links:
        below, folder = (folders or links).pop()  # links last: what they lead to may be here by its own name
        try:
            entries = _entries(folder, seen)
        except OSError as error:
            troubles.append(
                CorpusError(
                    "Cannot look into {path} ({reason}): skipped; give yourself permission to read it.",
                    path=visible(str(folder)),
                    reason=error.strerror,
                )
            )
            continue
        for entry in entries:
            if Path(entry.name).suffix.lower() in READERS:
                files.append((below + entry.name, Path(entry.path)))
            if _is_folder(entry):
                (links if entry.is_symlink() else folders).append((f"{below}{entry.name}/", Path(entry.path)))
    return sorted(files), troubles


def _entries(folder: Path, seen: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """List what is not hidden in a folder, by name; nothing where a link led back to one already ``seen``."""
    known = folder.stat()
    place = (known.st_dev, known.st_ino)
    if place in seen:
        return []
    seen.add(place)
    with os.scandir(folder) as found:
        return sorted(
            (entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name
        )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.is_dir()
    return False


def _read(
    files: list[tuple[str, Path]], troubles: list[CorpusError] | None = None
) -> Iterator[Article | CorpusError]:
    yield from troubles or ()
    taken: dict[str, str] = {}
    for name, path in files:
        key = normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        if key in taken:
            yield CorpusError(
                "{path} has the same name as {other} but for how its letters are encoded: rename one.",
                path=visible(str(path)),
                other=taken[key],
            )
            continue
        taken[key] = visible(str(path))
        read = READERS.get(path.suffix.lower(), read_text)
        yield from read(path, key)
