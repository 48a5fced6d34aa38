"""The app's themes: contrast in true colour and in sixteen colours, and forms without colour."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual import color
from textual.widgets import OptionList

from annotations.errors import UsageError
from annotations.model import Kind, Verdict
from tests.tui.cli.commands import assert_one_sentence, soi
from tests.tui.driving import make_app, press, running, settle, status_message
from tui.settings import paths
from tui.styles import themes
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.lists.article_list import ArticleList
from tui.widgets.panels.claim_text import VERDICT_STYLES

# The sixteen colours of the Linux console, with the fewest a terminal can have.
VGA = [
    ColorTriplet(*(int(part, 16) for part in (rgb[:2], rgb[2:4], rgb[4:])))
    for rgb in [
        "000000",
        "aa0000",
        "00aa00",
        "aa5500",
        "0000aa",
        "aa00aa",
        "00aaaa",
        "aaaaaa",
        "555555",
        "ff5555",
        "55ff55",
        "ffff55",
        "5555ff",
        "ff55ff",
        "55ffff",
        "ffffff",
    ]
]
READABLE = 4.5  # WCAG 2.2, 1.4.3
STATES = ["unreviewed", *(verdict.value for verdict in Verdict)]
MATCHES = [None, "match", "current_match"]


def luminance(colour: ColorTriplet) -> float:
    """The relative luminance as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text: ColorTriplet, background: ColorTriplet) -> float:
    dark, light = sorted((luminance(text), luminance(background)))
    return (light + 0.05) / (dark + 0.05)


def colours(style: Style) -> tuple[Color, Color]:
    assert style.color
    assert style.bgcolor
    return style.color, style.bgcolor


def claim_styles(reader: ArticleReader) -> dict[tuple[str, ...], Style]:
    """The style of a claim for every kind, verdict and match, in the current sentence or outside it."""
    styles = {}
    kinds = [*(kind.value for kind in Kind), "other"]
    for sentence, *style_names in product((None, "sentence"), kinds, STATES, MATCHES):
        style = reader.rich_style
        for style_name in filter(None, (sentence, *style_names)):
            style += reader.line_style(style_name)
        styles[tuple(filter(None, (sentence, *style_names)))] = style
    styles["sentence",] = reader.rich_style + reader.line_style("sentence")
    return styles


def test_contrast_agrees_with_wcag() -> None:
    black, white, grey = ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255), ColorTriplet(119, 119, 119)
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [theme.name for theme in themes.OWN_THEMES])
async def test_every_text_is_readable(seeds: Path, tmp_path: Path, theme: str) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db", theme=theme)) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        article_list = pilot.app.screen.query_one(ArticleList)
        styles = claim_styles(reader)
        styles["other",] = reader.rich_style + reader.line_style("other")
        for part, state in product(("title", "untitled", "count", "done", "about"), ("", "open", "cursor")):
            base = article_list.rich_style + (article_list.line_style(state) if state else Style())
            styles["list", part, state] = base + article_list.line_style(part)
        for names, style in styles.items():
            text, background = (colour.get_truecolor() for colour in colours(style))
            assert contrast(text, background) >= READABLE, names
            assert not style.dim, names
        variables = pilot.app.theme_variables
        for variable, ground in product(
            {*VERDICT_STYLES.values(), "$text-accent", "$foreground"}, ("background", "surface", "panel")
        ):
            pair = (color.Color.parse(variables[name]).rich_color for name in (variable[1:], ground))
            text, background = (colour.get_truecolor() for colour in pair)
            assert contrast(text, background) >= READABLE, (variable, ground)


@pytest.mark.parametrize("theme", [theme.name for theme in themes.OWN_THEMES])
async def test_sixteen_colours_stay_readable(seeds: Path, tmp_path: Path, theme: str) -> None:
    async with running(make_app(seeds, tmp_path / "soi.db", theme=theme)) as pilot:
        for names, style in claim_styles(pilot.app.screen.query_one(ArticleReader)).items():
            numbers = (colour.downgrade(ColorSystem.STANDARD).number for colour in colours(style))
            text, background = (VGA[number] for number in numbers if number is not None)
            assert contrast(text, background) >= 3, names


def form(style: Style) -> tuple[bool, ...]:
    return tuple(map(bool, (style.bold, style.dim, style.underline, style.strike, style.reverse)))


async def test_without_colour_styles_differ_in_form(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        reader = pilot.app.screen.query_one(ArticleReader)
        names = [*STATES, "other", "current", "match", "current_match", "selection"]
        forms = {form(reader.line_style(name)) for name in names}
        assert len(forms) == len(names)
        assert form(Style()) not in forms
        current = reader.line_style("current")
        for name in STATES:
            assert (reader.line_style(name) + current).reverse


async def test_without_colour_the_highlighted_tag_is_underlined(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        await press(pilot, "t", "a", "enter", "b", "enter")
        options = pilot.app.screen.query_one(OptionList)
        lines = [options.render_line(line) for line in range(options.option_count)]
        underlined = [any(segment.style and segment.style.underline for segment in line) for line in lines]
        assert underlined == [line == options.highlighted for line in range(len(lines))]
        assert sum(underlined) == 1


async def test_textual_themes_work(seeds: Path, tmp_path: Path) -> None:
    for name in ("textual-light", "ansi-dark"):
        async with running(make_app(seeds, tmp_path / "soi.db", theme=name)) as pilot:
            await press(pilot, "v", "left")
            assert pilot.app.current_theme.name == name


async def test_muted_text_is_readable_in_textual_themes(seeds: Path, tmp_path: Path) -> None:
    """Textual's ``$text-muted`` is ``auto 60%``: black or white at 60 %, whichever contrasts with the background."""
    async with running(make_app(seeds, tmp_path / "soi.db")) as pilot:
        app = pilot.app
        for name in sorted(app.available_themes):
            if app.available_themes[name].ansi:
                continue
            app.theme = name
            await settle(pilot)
            reader, article_list = app.screen.query_one(ArticleReader), app.screen.query_one(ArticleList)
            for widget, part in ((reader, "other"), (reader, "not_a_claim"), (article_list, "about")):
                style = widget.rich_style + widget.line_style(part)
                text, background = (colour.get_truecolor() for colour in colours(style))
                assert contrast(text, background) >= 3, (name, part)


def test_unknown_theme_is_an_error(seeds: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    monkeypatch.chdir(tmp_path)
    assert_one_sentence(soi(str(seeds), "--theme", "soi-ligt"), 2, "soi-ligt", "(soi-light?)", "nord")
    (tmp_path / "soi.toml").write_text('theme = "blau"\n', encoding="utf-8")
    assert_one_sentence(soi(str(seeds)), 2, "blau")
    assert not (tmp_path / "soi.db").exists()
    assert themes.choose_theme(None) == "soi-dark"
    assert themes.choose_theme("soi-light") == "soi-light"
    with pytest.raises(UsageError):
        themes.choose_theme("")


@pytest.mark.parametrize("configured", [False, True], ids=["picked", "configured"])
async def test_picked_theme_is_remembered(seeds: Path, tmp_path: Path, configured: bool) -> None:
    assert themes.remembered_theme() is None
    async with running(make_app(seeds, tmp_path / "soi.db", keep_theme=not configured)) as pilot:
        await press(pilot, "ctrl+p", *"Theme", "enter")
        await press(pilot, *"soi-light", "enter")
        assert pilot.app.theme == "soi-light"
        assert "soi-light" in status_message(pilot)
        assert ("next time" in status_message(pilot)) != configured
    assert themes.remembered_theme() == (None if configured else "soi-light")


def test_remembered_theme_may_be_invalid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    themes.remember_theme("nord")
    assert themes.remembered_theme() == "nord"
    (tmp_path / "state" / "soi" / "theme").write_bytes(b"\xff\x00")
    assert themes.remembered_theme() is None
    (tmp_path / "state" / "soi" / "theme").write_text("gone-with-an-update", encoding="utf-8")
    assert themes.remembered_theme() is None
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert themes.remembered_theme() is None
    with pytest.raises(UsageError, match="cannot be remembered"):
        themes.remember_theme("nord")
    monkeypatch.setenv("XDG_STATE_HOME", "not/whole")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert paths.state() == tmp_path / ".local" / "state" / "soi"
