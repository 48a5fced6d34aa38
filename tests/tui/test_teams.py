"""Several people with one store: what is assigned to the annotator, and what others decided in a blind one."""

from __future__ import annotations

from pathlib import Path

from annotations.assignment import Plan
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.blindness import ADJUDICATOR, BLIND, ON
from annotations.store.teams.assignments import assign
from annotations.store.teams.settings import change_setting
from tests.tui.driving import current_claim, make_app, press, review_screen, running
from tui.widgets.lists.article_list import ArticleList
from tui.widgets.panels.claim_panel import ClaimPanel


async def test_only_what_is_assigned_is_listed_until_all_are_wanted(seeds: Path, tmp_path: Path) -> None:
    store_path = tmp_path / "soi.db"
    async with running(make_app(seeds, store_path)):
        pass
    with Store.open(store_path) as store:
        assign(store, "lead", Plan(("lan",)), "article:quang-nam,thai-binh")
    async with running(make_app(seeds, store_path)) as pilot:
        article_list, session = pilot.app.screen.query_one(ArticleList), review_screen(pilot).session
        own_total = session.progress.total
        assert list(session.progress.articles) == ["quang-nam.txt", "thai-binh.txt"]
        assert (len(article_list), str(article_list.border_title)) == (2, "My articles")
        await press(pilot, "M")
        assert (len(article_list), str(article_list.border_title)) == (5, "Articles")
        assert session.progress.total > own_total
        await press(pilot, "M")
        assert (len(article_list), session.progress.total) == (2, own_total)


async def test_a_blind_store_shows_others_after_ones_own_verdict(seeds: Path, tmp_path: Path) -> None:
    store_path = tmp_path / "soi.db"
    async with running(make_app(seeds, store_path)) as pilot:
        claim = current_claim(pilot).id
    with Store.open(store_path) as store:
        store.set_verdict(claim, "minh", Verdict.REFUTED)
        change_setting(store, "lead", BLIND, ON)
    async with running(make_app(seeds, store_path)) as pilot:
        panel = pilot.app.screen.query_one(ClaimPanel)
        assert "minh" not in panel.text
        await press(pilot, "exclamation_mark")
        assert current_claim(pilot).id == claim
        await press(pilot, "v", "left")
        assert current_claim(pilot).id == claim
        assert "minh" in panel.text
    with Store.open(store_path) as store:
        change_setting(store, "lead", ADJUDICATOR, ON, "lan")
    async with running(make_app(seeds, store_path)) as pilot:
        await press(pilot, "exclamation_mark")
        assert "minh" in pilot.app.screen.query_one(ClaimPanel).text
