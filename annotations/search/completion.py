"""Completions for a query: filter keys, and the values of a key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotations.search.clauses import Key, quote_if_needed
from annotations.search.filters import CLOSED
from annotations.text import fold

_TYPED = re.compile(r'(?:^|(?<=\s))(-?)(?:([A-Za-z]+):)?((?:"[^"]*(?:"|\Z)|[^\s"])*)\Z')
_ITEM = re.compile(r'(?:"[^"]*(?:"|\Z)|[^,"])*\Z')


@dataclass(frozen=True, slots=True)
class Completion:
    """A replacement of the query's code points from ``start`` to ``end`` by ``text``."""

    text: str
    start: int
    end: int


def completions(
    query: str, cursor: int, open_values: Mapping[Key, Iterable[str]] | None = None
) -> list[Completion]:
    """Return the completions at the cursor: keys, or the values of the key before the cursor.

    ``open_values`` has the values of the keys without a fixed vocabulary, such as the tags and outlets of a store.
    Values that begin with the typed text come before values that contain it; tone marks and case are ignored.
    """
    typed = _TYPED.search(query[:cursor])
    if typed is None:
        return []
    if typed[2] is None:
        offered = (
            [f"{typed[1]}{key}:" for key in _matching_words(typed[3], Key)] if '"' not in typed[3] else []
        )
        return [Completion(text, typed.start(), cursor) for text in offered]
    key = typed[2].casefold()
    if key not in frozenset(map(str, Key)):
        return []
    item = _ITEM.search(query, typed.start(3), cursor)
    assert item is not None
    values = CLOSED.get(Key(key)) or (open_values or {}).get(Key(key), ())
    matching_values = _matching_words(item[0].strip('"'), values)
    return [Completion(quote_if_needed(value), item.start(), cursor) for value in matching_values]


def _matching_words(typed: str, words: Iterable[str]) -> list[str]:
    typed_prefix = fold(typed).text
    folded = [(word, fold(word).text) for word in words]
    begin = [word for word, text in folded if text.startswith(typed_prefix)]
    return begin + [
        word for word, text in folded if typed_prefix in text and not text.startswith(typed_prefix)
    ]
