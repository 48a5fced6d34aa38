"""Asking the store what may not be wanted any more before it is answered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.store.store import Store


_STEPS = 20_000  # of SQLite between two looks whether the answer is still wanted


@contextmanager
def cancellable(store: Store, cancelled: Callable[[], bool]) -> Iterator[sqlite3.Connection]:
    """The store's connection, on which whatever is asked ends early once ``cancelled`` says so."""
    with store.reading() as connection:
        connection.set_progress_handler(cancelled, _STEPS)
        try:
            yield connection
        except sqlite3.OperationalError:
            if not cancelled():
                raise
        finally:
            connection.set_progress_handler(None, 0)
