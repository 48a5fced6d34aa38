"""A form with a validation message per field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from annotations.errors import SoiError
from annotations.text import visible
from tui.language.i18n import translated
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.choice import Choice
from tui.widgets.panels.key_footer import KeyFooter

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its name, its label and its first value.

    ``options`` maps values to labels; a field with options is a choice, one without is a line of text.
    """

    name: str
    label: str
    value: str = ""
    options: Mapping[str, str] | None = None
    placeholder: str = ""


class FieldError(Exception):
    """The value of ``field`` is not valid; ``error`` is the message for the annotator."""

    def __init__(self, error: SoiError, field: str) -> None:
        super().__init__(str(error))
        self.error, self.field = error, field


class FormScreen(Dialog[None]):
    """Asks for some values and closes once ``store`` returns True; until then the fields keep what was typed.

    ``store`` raises FieldError for a value that is not valid. ``introduction`` is shown above the fields; below them
    ``explain`` shows, with every change, how the program understands the values.
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
        introduction: str = "",
        explain: Callable[[Values], str] | None = None,
        subject: str = "",
    ) -> None:
        super().__init__(subject)
        self._heading, self._introduction, self._fields = title, introduction, fields
        self._store, self._explain = store, explain

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog form", can_focus=False):
            yield Static(visible(self._heading), markup=False, classes="dialog-title")
            if self._introduction:
                yield Static(self._introduction, markup=False, classes="dialog-hint")
            yield self.compose_draft(self._heading)
            for field in self._fields:
                value = self.draft.values.get(field.name, field.value) if self.draft else field.value
                with Horizontal(classes="field"):
                    yield Static(field.label, markup=False, classes="label")
                    if field.options is None:
                        yield Input(
                            value, placeholder=field.placeholder, compact=True, id=f"field-{field.name}"
                        )
                    else:
                        yield Choice(field.options, value, widget_id=f"field-{field.name}")
                yield Static(markup=False, classes="error", id=f"error-{field.name}")
            yield Static(markup=False, id="explained")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Explain the values that the form opens with."""
        self._show_explanation()

    @property
    def values(self) -> dict[str, str]:
        """The values of the fields by name, stripped."""
        return {field.name: self._widget(field).value.strip() for field in self._fields}

    def _widget(self, field: Field) -> Input | Choice:
        selector = f"#field-{field.name}"
        return self.query_one(selector, Input) if field.options is None else self.query_one(selector, Choice)

    def _show_explanation(self) -> None:
        self.show_explanation(self._explain(self.values) if self._explain else "")

    def show_explanation(self, explanation: str) -> None:
        """Show a line below the fields."""
        line = self.query_one("#explained", Static)
        line.update(visible(explanation))
        line.display = bool(explanation)

    def show_error(self, name: str | None, message: str = "") -> None:
        """Show a message below the field of that name, and none below the others."""
        for field in self._fields:
            error = self.query_one(f"#error-{field.name}", Static)
            error.update(f"! {visible(message)}" if field.name == name else "")
            error.display = field.name == name
        if name is not None:
            self.query_one(f"#field-{name}").focus()
            # In a terminal of few lines the focused field is in sight while its message is not.
            self.call_after_refresh(self.query_one(f"#error-{name}").scroll_visible, animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Explain the changed values."""
        event.stop()
        self._revalidate(event.input)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Explain the changed values."""
        event.stop()
        self._revalidate(event.choice)

    def _revalidate(self, widget: Input | Choice) -> None:
        """Hide the message about the former value of a field and explain the new values."""
        for field in self._fields:
            if self._widget(field) is widget:
                self.query_one(f"#error-{field.name}").display = False
        self._show_explanation()
        if self.draft is not None:
            self.draft.keep(self.values, {field.name: field.value for field in self._fields})

    async def action_store(self) -> None:
        """Store the values and close; show the message of a value that is not valid at its field."""
        try:
            stored = await self._store(self.values)
        except FieldError as error:
            self.show_error(error.field, translated(error.error))
            return
        self.show_error(None)
        if stored:
            self.dismiss()
