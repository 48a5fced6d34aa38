"""The user's own ``soi.toml``: where it is, and keeping one setting in it."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

from annotations.bounded_files import read_toml
from annotations.errors import UsageError
from annotations.files.partial_files import partial_file, replace_target
from annotations.system_errors import reason_of
from annotations.text import visible
from tui.settings import paths


def user_file() -> Path:
    """The user's own file of settings, which may not exist; raises UsageError for a user without a home directory."""
    path = paths.user_settings()
    if path is None:
        raise UsageError("There is no folder for your settings: set HOME or XDG_CONFIG_HOME.")
    return path


def keep_setting(name: str, text: str) -> Path:
    """Set a text in the user's own file, and leave everything else in it as it is; returns the file.

    Raises UsageError where the file cannot be read or written.
    """
    path = user_file()
    try:
        former_text, former_settings = read_toml(path) if path.exists() else ("", {})
        new_text = _with_setting(former_text, name, text)
        if tomllib.loads(new_text) != {**former_settings, name: text}:
            raise UsageError(
                "{path} cannot be changed by a program: write {line} into it.",
                path=visible(str(path)),
                line=_line(name, text),
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()  # a link to a file among others of one's own stays a link
        with partial_file(target) as part:
            os.write(part.descriptor, new_text.encode())
            replace_target(part, target)
    except OSError as error:
        raise UsageError(
            "{path} cannot be written: {reason}.", path=visible(str(path)), reason=reason_of(error)
        ) from error
    return path


def _with_setting(former_text: str, name: str, text: str) -> str:
    """The text of a file with one setting outside of tables changed, or added at the beginning."""
    line = _line(name, text)
    tables = re.search(r"^[ \t]*\[", former_text, re.MULTILINE)
    end = tables.start() if tables else len(former_text)
    changed, count = re.subn(
        rf"^[ \t]*{re.escape(name)}[ \t]*=.*$", lambda _match: line, former_text[:end], flags=re.MULTILINE
    )
    return (changed if count else f"{line}\n{changed}") + former_text[end:]


def _line(name: str, text: str) -> str:
    return f"{name} = {json.dumps(text, ensure_ascii=False)}"  # a basic string of TOML is written as in JSON
