"""How far annotators agree on verdicts: a matrix of people, and by kind; Enter leads to the claims behind a cell."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import DataTable, Static

from annotations.agreement.report import QuestionAgreement
from annotations.errors import SoiError
from annotations.model import Kind
from annotations.search.clauses import quote_if_needed
from annotations.store import Store
from annotations.store.blindness import expect_leading
from annotations.store.queries.agreement import VERDICT, Agreement, measure_agreement
from annotations.text import visible
from tui.keys import keymap
from tui.language.i18n import _, translated
from tui.language.numbers import format_count, format_value
from tui.language.wording import kind_name
from tui.screens.adjudication import AdjudicationScreen
from tui.screens.base import TranslatedScreen
from tui.store.client import Workspace
from tui.store.thread import StoreThread
from tui.widgets.panels.key_footer import KeyFooter

_UNDEFINED = "–"


class AgreementScreen(TranslatedScreen[None]):
    """Shows the share of equal verdicts and kappa of each pair, and alpha by kind; measured in a thread of its own."""

    BINDINGS: ClassVar[list[BindingType]] = keymap.AGREEMENT

    class Measured(Message):
        """The agreement is measured."""

        def __init__(self, agreement: Agreement) -> None:
            super().__init__()
            self.agreement = agreement

    class Failed(Message):
        """The store cannot be read, or does not show this to the annotator."""

        def __init__(self, error: SoiError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, workspace: Workspace, thread: StoreThread) -> None:
        super().__init__()
        self._workspace, self._thread = workspace, thread
        self._queries: dict[tuple[str, int, int], str] = {}  # by table, row and column

    def compose(self) -> ComposeResult:
        yield Static(_("Measuring …"), id="agreement-told", markup=False)
        yield DataTable(id="people", zebra_stripes=True)
        yield DataTable(id="kinds", zebra_stripes=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Measure in a thread: of very many decisions it takes seconds."""
        self._measure()

    @work(thread=True, exclusive=True)
    def _measure(self) -> None:
        try:
            with Store.open(self._workspace.store, read_only=self._workspace.is_read_only) as store:
                with store.read_access() as connection:
                    expect_leading(connection, self._workspace.annotator)
                agreement = measure_agreement(store, grouping="kind")
        except SoiError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Measured(agreement))

    def on_agreement_screen_failed(self, message: Failed) -> None:
        """Show why nothing is measured."""
        self.query_one("#agreement-told", Static).update(visible(translated(message.error)))

    def on_agreement_screen_measured(self, message: Measured) -> None:
        """Fill the tables."""
        (verdict,) = [question for question in message.agreement.questions if question.question == VERDICT]
        self.query_one("#agreement-told", Static).update(_summary(verdict))
        if verdict.units:
            self._show_people(verdict)
            self._show_kinds(message.agreement)

    def _show_people(self, verdict: QuestionAgreement) -> None:
        table: DataTable[str] = self.query_one("#people", DataTable)
        names = sorted({name for pair in verdict.pairs for name in (pair.first, pair.second)})
        pairs = {frozenset((pair.first, pair.second)): pair for pair in verdict.pairs}
        table.add_columns(_("annotator"), *map(visible, names))
        for row, first in enumerate(names):
            cells = [visible(first)]
            for column, second in enumerate(names, 1):
                pair = pairs.get(frozenset((first, second)))
                cells.append(
                    _("{share}, kappa {kappa} ({n})").format(
                        share=_percent(pair.agreement), kappa=_number(pair.kappa), n=format_count(pair.units)
                    )
                    if pair and pair.units
                    else _UNDEFINED
                )
                if first != second:
                    names_queried = ",".join(map(quote_if_needed, (first, second)))
                    self._queries["people", row, column] = f"by:{names_queried}"
            table.add_row(*cells)
        table.focus()

    def _show_kinds(self, agreement: Agreement) -> None:
        table: DataTable[str] = self.query_one("#kinds", DataTable)
        table.add_columns(_("kind"), _("claims"), _("agree"), _("alpha"))
        rows = [group for group in agreement.groups if group.units]
        for row, group in enumerate(rows):
            name = kind_name(Kind(group.question)) if group.question else _UNDEFINED
            table.add_row(name, format_count(group.units), _percent(group.agreement), _number(group.alpha))
            for column in range(4):
                self._queries["kinds", row, column] = f"kind:{group.question}" if group.question else ""

    def on_data_table_cell_selected(self, message: DataTable.CellSelected) -> None:
        """Open the disputed claims behind a cell."""
        place = (str(message.data_table.id), message.coordinate.row, message.coordinate.column)
        if (query := self._queries.get(place)) is not None:
            self.app.push_screen(AdjudicationScreen(self._workspace, self._thread, query))


def _summary(verdict: QuestionAgreement) -> str:
    if not verdict.units:
        return _("No claim has verdicts of two annotators yet.")
    return _("{n} claims with several verdicts · {share} agree · alpha {alpha} · AC1 {ac1} · Enter: the claims behind a cell").format(
        n=format_count(verdict.units), share=_percent(verdict.agreement), alpha=_number(verdict.alpha),
        ac1=_number(verdict.ac1),
    )  # fmt: skip


def _number(value: float | None) -> str:
    return _UNDEFINED if value is None else format_value(f"{value:.3f}", None)


def _percent(value: float | None) -> str:
    return _UNDEFINED if value is None else f"{format_value(f'{100 * value:.1f}', None)}%"
