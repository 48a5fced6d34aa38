"""A corpus remembers the store that was named for it; one that is gone is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui.cli.commands import assert_one_sentence, soi
from tests.tui.driving import make_app, running
from tui.session import ReviewEnd
from tui.settings.paths import state
from tui.settings.remembered_stores import remember_store, remembered_store
from tui.widgets.panels.claim_panel import ClaimPanel


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, bool]]:
    """The stores that the app was to open, and whether they were remembered."""
    stores: list[tuple[Path, bool]] = []

    def run_review(_sources: object, store: Path, *_arguments: object, **options: Any) -> ReviewEnd:
        stores.append((store, options["is_store_remembered"]))
        return ReviewEnd("", [], 0)

    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    monkeypatch.setattr("tui.run_review", run_review, raising=False)
    monkeypatch.setenv("SOI_ANNOTATOR", "lan")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tin").mkdir()
    return stores


def test_a_store_that_was_named_once_is_opened_again(tmp_path: Path, opened: list[tuple[Path, bool]]) -> None:
    (tmp_path / "x.db").touch()
    for arguments in (
        ["tin"],
        ["tin", "--store", "x.db"],
        ["tin"],
        ["tin/../tin/"],
        ["."],
        ["tin", "--store", "y.db"],
    ):
        assert soi("review", *arguments).exit_code == 0
    named_store, remembered = Path("x.db"), tmp_path / "x.db"
    default = Path("soi.db")
    assert opened == [
        (default, False), (named_store, False), (remembered, True), (remembered, True), (default, False), (Path("y.db"), False),
    ]  # fmt: skip
    assert not list((tmp_path / "tin").iterdir()), "nothing is written into the corpus"


def test_a_remembered_store_that_is_gone_is_told(tmp_path: Path, opened: list[tuple[Path, bool]]) -> None:
    remember_store([tmp_path / "tin"], tmp_path / "gone.db")
    assert_one_sentence(soi("review", "tin"), 2, "gone.db", "--store")
    assert opened == []


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 3}'])
def test_a_file_that_is_broken_remembers_nothing(tmp_path: Path, text: str) -> None:
    state().mkdir(parents=True, exist_ok=True)
    (state() / "stores.json").write_text(text, encoding="utf-8")
    assert remembered_store([tmp_path]) is None
    remember_store([tmp_path], tmp_path)
    assert remembered_store([tmp_path]) == tmp_path


async def test_the_panel_says_that_the_store_is_that_of_the_last_time(seeds: Path, tmp_path: Path) -> None:
    app = make_app(seeds, tmp_path / "x.db")
    session = app._review.session
    session.workspace = session.workspace._replace(is_store_remembered=True)
    async with running(app) as pilot:
        panel = pilot.app.screen.query_one(ClaimPanel)
        assert str(panel.border_subtitle).endswith("x.db, as the last time")
