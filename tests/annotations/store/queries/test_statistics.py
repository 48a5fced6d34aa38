"""What the dashboard shows: tallies that add up, days, and how fast annotators are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Kind, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.progress import read_progress
from annotations.store.queries.statistics import Statistics, Tally, statistics
from tests.annotations.store.fixtures import article, filled, mentions

START = datetime(2026, 1, 2, 15, 0, tzinfo=UTC)


class Clock:
    """The time at which decisions are stored."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> str:
        return self.time.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def wait(self, **time: float) -> None:
        self.time += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("annotations.store.decisions.claim_decisions.utc_now", clock)
    return clock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "soi.db") as store:
        import_article(store, article("b.txt"), mentions(), "1")
        yield store


def read_statistics(
    store: Store, annotator: str | None = "lan", articles: list[str] | None = None
) -> Statistics:
    result = statistics(store, annotator, articles, UTC)
    assert result is not None
    return result


def ids(store: Store, name: str = "a.txt") -> list[str]:
    return [claim.id for claim in read_mentions(store, name)]


def test_tallies_of_one_annotator(store: Store) -> None:
    first, second, *_ = ids(store)
    store.set_verdict(first, "lan", Verdict.VERIFIED)
    store.set_verdict(second, "minh", Verdict.REFUTED)
    result = read_statistics(store)
    assert result.whole == Tally(8, {Verdict.VERIFIED: 1})
    assert (result.whole.reviewed, result.whole.left) == (1, 7)
    assert [(entry.article, entry.title, entry.tally.reviewed) for entry in result.articles] == [
        ("a.txt", "Thủ tục", 1),
        ("b.txt", "Thủ tục", 0),
    ]
    assert result.kinds == {Kind.COUNT: Tally(8, {Verdict.VERIFIED: 1})}
    assert {entry.name: entry.verdicts for entry in result.annotators} == {
        "lan": {Verdict.VERIFIED: 1},
        "minh": {Verdict.REFUTED: 1},
    }


def test_everybodys_verdicts_and_where_they_disagree(store: Store) -> None:
    first, second, third, _ = ids(store)
    store.set_verdicts([first, second], "lan", Verdict.VERIFIED)
    store.set_verdict(first, "minh", Verdict.REFUTED)
    store.set_verdict(third, "minh", Verdict.REFUTED)
    assert read_statistics(store, None).whole == Tally(
        8, {Verdict.VERIFIED: 1, Verdict.REFUTED: 1}, disputed=1
    )


def test_what_is_retired_counts_for_nobody_who_retired_it(store: Store) -> None:
    first = ids(store)[0]
    store.set_verdict(first, "lan", Verdict.VERIFIED)
    store.retire(first, "lan")
    assert read_statistics(store).whole == Tally(7)
    assert read_statistics(store, "minh").whole == Tally(8)


def test_only_of_some_articles(store: Store) -> None:
    store.set_verdict(ids(store)[0], "lan", Verdict.VERIFIED)
    store.set_verdict(ids(store, "b.txt")[0], "lan", Verdict.REFUTED)
    result = read_statistics(store, "lan", ["b.txt"])
    assert result.whole == Tally(4, {Verdict.REFUTED: 1})
    assert sum(result.days.values()) == 1


def test_days_are_those_of_the_time_zone(store: Store, clock: Clock) -> None:
    first, second, third, _ = ids(store)
    store.set_verdict(first, "lan", Verdict.VERIFIED)
    clock.wait(hours=3)
    store.set_verdict(second, "lan", Verdict.VERIFIED)
    clock.wait(hours=24)
    store.set_verdict(third, "lan", Verdict.VERIFIED)
    assert read_statistics(store).days == {"2026-01-02": 2, "2026-01-03": 1}
    hanoi = statistics(store, "lan", zone=timezone(timedelta(hours=7)))
    assert hanoi is not None
    assert hanoi.days == {"2026-01-02": 1, "2026-01-03": 1, "2026-01-04": 1}


def test_cleared_verdicts_and_mere_notes_do_not_count(store: Store, clock: Clock) -> None:
    first = ids(store)[0]
    store.set_verdict(first, "lan", Verdict.VERIFIED)
    clock.wait(hours=24)
    store.set_note(first, "lan", "seen")
    assert read_statistics(store).days == {"2026-01-02": 1}
    store.undo("lan")
    store.undo("lan")
    assert read_statistics(store).days == {}
    assert read_statistics(store).whole.reviewed == 0


def test_the_pace_leaves_pauses_out(store: Store, clock: Clock) -> None:
    claims = [*ids(store), *ids(store, "b.txt")]
    for claim, wait in zip(claims, [10, 20, 30, 3600, 40, 0, 0, 0], strict=True):
        store.set_verdict(claim, "lan", Verdict.VERIFIED)
        clock.wait(seconds=wait)
    pace = read_statistics(store).pace
    assert pace.decisions == 6
    assert pace.active == timedelta(seconds=100)
    assert pace.seconds == 15.0
    assert pace.an_hour == pytest.approx(216)
    assert pace.time_for(108) == timedelta(minutes=30)


def test_many_claims_at_one_stroke_are_one_decision(store: Store, clock: Clock) -> None:
    store.set_verdicts(ids(store), "lan", Verdict.VERIFIED)
    clock.wait(seconds=60)
    store.set_verdicts(ids(store, "b.txt"), "lan", Verdict.VERIFIED)
    pace = read_statistics(store).pace
    assert (pace.decisions, pace.seconds) == (1, 60.0)


def test_nothing_is_known_of_a_pace_without_decisions(store: Store) -> None:
    pace = read_statistics(store).pace
    assert (pace.decisions, pace.an_hour, pace.seconds, pace.time_for(8)) == (0, None, None, None)


def test_a_count_that_is_not_wanted_any_more_ends(store: Store) -> None:
    assert statistics(store, "lan", cancelled=lambda: True) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.sampled_from(["lan", "minh"]), st.sampled_from([*Verdict, None])),
        max_size=25,
    )
)
def test_every_way_to_count_comes_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, decided: list[tuple[int, str, Verdict | None]]
) -> None:
    with filled(tmp_path_factory.mktemp("store") / "soi.db") as store:
        import_article(store, article("b.txt"), mentions(), "1")
        claims = [*ids(store), *ids(store, "b.txt")]
        verdicts_by_claim: dict[tuple[str, int], Verdict | None] = {}
        for claim, name, verdict in decided:
            store.set_verdict(claims[claim], name, verdict)
            verdicts_by_claim[name, claim] = verdict
        for annotator in ("lan", "minh", None):
            result = read_statistics(store, annotator)
            assert sum(entry.tally.reviewed for entry in result.articles) == result.whole.reviewed
            assert sum(tally.total for tally in result.kinds.values()) == result.whole.total == len(claims)
            counted_verdicts = {
                key: v for key, v in verdicts_by_claim.items() if v and annotator in (None, key[0])
            }
            assert result.whole.reviewed == len({claim for _, claim in counted_verdicts})
            assert sum(result.days.values()) == len(counted_verdicts)
            if annotator:
                assert result.whole.verdicts == Counter(counted_verdicts.values())
                assert result.whole.reviewed == sum(p.reviewed for p in read_progress(store, annotator))
