"""Paths and names that the environment decides: the seeds, the default store, the state folder, the annotator."""

from __future__ import annotations

import os
from pathlib import Path

DEFAULT_STORE = Path("soi.db")


def seeds() -> Path:
    """The corpus that opens by default: package data in a wheel, else the repository's folder."""
    package = Path(__file__).parents[1]
    packaged = package / "seeds"
    return packaged if packaged.is_dir() else package.parent / "seeds"


def state() -> Path:
    """The folder for what the program remembers between runs, $XDG_STATE_HOME/soi; it may not exist yet."""
    state_home = os.environ.get("XDG_STATE_HOME", "")
    # The XDG specification says to ignore a relative path.
    folder = (
        Path(state_home)
        if state_home and Path(state_home).is_absolute()
        else Path.home() / ".local" / "state"
    )
    return folder / "soi"


def annotator() -> str:
    """The annotator if no option names one: $SOI_ANNOTATOR, else the login name."""
    name = os.environ.get("SOI_ANNOTATOR", "").strip()
    if name:
        return name
    import getpass  # noqa: PLC0415 (most annotators name themselves)

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return f"user-{os.getuid()}"
