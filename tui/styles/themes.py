"""The app's two themes, and the choice between them and Textual's.

Text colours (``text-*``) stand for kinds of claims, backgrounds (``*-muted``) for verdicts and matches; a test holds
every text on every background it can meet to a contrast of at least 4.5.
"""

from __future__ import annotations

import difflib

from textual.theme import BUILTIN_THEMES, Theme

from annotations.bounded_files import read_bounded
from annotations.errors import Sentence, UsageError
from annotations.system_errors import reason_of
from annotations.text import visible
from tui.settings.paths import state

DARK = Theme(
    name="soi-dark",
    dark=True,
    foreground="#dfe5ec",
    background="#11151b",
    surface="#1a2029",
    panel="#232b36",
    primary="#5b9bff",
    secondary="#c08af0",
    accent="#4fc3d9",
    success="#5fc267",
    warning="#f0c674",
    error="#ff7a7a",
    variables={
        "text-muted": "#a3aebb",
        "text-primary": "#8099ff",
        "text-secondary": "#e39bff",
        "text-accent": "#86dceb",
        "text-success": "#8df08a",
        "text-warning": "#f3cf87",
        "text-error": "#ffa3a3",
        "primary-muted": "#1e3153",
        "secondary-muted": "#281838",
        "accent-muted": "#103d47",
        "success-muted": "#0f3320",
        "warning-muted": "#38290a",
        "error-muted": "#45141c",
        "border": "#5b9bff",
        "footer-key-foreground": "#86dceb",
        "footer-description-foreground": "#dfe5ec",
    },
)
LIGHT = Theme(
    name="soi-light",
    dark=False,
    foreground="#20242a",
    background="#fdfcf8",
    surface="#f4f2eb",
    panel="#e9e6dc",
    primary="#1f4fb0",
    secondary="#7a2fa0",
    accent="#006a7d",
    success="#1d6b2c",
    warning="#7a4f00",
    error="#b3202a",
    variables={
        "text-muted": "#565d66",
        "text-primary": "#1c489f",
        "text-secondary": "#702a94",
        "text-accent": "#005f70",
        "text-success": "#006a10",
        "text-warning": "#6e4700",
        "text-error": "#a01b25",
        "primary-muted": "#dbe6fb",
        "secondary-muted": "#ecdcf8",
        "accent-muted": "#d2eef3",
        "success-muted": "#d5efd6",
        "warning-muted": "#fbeabc",
        "error-muted": "#fbdcdc",
        "border": "#1f4fb0",
        "footer-key-foreground": "#005f70",
        "footer-description-foreground": "#20242a",
    },
)
OWN_THEMES = (DARK, LIGHT)
THEMES = {**BUILTIN_THEMES, **{theme.name: theme for theme in OWN_THEMES}}
THEME_NAMES = sorted(THEMES)
_FILE_NAME = "theme"
_MOST_BYTES = 1_000


def remembered_theme() -> str | None:
    """The theme that was picked last on this machine, or None."""
    try:
        theme_name = read_bounded(state() / _FILE_NAME, _MOST_BYTES).decode().strip()
    except (OSError, RuntimeError, UnicodeDecodeError):  # no file, no home directory, not written by this app
        return None
    return theme_name if theme_name in THEME_NAMES else None


def remember_theme(theme_name: str) -> None:
    """Store the theme for the next start; raise UsageError if the file cannot be written."""
    try:
        state().mkdir(parents=True, exist_ok=True)
        (state() / _FILE_NAME).write_text(f"{theme_name}\n", encoding="utf-8")
    except (OSError, RuntimeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else Sentence("there is no home directory")
        raise UsageError("The theme cannot be remembered: {reason}.", reason=reason) from error


def choose_theme(theme_name: str | None) -> str:
    """The theme of that name, or the default for None; raise UsageError if there is no such theme."""
    if theme_name is None:
        return DARK.name
    if theme_name not in THEME_NAMES:
        close_names = difflib.get_close_matches(theme_name, THEME_NAMES, n=1)
        raise UsageError(
            "There is no theme {name}{hint}; there is {names}.",
            name=visible(theme_name),
            hint=f" ({close_names[0]}?)" if close_names else "",
            names=", ".join(THEME_NAMES),
        )
    return theme_name
