"""The README's pictures, made by the app itself: python -m tests.tui.pictures FOLDER."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.tui.driving import go_to, make_app, press, running, type_text

SEEDS = Path(__file__).parent.parent.parent / "seeds"


async def picture() -> str:
    """Some claims decided, one tagged and noted, ``62,8%`` the current one."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(make_app(SEEDS, Path(folder) / "soi.db"), size=(120, 32)) as pilot:
            await go_to(pilot, "quang-ninh.txt", "1.000")
            await press(pilot, "v", "v", "left")
            await press(pilot, "right", "right", "u", "r", "v")
            await go_to(pilot, "quang-ninh.txt", "62,8%")
            await press(pilot, "t")
            await type_text(pilot, "cấp tỉnh")
            await press(pilot, "enter", "escape", "n")
            await type_text(pilot, "628 of 1.000")
            await press(pilot, "enter")
            return pilot.app.export_screenshot(title="soi", simplify=True)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    (target / "review.svg").write_text(asyncio.run(picture()), encoding="utf-8")
