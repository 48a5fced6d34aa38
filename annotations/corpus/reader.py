"""Find the files of a corpus, give each article its id, and read each file by its format.

The formats are registered in ``annotations.corpus.formats``.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from annotations.bounded_files import expect_regular
from annotations.corpus.failures import article_failures
from annotations.corpus.file_errors import file_errors
from annotations.corpus.formats import is_article_file, reader_for
from annotations.corpus.options import DEFAULT_OPTIONS, STANDARD_INPUT, ReadOptions
from annotations.corpus.renamed_errors import renamed
from annotations.corpus.text_id import text_id
from annotations.errors import CorpusError, Sentence, UsageError
from annotations.extras import MissingExtraError
from annotations.model import Article
from annotations.system_errors import reason_of
from annotations.text import brief_path, visible


def read_corpus(path: Path | str, options: ReadOptions = DEFAULT_OPTIONS) -> Iterator[Article | CorpusError]:
    """Read a folder of articles, or one file; yield the error of each file that cannot be read.

    A folder is read recursively in the order of the relative paths: every file whose suffix has a reader, except
    hidden files. The id of an article is its relative path in NFC with ``/`` between the parts; a single file has
    its name as its id. A table (JSON, CSV, …) has an article a row, with ids of its own; it is read only where ``path``
    names it. ``options`` say what a file's name does not.

    Raises:
        UsageError: before anything is read, if ``path`` does not exist or contains no article; while a table is read,
            if it has no column for the text.

    """
    return (article for file in corpus_files(path) for article in read_file(file, options))


class CorpusFile(NamedTuple):
    """A file of a corpus: ``name`` is the id of its article, or of its table.

    ``is_in_folder``: it was found in a folder, and not named itself.
    """

    name: str
    path: Path
    is_in_folder: bool = False


def corpus_files(path: Path | str) -> Iterator[CorpusFile | CorpusError]:
    """Find the files of a corpus, as ``read_corpus`` reads them; yield the error of each folder that cannot be listed.

    Raises UsageError, before anything is yielded, if ``path`` does not exist or contains no article.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise UsageError(
            "Cannot open {path} ({reason}): give the path of a folder of articles, or of one.",
            path=brief_path(path),
            reason=reason_of(error),
        ) from error
    if not stat.S_ISDIR(mode):
        return iter([CorpusFile(_article_id(path.name), path)])
    _expect_listable(path)
    files, folder_errors = _find_files(path)
    if not files and not folder_errors:
        raise UsageError(
            "There is no article in {path}: put each there as a .txt or .md file or a saved page, or name a table of articles "
            "itself.",
            path=visible(str(path)),
        )
    return _named_files(files, folder_errors)


def _expect_listable(folder: Path) -> None:
    """Raise UsageError for a folder that cannot be listed."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise UsageError(
            "Cannot look into {path} ({reason}): give yourself permission to read it, or give another folder.",
            path=visible(str(folder)),
            reason=reason_of(error),
        ) from error


def count_files(path: Path) -> int:
    """Return how many files ``read_corpus`` would read; raise the same UsageError."""
    return sum(isinstance(file, CorpusFile) for file in corpus_files(path))


def _find_files(root: Path) -> tuple[list[tuple[str, Path]], list[CorpusError]]:
    """Return the files to read, sorted by relative path, and an error for each folder that cannot be listed."""
    files: list[tuple[str, Path]] = []
    folder_errors: list[CorpusError] = []
    visited: set[tuple[int, int]] = set()
    folders, links = [("", root)], list[tuple[str, Path]]()
    while folders or links:
        prefix, folder = (
            folders or links
        ).pop()  # links last: a linked folder may stand in the corpus itself
        try:
            entries = _list_folder(folder, visited)
        except OSError as error:
            folder_errors.append(
                CorpusError(
                    "Cannot look into {path} ({reason}): skipped; give yourself permission to read it.",
                    path=visible(str(folder)),
                    reason=reason_of(error),
                )
            )
            continue
        names = {entry.name for entry in entries}
        for entry in entries:
            if is_article_file(entry.name):
                files.append((prefix + entry.name, Path(entry.path)))
            if _is_folder(entry) and not _is_beside_page(entry.name, names):
                (links if entry.is_symlink() else folders).append(
                    (f"{prefix}{entry.name}/", Path(entry.path))
                )
    return sorted(files), folder_errors


def _list_folder(folder: Path, visited: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """List the entries of a folder that are not hidden, by name; an empty list if the folder is in ``visited``.

    Folders are recognised by device and inode, so that a link to a parent folder does not loop.
    """
    status = folder.stat()
    identity = (status.st_dev, status.st_ino)
    if identity in visited:
        return []
    visited.add(identity)
    with os.scandir(folder) as entries:
        return sorted(
            (entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name
        )


def _is_beside_page(folder: str, names: Collection[str]) -> bool:
    """Whether a folder has the pictures, scripts and frames of a saved page: ``bài_files`` beside ``bài.html``."""
    page = folder.removesuffix("_files").removesuffix(".files")
    return page != folder and any(f"{page}{suffix}" in names for suffix in (".html", ".htm", ".xhtml"))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.is_dir()
    return False


def _named_files(
    files: list[tuple[str, Path]], folder_errors: list[CorpusError]
) -> Iterator[CorpusFile | CorpusError]:
    yield from folder_errors
    paths_by_id: dict[str, str] = {}
    for name, path in files:
        article_id = _article_id(name)
        if article_id in paths_by_id:
            yield CorpusError(
                "{path} has the same name as {other} but for how its letters are encoded: rename one.",
                path=visible(str(path)),
                other=paths_by_id[article_id],
            )
            continue
        paths_by_id[article_id] = visible(str(path))
        yield CorpusFile(article_id, path, is_in_folder=True)


def _article_id(name: str) -> str:
    return normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def read_file(
    file: CorpusFile | CorpusError, options: ReadOptions = DEFAULT_OPTIONS
) -> Iterator[Article | CorpusError]:
    """Yield the articles of a file; a reader that fails is the error of its file, and an error is yielded as it is."""
    if isinstance(file, CorpusError):
        yield file
        return
    article_id, path, is_in_folder = file
    pipe = options.pipes.get(path)
    try:
        with article_failures(article_id):
            with file_errors(path):
                expect_regular(path)
            for article in reader_for(path, options)(path, article_id, options):
                yield _of_pipe(article, path, article_id, pipe) if pipe else article
    except CorpusError as error:
        yield renamed(error, path, pipe) if pipe else error
    except UsageError as error:
        if is_in_folder and isinstance(error, MissingExtraError):
            yield CorpusError("{path} is left out. {reason}", path=visible(str(path)), reason=error.sentence)
            return
        if not pipe:
            raise
        raise renamed(error, path, pipe) from error


def _of_pipe(
    article: Article | CorpusError, path: Path, file_id: str, pipe: str | Sentence
) -> Article | CorpusError:
    """An article, or an error, of a file that stands for a pipe."""
    if isinstance(article, CorpusError):
        return renamed(article, path, pipe)
    # Two texts that are piped in are two articles, not one that was edited.
    article_id = text_id(article.text) if article.id == file_id else article.id
    return article._replace(id=article_id, source=STANDARD_INPUT)
