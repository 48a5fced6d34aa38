"""Tokens of a text for formats that label tokens; a token ends where a claim begins or ends, so that none is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from annotations.sentences import sentence_at

# A combining mark is no word character for Python, so a decomposed letter would fall apart.
# The blank behind a token belongs to it and is not one; all other white space is, so that the tokens rebuild the text.
_TOKEN = re.compile(r"([\w\u0300-\u036f]+|[^\w\s]|\s) ?")


class Token(NamedTuple):
    """A token: its words and its span in code points; ``is_before_blank`` where a blank stands behind it."""

    text: str
    start: int
    end: int
    is_before_blank: bool


def tokens_of(text: str, spans: Iterable[tuple[int, int]]) -> list[Token]:
    """The tokens of a text, cut at the ends of ``spans``; white space is a token, but for one blank behind another token."""
    cuts = sorted({offset for span in spans for offset in span})
    tokens = []
    for match in _TOKEN.finditer(text):
        inner_cuts = [cut for cut in cuts if match.start(1) < cut < match.end(1)]
        for start, end in pairwise((match.start(1), *inner_cuts, match.end(1))):
            tokens.append(Token(text[start:end], start, end, text[end : end + 1] == " "))
    return tokens


def sentences_of(tokens: Iterable[Token], ends: Iterable[int]) -> Iterator[list[Token]]:
    """The tokens of each sentence, without white space; ``ends`` are the offsets where the sentences end."""
    remaining_ends = iter(ends)
    end = next(remaining_ends, None)
    sentence: list[Token] = []
    for token in tokens:
        while end is not None and token.start >= end:
            if sentence:
                yield sentence
            sentence, end = [], next(remaining_ends, None)
        if not token.text.isspace():
            sentence.append(token)
    if sentence:
        yield sentence


def sentence_ends(text: str) -> list[int]:
    """The offsets where the sentences of a text end."""
    ends, offset = [], 0
    while offset < len(text):
        _start, end = sentence_at(text, offset)
        end = max(end, offset + 1)
        ends.append(end)
        offset = end
        while offset < len(text) and text[offset].isspace():
            offset += 1
    return ends
