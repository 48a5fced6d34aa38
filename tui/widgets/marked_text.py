"""Text split into pieces that match a search and pieces that do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotations.text import visible


def match_pieces(text: str, text_start: int, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The pieces of ``text`` with control characters made visible, each with whether it lies in a span.

    ``spans`` are offsets in the article; ``text_start`` is the offset of ``text`` in it. Spans may overlap.
    """
    position = 0
    for span_start, span_end in sorted(spans):
        start, end = max(position, span_start - text_start), min(len(text), span_end - text_start)
        if start < end:
            if position < start:
                yield visible(text[position:start]), False
            yield visible(text[start:end]), True
            position = end
    if position < len(text):
        yield visible(text[position:]), False
