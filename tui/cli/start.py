"""Where the ``soi`` command begins."""

from __future__ import annotations

import gc


def main() -> None:
    """Load the command line and run it."""
    # Nothing that is loaded is garbage, so it is not looked through for some, now or later.
    gc.disable()
    from tui.cli.main import main as run  # noqa: PLC0415 (behind the line above)

    gc.freeze()
    gc.enable()
    run()
