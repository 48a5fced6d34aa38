from pathlib import Path
from tests.tui.driving import make_app, press, running, settle, type_text
async def test_x(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path/"s.db"), size=(80,50)) as pilot:
        await press(pilot,"v","r","u","x","v","v","d")
        s=pilot.app.screen
        from tui.widgets.plots import Plot
        for p in s.query(Plot): print(p.border_title); print(p.content)
        await press(pilot,"e"); print(s.query_one("#dashboard-told").content)
        assert 0
