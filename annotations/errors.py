"""Every error a caller of ``annotations`` may catch; each message says what to do.

A message is a template in English and the values that go into it, so that whoever shows it can say it in
another language.
"""

from __future__ import annotations

import unicodedata


class Sentence:
    """Something said in English, ``template``, with ``values`` for its ``{names}``.

    A value may be a sentence in its turn. A template without values is taken as it is, braces and all.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template, self.values = template, values

    def __str__(self) -> str:
        return self.template.format(**self.values) if self.values else self.template


class SoiError(Exception):
    """Base of all of them: something failed that a person can put right. ``str()`` says it in English."""

    def __init__(self, template: str, /, **values: object) -> None:
        self.sentence = Sentence(template, **values)
        super().__init__(str(self.sentence))


class UsageError(SoiError):
    """The program was asked for something that cannot be: a path that is not there, an empty folder."""


class QueryError(UsageError):
    """A query says something that cannot be: what in it, ``start`` to ``end`` in code points, and what would do.

    ``said`` is the message alone; the text of the error shows the place below it as well.
    """

    def __init__(self, said: Sentence, query: str, start: int, end: int) -> None:
        self.said, self.start, self.end = said, start, end
        super().__init__("{said}\n{place}", said=said, place=_pointed(query, start, end))


class CorpusError(SoiError):
    """A file of the corpus cannot be read as an article."""


class StoreError(SoiError):
    """The store cannot be opened, read or written."""


_AROUND = 30  # code points of a query shown before and behind the place
_LONGEST = 60  # code points of the place itself


def _pointed(query: str, start: int, end: int) -> str:
    """The part of a query around a place, and a line of carets below the place."""
    first, last = max(0, start - _AROUND), min(len(query), end + _AROUND)
    before = ("…" if first else "") + _plain(query[first:start])
    place = _plain(query[start:end] if end - start <= _LONGEST else f"{query[start : start + _LONGEST]}…")
    behind = _plain(query[end:last]) + ("…" if last < len(query) else "")
    carets = "^" * max(1, len(place))
    return f"  {before}{place}{behind}\n  {' ' * len(before)}{carets}"


def _plain(text: str) -> str:
    """Composed text in which every character takes one cell: the carets must stand below the place."""
    return "".join(
        char if char.isprintable() else "�"
        for char in unicodedata.normalize("NFC", text)
        if not unicodedata.combining(char)
    )
