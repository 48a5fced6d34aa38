"""An input line for the query language: completes keys and values, and marks errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from annotations.errors import QueryError
from annotations.search.clauses import Key, Query
from annotations.search.completion import Completion, completions
from annotations.search.query import parse
from annotations.text import visible
from tui.language.i18n import translated
from tui.settings.drafts import Draft
from tui.widgets.live_label import LiveLabel

MAX_COMPLETIONS = 8  # shown at once


class QueryInput(Input):
    """An input whose right arrow, at the end of the text, accepts the completion."""

    class CompletionTaken(Message):
        """The right arrow was pressed behind the last character."""

    def action_cursor_right(self, select: bool = False) -> None:
        """Accept the completion at the end of the text, else move the cursor."""
        if not select and self.cursor_position == len(self.value):
            self.post_message(self.CompletionTaken())
        else:
            super().action_cursor_right(select)


class QueryLine(Vertical):
    """Posts each valid query while it is typed; reports an invalid one only when Enter is pressed.

    When the line loses the focus with an invalid query, it goes back to the last valid one, so that the line always
    agrees with the list below it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Give up", id="query.cancel"),
        Binding("tab", "complete", "Complete", id="query.complete"),
        Binding("down", "offer(1)", "Next offer", show=False, id="query.next_offer"),
        Binding("up", "offer(-1)", "Previous offer", show=False, id="query.previous_offer"),
    ]

    class QueryChanged(Message):
        """The text changed and is a valid query."""

        def __init__(self, query: Query) -> None:
            super().__init__()
            self.query = query

    class QueryBroken(Message):
        """The text changed and is no valid query; the last valid query stays in force."""

    class Accepted(Message):
        """Enter was pressed on a valid query."""

    class Cancelled(Message):
        """Escape was pressed: the query from before the line was opened is in force again."""

    def __init__(
        self, *, placeholder: str, prompt: str = "/", query: str = "", widget_id: str | None = None
    ) -> None:
        """Create the line with ``query`` as its first text."""
        super().__init__(id=widget_id)
        self._placeholder, self._prompt, self._initial_query = placeholder, prompt, query
        self._vocabulary: Mapping[Key, Iterable[str]] = {}
        self._completions: list[Completion] = []
        self._selected = 0  # index of the completion that Tab accepts
        self._valid_query = self._query_on_open = ""
        self._draft: Draft | None = None

    def compose(self) -> ComposeResult:
        """The input and, below it, the completions or the error."""
        with Horizontal():
            yield Static(self._prompt, markup=False, classes="query-prompt")
            yield QueryInput(
                self._initial_query, placeholder=self._placeholder, compact=True, select_on_focus=False
            )
        yield LiveLabel(classes="query-hint")

    @property
    def value(self) -> str:
        """The text of the line."""
        return self.query_one(Input).value

    @property
    def last_valid(self) -> str | None:
        """The last valid query while the text differs from it, else None."""
        return None if self.value == self._valid_query else self._valid_query

    @property
    def hint(self) -> str:
        """The completions or the error below the line, as plain text."""
        return self.query_one(LiveLabel).text

    @property
    def has_completions(self) -> bool:
        """Whether there is a completion to accept."""
        return bool(self._completions)

    def set_vocabulary(self, vocabulary: Mapping[Key, Iterable[str]]) -> None:
        """Set the values to which keys with an open vocabulary, such as ``tag:``, are completed."""
        self._vocabulary = vocabulary

    def open(self, vocabulary: Mapping[Key, Iterable[str]], draft: Draft | None = None) -> None:
        """Focus the line for another query, or for one that was being typed when the program ended.

        See ``set_vocabulary`` for the first argument.
        """
        self.set_vocabulary(vocabulary)
        self._draft = draft
        self._query_on_open = self._valid_query
        line = self.query_one(Input)
        line.focus()
        if draft is not None and not line.value:
            line.value = draft.values.get("query", "")
        line.cursor_position = len(line.value)
        self._update_completions()

    def select_all(self) -> None:
        """Select the text, so that what is typed next replaces it."""
        self.query_one(Input).select_all()

    def settle_draft(self) -> None:
        """Forget what was typed as a draft: it is accepted, or given up."""
        if self._draft is not None:
            self._draft.settle()

    def _update_completions(self) -> None:
        line = self.query_one(Input)
        at_end = line.cursor_position == len(line.value)
        candidates = completions(line.value, line.cursor_position, self._vocabulary) if at_end else []
        last_word = line.value.rpartition(" ")[2]
        self._completions = [
            completion for completion in candidates if completion.text != last_word[-len(completion.text) :]
        ]
        self._selected = 0
        self._show_completions()

    def _show_completions(self) -> None:
        first = max(0, self._selected - MAX_COMPLETIONS + 1)
        labels = [
            (f"{visible(completion.text)} ", "reverse" if index == self._selected else "$text-muted")
            for index, completion in enumerate(
                self._completions[first : first + MAX_COMPLETIONS], start=first
            )
        ]
        remaining = len(self._completions) - first - len(labels)
        self._show_hint(Content.assemble(*labels, (f"+{remaining}" if remaining > 0 else "", "$text-muted")))

    def _show_hint(self, hint: Content) -> None:
        label = self.query_one(LiveLabel)
        label.show(hint)
        label.display = bool(hint.plain)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Update the completions and post the query."""
        event.stop()
        if not self.query_one(Input).has_focus:
            return
        if self._draft is not None:
            self._draft.keep({"query": event.value})
        self._update_completions()
        self.post_query()

    def post_query(self) -> None:
        """Post the text as a query if it is valid, else that it is not."""
        value = self.value
        try:
            query = parse(value)
        except QueryError:
            self.post_message(self.QueryBroken())
            return  # the user may still be typing; Enter shows the error
        self._valid_query = value
        self.post_message(self.QueryChanged(query))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Accept the query, or show what is wrong with it."""
        event.stop()
        if (query := self.accept()) is not None:
            self._show_hint(Content(""))
            self.settle_draft()
            self.post_message(self.QueryChanged(query))
            self.post_message(self.Accepted())

    def accept(self) -> Query | None:
        """The query if it is valid; else show the error, put the cursor behind it and return None."""
        value = self.value
        try:
            query = parse(value)
        except QueryError as error:
            self._show_hint(Content.styled(translated(error), "$text-error"))
            self.query_one(Input).cursor_position = error.end
            return None
        self._valid_query = value
        return query

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Restore the last valid query, unless the whole terminal lost the focus."""
        event.stop()
        if self.app.app_focus and self.last_valid is not None:
            self._restore(self._valid_query)

    def on_query_input_completion_taken(self) -> None:
        """Accept the selected completion."""
        self.action_complete()

    def action_complete(self) -> None:
        """Replace what is typed of a completion by the whole completion."""
        if self._completions:
            completion = self._completions[self._selected]
            line = self.query_one(Input)
            line.value = line.value[: completion.start] + completion.text + line.value[completion.end :]
            line.cursor_position = completion.start + len(completion.text)

    def action_offer(self, step: int) -> None:
        """Select the next (1) or the previous (-1) completion."""
        if self._completions:
            self._selected = (self._selected + step) % len(self._completions)
            self._show_completions()

    def action_cancel(self) -> None:
        """Restore the query from before the line was opened."""
        self.settle_draft()
        if self.value != self._query_on_open:
            self._restore(self._query_on_open)
        else:
            self._show_hint(Content(""))
        self.post_message(self.Cancelled())

    def _restore(self, query: str) -> None:
        line = self.query_one(Input)
        with line.prevent(Input.Changed):
            line.value = self._valid_query = query
        self._show_hint(Content(""))
        self.post_message(self.QueryChanged(parse(query)))
