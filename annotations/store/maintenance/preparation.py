"""Opening a store for commands that read derived rows: findings and, for words, the search index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from annotations.errors import CorpusError
from annotations.files.partial_folders import temporary_folder
from annotations.store import findings, search  # each loads its modules when a name is first used
from annotations.store.access import Access
from annotations.store.backup import WORKING_COPY, back_up
from annotations.store.search.index import IndexProgress
from annotations.store.store import Store, open_store


def _ignore_progress(progress: IndexProgress) -> None:
    """Show nothing while the index is built."""


def _ignore_failure(error: CorpusError) -> None:
    """Leave out an article that cannot be checked or indexed."""


@contextmanager
def prepared_store(
    path: Path,
    *,
    words: bool,
    on_progress: Callable[[IndexProgress], None] = _ignore_progress,
    on_failure: Callable[[CorpusError], object] = _ignore_failure,
) -> Iterator[Store]:
    """Open a store whose articles are all checked and, with ``words``, all indexed.

    A store that must not be written is prepared in a temporary copy. ``on_progress`` is called while the index is
    built, ``on_failure`` with the error of each article that cannot be checked or indexed. Raises StoreError and
    UsageError as ``Store.open`` does.
    """
    with readable_store(path) as store:
        if _is_prepared(store, words=words):
            yield store
        elif store.access is Access.WRITING:
            _prepare(store, on_progress, on_failure, words=words)
            yield store
        else:
            with _working_copy(store) as copy:
                _prepare(copy, on_progress, on_failure, words=words)
                yield copy


@contextmanager
def readable_store(path: Path) -> Iterator[Store]:
    """Open a store to read it: one with an older schema migrated or, where it cannot be written, as a migrated copy.

    Raises StoreError and UsageError as ``Store.open`` does.
    """
    with Store.open(path, migrate=False) as store:
        if store.access is not Access.WRITING:
            with nullcontext(store) if store.is_current() else _working_copy(store) as readable:
                yield readable
            return
    with open_store(path) as store:
        yield store


@contextmanager
def _working_copy(store: Store) -> Iterator[Store]:
    """A migrated copy of a store among the temporary files, deleted at the end of the block."""
    with temporary_folder() as folder:
        copy_path = folder / "store.db"
        back_up(store, copy_path, permissions=WORKING_COPY)
        with Store.open(copy_path, backs_up=False) as copy:
            yield copy


@contextmanager
def filled_store(path: Path) -> Iterator[Store]:
    """Open a store to fill it, made if it is missing; one that was made and stays without articles is deleted again."""
    with open_store(path, create=True) as store:
        try:
            yield store
        finally:
            _delete_if_new_and_empty(store)


def _delete_if_new_and_empty(store: Store) -> None:
    if not store.is_new:
        return
    with store.write_transaction() as connection:
        if not connection.execute("SELECT EXISTS (SELECT 1 FROM articles)").fetchone()[0]:
            # Under the write lock: another program that has opened it has stored nothing, and finds it gone.
            store.discard()


def _is_prepared(store: Store, *, words: bool) -> bool:
    return findings.all_are_checked(store) and not (words and not search.is_complete(store))


def _prepare(
    store: Store,
    on_progress: Callable[[IndexProgress], None],
    on_failure: Callable[[CorpusError], object],
    *,
    words: bool,
) -> None:
    if words and not search.is_complete(store):
        for progress in search.build_index(store, on_failure=on_failure):
            on_progress(progress)
    for _article in findings.check_articles(store, on_failure=on_failure):
        pass


@contextmanager
def store_to_read(path: Path) -> Iterator[Store]:
    """Open a store that stays as it is: one with an older schema as a migrated copy, none as an empty store.

    Raises StoreError where the file is not a store.
    """
    if not path.exists():
        with temporary_folder() as folder, Store.open(folder / "store.db", create=True) as empty_store:
            yield empty_store
        return
    with (
        Store.open(path, migrate=False) as store,
        nullcontext(store) if store.is_current() else _working_copy(store) as readable,
    ):
        yield readable
