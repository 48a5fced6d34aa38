"""A line for a query: completes keys and values as they are typed, and points at what is wrong."""

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
from tui.widgets.live_label import Saying

MOST_OFFERED = 8


class QueryInput(Input):
    """An input whose right arrow, at the end of what is typed, takes what is offered."""

    class CompletionTaken(Message):
        """The right arrow was pressed behind the last character."""

    def action_cursor_right(self, select: bool = False) -> None:
        """Take what is offered, or go right."""
        if not select and self.cursor_position == len(self.value):
            self.post_message(self.CompletionTaken())
        else:
            super().action_cursor_right(select)


class QueryLine(Vertical):
    """Gives queries as they are typed; one that is wrong is said to be so when it is to be used.

    Left with something wrong in it, the line goes back to the last right query, so that it always says what is
    listed below it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Give up", id="query.cancel"),
        Binding("tab", "complete", "Complete", id="query.complete"),
        Binding("down", "offer(1)", "Next offer", show=False, id="query.next_offer"),
        Binding("up", "offer(-1)", "Previous offer", show=False, id="query.previous_offer"),
    ]

    class QueryChanged(Message):
        """Something else, that can be a query, is typed."""

        def __init__(self, query: Query) -> None:
            super().__init__()
            self.query = query

    class QueryBroken(Message):
        """What is typed now is no query; the last one that was given stands."""

    class Accepted(Message):
        """Enter: the query is right."""

    class Cancelled(Message):
        """Escape: what was typed since the line was opened is given up."""

    def __init__(
        self,
        *,
        placeholder: str,
        prompt: str = "/",
        query: str = "",
        id: str | None = None,  # noqa: A002 (Textual's name)
    ) -> None:
        """``query`` is what stands in the line at first."""
        super().__init__(id=id)
        self._placeholder, self._prompt, self._query = placeholder, prompt, query
        self._known: Mapping[Key, Iterable[str]] = {}
        self._offers: list[Completion] = []
        self._offer = 0
        self._valid = self._before = ""  # queries: the last right one, and the one to go back to

    def compose(self) -> ComposeResult:
        """The line and, below it, what is offered or what is wrong."""
        with Horizontal():
            yield Static(self._prompt, markup=False, classes="query-prompt")
            yield QueryInput(self._query, placeholder=self._placeholder, compact=True, select_on_focus=False)
        yield Saying(classes="query-told")

    @property
    def value(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    @property
    def standing(self) -> str | None:
        """The last right query, where something else that is no query is typed."""
        return None if self.value == self._valid else self._valid

    @property
    def told(self) -> str:
        """What stands below the line, as plain text."""
        return self.query_one(Saying).said

    @property
    def offers(self) -> bool:
        """Whether anything is offered."""
        return bool(self._offers)

    def know(self, known: Mapping[Key, Iterable[str]]) -> None:
        """Complete keys with an open vocabulary to these values from now on."""
        self._known = known

    def open(self, known: Mapping[Key, Iterable[str]]) -> None:
        """Ask for a query; ``known`` are the values that keys with an open vocabulary can be completed to."""
        self.know(known)
        self._before = self._valid
        line = self.query_one(Input)
        line.focus()
        line.cursor_position = len(line.value)
        self._offer_what_fits()

    def _offer_what_fits(self) -> None:
        line = self.query_one(Input)
        at_end = line.cursor_position == len(line.value)
        self._offers = completions(line.value, line.cursor_position, self._known) if at_end else []
        typed = line.value.rpartition(" ")[2]
        self._offers = [offer for offer in self._offers if offer.text != typed[-len(offer.text) :]]
        self._offer = 0
        self._show_offers()

    def _show_offers(self) -> None:
        first = max(0, self._offer - MOST_OFFERED + 1)
        shown = [
            (f"{visible(offer.text)} ", "reverse" if first + at == self._offer else "$text-muted")
            for at, offer in enumerate(self._offers[first : first + MOST_OFFERED])
        ]
        more = len(self._offers) - first - len(shown)
        told = Content.assemble(*shown, (f"+{more}" if more > 0 else "", "$text-muted"))
        self._tell(told)

    def _tell(self, told: Content) -> None:
        place = self.query_one(Saying)
        place.say(told)
        place.display = bool(told.plain)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what may come next, and give the query where it is one."""
        event.stop()
        if not self.query_one(Input).has_focus:
            return
        self._offer_what_fits()
        self.give()

    def give(self) -> None:
        """Give the query where what is typed is one."""
        value = self.value
        try:
            query = parse(value)
        except QueryError:
            self.post_message(self.QueryBroken())
            return  # it may not be typed to its end yet; Enter tells what is wrong
        self._valid = value
        self.post_message(self.QueryChanged(query))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Use the query, or say what is wrong with it and where."""
        event.stop()
        if (query := self.accept()) is not None:
            self._tell(Content(""))
            self.post_message(self.QueryChanged(query))
            self.post_message(self.Accepted())

    def accept(self) -> Query | None:
        """The query, if it is one; else say what is wrong with it, the cursor behind the place."""
        value = self.value
        try:
            query = parse(value)
        except QueryError as error:
            self._tell(Content.styled(translated(error), "$text-error"))
            self.query_one(Input).cursor_position = error.end
            return None
        self._valid = value
        return query

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Go back to the last right query; not where it is the terminal that lost the focus."""
        event.stop()
        if self.app.app_focus and self.standing is not None:
            line = self.query_one(Input)
            with line.prevent(Input.Changed):
                line.value = self._valid
            self._tell(Content(""))
            self.post_message(self.QueryChanged(parse(self._valid)))

    def on_query_input_completion_taken(self) -> None:
        """Take what is offered."""
        self.action_complete()

    def action_complete(self) -> None:
        """Put the offer in place of what is typed of it."""
        if self._offers:
            offer = self._offers[self._offer]
            line = self.query_one(Input)
            line.value = line.value[: offer.start] + offer.text + line.value[offer.end :]
            line.cursor_position = offer.start + len(offer.text)

    def action_offer(self, by: int) -> None:
        """To the next or the previous offer."""
        if self._offers:
            self._offer = (self._offer + by) % len(self._offers)
            self._show_offers()

    def action_cancel(self) -> None:
        """Give up what was typed since the line was opened."""
        line = self.query_one(Input)
        self._tell(Content(""))
        if line.value != self._before:
            with line.prevent(Input.Changed):
                line.value = self._valid = self._before
            self.post_message(self.QueryChanged(parse(self._before)))
        self.post_message(self.Cancelled())
