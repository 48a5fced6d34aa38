"""The dashboard: its plots add up, are readable without colour, and follow the store."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Static

from annotations.errors import StoreError
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.speed import Pace
from annotations.store.queries.statistics import AnnotatorTally, Statistics, Tally
from tests.tui.driving import make_app, press, running, settle
from tui.review.screen import ReviewScreen
from tui.screens.dashboard import DashboardScreen, annotator_bars, summary
from tui.widgets.panels.plots import PARTS, Plot, bar, bars, columns, legend, shares


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


def plot(pilot: Pilot[None], name: str) -> list[str]:
    return str(pilot.app.screen.query_one(f"#{name}", Plot).content).splitlines()


@pytest.mark.parametrize("key", ["D", "f11"])
async def test_plots_count_verdicts_by_annotator_kind_and_article(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "v", "v", "r", key)
        assert isinstance(pilot.app.screen, DashboardScreen)
        whole = plot(pilot, "whole")
        assert whole[0] == "3 of 124 reviewed  2.4%"
        assert whole[1].startswith("██▓·")
        assert whole[-1].startswith("How fast"), "three keys are no pace"
        assert plot(pilot, "people")[0].startswith("lan  3")
        assert sum(int(line.rsplit(" ", 1)[1].split("/")[1]) for line in plot(pilot, "kinds")) == 124
        first = plot(pilot, "by-article")[0]
        assert first.startswith("Số hóa ở Quảng")
        assert first.endswith(" 3/20")
        await press(pilot, key)
        assert isinstance(pilot.app.screen, ReviewScreen)


def statistics(pace: Pace) -> Statistics:
    verdicts = {Verdict.VERIFIED: 40}
    return Statistics("lan", Tally(124, verdicts), [], {}, [AnnotatorTally("lan", verdicts, pace)], {}, pace)


@pytest.mark.parametrize(
    ("decisions", "minutes", "is_shown"), [(19, 9, False), (20, 1, False), (20, 2, True), (600, 60, True)]
)
def test_pace_is_shown_after_enough_work(decisions: int, minutes: int, *, is_shown: bool) -> None:
    pace = Pace(decisions, timedelta(minutes=minutes), 6.0)
    summary_text = str(summary(statistics(pace), 60))
    assert ("an hour" in summary_text, "84 left: about" in summary_text) == (is_shown, is_shown)
    assert ("an hour" in str(annotator_bars(statistics(pace).annotators, 60))) == is_shown


async def test_plots_without_any_decision(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "D")
        assert plot(pilot, "whole")[0] == "0 of 124 reviewed  0.0%"
        assert plot(pilot, "days") == ["Nothing is decided yet."]
        assert plot(pilot, "people") == ["Nobody has decided anything yet."]
        assert plot(pilot, "whole")[-1].startswith("How fast")


@pytest.mark.parametrize("key", ["e", "f2"])
async def test_key_switches_to_all_annotators(seeds: Path, store: Path, key: str) -> None:
    async with running(make_app(seeds, store)) as pilot:
        with Store.open(store) as other_store:
            claims = [
                claim.id
                for claim in read_mentions(other_store, "quang-ninh.txt")
                if claim.mention.role == "claim"
            ]
            other_store.set_verdicts(claims[:2], "minh", Verdict.REFUTED)
            other_store.set_verdicts(claims[1:4], "hoa", Verdict.VERIFIED)
        await press(pilot, "D")
        assert plot(pilot, "whole")[0].startswith("0 of 124")
        subject = pilot.app.screen.query_one("#dashboard-told", Static)
        assert str(subject.content) == "of lan · e shows everybody"
        await press(pilot, key)
        assert plot(pilot, "whole")[0].startswith("4 of 124")
        assert "≠" in plot(pilot, "whole")[1]
        assert str(subject.content) == "of everybody · e shows only you"
        assert [line.split()[0] for line in plot(pilot, "people")[::2]] == ["hoa", "minh"]


async def test_plots_follow_writes_of_others(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "D")
        with Store.open(store) as other_store:
            claim = next(
                claim
                for claim in read_mentions(other_store, "quang-ninh.txt")
                if claim.mention.role == "claim"
            )
            other_store.set_verdict(claim.id, "lan", Verdict.VERIFIED)
        screen = pilot.app.screen
        assert isinstance(screen, DashboardScreen)
        await screen._watcher.check()
        await settle(pilot)
        assert plot(pilot, "whole")[0].startswith("1 of 124")


async def test_store_failure_is_notified(seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The disk failed.")

    monkeypatch.setattr("tui.screens.dashboard.statistics", fail)
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "D")
        assert [n.message for n in pilot.app._notifications] == ["The disk failed."]


@pytest.mark.parametrize("width", [30, 40, 80, 200])
async def test_plots_fit_the_terminal(seeds: Path, store: Path, width: int) -> None:
    async with running(make_app(seeds, store), size=(width, 40)) as pilot:
        await press(pilot, "v", "r", "D")
        for name in ("days", "people", "kinds", "by-article"):
            plot_widget = pilot.app.screen.query_one(f"#{name}", Plot)
            cells = max(len(line) for line in str(plot_widget.content).splitlines())
            assert cells <= plot_widget.content_size.width, name


def test_parts_of_a_bar_have_different_signs() -> None:
    assert len({sign for sign, _, _ in PARTS.values()}) == len(PARTS)
    assert {sign for sign, _, _ in PARTS.values()} <= set(str(legend(30)))


@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=6), st.integers(0, 200))
def test_shares_fill_the_width_and_keep_every_part(counts: list[int], width: int) -> None:
    cells = shares(counts, width)
    nonzero = sum(1 for count in counts if count)
    assert sum(cells) == (width if nonzero else 0)
    assert all(cell == 0 for cell, count in zip(cells, counts, strict=True) if count == 0)
    if width >= nonzero:
        assert all(cell > 0 for cell, count in zip(cells, counts, strict=True) if count)


@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("aệ公"), max_size=30),
            st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999)),
        ),
        max_size=5,
    ),
    st.integers(24, 120),
)
def test_bars_fit_the_width(rows: list[tuple[str, tuple[int, int, int]]], width: int) -> None:
    tallies = [
        (name, Tally(yes + no + left, {Verdict.VERIFIED: yes, Verdict.REFUTED: no}))
        for name, (yes, no, left) in rows
    ]
    content = bars(tallies, width)
    assert all(line.cell_length <= width for line in content.split("\n"))


def test_bar_shows_one_claim_in_a_million() -> None:
    (first, _), (second, _) = bar(Tally(1_000_000, {Verdict.REFUTED: 1}), 40)
    assert (first, len(second)) == ("▓", 39)


def test_columns_are_as_high_as_their_days() -> None:
    today = date(2026, 3, 10)
    days = {(today - timedelta(days=back)).isoformat(): count for back, count in ((0, 80), (1, 40), (3, 1))}
    lines = str(columns(days, 30, 4, today)).splitlines()
    assert [line[:3] for line in lines[:4]] == ["80▕", "  ▕", "  ▕", " 0▕"]
    assert [line[3:] for line in lines[:4]] == [
        "            ███ ",
        "            ███ ",
        "        ███ ███ ",
        "▁▁▁     ███ ███ ",
    ]
    assert lines[4].strip() == "10 Mar 2026"


def test_columns_of_years_show_the_last_days() -> None:
    today = date(2026, 3, 10)
    days = {(today - timedelta(days=back)).isoformat(): back % 7 for back in range(900)}
    lines = str(columns(days, 60, 5, today)).splitlines()
    assert max(map(len, lines)) <= 60
    assert re.split(" {2,}", lines[-1].strip()) == ["12 Jan 2026", "10 Mar 2026"]
