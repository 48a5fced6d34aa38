"""What an export format is: a name, where it writes, and the function that writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

if TYPE_CHECKING:
    from annotations.exports.contents import ExportContents


@dataclass(frozen=True)
class TextFormat:
    """A format of one text file, in UTF-8; ``write`` writes the contents to a text stream.

    ``suffix`` is the ending of a file in the format. ``is_own`` tells whether a file is an export in this format, which the
    next export may replace. ``takes_bom`` says whether ``--bom`` may put a byte order mark
    before the text. ``has_single_review`` says that the format has room for one review a claim: an export of several
    annotators to it needs a consensus.
    """

    suffix: str
    write: Callable[[ExportContents, TextIO], None]
    is_own: Callable[[Path], bool]
    takes_bom: bool = False
    has_single_review: bool = False


@dataclass(frozen=True)
class BinaryFormat:
    """A format of one binary file; ``write`` writes the contents to a binary stream.

    The other fields are those of ``TextFormat``.
    """

    suffix: str
    write: Callable[[ExportContents, BinaryIO], None]
    is_own: Callable[[Path], bool]
    has_single_review: bool = False


@dataclass(frozen=True)
class FolderFormat:
    """A format of several files; ``write`` fills an empty folder.

    The folder gets a file that names the program, the store, the query and the time of the newest decision, by which the
    next export recognises it.
    """

    write: Callable[[ExportContents, Path], None]
    has_single_review: bool = False


_LONGEST_LINE = 1 << 20  # bytes


def first_line(path: Path) -> bytes:
    """The first line of a file, without its line break; at most a mebibyte."""
    with path.open("rb") as stream:
        return stream.readline(_LONGEST_LINE).rstrip(b"\r\n")


ExportFormat = TextFormat | BinaryFormat | FolderFormat
