"""Settling disputes on the screen: sides, following one, deciding anew, undo, and who may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.widgets import DataTable, OptionList, Static

from annotations.model import Verdict
from annotations.store import Store
from annotations.store.blindness import ADJUDICATOR, ON
from annotations.store.queries.listed_claims import list_claims
from annotations.store.queries.reviews import read_reviews
from annotations.store.teams.settings import change_setting
from tests.tui.driving import make_app, press, review_screen, running, type_text
from tui.review.screen import ReviewScreen
from tui.screens.adjudication import AdjudicationScreen
from tui.screens.agreement import AgreementScreen

ARTICLE = "quang-ninh.txt"


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    with Store.open(path) as store:
        yield store


async def disputed_store(seeds: Path, tmp_path: Path) -> Path:
    """A store in which minh and hoa differ on two claims and agree on a third, and lan adjudicates."""
    path = tmp_path / "soi.db"
    async with running(make_app(seeds, path)):
        pass
    with opened(path) as store:
        claims = [row.claim.id for row in list_claims(store, f"article:{ARTICLE}")][:3]
        for claim in claims[:2]:
            store.set_verdict(claim, "minh", Verdict.VERIFIED)
            store.set_verdict(claim, "hoa", Verdict.REFUTED)
        store.set_note(claims[0], "hoa", "báo cáo nói khác")
        for annotator in ("minh", "hoa"):
            store.set_verdict(claims[2], annotator, Verdict.VERIFIED)
        change_setting(store, "lead", ADJUDICATOR, ON, "lan")
    return path


def settled(path: Path) -> dict[str, Verdict | None]:
    """The verdicts of lan on claims that are settled."""
    with opened(path) as store:
        claims = {row.claim.id for row in list_claims(store, "is:settled")}
        return {
            r.claim: r.verdict
            for r in read_reviews(store, ARTICLE)
            if r.annotator == "lan" and r.claim in claims
        }


async def test_sides_are_followed_or_decided_anew(seeds: Path, tmp_path: Path) -> None:
    path = await disputed_store(seeds, tmp_path)
    async with running(make_app(seeds, path)) as pilot:
        await press(pilot, "J")
        screen = pilot.app.screen
        assert isinstance(screen, AdjudicationScreen)
        assert "1/2" in str(screen.query_one("#dispute-told", Static).visual)
        sides = screen.query_one(OptionList)
        prompts = [str(sides.get_option_at_index(index).prompt) for index in range(sides.option_count)]
        assert all(words in prompts[0] for words in ("hoa", "báo cáo nói khác"))
        assert "minh" in prompts[1]
        await press(pilot, "t", "down", "enter")
        assert list(settled(path).values()) == [Verdict.VERIFIED]
        await press(pilot, "u", "enter")  # nothing is said: the form stays
        await type_text(pilot, "khong co nguon")
        await press(pilot, "enter")
        assert sorted(map(str, settled(path).values())) == ["unverifiable", "verified"]
        await press(pilot, "plus")
        assert len(settled(path)) == 3
        await press(pilot, "z", "z")
        assert list(settled(path).values()) == [Verdict.VERIFIED]
        await press(pilot, "y")
        assert len(settled(path)) == 2
        await press(pilot, "escape")
        assert pilot.app.screen is review_screen(pilot)


async def test_the_queue_is_filtered_and_walked(seeds: Path, tmp_path: Path) -> None:
    path = await disputed_store(seeds, tmp_path)
    async with running(make_app(seeds, path)) as pilot:
        await press(pilot, "J", "right")
        assert "2/2" in str(pilot.app.screen.query_one("#dispute-told", Static).visual)
        await press(pilot, "slash")
        await type_text(pilot, "article:nowhere")
        await press(pilot, "enter")
        assert "Nothing is disputed" in str(pilot.app.screen.query_one("#dispute-told", Static).visual)


async def test_only_adjudicators_settle_on_the_screen(seeds: Path, tmp_path: Path) -> None:
    path = await disputed_store(seeds, tmp_path)
    async with running(make_app(seeds, path, annotator="minh")) as pilot:
        await press(pilot, "J", "enter")
        assert settled(path) == {}
        with opened(path) as store:
            assert not [review for review in read_reviews(store, ARTICLE) if review.annotator == "lan"]


async def test_agreement_leads_to_the_claims_behind_a_cell(seeds: Path, tmp_path: Path) -> None:
    path = await disputed_store(seeds, tmp_path)
    async with running(make_app(seeds, path)) as pilot:
        await press(pilot, "D", "g")
        screen = pilot.app.screen
        assert isinstance(screen, AgreementScreen)
        people, kinds = screen.query(DataTable)
        assert people.get_row_at(0)[1:] == ["–", "33.3%, kappa 0.000 (3)"]
        assert kinds.row_count >= 1
        await press(pilot, "right", "right", "enter")
        assert isinstance(pilot.app.screen, AdjudicationScreen)
        assert "1/2" in str(pilot.app.screen.query_one("#dispute-told", Static).visual)
        await press(pilot, "escape", "escape", "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
