from pathlib import Path
from tests.tui.driving import make_app, press, running, settle, type_text
async def test_x(seeds: Path, tmp_path: Path) -> None:
    async with running(make_app(seeds, tmp_path/"s.db"), size=(110,24)) as pilot:
        await press(pilot,"l")
        s=pilot.app.screen
        print(type(s), len(s.table), s.table.told, s.table.size)
        for y in range(0,20): print("".join(seg.text for seg in s.table.render_line(y)))
        print(s.query_one("#claims-told").content)
        await press(pilot,"v","v","space","space","r")
        print(s.query_one("#claims-told").content)
        for y in range(0,8): print("".join(seg.text for seg in s.table.render_line(y)))
        await press(pilot,"slash"); await type_text(pilot,"kind:p"); print(s.query_one("QueryLine").told); await press(pilot,"tab"); print(s.query_one("QueryLine").value); await type_text(pilot," value:>=90"); await press(pilot,"enter")
        for y in range(0,8): print("".join(seg.text for seg in s.table.render_line(y)))
        print(s.query_one("#claims-told").content)
        await press(pilot,"enter"); print(pilot.app.screen)
        assert 0
