"""The lines of a stream of bytes, many at a time: blank ones are counted, not made, and overlong ones not kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_CHUNK = 1 << 20  # bytes read at once


class Line(NamedTuple):
    """A line that is not blank, and its number from 1. ``content`` is None for one that is longer than allowed."""

    number: int
    content: bytes | None


def read_lines(stream: BinaryIO, longest: int) -> Iterator[Line]:
    """Yield the lines of a stream that are not blank; ``longest`` is in bytes."""
    beginning: list[bytes] = []  # the pieces of a line whose end is not read yet
    number, length = 1, 0
    while chunk := stream.read(_CHUNK):
        if not length and chunk.isspace():
            number += chunk.count(b"\n")
            continue
        first, *contents = chunk.split(b"\n")
        length += len(first)
        if length <= longest:
            beginning.append(first)
        if not contents:
            continue
        yield from _line(number, beginning, length, longest)
        for content in contents[:-1]:
            number += 1
            yield from _line(number, [content], len(content), longest)
        number, beginning, length = number + 1, [contents[-1]], len(contents[-1])
    yield from _line(number, beginning, length, longest)


def _line(number: int, pieces: list[bytes], length: int, longest: int) -> Iterator[Line]:
    if length > longest:
        yield Line(number, None)
        return
    content = b"".join(pieces)
    if content and not content.isspace():
        yield Line(number, content)
