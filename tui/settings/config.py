"""``soi.toml``: settings that stay, in the folder in which soi is started."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from annotations.errors import UsageError
from annotations.text import visible

FILE = Path("soi.toml")
TEXTS = {"lang", "lexicon", "theme"}
TABLES = {"keys"}


class Config(NamedTuple):
    """What ``soi.toml`` says.

    ``lexicon`` is a file of words to read with beside the built-in ones, ``lang`` and ``theme`` how the
    program looks, ``keys`` the keys of actions by the id of each: ``"review.verify" = "v,1"``.
    """

    lexicon: Path | None = None
    lang: str | None = None
    theme: str | None = None
    keys: Mapping[str, str] = MappingProxyType({})


def load_config(path: Path = FILE) -> Config:
    """Read the settings; the defaults where there is no such file. Raises UsageError where it makes no sense."""
    if not path.exists():
        return Config()
    data = _read(path)
    shown = visible(str(path))
    for name, value in data.items():
        if name not in TEXTS | TABLES:
            raise UsageError(
                "{path}: there is no setting {name}; there is {names}.",
                path=shown,
                name=visible(name),
                names=", ".join(sorted(TEXTS | TABLES)),
            )
        if name in TEXTS and not isinstance(value, str):
            raise UsageError("{path}: write what {name} is between quotation marks.", path=shown, name=name)
        if name in TABLES and not _is_table_of_texts(value):
            raise UsageError(
                '{path}: write [{name}] and below it lines such as "review.verify" = "v,1".',
                path=shown,
                name=name,
            )
    lexicon = data.get("lexicon")
    # A path in a file is meant from where that file lies.
    return Config(
        lexicon=path.parent / lexicon if lexicon else None,
        lang=data.get("lang"),
        theme=data.get("theme"),
        keys=data.get("keys", {}),
    )


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 (most have no settings, and all wait for what is loaded)

    shown = visible(str(path))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("{path} cannot be read: {reason}.", path=shown, reason=error) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError("{path} is not TOML: {reason}.", path=shown, reason=error) from error


def _is_table_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
