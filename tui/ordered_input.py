"""An app that handles keys in the order in which they were typed, each completely before the next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

from textual import events
from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

# How long a key delays the next one if a widget is removed before it has handled the key.
GIVE_UP_SECONDS = 1.0
# How long the changes of one key may be held back to be painted together.
HOLD_SECONDS = 0.1
# A message may post others; after this many rounds the next key is handled all the same.
ROUNDS = 20


class InputRead(events.Event):
    """The driver has read keys from the terminal: those that follow had been typed at ``read_at`` (time.monotonic).

    With ``goes_on`` they came so closely behind the last ones that they belong to the same burst.
    """

    def __init__(self, read_at: float, *, goes_on: bool) -> None:
        super().__init__()
        self.read_at, self.goes_on = read_at, goes_on


class KeyBurst:
    """The keys that came at once: a paste without brackets, keys on a slow line, or one key alone.

    ``read_at`` is when its last keys were read; None for keys that no terminal sent, such as those of tests.
    """

    def __init__(self) -> None:
        self.read_at: float | None = None
        self.has_text = False  # whether characters were typed in it
        self.is_cut = False  # whether the rest of it is dropped

    def read_on(self, read: InputRead) -> KeyBurst:
        """The burst to which the keys of a read belong: this one, or another one."""
        burst = self if read.goes_on else KeyBurst()
        burst.read_at = read.read_at
        return burst


class OrderedInputApp(App[None]):
    """Queues keys and pastes, and handles one, with all messages that follow from it, at a time.

    Textual sends a typed letter straight to the focused input, but a key with a binding through the app. When several
    keys arrive at once (slow SSH line, input method, paste), a letter typed behind Enter could land in the input that
    Enter closes, or the first letters of a note could be handled as verdicts. Here the next key waits until the focused
    widget and its ancestors have empty message queues.

    What comes in one burst behind the Enter that closes a dialog is no typing: it is text of several lines that was
    pasted without brackets, and its lines would be handled as verdicts. The rest of such a burst is dropped.
    """

    is_read_only = False  # whether nothing can be decided

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._input_queue: asyncio.Queue[events.Event] = asyncio.Queue()
        self._input_task: asyncio.Task[None] | None = None
        self._paint: Callable[[], None] | None = None  # paints what painting_once() holds back
        self._burst = KeyBurst()
        self._scene_changes = False  # whether another screen or article is about to be painted
        self._scene_shown_at = 0.0
        self._is_deciding = False  # whether the action in hand is a decision
        self._burst_of_scene: KeyBurst | None = None  # whose decision has led to the screen or article

    async def on_event(self, event: events.Event) -> None:
        """Queue keys and pastes; let Textual handle every other event at once."""
        if isinstance(event, (events.Key, events.Paste, InputRead)) and not event.is_forwarded:
            if self._input_task is None or self._input_task.done():
                self._input_task = asyncio.create_task(self._handle_input())
            self._input_queue.put_nowait(event)
        else:
            if isinstance(event, events.MouseDown):
                self.take_as_seen()
                self.input_begins()
            await super().on_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; paint the result of a screen's action at once.

        The action of a widget often only posts a message: its result is painted when that message is handled.
        """
        handled = await super().run_action(action, default_namespace, namespaces)
        if handled and self._paint and isinstance(default_namespace, Screen):
            self._paint()
        return handled

    def input_begins(self) -> None:
        """Called before each key, paste and click; an app may override it."""

    def burst_was_cut(self) -> None:
        """Called for each key that is dropped because it came in one burst behind Enter; an app may override it."""

    def scene_changes(self) -> None:
        """Called when another screen or another article is about to be painted."""
        self._scene_changes = True
        self._burst_of_scene = self._burst if self._is_deciding else None
        if self._paint is None:  # no key did it
            self._note_scene()

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """While a decision is made; what it leads to was meant by the whole burst of keys."""
        self._is_deciding = True
        try:
            yield
        finally:
            self._is_deciding = False

    def take_as_seen(self) -> None:
        """Take what comes next as done by somebody who sees the screen as it is now."""
        self._burst.read_at = None

    @property
    def was_typed_before_scene(self) -> bool:
        """Whether the key in hand was typed before its screen, or the article on it, was painted.

        Verdicts that came in one burst go on through the articles: the hand that typed them meant all of them.
        """
        read_at = self._burst.read_at
        is_early = read_at is not None and read_at < self._scene_shown_at
        return is_early and self._burst is not self._burst_of_scene

    def _note_scene(self) -> None:
        if self._scene_changes:
            self._scene_changes, self._scene_shown_at = False, time.monotonic()

    async def _handle_input(self) -> None:
        while True:
            event = await self._input_queue.get()
            try:
                if isinstance(event, InputRead):
                    self._burst = self._burst.read_on(event)
                elif self._burst.is_cut:
                    self.burst_was_cut()
                else:
                    await self._handle_key(event)
            except Exception as error:  # noqa: BLE001 (the app raises it and ends)
                self.call_later(_raise, error)
                # No further key: an error of painting, which a closing app raises, would also take the place of the
                # cancellation that ends this task, and the program would wait for it for ever.
                return
            finally:
                self._input_queue.task_done()

    async def _handle_key(self, event: events.Event) -> None:
        if isinstance(event, events.Paste) and isinstance(self.focused, Input):
            event = events.Paste(_join_lines(event.text))
        screens, focused = len(self.screen_stack), self.focused
        with self.painting_once(HOLD_SECONDS):
            self.input_begins()
            await super().on_event(event)
            await self._settle()
        if not isinstance(event, events.Key) or self._burst.read_at is None:
            return
        self._burst.has_text = self._burst.has_text or event.is_printable
        is_text_left = isinstance(focused, Input) and self.focused is not focused and self._burst.has_text
        if event.key == "enter" and (len(self.screen_stack) < screens or is_text_left):
            self._burst.is_cut = True

    @contextmanager
    def painting_once(self, seconds: float) -> Iterator[None]:
        """Hold back painting until the block ends, but at most for this many seconds.

        Textual paints the first change at once and the next one a sixtieth of a second later, so a key would look
        finished only then. The limit shows partial results when the block is slow, as with a locked store.
        """
        batch = ExitStack()
        batch.enter_context(self.batch_update())

        def paint() -> None:
            batch.close()
            self.screen.check_idle()
            self._note_scene()

        timer = asyncio.get_running_loop().call_later(seconds, paint)
        self._paint = paint
        try:
            yield
        finally:
            self._paint = None
            timer.cancel()
            paint()

    async def settled(self) -> None:
        """Wait until all queued keys are handled, no worker or animation runs, and the screen is painted."""
        quiet_rounds = 0
        while quiet_rounds < 2:  # as in _settle()
            await _empty_queue(self)  # moves posted keys into the input queue
            await self._input_queue.join()
            await self.workers.wait_for_complete()
            # Also the screens below a dialog: they show what the dialog changes.
            pumps = [
                self,
                *(node for screen in self.screen_stack for node in screen.walk_children(with_self=True)),
            ]
            await asyncio.gather(*map(_empty_queue, pumps))
            await _wait_for(self.screen.call_after_refresh)
            await self.animator.wait_until_complete()
            busy = any(pump.message_queue_size for pump in pumps) or not all(
                worker.is_finished for worker in self.workers
            )
            quiet_rounds = 0 if busy else quiet_rounds + 1

    async def _settle(self) -> None:
        """Wait until the focused widget and its ancestors have nothing to do."""
        quiet_rounds = 0
        for _ in range(ROUNDS):
            target = self.focused or self.screen
            pumps = [node for node in target.ancestors_with_self if isinstance(node, MessagePump)]
            for pump in pumps:
                await _empty_queue(pump)
            # Two quiet rounds: callbacks of call_next() run only after the first one.
            busy = any(pump.message_queue_size for pump in pumps) or target is not (
                self.focused or self.screen
            )
            quiet_rounds = 0 if busy else quiet_rounds + 1
            if quiet_rounds > 1:
                return


def _join_lines(text: str) -> str:
    """A text with blanks for line breaks: an Input would drop everything behind the first line break."""
    return " ".join(filter(None, map(str.strip, text.splitlines()))) if "\n" in text or "\r" in text else text


async def _empty_queue(pump: MessagePump) -> None:
    """Wait until the pump has handled the messages that are in its queue now."""
    await _wait_for(pump.call_later)


async def _wait_for(schedule: Callable[[Callable[[], object]], bool]) -> None:
    """Wait until a callback runs that is scheduled in this way, but not for a message pump that has closed."""
    called = asyncio.Event()
    if schedule(called.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(called.wait(), GIVE_UP_SECONDS)


def _raise(error: Exception) -> None:
    raise error
