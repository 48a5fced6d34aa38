"""Exports, the report and backups from the command palette."""

from __future__ import annotations

import asyncio
import csv
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from annotations.store import Store
from annotations.store.export import export
from annotations.store.queries.progress import read_progress
from tests.annotations.exports.report.page_parser import expect_sound_page
from tests.tui.driving import (
    key_event,
    make_app,
    press,
    review_screen,
    review_some_claims,
    running,
    settle,
    status_message,
)
from tui.language import i18n
from tui.screens.dialogs.export import ExportScreen, ExportStoppedError
from tui.screens.dialogs.palette_commands import has_desktop


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "work"


async def run_command(pilot: Pilot[None], title: str) -> None:
    """Run a command of the palette as the palette does when it is chosen."""
    commands = {command.title: command for command in pilot.app.get_system_commands(pilot.app.screen)}
    commands[title].callback()
    await settle(pilot)


def files_of(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def error(pilot: Pilot[None], field: str) -> str:
    line = pilot.app.screen.query_one(f"#error-{field}", Static)
    return str(line.content) if line.display else ""


async def test_an_export_says_where_it_is(seeds: Path, tmp_path: Path, folder: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await review_some_claims(pilot)
        await run_command(pilot, "Export what is reviewed")
        assert f"{folder}/soi-csv.csv" in str(pilot.app.screen.query_one("#explained", Static).content)
        await press(pilot, "tab", *"out.csv", "tab", *"verdict:refuted", "enter")
        assert pilot.app.screen is review_screen(pilot)
        assert f"{folder}/out.csv" in status_message(pilot)
    with (folder / "out.csv").open(encoding="utf-8") as table:
        assert [row["verdict"] for row in csv.DictReader(table)] == ["refuted"]


async def test_the_report_in_vietnamese(seeds: Path, tmp_path: Path, folder: Path) -> None:
    i18n.use("vi")
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await review_some_claims(pilot)
        await run_command(pilot, "Xem báo cáo")
        await press(pilot, "shift+tab", "right", "enter")
        assert "bao-cao.html" in status_message(pilot)
    page = expect_sound_page((folder / "bao-cao.html").read_text(encoding="utf-8"))
    assert "Báo cáo kiểm chứng số liệu" in page.text
    assert "lan" not in page.text.split(), "the report is for the public"


async def test_the_report_opens_where_there_is_a_desktop(
    seeds: Path, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    assert not has_desktop()
    monkeypatch.setenv("DISPLAY", ":0")
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        monkeypatch.setattr(pilot.app, "open_url", opened.append)
        await run_command(pilot, "Show the report")
        await press(pilot, "enter")
    assert opened == [(folder / "report.html").as_uri()]


@pytest.mark.parametrize(
    ("keys", "field", "message"),
    [
        (["tab", *"none/out.csv"], "path", "folder that exists"),
        (["tab", "tab", *"kind:monye"], "query", "money"),
        (["left", "left"], "path", "[publisher]"),
        (["tab", *"mine.csv"], "path", "is there already"),
    ],
    ids=["folder", "query", "publisher", "other_file"],
)
async def test_what_cannot_be_written_is_said(
    seeds: Path, tmp_path: Path, folder: Path, keys: list[str], field: str, message: str
) -> None:
    (folder / "mine.csv").write_text("mine", encoding="utf-8")
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await review_some_claims(pilot)
        await run_command(pilot, "Export what is reviewed")
        await press(pilot, *keys, "enter")
        assert isinstance(pilot.app.screen, ExportScreen), "the form stays with what was typed"
        assert message in error(pilot, field)
    assert files_of(folder) == ["mine.csv"]


async def test_leaving_stops_an_export(
    seeds: Path, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The export waits in its worker until the dialog is gone; then its first row ends it."""
    has_begun, may_go_on, has_ended = threading.Event(), threading.Event(), threading.Event()
    outcomes = []

    def waiting_export(*arguments: Any, **options: Any) -> Any:
        has_begun.set()
        may_go_on.wait()
        try:
            return export(*arguments, **options)
        except ExportStoppedError as error:
            outcomes.append(error)
            raise
        finally:
            has_ended.set()

    monkeypatch.setattr("tui.screens.dialogs.export.export", waiting_export)
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await review_some_claims(pilot)
        await run_command(pilot, "Export what is reviewed")
        pilot.app.post_message(key_event("enter").set_sender(pilot.app))
        await asyncio.to_thread(has_begun.wait)
        pilot.app.post_message(key_event("escape").set_sender(pilot.app))
        while isinstance(pilot.app.screen, ExportScreen):
            await pilot.pause()
        may_go_on.set()
        await asyncio.to_thread(has_ended.wait)
        await settle(pilot)
        assert "soi-csv" not in status_message(pilot)
    assert len(outcomes) == 1
    assert files_of(folder) == []


async def test_a_backup_is_a_whole_store(seeds: Path, tmp_path: Path, folder: Path) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await review_some_claims(pilot)
        await run_command(pilot, "Back up the store")
        await press(pilot, "enter")
        assert "soi-copy.db" in status_message(pilot)
        await run_command(pilot, "Back up the store")
        await press(pilot, "enter")
        assert "is there already" in error(pilot, "path")
    with Store.open(folder / "soi-copy.db") as copy:
        assert sum(article.reviewed for article in read_progress(copy, "lan")) == 5
