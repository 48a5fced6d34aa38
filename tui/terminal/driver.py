"""The driver of the app on Linux and macOS: Textual's, with soi's reading of the terminal's bytes."""

from __future__ import annotations

import os
import selectors
import sys
import termios
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic

from textual import constants
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Event, Key, Paste
from textual.message import Message

from tui.language.i18n import _
from tui.ordered_input import InputRead
from tui.terminal.input_bytes import MOST_TYPED, InputSplitter, TerminalInput, Typed
from tui.terminal.input_events import InputParser

READ_BYTES = 1 << 14
# How long the thread waits for bytes before it looks whether the driver stops; as in Textual.
POLL_SECONDS = 0.1
# What is read within this time behind the last read belongs to one burst: nobody types two keys that fast.
BURST_SECONDS = 0.02
# Between two reads that both have more characters than a hand types at once: a slow line delivers a paste in parts.
PASTE_BURST_SECONDS = 0.3


def drop_typed_keys(fileno: int) -> None:
    """Throw away what was typed and not read, so that the shell does not run it as a command."""
    with suppress(termios.error):  # the terminal is gone
        termios.tcflush(fileno, termios.TCIFLUSH)


class TerminalDriver(LinuxDriver):
    """Reads the terminal through ``InputSplitter``, and says when keys were read.

    Textual 8.2.8 and before decode strictly (one byte that is no UTF-8 ends the app), read a sequence that a pause has
    cut as letters, and wait for ever for the end of a paste.
    """

    class TerminalGone(Event):
        """The terminal was closed: there will be no more keys."""

    class InputFailed(Event):
        """Reading the terminal failed with an error of the program."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    def run_input_thread(self) -> None:
        """Read the terminal until the driver stops."""
        try:
            self._read_terminal()
        except Exception as error:  # noqa: BLE001 (the app ends with it)
            self.send_message(self.InputFailed(error))

    def _read_terminal(self) -> None:
        splitter, parser = InputSplitter(constants.ESCAPE_DELAY), InputParser()
        last_read, was_pasted = 0.0, False
        # As in Textual: select() is the one call that takes terminals on macOS.
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_wait(splitter.deadline)):
                    if not (data := self._read()):
                        self.send_message(self.TerminalGone())
                        return
                    read_at = monotonic()
                    pieces = splitter.feed(data, read_at)
                    is_pasted = _is_pasted(pieces)
                    burst_seconds = PASTE_BURST_SECONDS if was_pasted and is_pasted else BURST_SECONDS
                    goes_on = read_at - last_read < burst_seconds
                    last_read, was_pasted = read_at, is_pasted
                    self._post(parser, pieces, InputRead(read_at, goes_on=goes_on))
                else:
                    self._post(parser, splitter.expire(monotonic()), InputRead(monotonic(), goes_on=False))

    def _read(self) -> bytes:
        """What was typed; nothing if the terminal is gone."""
        try:
            return os.read(self.fileno, READ_BYTES)
        except OSError:  # EIO
            return b""

    def _post(self, parser: InputParser, pieces: Iterable[TerminalInput], read: InputRead) -> None:
        messages: list[Message] = [message for piece in pieces for message in parser.parse(piece)]
        if any(isinstance(message, (Key, Paste)) for message in messages):
            self.process_message(read)
        for message in messages:
            self.process_message(message)

    def suspend_application_mode(self) -> None:
        """Give the terminal to the shell, and say on it how to come back."""
        super().suspend_application_mode()
        print(_("soi is suspended: fg leads back to it."), file=sys.__stderr__)

    def stop_application_mode(self) -> None:
        """Give the terminal back, without what was typed meanwhile."""
        super().stop_application_mode()
        drop_typed_keys(self.fileno)


def _is_pasted(pieces: Iterable[TerminalInput]) -> bool:
    """Whether one read had more characters than a hand types at once."""
    return sum(len(piece.text) for piece in pieces if isinstance(piece, Typed)) > MOST_TYPED


def _wait(deadline: float | None) -> float:
    return POLL_SECONDS if deadline is None else max(0.0, min(POLL_SECONDS, deadline - monotonic()))
