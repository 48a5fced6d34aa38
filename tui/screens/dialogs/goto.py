"""The dialog that goes to an article by some letters of its title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from annotations.search.name_matching import match_names
from annotations.text import fold, visible
from tui.language.i18n import _
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.panels.key_footer import KeyFooter


class GotoScreen(Dialog[str | None]):
    """Lists the titles that match the typed letters, typos and missing tone marks forgiven.

    Returns the id of the chosen article, or None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go there", priority=True, id="goto.choose"),
        Binding("escape,ctrl+g", "cancel", "Stay", id="goto.cancel"),
        Binding("down,ctrl+n", "move(1)", "Down", show=False, id="goto.down"),
        Binding("up,ctrl+p", "move(-1)", "Up", show=False, id="goto.up"),
    ]

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._titles = titles
        self._folded = {article: fold(title).text for article, title in titles.items()}
        self._matching_articles: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(_("Go to an article"), markup=False, classes="dialog-title")
            yield Input(placeholder=_("some letters of its title or its file's name"))
            yield OptionList()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show all titles; keys go to the filter, never to the list."""
        self.query_one(OptionList).can_focus = False
        self._show()

    def _show(self) -> None:
        self._matching_articles = match_names(self.query_one(Input).value, self._folded)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(
            Option(Content(visible(self._titles[article]))) for article in self._matching_articles
        )
        if not self._matching_articles:
            options.add_option(Option(Content(_("No article is called so.")), disabled=True))
        options.highlighted = 0 if self._matching_articles else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter the titles."""
        event.stop()
        self._show()

    def action_choose(self) -> None:
        """Go to the highlighted article."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._matching_articles[highlighted])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the clicked article."""
        event.stop()
        self.dismiss(self._matching_articles[event.option_index])

    def action_cancel(self) -> None:
        """Close without a choice."""
        self.dismiss(None)

    def action_move(self, step: int) -> None:
        """Move the highlight while the filter keeps the focus."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()
