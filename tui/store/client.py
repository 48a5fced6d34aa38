"""The store as a screen uses it: jobs run on the store's thread, and a failure is reported in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from annotations.claims.extractor import Extractor
from annotations.corpus.options import DEFAULT_OPTIONS, ReadOptions
from annotations.errors import SoiError
from annotations.store import Store
from tui.language.i18n import _, translated
from tui.settings.drafts import drafts_path
from tui.store.thread import StoreThread

T = TypeVar("T")


class Workspace(NamedTuple):
    """What a session works with: the corpus and how it is read, the path of the store, the annotator, the extractor.

    ``further_sources`` are read behind ``corpus``, and belong to it.
    """

    corpus: Path
    store: Path
    annotator: str
    extractor: Extractor
    read_options: ReadOptions = DEFAULT_OPTIONS
    stays_after_verdict: bool = False  # whether the cursor stays on a claim that was decided
    further_sources: tuple[Path, ...] = ()
    is_store_remembered: bool = False  # whether the store is that of the last time, and was not named
    is_read_only: bool = False  # whether the store is opened for reading

    @property
    def sources(self) -> tuple[Path, ...]:
        """All that is read."""
        return (self.corpus, *self.further_sources)

    @property
    def is_store_alone(self) -> bool:
        """Whether the store is reviewed by itself, with the articles that it has."""
        return self.sources == (self.store,)

    @property
    def corpus_name(self) -> str:
        """The name by which the store remembers where the annotator left the corpus."""
        return "\n".join(map(str, self.sources))

    @property
    def drafts(self) -> Path:
        """The file with what this annotator was typing and did not store."""
        return drafts_path(self.store, self.annotator)


class Notifier(Protocol):
    """Where failures are shown: a screen."""

    def notify_error(self, message: str) -> None:
        """Show an error that stays until the annotator has read it."""

    def clear_errors(self) -> None:
        """Take away the errors that are shown."""


class StoreClient:
    """Runs jobs on the store's thread for one screen; a job that fails gives None and is reported to the screen.

    An error of background reading, which comes back every half second, is reported once. An error of writing is
    reported each time, in place of the last one, and is taken away when writing works again. ``revision`` grows with
    every write and move of the annotator: what was read before is out of date then.
    """

    def __init__(self, thread: StoreThread, notifier: Notifier) -> None:
        self.thread = thread
        self.revision = 0
        self._notifier = notifier
        self._last_error = ""
        self._watch_error = ""
        self._shows_not_stored = False

    async def call(self, job: Callable[[Store], T]) -> T:
        """The result of a job; raises StoreError where the store fails."""
        return await self.thread.call(job)

    async def read(self, job: Callable[[Store], T]) -> T | None:
        """The result of a job that reads, or None after a failure was reported."""
        try:
            result = await self.call(job)
        except SoiError as error:
            message = translated(error)
            if message != self._last_error:
                self._notifier.notify_error(message)
            self._last_error = message
            return None
        self._last_error = ""
        return result

    async def watch(self) -> int | None:
        """The result of ``Store.watch``, or None where it failed; the same failure is reported once."""
        try:
            version = await self.call(lambda store: store.watch())
        except SoiError as error:
            message = translated(error)
            if message != self._watch_error:
                self._notifier.notify_error(message)
            self._watch_error = message
            return None
        self._watch_error = ""
        return version

    async def read_current(self, job: Callable[[Store], T]) -> T | None:
        """The result of a job that reads, from after the last write or move of the annotator.

        For what runs beside the keys: it must not show what held before the last key.
        """
        while True:
            revision = self.revision
            result = await self.read(job)
            if result is None or revision == self.revision:
                return result

    async def write(self, job: Callable[[Store], T], *, in_background: bool = False) -> T | None:
        """The result of a job that writes, or None after a failure was reported.

        A background write that succeeds does not clear a “Not stored” error: it is no sign that a decision of the
        annotator can be stored again.
        """
        self.revision += 1
        try:
            result = await self.call(job)
        except SoiError as error:
            message = translated(error)
            if message == self._last_error:  # in place of the same message, not below it
                self._notifier.clear_errors()
            self._last_error = message
            self._notifier.notify_error(_("Not stored.") + " " + message)
            self._shows_not_stored = True
            return None
        self._last_error = ""
        if self._shows_not_stored and not in_background:
            self._shows_not_stored = False
            self._notifier.clear_errors()
        return result
