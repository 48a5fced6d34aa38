"""The colours that a tag can have."""

from __future__ import annotations

from tui.language.i18n import mark

# The store keeps the names. The colours are dark enough for white letters, and differ in 16-colour terminals too.
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
    """The Textual style of a tag with a named colour; without a known colour, the style of plain tags."""
    background = COLOURS.get(colour or "")
    return f"bold #ffffff on {background}" if background else "$text-accent"
