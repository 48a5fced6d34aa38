"""The dashboard: plots of the progress, verdicts and speed of the annotator or of all annotators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
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
from annotations.store.blindness import hides_others
from annotations.store.queries.speed import LEAST_DECISIONS, Pace
from annotations.store.queries.statistics import AnnotatorTally, Statistics, Tally, statistics
from annotations.text import visible
from tui.keys import keymap
from tui.language.i18n import _, translated
from tui.language.numbers import format_count, format_value
from tui.language.wording import kind_name
from tui.screens.agreement import AgreementScreen
from tui.screens.base import TranslatedScreen
from tui.store.client import StoreClient, Workspace
from tui.store.thread import StoreThread
from tui.store.watcher import StoreWatcher
from tui.widgets.panels.key_footer import KeyFooter
from tui.widgets.panels.plots import Plot, bar, bars, columns, legend

# How often the dashboard looks for changes. Counting reads every claim, so it is rarer than on other screens.
WATCH_SECONDS = 3.0
MAX_ARTICLES = 500  # in the plot by article
COLUMN_HEIGHT = 6  # lines of the plot by day


class DashboardScreen(TranslatedScreen[None]):
    """Shows the plots, and counts again when another connection has written.

    Counting runs in a thread with a connection of its own, so that the store's thread stays free.
    """

    BINDINGS: ClassVar[list[BindingType]] = keymap.DASHBOARD
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]

    class StatisticsCounted(Message):
        """The statistics are counted."""

        def __init__(self, counts: Statistics) -> None:
            super().__init__()
            self.counts = counts

    class Failed(Message):
        """The store cannot be read."""

        def __init__(self, error: SoiError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, workspace: Workspace, thread: StoreThread, articles: Sequence[str]) -> None:
        super().__init__()
        self._workspace = workspace
        self._thread = thread
        self._watcher = StoreWatcher(StoreClient(thread, self), self._recount)
        self._articles = list(articles)
        self._shows_everybody = False

    def compose(self) -> ComposeResult:
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
        """Count, and count again when the store changes."""
        self.query_one("#dashboard").focus()
        await self._watcher.check()
        self.set_interval(WATCH_SECONDS, self._watcher.check)

    async def _recount(self) -> None:
        self._count(None if self._shows_everybody else self._workspace.annotator)

    @work(thread=True, exclusive=True, group="statistics")
    def _count(self, annotator: str | None) -> None:
        worker = get_current_worker()
        try:
            with Store.open(self._workspace.store, read_only=self._workspace.is_read_only) as store:
                counts = self._visible_statistics(store, annotator, lambda: bool(worker.is_cancelled))
        except SoiError as error:
            self.post_message(self.Failed(error))
        else:
            if counts is not None:
                self.post_message(self.StatisticsCounted(counts))

    def _visible_statistics(
        self, store: Store, annotator: str | None, is_cancelled: Callable[[], bool]
    ) -> Statistics | None:
        """The statistics; in a blind store only the annotator's own, unless the annotator leads."""
        own_name = self._workspace.annotator
        with store.read_access() as connection:
            is_hidden = hides_others(connection, own_name)
        counts = statistics(
            store, own_name if is_hidden else annotator, self._articles, cancelled=is_cancelled
        )
        if counts is None or not is_hidden:
            return counts
        return replace(counts, annotators=[tally for tally in counts.annotators if tally.name == own_name])

    def on_dashboard_screen_failed(self, message: Failed) -> None:
        """Notify the annotator of the error."""
        self.query_one("#dashboard-told", Static).update("")
        self.notify(translated(message.error), severity="error", timeout=15, markup=False)

    def on_dashboard_screen_statistics_counted(self, message: StatisticsCounted) -> None:
        """Draw all plots."""
        counts, key = message.counts, self.key_of("dashboard.everybody")
        if self._shows_everybody and counts.annotator is not None:
            subject = _("of {name} · the store is blind: others show to whoever leads").format(
                name=visible(counts.annotator)
            )
        elif counts.annotator is None:
            subject = _("of everybody · {key} shows only you").format(key=key)
        else:
            subject = _("of {name} · {key} shows everybody").format(name=visible(counts.annotator), key=key)
        self.query_one("#dashboard-told", Static).update(subject)
        articles = _listed_articles(counts)
        for selector, draw in self._drawings(counts, articles).items():
            self.query_one(selector, Plot).show(draw)
        title = _("By article")
        if len(counts.articles) > len(articles):
            title = _("By article, the first {n} (soi stats lists all)").format(n=len(articles))
        self.query_one("#by-article", Plot).border_title = title

    def _drawings(
        self, counts: Statistics, articles: Sequence[tuple[str, Tally]]
    ) -> dict[str, Callable[[int], Content]]:
        """The functions that draw the plots at a width, by the selector of the plot."""
        kinds = sorted(counts.kinds.items(), key=lambda item: -item[1].total)
        return {
            "#whole": partial(summary, counts),
            "#days": lambda width: columns(counts.days, width, COLUMN_HEIGHT, self.today()),
            "#kinds": partial(bars, [(kind_name(kind) if kind else "–", tally) for kind, tally in kinds]),
            "#people": partial(annotator_bars, counts.annotators),
            "#by-article": partial(bars, articles),
        }

    @staticmethod
    def today() -> date:
        """The last day of the plot by day: today in the annotator's time zone."""
        return datetime.now().astimezone().date()

    def action_agreement(self) -> None:
        """Show how far annotators agree."""
        self.app.push_screen(AgreementScreen(self._workspace, self._thread))

    def action_everybody(self) -> None:
        """Switch between all annotators' verdicts and the annotator's own."""
        self._shows_everybody = not self._shows_everybody
        self.query_one("#dashboard-told", Static).update(_("Counting …"))
        self._count(None if self._shows_everybody else self._workspace.annotator)


def summary(counts: Statistics, width: int) -> Content:
    """The bar of all claims with its legend, and a forecast of the time that the remaining claims take."""
    tally = counts.whole
    share = _("nothing to review")
    if tally.total:
        share = f"{format_value(f'{100 * tally.reviewed / tally.total:.1f}', None)}%"
    progress = _("{n} of {total} reviewed").format(
        n=format_count(tally.reviewed), total=format_count(tally.total)
    )
    lines = [
        Content.assemble((progress, "bold"), (f"  {share}", "$text-accent")),
        Content.assemble(*bar(tally, width)),
        legend(width),
        Content(_forecast(tally, counts.pace)),
    ]
    return Content("\n").join(lines)


def _forecast(tally: Tally, pace: Pace) -> str:
    """The speed and, on a second line, how long the remaining claims take; or when both are shown."""
    if not pace.is_telling or pace.an_hour is None or pace.seconds is None:
        message = _(
            "How fast, and how long the rest takes, shows after {n} decisions and some minutes of work."
        )
        return message.format(n=LEAST_DECISIONS)
    remaining = _("nothing is left")
    if time_left := pace.time_for(tally.left):
        remaining = _("{n} left: about {time} of work").format(
            n=format_count(tally.left), time=_duration(time_left)
        )
    speed = _("{n} an hour, {seconds} s each (median)")
    return f"{speed.format(n=f'{pace.an_hour:,.0f}', seconds=f'{pace.seconds:.1f}')}\n{remaining}"


def annotator_bars(annotators: Sequence[AnnotatorTally], width: int) -> Content:
    """A bar for each annotator, as long as the number of their verdicts; the longest fills the width."""
    if not annotators:
        return Content.styled(_("Nobody has decided anything yet."), "$text-muted")
    longest = max(row.reviewed for row in annotators) or 1
    lines = []
    for row in sorted(annotators, key=lambda row: -row.reviewed):
        pace = ""
        if row.pace.is_telling and row.pace.an_hour:
            pace = ", " + _("{n} an hour").format(n=f"{row.pace.an_hour:,.0f}")
        lines.append(Content.assemble((visible(row.name), "bold"), f"  {format_count(row.reviewed)}{pace}"))
        bar_width = max(1, width * row.reviewed // longest) if row.reviewed else 0
        lines.append(Content.assemble(*bar(Tally(row.reviewed, row.verdicts), bar_width)))
    return Content("\n").join(lines)


def _listed_articles(counts: Statistics) -> list[tuple[str, Tally]]:
    """The articles under review, then those not begun, then those that are finished."""
    in_order = sorted(
        counts.articles, key=lambda row: (not row.tally.left, not row.tally.reviewed, row.article)
    )
    return [(row.title or row.article, row.tally) for row in in_order[:MAX_ARTICLES]]


def _duration(time: timedelta) -> str:
    minutes = max(1, round(time.total_seconds() / 60))
    hours, minutes = divmod(minutes, 60)
    if hours >= 10:
        return _("{hours} h").format(hours=format_count(round(hours + minutes / 60)))
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
