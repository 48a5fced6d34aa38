"""Plots made of characters: bars of verdicts that can be told apart without colour, and columns by day."""

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
from tui.language.numbers import count, day
from tui.widgets.cell_text import fit_cells

# What each part of a bar is made of, its name and its colour.
PARTS: Mapping[Verdict | str, tuple[str, str, str]] = {
    Verdict.VERIFIED: ("█", mark("verified"), "$text-success"),
    Verdict.REFUTED: ("▓", mark("refuted"), "$text-error"),
    Verdict.UNVERIFIABLE: ("▒", mark("unverifiable"), "$text-warning"),
    Verdict.NOT_A_CLAIM: ("░", mark("not a claim"), "$text-muted"),
    "disputed": ("≠", mark("disputed"), "$text-secondary"),
    "left": ("·", mark("unreviewed"), "$text-muted"),
}
EIGHTHS = " ▁▂▃▄▅▆▇█"

Span = tuple[str, str]


class Plot(Static):
    """Draws itself anew for the width that it has."""

    def __init__(self, title: str, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id, markup=False, classes="plot")
        self._draw: Callable[[int], Content] | None = None
        self.border_title = title

    def show(self, draw: Callable[[int], Content]) -> None:
        """Show what ``draw`` makes of a width in cells."""
        self._draw = draw
        self.update(draw(max(1, self.content_size.width)))

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new width."""
        if self._draw is not None:
            self.update(self._draw(max(1, self.content_size.width)))


def legend(width: int) -> Content:
    """What the parts of the bars mean, on as many lines as it takes."""
    lines: list[list[Span]] = [[]]
    room = width
    for sign, name, style in PARTS.values():
        told = f"{sign} {_(name)}  "
        if lines[-1] and cell_len(told.rstrip()) > room:
            lines.append([])
            room = width
        lines[-1].append((told, style))
        room -= cell_len(told)
    return Content("\n").join(Content.assemble(*line) for line in lines)


def shares(counts: Sequence[int], width: int) -> list[int]:
    """How many of ``width`` cells each count gets: in proportion, none that counts anything less than one.

    All cells are given out, as long as there are as many as counts above zero.
    """
    total = sum(counts)
    if not total or width <= 0:
        return [0] * len(counts)
    cells = [max(1, count * width // total) if count else 0 for count in counts]
    owed = [count * width / total - cell for count, cell in zip(counts, cells, strict=True)]
    while (over := sum(cells) - width) != 0:
        step = -1 if over > 0 else 1
        some = [at for at, cell in enumerate(cells) if (cell > 1 if over > 0 else counts[at])]
        # Where there are more counts than cells, some of them cannot be seen.
        at = max(some or [at for at, cell in enumerate(cells) if cell], key=lambda at: step * owed[at])
        cells[at] += step
        owed[at] -= step
    return cells


def bar(tally: Tally, width: int) -> list[Span]:
    """A bar of so many cells that shows how many claims have which verdict, and how many none."""
    counts: dict[Verdict | str, int] = {
        **{verdict: tally.verdicts.get(verdict, 0) for verdict in Verdict},
        "disputed": tally.disputed,
    }
    counts["left"] = max(0, tally.left)
    cells = shares(list(counts.values()), width)
    return [(PARTS[name][0] * n, PARTS[name][2]) for name, n in zip(counts, cells, strict=True) if n]


def bars(rows: Sequence[tuple[str, Tally]], width: int) -> Content:
    """A bar a row, with its name before it and its numbers behind it."""
    if not rows:
        return Content.styled(_("Nothing yet."), "$text-muted")
    numbers = [f"{count(tally.reviewed)}/{count(tally.total)}" for _, tally in rows]
    behind = max(map(cell_len, numbers))
    before = min(max(cell_len(name) for name, _ in rows), max(6, (width - behind - 2) // 3))
    room = max(1, width - before - behind - 2)
    return Content("\n").join(
        Content.assemble(
            (fit_cells(name, before), ""), " ", *bar(tally, room), (f" {number:>{behind}}", "bold")
        )
        for (name, tally), number in zip(rows, numbers, strict=True)
    )


def columns(days: Mapping[str, int], width: int, height: int, today: date) -> Content:
    """A column a day up to today, as many days as there is room for; with the greatest number and the dates."""
    if not days:
        return Content.styled(_("Nothing is decided yet."), "$text-muted")
    most = count(max(days.values()))
    room = max(1, width - cell_len(most) - 1)
    first = min(date.fromisoformat(min(days)), today)
    last = max(date.fromisoformat(max(days)), today)
    wide = max(1, min(4, room // ((last - first).days + 1)))
    shown = [last - timedelta(days=back) for back in range(room // wide)][::-1]
    shown = [day for day in shown if day >= first]
    counts = [days.get(day.isoformat(), 0) for day in shown]
    top = max([*counts, 1])
    lines = []
    for line in range(height, 0, -1):
        label = count(top) if line == height else "0" if line == 1 else ""
        cells = "".join(_column(count, top, line, height, wide) for count in counts)
        lines.append(Content.assemble((f"{label:>{len(most)}}▕", "$text-muted"), (cells, "$text-accent")))
    ends = day(shown[0].isoformat()), day(shown[-1].isoformat())
    axis = len(shown) * wide
    told = ends[1].rjust(axis) if axis < 22 else ends[0] + ends[1].rjust(axis - len(ends[0]))
    lines.append(Content.styled(" " * (len(most) + 1) + told, "$text-muted"))
    return Content("\n").join(lines)


def _column(count: int, top: int, line: int, height: int, wide: int) -> str:
    """One line of a column; a day with anything in it is seen, however little that is."""
    eighths = max(1, round(count * height * 8 / top)) if count else 0
    filled = EIGHTHS[max(0, min(8, eighths - (line - 1) * 8))]
    return filled * max(1, wide - 1) + " " * (wide > 1)
