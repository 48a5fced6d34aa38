"""Every error a caller of ``annotations`` may catch; each message says what to do."""

from __future__ import annotations


class SoiError(Exception):
    """Base of all of them: something failed that a person can put right."""


class UsageError(SoiError):
    """The program was asked for something that cannot be: a path that is not there, an empty folder."""


class CorpusError(SoiError):
    """A file of the corpus cannot be read as an article."""


class StoreError(SoiError):
    """The store cannot be opened, read or written."""
