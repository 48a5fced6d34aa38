"""Styles of the lines that widgets paint themselves: claims and matches in an article, parts of list rows.

They are not component classes in the stylesheet: Textual resolves each of those separately, and again whenever a
class or the focus changes on the widget or on a widget around it, which took a third of the start-up time.
Colours are names in the theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from rich.style import Style
from textual import style
from textual.color import TRANSPARENT, Color
from textual.scroll_view import ScrollView

READER = {
    "sentence": "on $surface",
    "mark": "$text-accent",
    "other": "$text-muted",
    **dict.fromkeys(("percentage", "ratio", "multiple"), "$text-accent"),
    **dict.fromkeys(("count", "measure"), "$text-primary"),
    "money": "$text-warning",
    **dict.fromkeys(("rank", "level", "score"), "$text-secondary"),
    **dict.fromkeys(("date", "time", "duration", "age"), "$text-success"),
    "unreviewed": "underline",
    "verified": "bold on $success-muted",
    "refuted": "bold strike on $error-muted",
    "unverifiable": "italic on $warning-muted",
    "not_a_claim": "strike $text-muted",
    "retired": "dim strike $text-muted",
    "current": "reverse",
    "match": "bold underline on $secondary-muted",
    "current_match": "bold $background on $warning",
    "selection": "$background on $accent",
}
ARTICLES = {
    "title": "bold",
    "untitled": "italic",
    "count": "$text-accent",
    "done": "$text-success",
    "about": "$text-muted",
    "open": "on $primary-muted",
    "cursor": "reverse",
}
CLAIMS = {
    "header": "bold on $surface",
    "sorted": "$text-accent",
    "chosen": "bold underline",
    "cursor": "reverse",
    "marked": "bold on $primary-muted",
    "quote": "bold underline",
    "dim": "dim",
    "tag": "$text-accent",
    "kind": "$text-primary",
    "verified": "bold $text-success",
    "refuted": "bold $text-error",
    "unverifiable": "$text-warning",
    "disputed": "bold $text-warning",
}
RESULTS = {
    "title": "bold",
    "found": "bold $text-warning",
    "more": "dim",
    "place": "on $primary-muted",
}
# With NO_COLOR, every style gets a form of its own; not by italics, which many terminals lack.
UNCOLOURED = {
    "about": "dim",
    "untitled": "dim",
    "other": "dim",
    "open": "underline",
    "unverifiable": "dim underline",
    "not_a_claim": "dim strike",
    "current_match": "bold underline reverse",
    "place": "bold underline",
    "selection": "dim reverse",
}


class LineStyles(ScrollView):
    """Base of widgets that paint lines with styles by name; an unknown name adds nothing to the widget's style."""

    LINE_STYLES: ClassVar[Mapping[str, str]] = {}
    _line_styles: Mapping[str, Style] = MappingProxyType({})  # resolved in the theme in use

    def line_style(self, name: str) -> Style:
        """The style of ``name`` in the theme in use, to add to the widget's own style."""
        if name not in self._line_styles:
            definition = self.LINE_STYLES.get(name, "")
            if self.app.no_color:
                definition = UNCOLOURED.get(name, definition) if name in self.LINE_STYLES else ""
            self._line_styles = {**self._line_styles, name: self._resolve(definition)}
        return self._line_styles[name]

    def _resolve(self, definition: str) -> Style:
        """Turn a style in the stylesheet's words into a Rich style.

        Transparent and ``auto`` colours depend on the background behind them, so they are blended with it here.
        """
        parsed = style.Style.parse(definition, self.app.theme_variables)
        resolved, background = parsed.rich_style, self.visual_style.background or TRANSPARENT
        if parsed.background is not None:
            background += parsed.background
            resolved += Style(bgcolor=background.rich_color)
        if (foreground := parsed.foreground) is not None:
            if foreground.auto:
                foreground = self._automatic_colour(definition)
            resolved += Style(color=(background + foreground).rich_color)
        return resolved

    def _automatic_colour(self, definition: str) -> Color:
        """The colour of a theme variable such as ``auto 60%``; ``Style.parse`` drops the percentage."""
        variables = (self.app.theme_variables.get(word.removeprefix("$"), "") for word in definition.split())
        percentage = next((value[5:-1] for value in variables if value.startswith("auto ")), "100")
        return Color.automatic(float(percentage))

    def notify_style_update(self) -> None:
        """Drop the styles of the former theme."""
        self._line_styles = {}
        super().notify_style_update()
