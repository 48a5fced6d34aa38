"""The colours a tag can have: by name in the store, as a chip on the screen whose letters any theme can show."""

from __future__ import annotations

from tui.language.i18n import mark

# Dark enough for white letters, and far enough apart in sixteen colours.
COLOURS = {
    mark("red"): "#b03030",
    mark("orange"): "#a85a00",
    mark("yellow"): "#7a6a00",
    mark("green"): "#2e7d32",
    mark("cyan"): "#00727a",
    mark("blue"): "#2a5db0",
    mark("violet"): "#6a40b0",
    mark("pink"): "#b03080",
}


def tag_style(colour: str | None) -> str:
    """The style of a tag of that colour; that of all tags where it has none, or one that is not known here."""
    found = COLOURS.get(colour or "")
    return f"bold #ffffff on {found}" if found else "$text-accent"
