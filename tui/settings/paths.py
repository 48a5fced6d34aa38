"""Where things are: the seeds, the store, who is reviewing."""

from __future__ import annotations

import os
from pathlib import Path

DEFAULT_STORE = Path("soi.db")


def seeds() -> Path:
    """The corpus that opens by default: package data in a wheel, the repository's folder otherwise."""
    package = Path(__file__).parents[1]
    packaged = package / "seeds"
    return packaged if packaged.is_dir() else package.parent / "seeds"


def state() -> Path:
    """The folder for what the program remembers of a person on this machine: $XDG_STATE_HOME/soi, which may not be there."""
    given = os.environ.get("XDG_STATE_HOME", "")
    # One that is no whole path is to be passed over, says the specification.
    home = Path(given) if given and Path(given).is_absolute() else Path.home() / ".local" / "state"
    return home / "soi"


def annotator() -> str:
    """The name decisions are signed with when none is given: $SOI_ANNOTATOR, then the login name."""
    named = os.environ.get("SOI_ANNOTATOR", "").strip()
    if named:
        return named
    import getpass  # noqa: PLC0415 (most give a name)

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return f"user-{os.getuid()}"
