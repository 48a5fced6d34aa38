"""The program's own two themes, beside Textual's, and which of all of them is used.

Kinds of claims are told by the colour of the text (``text-*``), verdicts and matches by the background
(``*-muted``); a test holds every text on every background it can meet to a contrast of at least 4.5.
"""

from __future__ import annotations

import difflib

from textual.theme import BUILTIN_THEMES, Theme

from annotations.errors import UsageError
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
_FILE = "theme"
# Textual's and our own, by name.
THEMES = {**BUILTIN_THEMES, **{theme.name: theme for theme in OWN_THEMES}}
NAMES = sorted(THEMES)


def remembered_theme() -> str | None:
    """The theme that was picked last on this machine, None where none was."""
    try:
        name = (state() / _FILE).read_text(encoding="utf-8").strip()
    except (OSError, RuntimeError, UnicodeDecodeError):  # not there, no home, not ours: as if none was picked
        return None
    return name if name in NAMES else None


def remember_theme(name: str) -> None:
    """Keep a theme for the next time; raises UsageError where that cannot be written."""
    try:
        state().mkdir(parents=True, exist_ok=True)
        (state() / _FILE).write_text(f"{name}\n", encoding="utf-8")
    except (OSError, RuntimeError) as error:
        raise UsageError("The theme cannot be remembered: {reason}.", reason=error) from error


def choose_theme(wanted: str | None) -> str:
    """The name of the theme to use; raises UsageError where there is none of the name that is wanted."""
    if wanted is None:
        return DARK.name
    if wanted not in NAMES:
        near = difflib.get_close_matches(wanted, NAMES, n=1)
        raise UsageError(
            "There is no theme {name}{hint}; there is {names}.",
            name=visible(wanted),
            hint=f" ({near[0]}?)" if near else "",
            names=", ".join(NAMES),
        )
    return wanted
