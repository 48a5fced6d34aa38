"""A few fields to fill in, each with its own word where what is in it cannot be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from annotations.errors import UsageError
from annotations.text import visible
from tui.language.i18n import translated
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.choice import Choice
from tui.widgets.panels.key_footer import KeyFooter

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name, what it is called, and what stands in it.

    ``options`` is what there is to choose from, where that is so: values, and what they are called.
    """

    name: str
    label: str
    value: str = ""
    options: Mapping[str, str] | None = None
    placeholder: str = ""


class FieldError(Exception):
    """What stands in a field cannot be; ``error`` says what can."""

    def __init__(self, error: UsageError, field: str) -> None:
        super().__init__(str(error))
        self.error, self.field = error, field


class FormScreen(Dialog[None]):
    """Asks for some values and goes once ``store`` says that they are stored; until then they stay as typed.

    ``store`` raises FieldError for what cannot be. ``about`` stands above the fields, ``explain`` says below
    them what the values would come to.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "store", "Store", priority=True, id="form.store"),
        Binding("tab,down", "app.focus_next", "Next field", id="form.next"),
        Binding("escape", "dismiss", "Leave it as it was", id="form.cancel"),
        Binding("shift+tab,up", "app.focus_previous", "Previous field", show=False, id="form.previous"),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        store: Callable[[Values], Awaitable[bool]],
        *,
        about: str = "",
        explain: Callable[[Values], str] | None = None,
    ) -> None:
        super().__init__()
        self._heading, self._about, self._fields = title, about, fields
        self._store, self._explain = store, explain

    def compose(self) -> ComposeResult:
        """The fields, one below the other."""
        with VerticalScroll(classes="dialog form", can_focus=False):
            yield Static(visible(self._heading), markup=False, classes="dialog-title")
            if self._about:
                yield Static(self._about, markup=False, classes="dialog-hint")
            for field in self._fields:
                with Horizontal(classes="field"):
                    yield Static(field.label, markup=False, classes="label")
                    if field.options is None:
                        yield Input(
                            field.value, placeholder=field.placeholder, compact=True, id=f"field-{field.name}"
                        )
                    else:
                        yield Choice(field.options, field.value, id=f"field-{field.name}")
                yield Static(markup=False, classes="error", id=f"error-{field.name}")
            yield Static(markup=False, id="explained")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Write on in the first field."""
        self._tell()

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, by name, without blanks around it."""
        return {field.name: self._widget(field).value.strip() for field in self._fields}

    def _widget(self, field: Field) -> Input | Choice:
        name = f"#field-{field.name}"
        return self.query_one(name, Input) if field.options is None else self.query_one(name, Choice)

    def _tell(self) -> None:
        explained = self.query_one("#explained", Static)
        told = self._explain(self.values) if self._explain else ""
        explained.update(visible(told))
        explained.display = bool(told)

    def _complain(self, name: str | None, told: str = "") -> None:
        for field in self._fields:
            error = self.query_one(f"#error-{field.name}", Static)
            error.update(f"! {visible(told)}" if field.name == name else "")
            error.display = field.name == name
        if name is not None:
            self.query_one(f"#field-{name}").focus()
            # Where there are few lines the word below the field is to be seen as well.
            self.call_after_refresh(self.query_one(f"#error-{name}").scroll_visible, animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what it comes to now."""
        event.stop()
        self._changed(event.input)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Say what it comes to now."""
        event.stop()
        self._changed(event.choice)

    def _changed(self, widget: Input | Choice) -> None:
        """Take back what was said of the value that stood there before."""
        for field in self._fields:
            if self._widget(field) is widget:
                self.query_one(f"#error-{field.name}").display = False
        self._tell()

    async def action_store(self) -> None:
        """Have the values stored; where one cannot be, say so at its field."""
        try:
            stored = await self._store(self.values)
        except FieldError as error:
            self._complain(error.field, translated(error.error))
            return
        self._complain(None)
        if stored:
            self.dismiss()
