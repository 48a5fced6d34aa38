"""``soi.toml``: the settings in the folder in which soi is started."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from annotations.bounded_files import read_toml
from annotations.errors import UsageError
from annotations.text import visible

FILE = Path("soi.toml")
TEXTS = {"lang", "lexicon", "theme", "after_verdict"}
AFTER_VERDICT = ("next", "stay")
TABLES = {"keys": '"review.verify" = "v,1"', "publisher": 'name = "Báo Mẫu"'}  # with a line as an example
PUBLISHER = {"name", "url", "base_url"}


class Config(NamedTuple):
    """The settings of ``soi.toml``.

    ``lexicon`` is a file of words beside the built-in ones, ``lang`` and ``theme`` are names, ``keys`` maps the ids of
    actions to their keys: ``"review.verify" = "v,1"``. ``publisher`` has the ``name`` of who publishes reports and fact
    checks, their ``url``, and the ``base_url`` below which fact checks stand. ``after_verdict`` is ``next`` or ``stay``:
    whether a verdict leads to the next unreviewed claim.
    """

    lexicon: Path | None = None
    lang: str | None = None
    theme: str | None = None
    keys: Mapping[str, str] = MappingProxyType({})
    publisher: Mapping[str, str] = MappingProxyType({})
    after_verdict: str = "next"


def load_config(path: Path = FILE) -> Config:
    """Read the settings; the defaults if there is no file. Raises UsageError if the file or a setting is invalid."""
    if not os.path.lexists(path):  # a link to nowhere is an error, and so is one that leads in a circle
        return Config()
    _text, settings = read_toml(path)
    _check(settings, visible(str(path)))
    lexicon = settings.get("lexicon")
    return Config(
        lexicon=path.parent / lexicon if lexicon else None,  # a path in the file is relative to the file
        lang=settings.get("lang"),
        theme=settings.get("theme"),
        keys=settings.get("keys", {}),
        publisher=settings.get("publisher", {}),
        after_verdict=settings.get("after_verdict", "next"),
    )


def settings_files() -> list[Path]:
    """The files that are read at every start: ``soi.toml`` and the lexicon that it names."""
    lexicon = load_config().lexicon
    return [FILE, lexicon] if lexicon else [FILE]


def _check(settings: Mapping[str, Any], visible_path: str) -> None:
    """Raise UsageError for a setting that does not exist or has a value of another type."""
    for name, value in settings.items():
        _expect_known(name, {*TEXTS, *TABLES}, visible_path)
        if name in TEXTS and not isinstance(value, str):
            raise UsageError(
                "{path}: write what {name} is between quotation marks.", path=visible_path, name=name
            )
        if name in TABLES and not _is_table_of_texts(value):
            raise UsageError(
                "{path}: write [{name}] and below it lines such as {example}.",
                path=visible_path,
                name=name,
                example=TABLES[name],
            )
    if settings.get("after_verdict", "next") not in AFTER_VERDICT:
        raise UsageError(
            "{path}: after_verdict is {names}.", path=visible_path, names=" / ".join(AFTER_VERDICT)
        )
    for name in settings.get("publisher", {}):
        _expect_known(name, PUBLISHER, visible_path)


def _expect_known(name: str, names: set[str], visible_path: str) -> None:
    if name not in names:
        raise UsageError(
            "{path}: there is no setting {name}; there is {names}.",
            path=visible_path,
            name=visible(name),
            names=", ".join(sorted(names)),
        )


def _is_table_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
