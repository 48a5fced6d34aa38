"""Keys in the order in which they were typed, each done with before the next is looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from textual import events
from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.app import App

    _App = App[None]
else:
    _App = object

# How long a key may keep the next one waiting when what it went to is gone before it answered.
GIVE_UP_SECONDS = 1.0
# How long what a key changes may wait to be painted together.
HOLD_SECONDS = 0.1
# A message may call forth others; after as many rounds as this the next key goes ahead.
ROUNDS = 20


class OrderedInputApp(_App):
    """Has an app, before which it stands, deal with one key, and all that follows from it, at a time.

    Textual hands a typed letter straight to the focused input while a key with a binding takes a longer way
    through the app. When several arrive at once, as over a slow SSH line, from an input method or in a paste,
    a letter typed behind Enter could so land in the line that Enter closes, or the first letters of a note be
    taken for verdicts. Here the next key waits until no widget on its way has anything left to do.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._typed: asyncio.Queue[events.Event] = asyncio.Queue()
        self._dealing: asyncio.Task[None] | None = None
        self._paint: Callable[[], None] | None = None  # ends what holds painting up

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes into the queue; everything else goes its usual way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if self._dealing is None or self._dealing.done():
                self._dealing = asyncio.create_task(self._deal())
            self._typed.put_nowait(event)
        else:
            if isinstance(event, events.MouseDown):
                self.input_begins()
            await super().on_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Perform an action; what one of the screen's does is painted at once, and settled behind that.

        Those of widgets often post what is to be done by others, which is waited for.
        """
        handled = await super().run_action(action, default_namespace, namespaces)
        if handled and self._paint and isinstance(default_namespace, Screen):
            self._paint()
        return handled

    def input_begins(self) -> None:
        """Called before a key, a paste or a click is dealt with."""

    async def _deal(self) -> None:
        while True:
            event = await self._typed.get()
            if isinstance(event, events.Paste) and isinstance(self.focused, Input):
                event = events.Paste(_in_one_line(event.text))
            try:
                with self.painting_once(HOLD_SECONDS):
                    self.input_begins()
                    await super().on_event(event)
                    await self._settle()
            except Exception as error:  # noqa: BLE001 (handed on to the app, which ends with it)
                self.call_later(_raise, error)
            finally:
                self._typed.task_done()

    @contextmanager
    def painting_once(self, within: float) -> Iterator[None]:
        """Paint what is changed in the block when all of it is there, but at the latest after so many seconds.

        Textual paints the first change at once and the next a sixtieth of a second later: a key would be
        seen to be done only then. What takes long, as a store that somebody else has locked, is not waited for.
        """
        holding = ExitStack()
        holding.enter_context(self.batch_update())

        def paint() -> None:
            holding.close()
            self.screen.check_idle()

        late = asyncio.get_running_loop().call_later(within, paint)
        self._paint = paint
        try:
            yield
        finally:
            self._paint = None
            late.cancel()
            paint()

    async def typed_keys_done(self) -> None:
        """Wait until every key that has arrived is dealt with."""
        await self._typed.join()

    async def _settle(self) -> None:
        quiet = 0
        for _ in range(ROUNDS):
            target = self.focused or self.screen
            way = [node for node in target.ancestors_with_self if isinstance(node, MessagePump)]
            for pump in way:
                await _passed(pump)
            # Twice, for what a widget does once its queue is empty (call_next) shows only behind the first.
            busy = any(pump.message_queue_size for pump in way) or target is not (self.focused or self.screen)
            quiet = 0 if busy else quiet + 1
            if quiet > 1:
                return


def _in_one_line(text: str) -> str:
    """A text with a blank for each line break, of which a line of input would drop all that stands behind it."""
    return " ".join(filter(None, map(str.strip, text.splitlines()))) if "\n" in text or "\r" in text else text


async def _passed(pump: MessagePump) -> None:
    """Wait until the pump has dealt with what is in its queue now."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), GIVE_UP_SECONDS)


def _raise(error: Exception) -> None:
    raise error
