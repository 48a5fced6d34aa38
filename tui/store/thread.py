"""The thread that owns the app's connection to the store, and a pause for threads that work long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from annotations.errors import StoreError
from annotations.store import Store
from annotations.store.session_decisions import SessionDecisions

T = TypeVar("T")

# How long a thread may work before it sleeps, and how long it sleeps: enough for another thread to wake up.
WORK_SECONDS, PAUSE_SECONDS = 0.005, 0.0002


class GilPause:
    """Lets the UI thread run while another thread works long.

    The GIL is not fair: a thread that releases it briefly, as with every row that it reads, usually takes it back before
    the UI thread wakes. Sleeping releases it for long enough.
    """

    def __init__(self) -> None:
        self._last_pause = monotonic()

    def pause(self) -> None:
        """Sleep for a moment if the last pause was long ago; call it often."""
        if monotonic() - self._last_pause > WORK_SECONDS:
            sleep(PAUSE_SECONDS)
            self._last_pause = monotonic()

    def never_cancelled(self) -> bool:
        """Pause, and return False: for work that asks again and again whether it is cancelled."""
        self.pause()
        return False


class StoreThread:
    """One thread with one connection to the store; jobs run on it in the order in which they were submitted."""

    def __init__(self, path: Path, *, create: bool = False, read_only: bool = False) -> None:
        self.path, self._create, self._read_only = path, create, read_only
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._store: Store | None = None

    async def call(self, job: Callable[[Store], T]) -> T:
        """The result of a job that runs with the store off the UI thread; its exceptions are raised here."""
        return await asyncio.wrap_future(self.submit(job))

    def submit(self, job: Callable[[Store], T]) -> Future[T]:
        """The future of a job that runs with the store."""
        return self._executor.submit(self._run, job)

    def preload(self) -> None:
        """Behind all submitted jobs, load the modules that the first keys would have to wait for, and sweep.

        What is swept are files that programs left in the store's folder because they were killed.
        """
        for module in ("sqlite_utils", "annotations.store.next_claim"):
            self._executor.submit(import_module, module)
        self._executor.submit(_sweep, self.path.parent)

    def _run(self, job: Callable[[Store], T]) -> T:
        if self._store is None:
            self._store = Store.open(self.path, create=self._create, read_only=self._read_only)
        return job(self._store)

    @property
    def is_store_new(self) -> bool:
        """Whether the store was made by opening it."""
        return self._store is not None and self._store.is_new

    @property
    def session(self) -> SessionDecisions:
        """What was decided in this run."""
        return self._store.session if self._store is not None else SessionDecisions()

    def close(self) -> StoreError | None:
        """Finish the submitted jobs and close the connection.

        Where the store was moved or deleted while it was open, returns the error that says where everything is.
        """
        closing = self._executor.submit(self._store.close) if self._store is not None else None
        self._executor.shutdown(wait=True)
        error = closing.exception() if closing is not None else None
        if isinstance(error, StoreError):
            return error
        return self._store.departure if self._store is not None else None


def _sweep(folder: Path) -> None:
    from annotations.files.leftovers import sweep_leftovers  # noqa: PLC0415 (not before the first paint)

    sweep_leftovers(folder)
