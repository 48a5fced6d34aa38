"""Completions for a query: filter keys, and the values of a key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotations.search.clauses import Key, quote_if_needed
from annotations.search.filter_words import KEY_PATTERN, key_named, key_names, value_names
from annotations.search.filters import CLOSED
from annotations.text import fold

_TYPED = re.compile(rf'(?:^|(?<=\s))(-?)(?:({KEY_PATTERN}):)?((?:"[^"]*(?:"|\Z)|[^\s"])*)\Z')
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
        if '"' in typed[3]:
            return []
        keys = [*_matching_words(typed[3], Key), *_beginning_words(typed[3], key_names())]
        return [Completion(f"{typed[1]}{key}:", typed.start(), cursor) for key in keys]
    word = typed[2].casefold()
    key = Key(word) if word in frozenset(map(str, Key)) else key_named(word)
    if key is None:
        return []
    item = _ITEM.search(query, typed.start(3), cursor)
    assert item is not None
    item_text = item[0].strip('"')
    values = CLOSED.get(key) or (open_values or {}).get(key, ())
    if word == key:
        matching_values = [
            *_matching_words(item_text, values),
            *_beginning_words(item_text, value_names(key)),
        ]
    else:
        matching_values = _matching_words(item_text, value_names(key) or values)
    return [Completion(quote_if_needed(value), item.start(), cursor) for value in matching_values]


def _matching_words(typed: str, words: Iterable[str]) -> list[str]:
    typed_prefix = _comparable(typed)
    folded = [(word, _comparable(word)) for word in words]
    begin = [word for word, text in folded if text.startswith(typed_prefix)]
    return begin + [
        word for word, text in folded if typed_prefix in text and not text.startswith(typed_prefix)
    ]


def _beginning_words(typed: str, words: Iterable[str]) -> list[str]:
    """The words that begin with what is typed; none while nothing is."""
    typed_prefix = _comparable(typed)
    return [word for word in words if typed_prefix and _comparable(word).startswith(typed_prefix)]


def _comparable(word: str) -> str:
    """A word without tone marks and case; ``_`` and ``-`` stand for blanks in values."""
    return fold(word.replace("_", " ").replace("-", " ")).text
