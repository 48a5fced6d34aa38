"""``soi review --read-only``: everything is shown, nothing is stored, and no key decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.claims.extractor import Extractor
from annotations.errors import StoreError
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.articles.corpus_import import import_corpus
from annotations.store.queries.claims import read_mentions
from tests.tui.driving import EDITED_ARTICLE, running, settle
from tui.app import SoiApp
from tui.store.client import Workspace
from tui.store.thread import StoreThread


def filled_store(seeds: Path, folder: Path) -> Path:
    path = folder / "soi.db"
    with Store.open(path, create=True) as store:
        assert list(import_corpus(store, [seeds], Extractor()))
    return path


async def test_no_key_decides_and_nothing_is_written(seeds: Path, tmp_path: Path) -> None:
    path = filled_store(seeds, tmp_path)
    stored_bytes = path.read_bytes()
    workspace = Workspace(seeds, path, "lan", Extractor(), is_read_only=True)
    async with running(SoiApp(workspace, StoreThread(path, read_only=True))) as pilot:
        labels = {active.binding.id for active in pilot.app.screen.active_bindings.values()}
        assert "review.next_claim" in labels
        assert not labels & {"review.verify", "review.note", "review.undo", "review.add_claim"}
        await pilot.press("v", "n", "right", "right", "x", "]")
        await settle(pilot)
        assert not [note for note in pilot.app._notifications if "Not stored" in note.message]
    assert path.read_bytes() == stored_bytes


def test_a_store_that_is_open_for_reading_refuses_a_decision(seeds: Path, tmp_path: Path) -> None:
    path = filled_store(seeds, tmp_path)
    with Store.open(path, read_only=True) as store, Store.open(path) as writer:
        claim = read_mentions(store, EDITED_ARTICLE)[0].id
        with pytest.raises(StoreError):
            store.set_verdict(claim, "lan", Verdict.VERIFIED)
        writer.set_verdict(claim, "minh", Verdict.VERIFIED)
        assert store.connection.execute("SELECT annotator FROM reviews").fetchone()[0] == "minh"
