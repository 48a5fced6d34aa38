"""The entry point of the ``soi`` script."""

from __future__ import annotations

import gc
from importlib import import_module

from tui.cli.interrupts import hold_interrupts


def main() -> None:
    """Load the command line without the garbage collector, then run it."""
    hold_interrupts()
    # Freeze what is imported: the collector never scans it again.
    gc.disable()
    command_line = import_module("tui.cli.main")
    gc.freeze()
    gc.enable()
    command_line.main()
