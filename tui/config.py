"""``soi.toml``: settings that stay, in the folder in which soi is started."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import UsageError
from annotations.text import visible

FILE = Path("soi.toml")
KEYS = {"lexicon"}


@dataclass(frozen=True, slots=True)
class Config:
    """What ``soi.toml`` says: ``lexicon`` is a file of words to read with beside the built-in ones."""

    lexicon: Path | None = None


def load_config(path: Path = FILE) -> Config:
    """Read the settings; the defaults where there is no such file. Raises UsageError where it makes no sense."""
    if not path.exists():
        return Config()
    shown = visible(str(path))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{shown} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{shown} is not TOML: {error}.") from error
    for key, value in data.items():
        if key not in KEYS:
            raise UsageError(
                f"{shown}: there is no setting {visible(key)}; there is {', '.join(sorted(KEYS))}."
            )
        if not isinstance(value, str):
            raise UsageError(f"{shown}: {key} names a file, between quotation marks.")
    lexicon = data.get("lexicon")
    # A path in a file is meant from where that file lies.
    return Config(lexicon=path.parent / lexicon if lexicon else None)
