"""Opening a web address in the browser: through the system's opener, never through a shell."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import webbrowser
from collections.abc import Mapping
from urllib.parse import urlsplit

from tui.terminal.served import is_served

# An address with another scheme may run a program, as ``file:`` does on a launcher, and evidence may come from another
# store; with blanks or control characters it is no address.
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def checked_address(text: str) -> str | None:
    """The address if it may be opened: http or https with a host; else None."""
    address = text.strip()
    if not _ADDRESS.fullmatch(address) or not address.isprintable():
        return None
    try:
        return address if urlsplit(address).hostname else None
    except ValueError:
        return None


def opener(platform: str, environment: Mapping[str, str]) -> str | None:
    """The system's program that opens an address in a window; None where there is no desktop, as in a session over SSH."""
    if is_served():
        return None
    if platform == "darwin":
        return None if environment.get("SSH_CONNECTION") else "open"
    if not any(map(environment.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        return None
    return shutil.which("xdg-open", path=environment.get("PATH", ""))


async def open_address(address: str) -> bool:
    """Open a checked address without waiting for the browser; False where nothing can open it."""
    if sys.platform == "win32":
        return webbrowser.open(address)
    if (program := opener(sys.platform, os.environ)) is None:
        return False
    # What the browser writes would be drawn over the screen, and Ctrl+C is not for it.
    quiet = asyncio.subprocess.DEVNULL
    try:
        await asyncio.create_subprocess_exec(
            program, address, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError:
        return False
    return True
