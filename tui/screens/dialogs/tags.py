"""The dialog that picks the tags of a claim and edits the vocabulary: new tags, their keys and colours."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from annotations.errors import UsageError
from annotations.search.name_matching import match_names
from annotations.store.decisions.tags import SEPARATOR, Tag, tag_name
from annotations.text import fold, visible
from tui.language.i18n import _
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.form import Field, FieldError, FormScreen, Values
from tui.styles.colours import COLOURS, tag_style
from tui.widgets.panels.key_footer import KeyFooter


@dataclass(frozen=True, slots=True)
class TagStore:
    """What the picker stores; each callable returns whether storing succeeded.

    ``set_tags`` stores the tags of the claim, ``define`` a tag's key and colour, ``retire`` that a tag is retired.
    """

    set_tags: Callable[[frozenset[str]], Awaitable[bool]]
    define: Callable[[Tag], Awaitable[bool]]
    retire: Callable[[str], Awaitable[bool]]


class TagsScreen(Dialog[None]):
    """Puts tags on a claim and takes them off; typed text filters the tags and names a new one.

    The list shows a mark, key or colour only once it is stored.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "toggle_tag", "On or off", priority=True, id="tags.toggle"),
        Binding("escape,f6", "dismiss", "Done", id="tags.done"),
        Binding("down", "move(1)", "Down", show=False, id="tags.down"),
        Binding("up", "move(-1)", "Up", show=False, id="tags.up"),
        Binding("f2", "edit", "Key and colour", id="tags.edit"),
        Binding("f8", "retire", "Retire", id="tags.retire"),
    ]

    def __init__(self, quote: str, selected: Iterable[str], tags: Iterable[Tag], store: TagStore) -> None:
        super().__init__()
        self._store = store
        self._quote = quote
        self._selected = set(selected)
        self._tags = {tag.name: tag for tag in (*map(Tag, self._selected), *tags)}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            title = _("Tags of {quote}").format(quote=visible(self._quote))
            yield Static(title, markup=False, classes="dialog-title")
            yield Input(placeholder=_("filter, or a new tag"))
            yield OptionList()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show all tags; keys go to the filter, never to the list."""
        self.query_one(OptionList).can_focus = False
        self._show()

    def _filter(self) -> str:
        """The typed text as the name of a tag, a semicolon being a blank; empty where it names no tag."""
        try:
            return tag_name(self.query_one(Input).value.replace(SEPARATOR, " "))
        except UsageError:
            return ""

    def _listed_names(self) -> list[str]:
        typed = self._filter()
        names = match_names(typed, {name: fold(name).text for name in sorted(self._tags)})
        return [*names, typed] if typed and typed not in self._tags else names

    def _show(self, highlighted: int = 0) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        names = self._listed_names()
        options.add_options(Option(self._line(name)) for name in names)
        options.highlighted = min(highlighted, len(names) - 1) if names else None

    def _line(self, name: str) -> Content:
        tag = self._tags.get(name)
        sign = "+" if tag is None else "✓" if name in self._selected else " "
        key = f"  {visible(tag.key)}" if tag and tag.key else ""
        style = tag_style(tag.colour) if tag and tag.colour else ""
        return Content.assemble(f"{sign} ", (visible(name), style), (key, "bold $text-accent"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter the tags."""
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
        name = self._listed_names()[index]
        if not await self._store.set_tags(frozenset(self._selected ^ {name})):
            return
        self._selected ^= {name}
        self._tags.setdefault(name, Tag(name))
        filter_input = self.query_one(Input)
        if filter_input.value:
            filter_input.clear()
        else:
            self._show(index)

    def action_move(self, step: int) -> None:
        """Move the highlight while the filter keeps the focus."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    # The vocabulary -------------------------------------------------------------------------------------

    def _highlighted(self) -> tuple[int, Tag] | None:
        """The index and the tag of the highlighted row; None without one, or for a tag that is only typed yet."""
        index = self.query_one(OptionList).highlighted
        tag = self._tags.get(self._listed_names()[index]) if index is not None else None
        return (index, tag) if index is not None and tag is not None else None

    def action_edit(self) -> None:
        """Ask for the key and the colour of the highlighted tag; storing them creates a tag that is only typed yet."""
        index = self.query_one(OptionList).highlighted
        if index is None:
            return
        name = self._listed_names()[index]
        tag = self._tags.get(name, Tag(name))

        async def store(values: Values) -> bool:
            defined = tag._replace(key=read_key(values["key"]), colour=values["colour"] or None)
            if not await self._store.define(defined):
                return False
            # A key belongs to one tag: the store takes it from the tag that had it.
            for former_name, former in self._tags.items():
                if defined.key and former.key == defined.key:
                    self._tags[former_name] = former._replace(key=None)
            self._tags[name] = defined
            return True

        fields = [
            Field("key", _("Key"), tag.key or "", placeholder=_("a letter or a digit, typed after T")),
            Field("colour", _("Colour"), tag.colour or "", {"": _("none"), **{c: _(c) for c in COLOURS}}),
        ]
        self.app.push_screen(
            FormScreen(_("Tag {name}").format(name=name), fields, store), lambda _: self._show(index)
        )

    async def action_retire(self) -> None:
        """Retire the highlighted tag; claims that have it keep it."""
        if (highlighted := self._highlighted()) is None:
            return
        index, tag = highlighted
        if await self._store.retire(tag.name):
            if tag.name in self._selected:
                self._tags[tag.name] = Tag(tag.name)
            else:
                del self._tags[tag.name]
            self._show(index)


def read_key(typed: str) -> str | None:
    """The key of a tag, folded, or None for an empty text; raises FieldError for a text that is no key."""
    if not typed:
        return None
    key = fold(typed).text
    if len(typed) != 1 or len(key) != 1 or not key.isalnum() or not key.isascii():
        raise FieldError(
            UsageError("A tag's key is one letter or digit without marks, such as k or 7."), "key"
        )
    return key
