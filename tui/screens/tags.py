"""Choosing the tags of the current claim."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import ClassVar
from unicodedata import normalize

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from annotations.text import fold, visible
from tui.i18n import _
from tui.screens.spoken import Dialog


class TagsScreen(Dialog[None]):
    """Puts tags on a claim and takes them off; typing filters, and names a new tag where none fits.

    ``store`` stores the tags and says whether it could: a tag has its mark only once it is stored.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "toggle_tag", "On or off", priority=True, id="tags.toggle"),
        Binding("escape,f6", "dismiss", "Done", id="tags.done"),
        Binding("down", "move(1)", "Down", show=False, id="tags.down"),
        Binding("up", "move(-1)", "Up", show=False, id="tags.up"),
    ]

    def __init__(
        self,
        quote: str,
        chosen: Iterable[str],
        vocabulary: Iterable[str],
        store: Callable[[frozenset[str]], Awaitable[bool]],
    ) -> None:
        super().__init__()
        self._store = store
        self._quote = quote
        self._chosen = set(chosen)
        self._vocabulary = sorted({*vocabulary, *self._chosen})

    def compose(self) -> ComposeResult:
        """The claim, the filter, the tags."""
        with Vertical(classes="dialog"):
            title = _("Tags of {quote}").format(quote=visible(self._quote))
            yield Static(title, markup=False, classes="dialog-title")
            yield Input(placeholder=_("filter, or a new tag"))
            yield OptionList()
            yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show all tags; the keys go to the filter, not to the list."""
        self.query_one(OptionList).can_focus = False
        self._show()

    def _filter(self) -> str:
        # A semicolon separates tags in an exported cell, so none has one; an input method may send a letter
        # and its marks one by one, and the tag is the same.
        typed = normalize("NFC", self.query_one(Input).value)
        return " ".join(typed.replace(";", " ").split())

    def _shown(self) -> list[str]:
        wanted = fold(self._filter()).text
        found = [tag for tag in self._vocabulary if wanted in fold(tag).text]
        return (
            [*found, self._filter()] if self._filter() and self._filter() not in self._vocabulary else found
        )

    def _show(self) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        tags = self._shown()
        for tag in tags:
            sign = "✓" if tag in self._chosen else " " if tag in self._vocabulary else "+"
            options.add_option(Option(Content(f"{sign} {visible(tag)}")))
        options.highlighted = 0 if tags else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        event.stop()
        self._show()

    async def action_toggle_tag(self) -> None:
        """Put the highlighted tag on or off."""
        await self._toggle(self.query_one(OptionList).highlighted)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Put the clicked tag on or off."""
        event.stop()
        await self._toggle(event.option_index)

    async def _toggle(self, index: int | None) -> None:
        if index is None:
            return
        tag = self._shown()[index]
        if not await self._store(frozenset(self._chosen ^ {tag})):
            return
        self._chosen ^= {tag}
        if tag not in self._vocabulary:
            self._vocabulary = sorted({*self._vocabulary, tag})
        line = self.query_one(Input)
        if line.value:
            line.clear()
        else:
            self._show()
            self.query_one(OptionList).highlighted = index

    def action_move(self, by: int) -> None:
        """Move the highlight, the keys staying with the filter."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()
