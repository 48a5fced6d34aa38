"""The process of one session in the browser: ``soi`` in the terminal that it gets as standard input."""

from __future__ import annotations

import fcntl
import termios

from tui.cli.start import main

if __name__ == "__main__":
    # The terminal that ends the process when it goes, and that says when its size changes.
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    main()
