"""The styles in which lines are drawn: of claims and matches in an article, of what stands in lists.

They are not in the stylesheet: Textual works component classes out one by one, and anew whenever a class or the
focus of the widget or of anything round it changes, which was a third of the time until the first screen.
Colours are the theme's, by the names it gives them.
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
# Without colours everything is told by form, and no two things by the same; italics are not everywhere.
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
    """A widget that draws its lines in styles of its own; a name that has none is drawn as the widget itself.

    It stands before the widget that it adds to.
    """

    LINE_STYLES: ClassVar[Mapping[str, str]] = {}
    _inks: Mapping[str, Style] = MappingProxyType({})  # those that were worked out, in the theme in use

    def line_style(self, name: str) -> Style:
        """What a name adds to a style, in the theme in use."""
        if name not in self._inks:
            text = self.LINE_STYLES.get(name, "")
            if self.app.no_color:
                text = UNCOLOURED.get(name, text) if name in self.LINE_STYLES else ""
            self._inks = {**self._inks, name: self._worked_out(text)}
        return self._inks[name]

    def _worked_out(self, text: str) -> Style:
        """A style from the stylesheet's words for it, on the widget's ground.

        Some themes have colours that are nothing without a ground: see-through ones, and the lighter or darker one of
        two that can be read on it.
        """
        parsed = style.Style.parse(text, self.app.theme_variables)
        worked_out, ground = parsed.rich_style, self.visual_style.background or TRANSPARENT
        if parsed.background is not None:
            ground += parsed.background
            worked_out += Style(bgcolor=ground.rich_color)
        if (foreground := parsed.foreground) is not None:
            if foreground.auto:
                foreground = self._automatic(text)
            worked_out += Style(color=(ground + foreground).rich_color)
        return worked_out

    def _automatic(self, text: str) -> Color:
        """The colour that is called ``auto 60%``: what is read of it elsewhere leaves out how strong it is."""
        named = (self.app.theme_variables.get(word.removeprefix("$"), "") for word in text.split())
        strength = next((value[5:-1] for value in named if value.startswith("auto ")), "100")
        return Color.automatic(float(strength))

    def notify_style_update(self) -> None:
        """Forget what was another theme's."""
        self._inks = {}
        super().notify_style_update()
