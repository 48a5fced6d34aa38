"""Text with what a search found in it, cut up for showing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotations.text import visible


def match_pieces(text: str, start: int, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The pieces of a text that begins at ``start`` in its article, safe to show, and whether each is a match."""
    done = 0
    for first, last in sorted(spans):
        begin, end = max(done, first - start), min(len(text), last - start)
        if begin < end:
            if done < begin:
                yield visible(text[done:begin]), False
            yield visible(text[begin:end]), True
            done = end
    if done < len(text):
        yield visible(text[done:]), False
