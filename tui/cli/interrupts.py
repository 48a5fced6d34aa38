"""Ctrl+C while the program is loaded: it is held until a sentence can be said about it."""

from __future__ import annotations

from importlib import import_module

# The built-in module behind signal, which loads enum first: in that time Ctrl+C would end in a traceback.
signal = import_module("_signal")


class _HeldInterrupt:
    """Whether an interrupt came while interrupts were held."""

    has_come = False


def hold_interrupts() -> None:
    """Remember Ctrl+C in place of raising KeyboardInterrupt, unless it is ignored, as for a job in the background."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _remember)


def release_interrupts() -> None:
    """Raise KeyboardInterrupt again; at once if one came meanwhile."""
    if signal.getsignal(signal.SIGINT) is not _remember:
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if _HeldInterrupt.has_come:
        raise KeyboardInterrupt


def _remember(_signal_number: int, _frame: object) -> None:
    _HeldInterrupt.has_come = True
