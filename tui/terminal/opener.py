"""Opening an address in the browser, or a file with its program: through the system's opener, never through a shell."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import webbrowser
from collections.abc import Mapping
from urllib.parse import urlsplit

# An address with other schemes may run a program; with blanks or control characters it is none.
_ADDRESS = re.compile(r"(?:https?|file)://\S+", re.IGNORECASE)


def checked_address(text: str) -> str | None:
    """The address if it may be opened: http and https with a host, or a file; else None."""
    address = text.strip()
    if not _ADDRESS.fullmatch(address) or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme == "file" or parts.hostname else None


def opener(platform: str, environment: Mapping[str, str]) -> str | None:
    """The system's program that opens an address in a window; None where there is no desktop, as in a session over SSH."""
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
