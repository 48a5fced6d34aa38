"""Saving a picture of the screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from platformdirs import user_downloads_path
from textual.app import App


def save_screenshot(
    app: App[Any], filename: str | None = None, folder: str | None = None, time_format: str | None = None
) -> Path:
    """Save the screen as SVG; raises OSError.

    ``folder`` is the user's folder of downloads unless one is given, and made if it is missing; ``time_format`` is that of
    the time in the file's name where ``filename`` is None.
    """
    path = Path(folder) if folder else user_downloads_path()
    path.mkdir(parents=True, exist_ok=True)
    local_time = datetime.now().astimezone()
    path /= filename or f"soi-{local_time.strftime(time_format or '%Y-%m-%d-%H%M%S')}.svg"
    path.write_text(app.export_screenshot(), encoding="utf-8")
    return path
