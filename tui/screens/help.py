"""The help page: how a review goes, every key by topic, and a legend of signs, colours and forms; typing narrows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from annotations.text import fold
from tui.keys.actions import Action
from tui.keys.help_topics import by_topic
from tui.language.i18n import _, mark
from tui.language.wording import BEARING_SIGNS, SIGNS, bearing_name, verdict_name
from tui.screens.base import TranslatedScreen
from tui.widgets.panels.key_footer import KeyFooter

# The steps of a review; the ids in braces become the keys of these actions.
STEPS = (
    mark("Read the number that is shown reversed, in its sentence: {review.next_claim} and {review.previous_claim} move."),
    mark("Decide: {review.verify} right, {review.refute} wrong, {review.unverifiable} cannot be checked, {review.not_a_claim} no claim. The next one comes by itself."),
    mark("Prove it: {review.evidence} evidence, {review.actual_value} what is true, {review.note} a note; they are about what you have just decided."),
    mark("Put right: {review.undo} takes back, {review.correct} corrects what was misread, {review.add_claim} adds what was missed."),
    mark("Go on with {review.next_unreviewed}; {app.palette} exports, shows the report and backs up. All is stored at once: {app.quit} quits."),
)  # fmt: skip
LEGEND = (
    ("1.234", mark("underlined: a number without your verdict; its colour tells the kind: percentages and ratios, counts and measures, money, ranks, dates")),
    ("▎", mark("the sentence of the current claim, which is shown reversed")),
    ("41/2021", mark("dim: references, names and metadata; nothing to check")),
    ("1/20", mark("in the list of articles: numbers decided, of all in the article")),
)  # fmt: skip


class Section(NamedTuple):
    """A part of the page: its title and its rows, each with keys or a sign and with a text."""

    title: str
    rows: Sequence[tuple[str, str]]

    def narrowed(self, words: Sequence[str]) -> Section:
        """The rows that have all words, folded, in their text or their section's title."""
        rows = [row for row in self.rows if _has_all(words, f"{self.title} {row[0]} {row[1]}")]
        return self._replace(rows=rows)


class HelpScreen(TranslatedScreen[None]):
    """Shows the page over the screen that it explains; Esc leads back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "dismiss", "Back", tooltip="Back to where you were", id="help.leave"),
        Binding("down", "scroll(1)", "Line down", show=False, id="help.down"),
        Binding("up", "scroll(-1)", "Line up", show=False, id="help.up"),
        Binding("pagedown", "scroll_page(1)", "Page down", tooltip="A page down", id="help.page_down"),
        Binding("pageup", "scroll_page(-1)", "Page up", show=False, id="help.page_up"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--key", "help--title"}

    def __init__(self, actions: Sequence[Action]) -> None:
        """``actions``: all actions of the program, with the keys that call them now."""
        super().__init__()
        self._actions = actions
        self._sections: list[Section] = []

    def compose(self) -> ComposeResult:
        """The filter, the page, and the keys of the page itself."""
        yield Input(placeholder=_("Type to narrow the help; tone marks are not needed"), id="help-filter")
        yield VerticalScroll(Static(id="help-text"), id="help-page", can_focus=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the whole page."""
        self._sections = list(self._list_sections())
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the page; a question mark closes it, as it opened it."""
        if event.value.endswith("?"):
            self.dismiss()
        else:
            self._show(event.value)

    def action_scroll(self, lines: int) -> None:
        """Scroll the page by lines."""
        self.query_one("#help-page").scroll_relative(y=lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by pages."""
        page = self.query_one("#help-page")
        page.scroll_relative(y=pages * page.size.height, animate=False)

    def _list_sections(self) -> Iterator[Section]:
        keys = {action.id: self._key_names(action) for action in self._actions}
        first_keys = {action_id: names.split(" ")[0] for action_id, names in keys.items()}
        steps = [(f"{number}.", _with_keys(_(step), first_keys)) for number, step in enumerate(STEPS, 1)]
        yield Section(_("A review in five steps"), steps)
        for title, actions in by_topic(self._actions).items():
            rows = [(keys[action.id], _described(action)) for action in actions if action.keys]
            yield Section(_(title), rows)
        signs = [(sign, verdict_name(verdict)) for verdict, sign in SIGNS.items()]
        findings = [(sign, bearing_name(bearing)) for bearing, sign in BEARING_SIGNS.items()]
        legend = [(sign, _(meaning)) for sign, meaning in LEGEND]
        yield Section(_("Signs, colours and forms"), [*signs, *findings, *legend])

    def _key_names(self, action: Action) -> str:
        return " ".join(self.app.get_key_display(Binding(key, action.id)) for key in action.keys)

    def _show(self, typed: str) -> None:
        words = fold(typed).text.split()
        narrowed = [section.narrowed(words) for section in self._sections]
        parts: list[RenderableType] = []
        for section in narrowed:
            if section.rows:
                parts += [self._title(section.title), self._table(section.rows), Text()]
        self.query_one("#help-text", Static).update(Group(*(parts or [Text(_("Nothing found."))])))
        self.query_one("#help-page").scroll_home(animate=False)

    def _title(self, title: str) -> Text:
        return Text(title, self.get_component_rich_style("help--title", partial=True))

    def _table(self, rows: Sequence[tuple[str, str]]) -> Table:
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", width=16 if self.size.width >= 70 else 9)
        table.add_column(ratio=1)
        key_style = self.get_component_rich_style("help--key", partial=True)
        for keys, text in rows:
            table.add_row(Text(keys, key_style), Text(text))
        return table


def _described(action: Action) -> str:
    explanation = f" · {_(action.explanation)}" if action.explanation else ""
    return f"{_(action.label)}{explanation}"


def _with_keys(step: str, keys: dict[str, str]) -> str:
    for action_id, key in keys.items():
        step = step.replace(f"{{{action_id}}}", key)
    return step


def _has_all(words: Sequence[str], text: str) -> bool:
    folded = fold(text).text
    return all(word in folded for word in words)
