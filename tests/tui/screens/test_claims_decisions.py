"""The claims screen: marks, decisions on many claims at once, and decisions of other annotators."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.model import Article, Kind, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.progress import read_progress
from annotations.store.queries.reviews import read_reviews
from tests.tui.driving import make_app, press, running, settle, type_text
from tests.tui.screens.claims_view import (
    CLAIMS,
    claim_ids,
    filter_claims,
    headline,
    lines,
    screen,
    table,
    verdicts,
)
from tui.screens.claims import ClaimsScreen
from tui.screens.dialogs.tags import TagsScreen
from tui.widgets.lists.claims_table import ClaimsTable

WIDE = (160, 36)  # where the column of the people has room


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        ("v", Verdict.VERIFIED), ("1", Verdict.VERIFIED), ("r", Verdict.REFUTED), ("2", Verdict.REFUTED),
        ("u", Verdict.UNVERIFIABLE), ("3", Verdict.UNVERIFIABLE), ("x", Verdict.NOT_A_CLAIM),
        ("4", Verdict.NOT_A_CLAIM),
    ],
)  # fmt: skip
async def test_verdict_key_decides_and_moves(seeds: Path, store: Path, key: str, verdict: Verdict) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", key)
        assert verdicts(store) == {claim_ids(pilot)[0]: verdict}
        assert table(pilot).cursor == 1
        sign = {"verified": "✓", "refuted": "✗", "unverifiable": "?", "not_a_claim": "–"}[verdict]
        assert lines(pilot)[1].split()[0] == sign
        await press(pilot, "up", "0")
        assert verdicts(store) == {claim_ids(pilot)[0]: None}


async def test_marked_claims_are_decided_as_one_step(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "space", "down", "insert", "space")
        assert [line[0] for line in lines(pilot)[1:6]] == ["+", " ", "+", "+", " "]
        assert "3 marked" in headline(pilot)
        marked = [claim_ids(pilot)[row] for row in (0, 2, 3)]
        await press(pilot, "r")
        assert verdicts(store) == dict.fromkeys(marked, Verdict.REFUTED)
        assert table(pilot).cursor == 4
        await press(pilot, "z")
        assert set(verdicts(store).values()) == {None}
        assert lines(pilot)[1].split()[0] == "+○"
        await press(pilot, "y")
        assert verdicts(store) == dict.fromkeys(marked, Verdict.REFUTED)
        await press(pilot, "minus", "f9", "f10", "f9")
        assert set(verdicts(store).values()) == {None}


async def test_mark_all_none_and_invert(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "ctrl+a")
        assert len(table(pilot).marks) == CLAIMS
        await press(pilot, "space")
        assert len(table(pilot).marks) == CLAIMS - 1
        await press(pilot, "*")
        assert list(table(pilot).marks.values()) == [claim_ids(pilot)[0]]
        await press(pilot, "minus")
        assert not table(pilot).marks
        await press(pilot, "plus", "4")
        assert set(verdicts(store).values()) == {Verdict.NOT_A_CLAIM}
        assert len(verdicts(store)) == CLAIMS


async def test_filter_unmarks_the_claims_that_it_hides(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "ctrl+a")
        await filter_claims(pilot, "kind:money")
        assert set(table(pilot).marks) == set(table(pilot).numbers)
        await press(pilot, "v")
        assert len(verdicts(store)) == len(table(pilot)) < CLAIMS


async def test_tags_and_verdicts_apply_to_listed_claims_only(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "ctrl+a", "slash")
        await type_text(pilot, "kind:money")
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, ClaimsScreen), "not while the filter is typed"
        await pilot.click(ClaimsTable, offset=(20, 1))
        await settle(pilot)
        await press(pilot, "f6")
        await type_text(pilot, "giá")
        await press(pilot, "enter", "escape", "v")
        assert len(verdicts(store)) == len(table(pilot)) < CLAIMS
        with Store.open(store) as opened:
            tagged = [
                review.claim
                for progress in read_progress(opened, "lan")
                for review in read_reviews(opened, progress.article)
                if review.tags
            ]
        assert sorted(tagged) == sorted(claim_ids(pilot))


async def test_marked_claims_cannot_be_decided_while_the_list_is_read(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "ctrl+a")
        screen(pilot)._activity = "looking …"
        await press(pilot, "v")
        assert not verdicts(store)
        assert "decide when it is whole" in headline(pilot)


async def test_tags_of_several_claims(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "space", "space", "f6")
        assert isinstance(pilot.app.screen, TagsScreen)
        await type_text(pilot, "giá")
        await press(pilot, "enter", "escape")
        assert [row.tags for row in list(table(pilot)._rows.values())[:3]] == [("giá",), ("giá",), ()]
        assert "#giá" in lines(pilot)[1]
        await press(pilot, "minus", "home", "t", "enter", "escape")
        assert [row.tags for row in list(table(pilot)._rows.values())[:2]] == [(), ("giá",)]
        await press(pilot, "z", "z")
        assert not any(row.tags for row in table(pilot)._rows.values())


async def test_references_cannot_be_decided(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "role:reference")
        assert len(table(pilot)) > 0
        await press(pilot, "v", "space", "plus", "enter")
        assert isinstance(pilot.app.screen, ClaimsScreen)
        assert "nothing to decide here" in headline(pilot)
        assert not table(pilot).marks
        assert not verdicts(store)


async def test_a_decision_that_is_not_stored_is_not_shown(
    seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L")
        monkeypatch.setattr(Store, "set_verdicts", fail)
        await press(pilot, "v")
        assert lines(pilot)[1].split()[0] == "○"
        assert table(pilot).cursor == 0
        assert [n.message for n in pilot.app._notifications] == ["Not stored. The disk is full."]


async def test_too_many_marks_are_refused(seeds: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.claims.MAX_MARKS", 100)
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L", "plus")
        assert not table(pilot).marks
        assert "narrow the list to 100" in headline(pilot)


async def test_decisions_of_others_appear_without_moving_the_cursor(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store), WIDE) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "is:unreviewed kind:date")
        await press(pilot, "down", "down")
        claim, row, total = claim_ids(pilot)[0], table(pilot).row, len(table(pilot))
        with Store.open(store) as other_store:
            other_store.set_verdict(claim, "lan", Verdict.REFUTED)
        await screen(pilot)._check_store()
        await settle(pilot)
        assert "✗lan" in lines(pilot)[1]
        assert (table(pilot).row, len(table(pilot))) == (row, total)
        assert "g lists anew" in headline(pilot)
        await press(pilot, "g")
        assert (table(pilot).row, len(table(pilot))) == (row, total - 1)
        assert "g lists anew" not in headline(pilot)


async def test_disputed_claims_have_a_sign(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store), WIDE) as pilot:
        await press(pilot, "L", "v")
        with Store.open(store) as other_store:
            other_store.set_verdict(claim_ids(pilot)[0], "minh", Verdict.REFUTED)
        await screen(pilot)._check_store()
        await settle(pilot)
        assert "≠ ✓lan ✗minh" in lines(pilot)[1]


async def test_marking_all_is_refused_after_an_import(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store)) as pilot:
        await press(pilot, "L")
        with Store.open(store) as other_store:
            import_article(
                other_store, Article("z.txt", "/z", "Có 5 xã."), [Mention(3, 4, "5", kind=Kind.COUNT)], "1"
            )
        await press(pilot, "plus")
        assert not table(pilot).marks
        assert "g lists it anew" in headline(pilot)
        await press(pilot, "g", "plus")
        assert len(table(pilot).marks) == CLAIMS
