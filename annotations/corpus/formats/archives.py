"""Archives of articles, ``.zip`` and ``.tar`` (also compressed): each text, page and document in one is an article.

A member is copied to a temporary file under a name of our own, so that none can escape from a folder, and read from there.
The id of its article is its path in the archive, as if the archive were unpacked.
"""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple
from unicodedata import normalize

from annotations.corpus.formats import SUFFIXES_OF_ARCHIVES, is_article_file, reader_of_suffix
from annotations.corpus.options import ReadOptions
from annotations.corpus.renamed_errors import renamed
from annotations.corpus.streams import open_bytes
from annotations.errors import CorpusError
from annotations.files.partial_folders import temporary_folder
from annotations.model import Article
from annotations.text import visible

_MOST_EXPANSION = 100  # what archives of texts hardly reach
_LEAST_BOUND = 100_000_000  # bytes that any archive may unpack to
_CHUNK = 1 << 20
_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1  # flags of a member of a zip
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, tarfile.TarError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip


class _Member(NamedTuple):
    """A file in an archive. ``is_plain``: it is a file with a content, and no link, device or folder."""

    name: str
    is_plain: bool
    open: Callable[[], IO[bytes] | None]


class _TooLargeError(Exception):
    """An archive that unpacks to more than is read."""


def read_zip(path: Path, _archive: str, options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the articles in a zip archive; raises CorpusError for one with a password or without an article."""
    with _archive_errors(path):
        archive = zipfile.ZipFile(path)
    with archive:
        yield from _read_members(path, _members_of_zip(archive, path), options)


def read_tar(path: Path, _archive: str, options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the articles in a tar archive; raises CorpusError for one without an article."""
    with open_bytes(path) as stream:
        with _archive_errors(path):
            archive = tarfile.open(fileobj=stream, mode="r|")
        with archive:
            yield from _read_members(path, _members_of_tar(archive), options)


def _members_of_zip(archive: zipfile.ZipFile, path: Path) -> Iterator[_Member]:
    for info in archive.infolist():
        if info.flag_bits & _ENCRYPTED:
            raise CorpusError(
                "{path} has a password: unpack it, and read the folder.", path=visible(str(path))
            )
        mode = info.external_attr >> 16
        is_plain = not info.is_dir() and not (stat.S_IFMT(mode) and not stat.S_ISREG(mode))
        if not info.is_dir():
            yield _Member(_name_in_zip(info), is_plain, partial(archive.open, info))


def _members_of_tar(archive: tarfile.TarFile) -> Iterator[_Member]:
    for info in archive:
        if not info.isdir():
            yield _Member(info.name, info.isreg(), partial(archive.extractfile, info))


def _name_in_zip(info: zipfile.ZipInfo) -> str:
    """The name of a member: programs of Windows write UTF-8 without saying so, and backslashes."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAMES:
        try:
            name = name.encode("cp437").decode()
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/")


def _read_members(
    path: Path, members: Iterator[_Member], options: ReadOptions
) -> Iterator[Article | CorpusError]:
    reader = _MemberReader(path, options)
    has_articles = False
    with temporary_folder() as folder:
        while (member := _next_member(members, path)) is not None:
            for item in reader.read(member, folder):
                has_articles = True
                yield item
    if not has_articles:
        raise CorpusError(
            "{path} has no article in it: a table in an archive has to be unpacked, and read itself.",
            path=visible(str(path)),
        )


def _next_member(members: Iterator[_Member], path: Path) -> _Member | None:
    with _archive_errors(path):
        return next(members, None)


class _MemberReader:
    """Reads members of an archive, up to a number of bytes for all together."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        self._path, self._options = path, options
        self._bytes_left = max(_LEAST_BOUND, path.stat().st_size * _MOST_EXPANSION)

    def read(self, member: _Member, folder: Path) -> Iterator[Article | CorpusError]:
        """Yield the article of a member, or why it has none; nothing for what is no article."""
        name = PurePosixPath(member.name)
        if (
            any(part.startswith(".") and part not in (".", "..") for part in name.parts)
            or "__MACOSX" in name.parts
        ):
            return
        member_text = visible(f"{self._path}/{member.name}")
        if name.suffix.lower() in SUFFIXES_OF_ARCHIVES:
            yield CorpusError(
                "{path} is an archive in an archive: unpack it, and read it itself.", path=member_text
            )
        elif not is_article_file(name.name):
            return
        elif name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
            yield CorpusError("{path} leads out of its archive: it is left out.", path=member_text)
        elif not member.is_plain:
            yield CorpusError("{path} is a link or a device, no text: it is left out.", path=member_text)
        else:
            file = folder / f"member{name.suffix.lower()}"
            self._copy(member, file)
            yield from self._read_copy(file, normalize("NFC", str(name)), member_text)
            file.unlink()

    def _copy(self, member: _Member, file: Path) -> None:
        with _archive_errors(self._path), file.open("wb") as out:
            content = member.open()
            while content and (chunk := content.read(_CHUNK)):
                self._bytes_left -= len(chunk)
                if self._bytes_left < 0:
                    raise _TooLargeError
                out.write(chunk)

    def _read_copy(self, file: Path, article_id: str, member_text: str) -> Iterator[Article | CorpusError]:
        source = str(self._path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        article_id = article_id.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        try:
            for item in reader_of_suffix(file.suffix)(file, article_id, self._options):
                if isinstance(item, CorpusError):
                    yield renamed(item, file, member_text)
                else:
                    yield item._replace(source=source)
        except CorpusError as error:
            yield renamed(error, file, member_text)


@contextmanager
def _archive_errors(path: Path) -> Iterator[None]:
    """Turn the errors of unpacking into a CorpusError."""
    path_text = visible(str(path))
    try:
        yield
    except _TooLargeError as error:
        raise CorpusError(
            "{path} unpacks to more than a hundred times its size: if that is right, unpack it yourself and read the folder.",
            path=path_text,
        ) from error
    except _DAMAGED as error:
        raise CorpusError(
            "{path} is no archive, is damaged, or is packed in another way: pack it again, or unpack it and read the folder.",
            path=path_text,
        ) from error
