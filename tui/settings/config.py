"""``soi.toml``: the settings in the folder in which soi is started, and beneath them those in the user's own folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from annotations.bounded_files import read_toml
from annotations.errors import UsageError
from annotations.text import visible
from tui.settings import paths

FILE = Path("soi.toml")
TEXTS = {"annotator", "lang", "lexicon", "theme", "after_verdict"}
AFTER_VERDICT = ("next", "stay")
TABLES = {"keys": '"review.verify" = "v,1"', "publisher": 'name = "Báo Mẫu"'}  # with a line as an example
PUBLISHER = {"name", "url", "base_url"}


class Config(NamedTuple):
    """The settings of one or several ``soi.toml``.

    ``annotator`` is the name with which decisions are signed. ``lexicon`` is a file of words beside the built-in ones, ``lang`` and ``theme`` are names, ``keys`` maps the ids of
    actions to their keys: ``"review.verify" = "v,1"``. ``publisher`` has the ``name`` of who publishes reports and fact
    checks, their ``url``, and the ``base_url`` below which fact checks stand. ``after_verdict`` is ``next`` or ``stay``:
    whether a verdict leads to the next unreviewed claim.
    """

    annotator: str | None = None
    lexicon: Path | None = None
    lang: str | None = None
    theme: str | None = None
    keys: Mapping[str, str] = MappingProxyType({})
    publisher: Mapping[str, str] = MappingProxyType({})
    after_verdict: str = "next"


def load_config(*files: Path) -> Config:
    """Read the settings: of these files, a later one over an earlier one; without any, of those in ``config_files``.

    A file that is missing sets nothing. Raises UsageError if a file or a setting is invalid.
    """
    settings: dict[str, Any] = {}
    for path in files or config_files():
        for name, value in _read_settings(path).items():
            settings[name] = {**settings.get(name, {}), **value} if name in TABLES else value
    return Config(**settings)


def config_files() -> list[Path]:
    """Where settings may be, whether there are files or not: the user's own, then that of the current folder."""
    user_file = paths.user_settings()
    return [FILE] if user_file is None or user_file == FILE.absolute() else [user_file, FILE]


def settings_files() -> list[Path]:
    """The files that are read at every start: each ``soi.toml``, and the lexicon that they name."""
    lexicon = load_config().lexicon
    return [*config_files(), lexicon] if lexicon else config_files()


def _read_settings(path: Path) -> dict[str, Any]:
    """The settings that a file sets, as ``Config`` has them."""
    if not os.path.lexists(path):  # a link to nowhere is an error, and so is one that leads in a circle
        return {}
    _text, settings = read_toml(path)
    _check(settings, visible(str(path)))
    if settings.get("lexicon"):
        settings["lexicon"] = path.parent / settings["lexicon"]  # a path in the file is relative to the file
    else:
        settings.pop("lexicon", None)
    return settings


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
