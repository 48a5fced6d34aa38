"""Plots made of characters: bars of verdicts, which differ without colours too, and columns per day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets import Static

from annotations.model import Verdict
from annotations.store.queries.statistics import Tally
from tui.language.i18n import _, mark
from tui.language.numbers import format_count, format_day
from tui.widgets.cell_text import fit_cells

# The parts of a bar: character, name and colour.
PARTS: Mapping[Verdict | str, tuple[str, str, str]] = {
    Verdict.VERIFIED: ("█", mark("verified"), "$text-success"),
    Verdict.REFUTED: ("▓", mark("refuted"), "$text-error"),
    Verdict.UNVERIFIABLE: ("▒", mark("unverifiable"), "$text-warning"),
    Verdict.NOT_A_CLAIM: ("░", mark("not a claim"), "$text-muted"),
    "disputed": ("≠", mark("disputed"), "$text-secondary"),
    "left": ("·", mark("unreviewed"), "$text-muted"),
}
EIGHTHS = " ▁▂▃▄▅▆▇█"
MAX_COLUMN_WIDTH = 4
MIN_WIDTH_FOR_BOTH_DATES = 22

StyledText = tuple[str, str]


class Plot(Static):
    """A plot that is drawn again when its width changes."""

    def __init__(self, title: str, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id, markup=False, classes="plot")
        self._draw: Callable[[int], Content] | None = None
        self.border_title = title

    def show(self, draw: Callable[[int], Content]) -> None:
        """Show the plot that ``draw`` makes for a width in cells."""
        self._draw = draw
        self.update(draw(max(1, self.content_size.width)))

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new width."""
        if self._draw is not None:
            self.update(self._draw(max(1, self.content_size.width)))


def legend(width: int) -> Content:
    """The names of the parts of a bar, on as many lines as they need."""
    lines: list[list[StyledText]] = [[]]
    room = width
    for sign, part_name, style in PARTS.values():
        entry = f"{sign} {_(part_name)}  "
        if lines[-1] and cell_len(entry.rstrip()) > room:
            lines.append([])
            room = width
        lines[-1].append((entry, style))
        room -= cell_len(entry)
    return Content("\n").join(Content.assemble(*line) for line in lines)


def shares(counts: Sequence[int], width: int) -> list[int]:
    """Divide ``width`` cells among counts in proportion; a count above zero gets at least one cell.

    All cells are used. Where there are more counts than cells, some counts get none.
    """
    total = sum(counts)
    if not total or width <= 0:
        return [0] * len(counts)
    cells = [max(1, count * width // total) if count else 0 for count in counts]
    deficits = [count * width / total - cell for count, cell in zip(counts, cells, strict=True)]
    while (excess := sum(cells) - width) != 0:
        step = -1 if excess > 0 else 1
        candidates = [i for i, cell in enumerate(cells) if (cell > 1 if excess > 0 else counts[i])]
        index = max(
            candidates or [i for i, cell in enumerate(cells) if cell], key=lambda i: step * deficits[i]
        )
        cells[index] += step
        deficits[index] -= step
    return cells


def bar(tally: Tally, width: int) -> list[StyledText]:
    """A bar of ``width`` cells with the shares of the verdicts, disputed and unreviewed claims."""
    counts: dict[Verdict | str, int] = {
        **{verdict: tally.verdicts.get(verdict, 0) for verdict in Verdict},
        "disputed": tally.disputed,
    }
    counts["left"] = max(0, tally.left)
    cells = shares(list(counts.values()), width)
    return [(PARTS[part][0] * n, PARTS[part][2]) for part, n in zip(counts, cells, strict=True) if n]


def bars(rows: Sequence[tuple[str, Tally]], width: int) -> Content:
    """One bar per row, its label on the left and its counts on the right."""
    if not rows:
        return Content.styled(_("Nothing yet."), "$text-muted")
    numbers = [f"{format_count(tally.reviewed)}/{format_count(tally.total)}" for _, tally in rows]
    number_width = max(map(cell_len, numbers))
    label_width = min(max(cell_len(label) for label, _ in rows), max(6, (width - number_width - 2) // 3))
    bar_width = max(1, width - label_width - number_width - 2)
    return Content("\n").join(
        Content.assemble(
            (fit_cells(label, label_width), ""),
            " ",
            *bar(tally, bar_width),
            (f" {number:>{number_width}}", "bold"),
        )
        for (label, tally), number in zip(rows, numbers, strict=True)
    )


def columns(counts_by_day: Mapping[str, int], width: int, height: int, today: date) -> Content:
    """A column for each day until ``today``, with the greatest count and the first and last date.

    ``counts_by_day`` has ISO dates. Where there are more days than cells, the last days are shown.
    """
    if not counts_by_day:
        return Content.styled(_("Nothing is decided yet."), "$text-muted")
    label_width = len(format_count(max(counts_by_day.values())))
    plot_width = max(1, width - label_width - 1)
    days, column_width = _days_in_sight(counts_by_day, plot_width, today)
    counts = [counts_by_day.get(day.isoformat(), 0) for day in days]
    greatest = max([*counts, 1])
    lines = []
    for line in range(height, 0, -1):
        label = format_count(greatest) if line == height else "0" if line == 1 else ""
        cells = "".join(_column_cells(count, greatest, line, height, column_width) for count in counts)
        lines.append(Content.assemble((f"{label:>{label_width}}▕", "$text-muted"), (cells, "$text-accent")))
    dates = _date_axis(days, len(days) * column_width)
    lines.append(Content.styled(" " * (label_width + 1) + dates, "$text-muted"))
    return Content("\n").join(lines)


def _days_in_sight(counts_by_day: Mapping[str, int], width: int, today: date) -> tuple[list[date], int]:
    """The last days that fit, and the width of a day's column."""
    first = min(date.fromisoformat(min(counts_by_day)), today)
    last = max(date.fromisoformat(max(counts_by_day)), today)
    column_width = max(1, min(MAX_COLUMN_WIDTH, width // ((last - first).days + 1)))
    days = [last - timedelta(days=age) for age in range(width // column_width)][::-1]
    return [day for day in days if day >= first], column_width


def _date_axis(days: Sequence[date], width: int) -> str:
    first, last = format_day(days[0].isoformat()), format_day(days[-1].isoformat())
    if width < MIN_WIDTH_FOR_BOTH_DATES:
        return last.rjust(width)
    return first + last.rjust(width - len(first))


def _column_cells(count: int, greatest: int, line: int, height: int, width: int) -> str:
    """One line of a column; a count above zero fills at least an eighth of a cell."""
    eighths = max(1, round(count * height * 8 / greatest)) if count else 0
    filled = EIGHTHS[max(0, min(8, eighths - (line - 1) * 8))]
    return filled * max(1, width - 1) + " " * (width > 1)
