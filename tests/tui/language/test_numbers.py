"""Values on the screen: grouped and marked as a reader of the language writes them."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import extract_claims
from annotations.claims.typed_input import read_value
from annotations.model import Kind
from tests.conftest import ROOT
from tui.language import i18n
from tui.language.numbers import format_value
from tui.language.wording import reading_phrase

WRITTEN_VALUES: list[tuple[str, Kind | None, str, str]] = [
    ("101000000000", Kind.MONEY, "101.000.000.000", "101,000,000,000"),
    ("62.8", Kind.PERCENTAGE, "62,8", "62.8"),
    ("999", Kind.COUNT, "999", "999"),
    ("1000", Kind.COUNT, "1.000", "1,000"),
    ("-1234.50", Kind.MEASURE, "-1.234,50", "-1,234.50"),
    ("3000000..5000000", Kind.MONEY, "3.000.000–5.000.000", "3,000,000–5,000,000"),
    ("-2..5", Kind.MEASURE, "-2 – 5", "-2 – 5"),
    ("3;4", Kind.LEVEL, "3, 4", "3, 4"),
    ("1000;2.5..3", None, "1.000; 2,5–3", "1,000; 2.5–3"),
    ("2-1", Kind.SCORE, "2-1", "2-1"),
    ("68.27", Kind.SCORE, "68,27", "68.27"),
    ("1:3", Kind.RATIO, "1:3", "1:3"),
    ("180/110", Kind.MEASURE, "180/110", "180/110"),
    ("45+2", Kind.DURATION, "45+2", "45+2"),
    ("2022-05-18", Kind.DATE, "18/05/2022", "18 May 2022"),
    ("2022-05", Kind.DATE, "05/2022", "May 2022"),
    ("2022", Kind.DATE, "2022", "2022"),
    ("0987", Kind.DATE, "987", "987"),
    ("2025-Q3", Kind.DATE, "quý III/2025", "Q3 2025"),
    ("--Q3", Kind.DATE, "quý III", "Q3"),
    ("--07-30", Kind.DATE, "30/07", "30 Jul"),
    ("--07", Kind.DATE, "tháng 7", "Jul"),
    ("---15", Kind.DATE, "ngày 15", "day 15"),
    ("-W-6", Kind.DATE, "thứ 7", "Saturday"),
    ("-W-7", Kind.DATE, "chủ nhật", "Sunday"),
    ("2021/2025", Kind.DATE, "2021–2025", "2021–2025"),
    ("--09-10/--09-12", Kind.DATE, "10/09 – 12/09", "10 Sep – 12 Sep"),
    ("--06-26;--06-27", Kind.DATE, "26/06, 27/06", "26 Jun, 27 Jun"),
    ("-0178", Kind.DATE, "179 TCN", "179 BC"),
    ("2022-13", Kind.DATE, "2022-13", "2022-13"),
    ("19:30", Kind.TIME, "19:30", "19:30"),
    ("09:00/11:30", Kind.TIME, "09:00–11:30", "09:00–11:30"),
    ("", None, "", ""),
    ("khoảng", None, "khoảng", "khoảng"),
]


@pytest.mark.parametrize(
    ("value", "kind", "vi", "en"),
    WRITTEN_VALUES,
    ids=[value or f"none-{vi}" for value, _, vi, _ in WRITTEN_VALUES],
)
def test_values_as_they_are_written(value: str, kind: Kind | None, vi: str, en: str) -> None:
    assert format_value(value, kind, "vi") == vi
    assert format_value(value, kind, "en") == en


def test_the_language_is_that_of_the_interface() -> None:
    former_language = i18n.language()
    try:
        i18n.use("vi")
        assert format_value("1000.5", None) == "1.000,5"
        i18n.use("en")
        assert format_value("1000.5", None) == "1,000.5"
    finally:
        i18n.use(former_language)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_every_number_can_be_read_back(number: Decimal) -> None:
    value = f"{number:f}"
    assert format_value(value, Kind.COUNT, "en").replace(",", "") == value
    assert format_value(value, Kind.COUNT, "vi").replace(".", "").replace(",", ".") == value


def test_a_million_digits_are_grouped_in_one_pass() -> None:
    value = "1" + "000" * 400_000
    assert format_value(value, Kind.COUNT, "vi") == ".".join(["1", *["000"] * 400_000])


@given(st.text())
def test_whatever_stands_there_is_written(text: str) -> None:
    for kind in (None, *Kind):
        for lang in i18n.LANGUAGES:
            assert bool(format_value(text, kind, lang)) == bool(text)


def test_values_of_the_seeds_are_shown_as_read() -> None:
    values = {
        (mention["value"], Kind(mention["kind"]))
        for mention in map(json.loads, (ROOT / "tests/data/seeds.jsonl").read_text("utf-8").splitlines())
        if mention.get("value") and mention.get("kind")
    }
    assert len(values) > 50
    for value, kind in values:
        assert read_value(format_value(value, kind, "vi"), kind) == value


def test_the_language_decides_where_rate_and_direction_stand() -> None:
    mention = next(iter(extract_claims("Giá rau tăng 600 đồng/kg.")))
    i18n.use("en")
    assert reading_phrase(mention) == "600 VND per kg increase"
    i18n.use("vi")
    assert reading_phrase(mention) == "tăng 600 đồng/kg"
