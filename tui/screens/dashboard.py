"""How far everybody is, what they found, how fast they are and what remains: in plots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from annotations.errors import SoiError
from annotations.store import Store
from annotations.store.queries.speed import LEAST_DECISIONS
from annotations.store.queries.statistics import AnnotatorTally, Statistics, Tally, statistics
from annotations.text import visible
from tui.keys import keymap
from tui.language.i18n import _, translated
from tui.language.numbers import count, figure
from tui.language.wording import kind_name
from tui.screens.base import SpokenScreen
from tui.store.client import Desk, DeskScreen
from tui.store.thread import StoreThread
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.panels.plots import Plot, bar, bars, columns, legend

# Counting goes through every claim, so it is not done again with every decision that somebody makes.
LOOK_SECONDS = 3.0
MOST_ARTICLES = 500
COLUMN_HEIGHT = 6


class DashboardScreen(DeskScreen, SpokenScreen[None]):
    """Plots of the annotator's own work or of everybody's; they follow what is stored."""

    BINDINGS: ClassVar[list[BindingType]] = keymap.DASHBOARD
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 (Textual declares it so)

    class Counted(Message):
        """Everything is counted."""

        def __init__(self, counted: Statistics) -> None:
            super().__init__()
            self.counted = counted

    class Failed(Message):
        """It cannot be counted; ``error`` says why."""

        def __init__(self, error: SoiError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, desk: Desk, store: StoreThread, articles: Sequence[str]) -> None:
        super().__init__(desk, store)
        self._articles = list(articles)
        self._everybody = False
        self._version: int | None = None

    def compose(self) -> ComposeResult:
        """The sum, and a plot for each way to look at it."""
        with VerticalScroll(id="dashboard"):
            yield Plot(_("All claims"), widget_id="whole")
            with Container(id="plots"):
                yield Plot(_("Verdicts by day"), widget_id="days")
                yield Plot(_("By annotator"), widget_id="people")
                yield Plot(_("By kind"), widget_id="kinds")
                yield Plot(_("By article"), widget_id="by-article")
        yield Static(_("Counting …"), id="dashboard-told", markup=False)
        yield KeyFooter()

    async def on_mount(self) -> None:
        """Count."""
        self.query_one("#dashboard").focus()
        await self._look()
        self.set_interval(LOOK_SECONDS, self._look)

    async def _look(self) -> None:
        """Count anew where the store has changed since the last look."""
        version = await self._asked(lambda store: store.version())
        if version is not None and version != self._version:
            self._version = version
            self._count(self._desk.annotator if not self._everybody else None)

    @work(thread=True, exclusive=True, group="statistics")
    def _count(self, annotator: str | None) -> None:
        worker = get_current_worker()
        try:
            with Store.open(self._desk.store) as store:
                counted = statistics(
                    store, annotator, self._articles, cancelled=lambda: bool(worker.is_cancelled)
                )
        except SoiError as error:
            self.post_message(self.Failed(error))
        else:
            if counted is not None:
                self.post_message(self.Counted(counted))

    def on_dashboard_screen_failed(self, message: Failed) -> None:
        """Say why there is nothing to see."""
        self.query_one("#dashboard-told", Static).update("")
        self.notify(translated(message.error), severity="error", timeout=15, markup=False)

    def on_dashboard_screen_counted(self, message: Counted) -> None:
        """Draw everything."""
        counted, key = message.counted, self.key_of("dashboard.everybody")
        if counted.annotator is None:
            told = _("of everybody · {key} shows only you").format(key=key)
        else:
            told = _("of {name} · {key} shows everybody").format(name=visible(counted.annotator), key=key)
        self.query_one("#dashboard-told", Static).update(told)
        kinds = sorted(counted.kinds.items(), key=lambda item: -item[1].total)
        articles = _articles(counted)
        draws: dict[str, Callable[[int], Content]] = {
            "#whole": partial(whole, counted),
            "#days": lambda width: columns(counted.days, width, COLUMN_HEIGHT, self.today()),
            "#kinds": partial(bars, [(kind_name(kind) if kind else "–", tally) for kind, tally in kinds]),
            "#people": partial(people, counted.annotators),
            "#by-article": partial(bars, articles),
        }
        for name, draw in draws.items():
            self.query_one(name, Plot).show(draw)
        more = len(counted.articles) - len(articles)
        title = _("By article")
        if more > 0:
            title = _("By article, the first {n} (soi stats lists all)").format(n=len(articles))
        self.query_one("#by-article", Plot).border_title = title

    @staticmethod
    def today() -> date:
        """The day up to which days are shown."""
        return date.today()  # noqa: DTZ011 (the day where the annotator sits)

    def action_everybody(self) -> None:
        """Count everybody's verdicts, or only the annotator's own."""
        self._everybody = not self._everybody
        self.query_one("#dashboard-told", Static).update(_("Counting …"))
        self._count(self._desk.annotator if not self._everybody else None)


def whole(counted: Statistics, width: int) -> Content:
    """All claims in one bar, what its parts mean, and what remains."""
    tally, pace = counted.whole, counted.pace
    share = _("nothing to review")
    if tally.total:
        share = f"{figure(f'{100 * tally.reviewed / tally.total:.1f}', None)}%"
    lines = [
        Content.assemble(
            (
                _("{n} of {total} reviewed").format(n=count(tally.reviewed), total=count(tally.total)),
                "bold",
            ),
            (f"  {share}", "$text-accent"),
        ),
        Content.assemble(*bar(tally, width)),
        legend(width),
    ]
    left = pace.time_for(tally.left)
    if not pace.is_telling or pace.an_hour is None or pace.seconds is None:
        told = _("How fast, and how long the rest takes, shows after {n} decisions and some minutes of work.")
        told = told.format(n=LEAST_DECISIONS)
    else:
        rest = _("nothing is left")
        if left:
            rest = _("{n} left: about {time} of work").format(n=count(tally.left), time=_duration(left))
        speed = _("{n} an hour, {seconds} s each (median)")
        told = f"{speed.format(n=f'{pace.an_hour:,.0f}', seconds=f'{pace.seconds:.1f}')}\n{rest}"
    return Content("\n").join([*lines, Content(told)])


def people(annotators: Sequence[AnnotatorTally], width: int) -> Content:
    """A bar for each annotator as long as what they have done, the longest as long as there is room."""
    if not annotators:
        return Content.styled(_("Nobody has decided anything yet."), "$text-muted")
    most = max(one.reviewed for one in annotators) or 1
    lines = []
    for one in sorted(annotators, key=lambda one: -one.reviewed):
        pace = ""
        if one.pace.is_telling and one.pace.an_hour:
            pace = ", " + _("{n} an hour").format(n=f"{one.pace.an_hour:,.0f}")
        lines.append(Content.assemble((visible(one.name), "bold"), f"  {count(one.reviewed)}{pace}"))
        room = max(1, width * one.reviewed // most) if one.reviewed else 0
        lines.append(Content.assemble(*bar(Tally(one.reviewed, one.verdicts), room)))
    return Content("\n").join(lines)


def _articles(counted: Statistics) -> list[tuple[str, Tally]]:
    """The articles, those that are begun first, then those not begun, then those done."""
    ordered = sorted(
        counted.articles, key=lambda one: (not one.tally.left, not one.tally.reviewed, one.article)
    )
    return [(one.title or one.article, one.tally) for one in ordered[:MOST_ARTICLES]]


def _duration(time: timedelta) -> str:
    minutes = max(1, round(time.total_seconds() / 60))
    hours, minutes = divmod(minutes, 60)
    if hours >= 10:
        return _("{hours} h").format(hours=count(round(hours + minutes / 60)))
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
