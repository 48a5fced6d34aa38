"""Who reviews, where decisions are kept, and what is told at the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content

from annotations.claims.extractor import Extractor
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions
from tests.annotations.store.fixtures import article, mentions
from tests.tui.driving import make_app, review_screen, running
from tui.app import SoiApp
from tui.session import summary_of
from tui.store.client import Workspace
from tui.store.thread import StoreThread
from tui.widgets.panels.claim_panel import ClaimPanel


def decide(store: Store) -> None:
    """Decide on two claims, and take one of the verdicts back."""
    claims = [claim.id for claim in read_mentions(store, "a.txt")][:2]
    store.set_verdicts(claims, "lan", Verdict.VERIFIED)
    store.set_verdict(claims[0], "lan", None)


def test_leaving_tells_what_was_done_and_where_it_is(seeds: Path, tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    workspace, thread = Workspace(seeds, path, "lan", Extractor()), StoreThread(path, create=True)
    remaining = f"5 claims are left. The store is {path}"
    assert summary_of(workspace, thread.session, 5) == f"Nothing was decided. {remaining}"
    thread.submit(lambda store: import_article(store, article(), mentions(), "1")).result()
    thread.submit(lambda store: store.set_seen("a.txt", "lan", is_seen=True)).result()
    assert summary_of(workspace, thread.session, 5) == f"lan marked or noted 1 article. {remaining}"
    thread.submit(decide).result()
    assert thread.is_store_new
    thread.close()
    assert summary_of(workspace, thread.session, 5) == (
        f"lan decided on 2 claims: 1 unreviewed, 1 verified. {remaining}"
    )


def test_a_step_that_is_too_large_to_keep_is_told(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.store.session_decisions.MAX_ROWS", 1)
    thread = StoreThread(tmp_path / "soi.db", create=True)
    thread.submit(lambda store: import_article(store, article(), mentions(), "1")).result()
    thread.submit(decide).result()
    thread.close()
    workspace = Workspace(seeds, tmp_path / "soi.db", "lan", Extractor())
    assert summary_of(workspace, thread.session, 5).startswith("lan decided on very many claims at once. ")


async def test_annotator_and_store_are_always_named(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path / "[b]so.db", annotator="[lan]"), size=(80, 24)) as pilot:
        subtitle = pilot.app.screen.query_one(ClaimPanel).border_subtitle
        assert Content.from_markup(subtitle or "").plain == "[lan] · [b]so.db"


async def test_several_sources_are_one_corpus(tmp_path: Path) -> None:
    table, text = tmp_path / "a.jsonl", tmp_path / "b.txt"
    table.write_text('{"id": "t1", "text": "Tỉnh có 5 xã."}\n', encoding="utf-8")
    text.write_text("Huyện có 6 xã.", encoding="utf-8")
    store = tmp_path / "soi.db"
    workspace = Workspace(table, store, "lan", Extractor(), further_sources=(text,))
    Store.open(store, create=True).close()
    async with running(SoiApp(workspace, StoreThread(store))) as pilot:
        assert list(review_screen(pilot).session.progress.articles) == ["t1", "b.txt"]
