"""What the app does off its own thread: every look into the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from annotations.store import Store

T = TypeVar("T")

# How long a thread may work before it sleeps, and how long it sleeps: enough for another thread to wake up.
BREATH_EVERY_SECONDS, BREATH_SECONDS = 0.005, 0.0002


class Breath:
    """Lets the screen go on while another thread works long.

    Python's lock is not fair: a thread that lets go of it for a moment again and again, as one does that reads
    row after row, takes it back before the screen's thread is awake, and nobody asks it to let go for longer.
    """

    def __init__(self) -> None:
        self._last = monotonic()

    def take(self) -> None:
        """Sleep a moment, if it was long since the last time: to be called often."""
        if monotonic() - self._last > BREATH_EVERY_SECONDS:
            sleep(BREATH_SECONDS)
            self._last = monotonic()

    def let_on(self) -> bool:
        """Take breath, and go on: for what asks again and again whether it is cancelled."""
        self.take()
        return False


class StoreThread:
    """The one thread that has the app's connection; calls run on it in the order in which they were made."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path, self._create = path, create
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._store: Store | None = None

    async def call(self, job: Callable[[Store], T]) -> T:
        """Run ``job`` with the store, away from the screen; what it raises is raised here."""
        return await asyncio.wrap_future(self.ask(job))

    def ask(self, job: Callable[[Store], T]) -> Future[T]:
        """Have ``job`` run with the store; what it gives, or raises, is to be waited for."""
        return self._executor.submit(self._run, job)

    def get_ready(self) -> None:
        """Load now what keys would have to wait for at first, behind everything that was asked before."""
        for module in ("sqlite_utils", "annotations.store.next_claim"):
            self._executor.submit(import_module, module)

    def _run(self, job: Callable[[Store], T]) -> T:
        if self._store is None:
            self._store = Store.open(self.path, create=self._create)
        return job(self._store)

    def close(self) -> None:
        """Finish what was asked for and close the connection."""
        if self._store is not None:
            self._executor.submit(self._store.close)
        self._executor.shutdown(wait=True)
