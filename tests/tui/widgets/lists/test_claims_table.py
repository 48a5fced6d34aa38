"""The claims table: the text of its cells at several widths."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from annotations.model import Kind
from tests.tui.driving import make_app, press, running
from tests.tui.screens.claims_view import filter_claims, lines, table
from tui.language import i18n
from tui.language.wording import short_kind_name
from tui.widgets.lists.claims_columns import SHORT_KIND


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "soi.db"


async def test_narrow_table_shows_the_unit_with_the_value(seeds: Path, store: Path) -> None:
    async with running(make_app(seeds, store), size=(40, 24)) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "kind:percentage")
        assert "unit" not in lines(pilot)[0]
        assert all(line.split()[1].endswith("%") for line in lines(pilot)[1:10])


@pytest.mark.parametrize(("lang", "kind"), [("en", "%"), ("vi", "%")], ids=["en", "vi"])
async def test_narrow_table_shortens_the_kind(seeds: Path, store: Path, lang: str, kind: str) -> None:
    i18n.use(lang)
    async with running(make_app(seeds, store), size=(40, 24)) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "kind:percentage")
        assert all(line.split()[1] == kind for line in lines(pilot)[1:10])
        await filter_claims(pilot, "kind:money")
        assert lines(pilot)[1].split()[1] == {"en": "mny", "vi": "tiền"}[lang]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_short_names_of_kinds_fit_and_differ(lang: str) -> None:
    i18n.use(lang)
    names = [short_kind_name(kind) for kind in Kind]
    assert len(set(names)) == len(Kind)
    assert max(map(cell_len, names)) <= SHORT_KIND.width


@pytest.mark.parametrize(
    ("lang", "value", "date"),
    [("en", "101,000,000,000", "11 May 2021"), ("vi", "101.000.000.000", "11/05/2021")],
    ids=["en", "vi"],
)
async def test_values_and_dates_follow_the_language(
    seeds: Path, store: Path, lang: str, value: str, date: str
) -> None:
    i18n.use(lang)
    async with running(make_app(seeds, store), size=(140, 24)) as pilot:
        await press(pilot, "L")
        await filter_claims(pilot, "kind:money")
        assert value in lines(pilot)[1]
        await filter_claims(pilot, "kind:date")
        assert any(date in line for line in lines(pilot)[1:])


async def test_control_characters_and_markup_are_shown_as_text(store: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a[b].txt").write_text(
        "[/x] \x1b[2J [@click=app.quit]Xã\x07 có 12 hộ [red]dân\x9b31m.", encoding="utf-8"
    )
    async with running(make_app(corpus, store), size=(141, 20)) as pilot:
        await press(pilot, "L")
        assert "2J [@click=app.quit]Xã␇ có 12 hộ [red]dân" in lines(pilot)[1]
        assert not {"\x1b", "\x07", "\x9b"} & set(lines(pilot)[1])


@pytest.mark.parametrize("width", [20, 40, 60, 80, 110, 200, 300])
async def test_every_width_is_filled_exactly(seeds: Path, store: Path, width: int) -> None:
    async with running(make_app(seeds, store), size=(max(width, 30), 24)) as pilot:
        await press(pilot, "L")
        claims_table = table(pilot)
        assert {claims_table.render_line(y).cell_length for y in range(10)} == {
            claims_table.scrollable_content_region.width
        }
