"""The entry point of the ``soi`` script."""

from __future__ import annotations

import gc


def main() -> None:
    """Load the command line without the garbage collector, then run it."""
    # Freeze what is imported: the collector never scans it again.
    gc.disable()
    from tui.cli.main import main as run  # noqa: PLC0415 (after the line above)

    gc.freeze()
    gc.enable()
    run()
