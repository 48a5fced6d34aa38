"""An app that fails: exit code 1, one sentence with a log, and no traceback on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.tui.cli.commands import soi
from tests.tui.driving import key_event
from tui.app import SoiApp


def run_headless(monkeypatch: pytest.MonkeyPatch, drive: Callable[[Pilot[Any]], object]) -> None:
    """Let the app of ``soi review`` run without a terminal; ``drive`` acts on it once it is ready."""

    async def auto_pilot(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        drive(pilot)

    def run(app: SoiApp) -> None:
        asyncio.run(App.run_async(app, headless=True, auto_pilot=auto_pilot))

    monkeypatch.setenv("SOI_ANNOTATOR", "lan")  # who decides is not asked
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    monkeypatch.setattr(SoiApp, "run", run)
    # There is no terminal of which keys could be dropped.
    monkeypatch.setattr("tui.session.sys", SimpleNamespace(stdin=SimpleNamespace(fileno=lambda: -1)))
    monkeypatch.setattr("tui.session.drop_typed_keys", lambda _descriptor: None)


def fail(*_arguments: object) -> None:
    raise LookupError("lạ\x1b[31m")


async def fail_later() -> None:
    fail()


@pytest.mark.parametrize("origin", ["callback", "worker", "thread", "timer", "key"])
def test_a_failing_app_names_its_log(
    origin: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seeds: Path
) -> None:
    ways: dict[str, Callable[[Pilot[Any]], object]] = {
        "callback": lambda pilot: pilot.app.call_later(fail),
        "worker": lambda pilot: pilot.app.run_worker(fail_later()),
        "thread": lambda pilot: pilot.app.run_worker(fail, thread=True),
        "timer": lambda pilot: pilot.app.set_timer(0.001, fail),
        "key": lambda pilot: pilot.app.post_message(key_event("question_mark")),
    }
    monkeypatch.setattr(SoiApp, "action_toggle_keys", fail)
    run_headless(monkeypatch, ways[origin])
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    result = soi("review", str(seeds), "--store", str(tmp_path / "soi.db"))
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    log = tmp_path / "soi" / "crash.log"
    assert line.startswith("soi: The program failed (LookupError: lạ␛[31m).")
    assert str(log) in line
    assert "in fail" in log.read_text(encoding="utf-8")


def test_a_failing_corpus_reader_ends_the_app(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seeds: Path
) -> None:
    run_headless(monkeypatch, lambda _pilot: None)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("annotations.store.articles.import_corpus", fail)
    result = soi("review", str(seeds), "--store", str(tmp_path / "soi.db"))
    assert result.exit_code == 1
    assert "LookupError" in result.output
    assert "Traceback" not in result.output
