"""A picture of the screen says where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import make_app, press, running, settle, status_message


async def test_the_folder_is_made_and_the_file_named(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path / "home" / "Tải về"))
    async with running(make_app(seeds, tmp_path / "soi.db"), size=(200, 24)) as pilot:
        pilot.app.deliver_screenshot()
        (picture,) = (tmp_path / "home" / "Tải về").iterdir()
        assert status_message(pilot) == f"The picture of the screen is in {picture}"
        assert "<svg" in picture.read_text(encoding="utf-8")
        await press(pilot, "right")
        monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(picture))
        pilot.app.deliver_screenshot()
        await settle(pilot)
        (notification,) = pilot.app._notifications
        assert notification.message.startswith("The picture of the screen was not saved: ")
