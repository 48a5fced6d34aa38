"""Paths and names that the environment decides: the seeds, the default store, the folders of the user."""

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
    return _user_folder("XDG_STATE_HOME", Path(".local", "state"))


def user_settings() -> Path | None:
    """The user's own ``soi.toml``, in $XDG_CONFIG_HOME/soi, which may not exist; None for a user without a home."""
    try:
        return _user_folder("XDG_CONFIG_HOME", Path(".config")) / "soi.toml"
    except RuntimeError:
        return None


def _user_folder(variable: str, default: Path) -> Path:
    """The program's folder below the one that a variable names, or else below ``default`` in the home directory."""
    parent = os.environ.get(variable, "")
    # The XDG specification says to ignore a relative path.
    return (Path(parent) if parent and Path(parent).is_absolute() else Path.home() / default) / "soi"
