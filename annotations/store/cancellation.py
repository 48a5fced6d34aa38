"""Queries that can be cancelled while SQLite runs them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.store.store import Store


_STEPS = 20_000  # instructions of SQLite's virtual machine between two calls of ``cancelled``


@contextmanager
def cancellable(store: Store, cancelled: Callable[[], bool]) -> Iterator[sqlite3.Connection]:
    """The store's connection for a block whose queries end early once ``cancelled`` returns True."""
    with store.read_access() as connection:
        connection.set_progress_handler(cancelled, _STEPS)
        try:
            yield connection
        except sqlite3.OperationalError:
            if not cancelled():
                raise
        finally:
            connection.set_progress_handler(None, 0)
