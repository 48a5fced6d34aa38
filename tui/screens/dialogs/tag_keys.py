"""The dialog that waits for a tag's own key, which puts the tag on the current claim or takes it off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from annotations.store.decisions.tags import Tag
from annotations.text import fold, visible
from tui.language.i18n import _
from tui.screens.dialogs.dialog import Dialog
from tui.styles.colours import tag_style
from tui.widgets.panels.key_footer import KeyFooter


class TagKeysScreen(Dialog[str | None]):
    """Lists the tags that have a key; returns the name of the tag whose key is pressed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+t", "dismiss(None)", "None of them", id="tag_keys.cancel"),
    ]

    def __init__(self, tags: Iterable[Tag], selected: Iterable[str]) -> None:
        super().__init__()
        self._keys = {tag.key: tag for tag in tags if tag.key}
        self._selected = set(selected)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(_("A tag's key puts it on or off"), markup=False, classes="dialog-title")
            for key, tag in sorted(self._keys.items()):
                sign = "✓" if tag.name in self._selected else " "
                yield Static(
                    Content.assemble(
                        (visible(key), "bold $text-accent"),
                        f" {sign} ",
                        (f"#{visible(tag.name)}", tag_style(tag.colour)),
                    )
                )
            yield Static(markup=False, classes="dialog-hint", id="message")
        yield KeyFooter()

    def on_key(self, event: events.Key) -> None:
        """Close with the tag of the key, or show that no tag has the key."""
        if event.character is None or not event.is_printable:
            return
        event.stop()
        tag = self._keys.get(fold(event.character).text)
        if tag is not None:
            self.dismiss(tag.name)
        else:
            message = _("No tag has the key {key}.").format(key=visible(event.character))
            self.query_one("#message", Static).update(message)
