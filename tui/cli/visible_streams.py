"""Output of the commands: control, bidi and invisible characters become symbols where text goes out."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from annotations.text import symbols

_STDERR = 2


class VisibleStream:
    """A text stream that writes symbols for characters on which a terminal might act; line feeds stay.

    Everything that is printed passes here: messages, arguments in click's errors, rows of another's store. Only
    ``terminal_of`` gets around it, for data in a file and for the program's own styles.
    """

    def __init__(self, terminal: TextIO) -> None:
        self.terminal = terminal

    def write(self, text: str) -> int:
        """Write a text with symbols."""
        return self.terminal.write(symbols(text))

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.terminal, name)


class ClosedOutput(io.TextIOBase):
    """Stands for a stream that the caller has closed, as with ``>&-``: writing to it is a failure."""

    encoding = "utf-8"
    errors = "strict"

    def write(self, _text: str) -> int:
        """Raise the error that writing to a closed descriptor gives."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


@contextmanager
def visible_streams() -> Iterator[None]:
    """Let stdout and stderr be ``VisibleStream`` in UTF-8, whatever the locale is."""
    _open_closed_descriptors()
    streams = sys.stdout, sys.stderr
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout, sys.stderr = (
        cast(TextIO, VisibleStream(stream or cast(TextIO, ClosedOutput()))) for stream in streams
    )
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams


def terminal_of(stream: TextIO) -> TextIO:
    """The stream behind a ``VisibleStream``: writing to it changes nothing."""
    return stream.terminal if isinstance(stream, VisibleStream) else stream


def print_marked(pieces: Iterable[tuple[str, bool]]) -> None:
    """Print a line of pieces; the marked ones are bold and underlined on a terminal."""
    is_terminal, terminal = sys.stdout.isatty(), terminal_of(sys.stdout)
    for piece, is_marked in pieces:
        if is_marked and is_terminal:
            terminal.write("\x1b[1m\x1b[4m")
        sys.stdout.write(piece)
        if is_marked and is_terminal:
            terminal.write("\x1b[0m")
    sys.stdout.write("\n")


def _open_closed_descriptors() -> None:
    """Open /dev/null for each standard stream that is closed: the next file, a store, would get its descriptor."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(descriptor)
