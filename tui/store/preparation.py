"""A store that can be asked: every article checked, and indexed where words are looked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from annotations.store import Store, search
from annotations.store.backup import back_up
from annotations.store.findings.checking import all_are_checked, check_articles
from tui.language.i18n import _


@contextmanager
def ready(path: Path, *, words: bool) -> Iterator[Store]:
    """Open a store and make up for what is not checked or, for ``words``, not indexed yet.

    Where the store cannot be written that is done in a copy, which is gone afterwards. Raises StoreError and
    UsageError as opening a store does.
    """
    with Store.open(path) as opened:
        if _is_ready(opened, words=words):
            yield opened
        elif os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
            _get_ready(opened, words=words)
            yield opened
        else:
            with TemporaryDirectory(prefix="soi-") as folder:
                copy = Path(folder) / path.name
                back_up(opened, copy)
                with Store.open(copy) as writable:
                    _get_ready(writable, words=words)
                    yield writable


def _is_ready(store: Store, *, words: bool) -> bool:
    return all_are_checked(store) and not (words and _lacks_words(store))


def _lacks_words(store: Store) -> bool:
    return not search.is_complete(store)


def _get_ready(store: Store, *, words: bool) -> None:
    if words and _lacks_words(store):
        _index_with_progress(store)
    for _article in check_articles(store):
        pass


def _index_with_progress(store: Store) -> None:
    """Index what is not indexed yet, telling how far it is on stderr."""
    shown = sys.stderr.isatty()
    for progress in search.build_index(store):
        if shown:
            told = _("Indexing: {done} of {total} articles").format(
                done=progress.indexed, total=progress.total
            )
            click.echo(f"\r{told}", nl=False, err=True)
    if shown:
        click.echo("\r\x1b[K", nl=False, err=True)
