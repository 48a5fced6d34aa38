"""The colours of the report: readable in the light and in the dark theme, and loading nothing."""

from __future__ import annotations

import re

import pytest
from textual.color import Color

from annotations.exports.report.claim_states import ClaimState
from tests.conftest import ROOT
from tests.tui.styles.test_themes import contrast

STYLES = (ROOT / "annotations/exports/report/html/styles.css").read_text(encoding="utf-8")
READABLE, VISIBLE = 4.5, 3  # WCAG 2.2: text, and parts of plots
COLOURS = {
    theme: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for theme, block in zip(("light", "dark"), re.findall(r":root \{(.*?)\}", STYLES, re.DOTALL), strict=True)
}


def ratio(theme: str, text: str, background: str) -> float:
    colours = COLOURS[theme]
    return contrast(*(Color.parse(colours[name]).rich_color.get_truecolor() for name in (text, background)))


@pytest.mark.parametrize("theme", COLOURS)
def test_texts_are_readable(theme: str) -> None:
    states = [state.replace("_", "-") for state in ClaimState if state is not ClaimState.UNREVIEWED]
    pairs = [(name, ground) for name in ("text", "muted", "link") for ground in ("page", "panel")]
    pairs += [(state, "page") for state in states]
    pairs += [(name, f"{state}-tint") for state in states for name in ("text", state)]
    assert {pair: ratio(theme, *pair) for pair in pairs if ratio(theme, *pair) < READABLE} == {}


@pytest.mark.parametrize("theme", COLOURS)
def test_parts_of_plots_are_visible(theme: str) -> None:
    states = [state.replace("_", "-") for state in ClaimState if state is not ClaimState.UNREVIEWED]
    assert [state for state in states if ratio(theme, state, "page") < VISIBLE] == []


def test_both_themes_have_every_colour() -> None:
    assert set(COLOURS["light"]) == set(COLOURS["dark"])
    assert set(re.findall(r"var\(--([\w-]+)\)", STYLES)) <= {*COLOURS["light"], "sans", "serif"}


def test_every_state_has_a_form_beside_its_colour() -> None:
    for state in ClaimState:
        assert f".fill-{state} " in STYLES
        assert f"mark.{state} " in STYLES
        assert f".state.{state}" in STYLES
