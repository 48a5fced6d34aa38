"""Every error a caller of ``annotations`` may catch; each message says what to do.

A message is a template in English and the values that go into it, so that whoever shows it can say it in
another language.
"""

from __future__ import annotations


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


class CorpusError(SoiError):
    """A file of the corpus cannot be read as an article."""


class StoreError(SoiError):
    """The store cannot be opened, read or written."""
