"""The errors that callers of ``annotations`` may catch; the message of each says what to do.

A message is an English template and its values, so that a caller can show it in another language.
"""

from __future__ import annotations

import unicodedata


class Sentence:
    """A sentence to a person: an English ``template`` and the ``values`` for its ``{names}``.

    A value may itself be a sentence. A template without values is used literally, braces included.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template, self.values = template, values

    def __str__(self) -> str:
        return self.template.format(**self.values) if self.values else self.template


class SoiError(Exception):
    """Base of all errors that a person can put right; ``str()`` gives the message in English."""

    def __init__(self, template: str, /, **values: object) -> None:
        self.sentence = Sentence(template, **values)
        super().__init__(str(self.sentence))


class UsageError(SoiError):
    """An argument that cannot be used: a path that does not exist, an empty folder, a name that is no tag."""


class QueryError(UsageError):
    """A query that cannot be understood; ``start`` to ``end``, in code points, is the wrong part of it.

    ``problem`` is the message alone; the text of the error also shows that part with a line of carets below it.
    """

    def __init__(self, problem: Sentence, query: str, start: int, end: int) -> None:
        self.problem, self.start, self.end = problem, start, end
        super().__init__("{said}\n{place}", said=problem, place=_pointed(query, start, end))


class CorpusError(SoiError):
    """A file of the corpus cannot be read as an article."""


class StoreError(SoiError):
    """The store cannot be opened, read or written."""


_CONTEXT = 30  # code points of a query shown on each side of the wrong part
_LONGEST = 60  # code points shown of the wrong part


def _pointed(query: str, start: int, end: int) -> str:
    """The wrong part of a query with its context, and a line of carets below it."""
    first, last = max(0, start - _CONTEXT), min(len(query), end + _CONTEXT)
    prefix = ("…" if first else "") + _plain(query[first:start])
    wrong_part = _plain(
        query[start:end] if end - start <= _LONGEST else f"{query[start : start + _LONGEST]}…"
    )
    suffix = _plain(query[end:last]) + ("…" if last < len(query) else "")
    carets = "^" * max(1, len(wrong_part))
    return f"  {prefix}{wrong_part}{suffix}\n  {' ' * len(prefix)}{carets}"


def _plain(text: str) -> str:
    """Composed text in which every character takes one cell, so that the carets stand below the wrong part."""
    return "".join(
        char if char.isprintable() else "�"
        for char in unicodedata.normalize("NFC", text)
        if not unicodedata.combining(char)
    )
