"""What GNU screen, the Linux console and other terminals cannot show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import make_app, press, running
from tui.settings.terminal_abilities import lacks_forms, limit_colours
from tui.widgets.article.article_reader import ArticleReader


@pytest.mark.parametrize(
    ("environment", "colour_system"),
    [
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "STY": "1"}, "256"),
        ({"TERM": "screen", "COLORTERM": "24bit"}, "256"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "STY": "1"}, "256"),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "/tmp/tmux"}, None),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, None),
        ({"TERM": "screen", "COLORTERM": "truecolor", "TEXTUAL_COLOR_SYSTEM": "standard"}, "standard"),
    ],
    ids=["screen", "screen-24bit", "other-term", "tmux", "xterm", "chosen"],
)
def test_gnu_screen_gets_256_colours(environment: dict[str, str], colour_system: str | None) -> None:
    limit_colours(environment)
    assert environment.get("TEXTUAL_COLOR_SYSTEM") == colour_system


def test_which_terminals_lack_forms() -> None:
    assert lacks_forms({"TERM": "linux"})
    assert lacks_forms({"TERM": "screen-256color", "NO_COLOR": "1"})
    assert not lacks_forms({"TERM": "screen-256color"})
    assert not lacks_forms({"TERM": "xterm-256color", "NO_COLOR": "1"})


async def test_signs_tell_verdicts_apart_without_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    (tmp_path / "a.txt").write_text("Tít\n\nCó 20 xã, 31 thôn (45 hộ), 52 ấp.\n12 huyện.", encoding="utf-8")
    async with running(make_app(tmp_path, tmp_path / "soi.db")) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        widths = [reader.render_line(y).cell_length for y in range(4)]
        await press(pilot, "v", "r", "u", "x", "v")
        lines = [reader.render_line(y) for y in range(4)]
        assert [line.text.strip() for line in lines] == [
            "Tít",
            "",
            "?Có✓20 xã,✗31 thôn (45 hộ),–52 ấp.",
            "✓12 huyện.",
        ]
        assert [line.cell_length for line in lines] == widths
