"""Values as people type them."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims.typed_input import read_value, write_value
from annotations.errors import UsageError
from annotations.model import Kind
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("62,8", Kind.PERCENTAGE, "62.8"),
        ("62,8%", Kind.PERCENTAGE, "62.8"),
        ("1.000", Kind.COUNT, "1000"),
        ("1.500.000,50", Kind.MONEY, "1500000.5"),
        ("1,500,000.50", Kind.MONEY, "1500000.5"),
        ("101 tỷ", Kind.MONEY, "101000000000"),
        ("  101   tỷ ", None, "101000000000"),
        ("1 triệu 500 nghìn", Kind.MONEY, "1500000"),
        ("hai mươi", None, "20"),
        ("-2", Kind.MEASURE, "-2"),
        ("-0", Kind.MEASURE, "0"),
        ("15-20", None, "15..20"),
        ("15..20", None, "15..20"),
        ("3 đến 5 triệu", Kind.MONEY, "3000000..5000000"),
        ("-5..-2", Kind.MEASURE, "-5..-2"),
        ("3;4", Kind.LEVEL, "3;4"),
        ("2-1", Kind.SCORE, "2-1"),
        ("1:3", Kind.RATIO, "1:3"),
        ("18/5/2022", Kind.DATE, "2022-05-18"),
        ("2022-05", Kind.DATE, "2022-05"),
        ("5/2022", Kind.DATE, "2022-05"),
        ("quý 3/2022", Kind.DATE, "2022-Q3"),
        ("--02-29", Kind.DATE, "--02-29"),
        ("2010/2015", Kind.DATE, "2010/2015"),
        ("14h30", Kind.TIME, "14:30"),
        ("14:30", Kind.TIME, "14:30"),
    ],
)
def test_single_values(typed: str, kind: Kind | None, value: str) -> None:
    assert read_value(typed, kind) == value


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", None),
        ("abc", None),
        ("12a", None),
        ("101 tỷ đồng", Kind.MONEY),
        ("62,8 63", None),
        ("1;", Kind.LEVEL),
        ("1..", None),
        ("62,8,1", Kind.PERCENTAGE),
        ("12,34,56", None),
        ("1,2,3,4", Kind.LEVEL),
        ("1.2.3", None),
        ("1.000.00", Kind.MONEY),
        ("1.000,5.000", None),
        ("5-62,8,1", None),
        ("2022-02-30", Kind.DATE),
        ("2022-13", Kind.DATE),
        ("31/2/2022", Kind.DATE),
        ("---32", Kind.DATE),
        ("62,8", Kind.DATE),
        ("99:99", Kind.TIME),
        ("\x1b[2J", None),
    ],
)
def test_what_is_none_is_said_in_one_sentence(typed: str, kind: Kind | None) -> None:
    with pytest.raises(UsageError) as raised:
        read_value(typed, kind)
    sentence = str(raised.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "\x1b" not in sentence
    assert ("number" in sentence) == (kind not in (Kind.DATE, Kind.TIME))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=10**15))
def test_what_is_written_is_read_as_it_was(number: Decimal) -> None:
    value = f"{number:f}".rstrip("0").rstrip(".")
    assert read_value(write_value(value, Kind.MONEY), Kind.MONEY) == value


@pytest.mark.parametrize(
    ("value", "kind", "typed"),
    [
        ("1000", Kind.COUNT, "1.000"),
        ("3.715", Kind.COUNT, "3,715"),
        ("15..20", Kind.COUNT, "15..20"),
        ("-5..-2", Kind.MEASURE, "-5..-2"),
        ("3;4", Kind.LEVEL, "3;4"),
        ("2-1", Kind.SCORE, "2-1"),
        ("1:3", Kind.RATIO, "1:3"),
        ("2022-05-18", Kind.DATE, "2022-05-18"),
        ("--Q4", Kind.DATE, "--Q4"),
        ("-W-6", Kind.DATE, "-W-6"),
        ("-0178", Kind.DATE, "-0178"),
        ("-0199/-0100", Kind.DATE, "-0199/-0100"),
        ("09:00/11:30", Kind.TIME, "09:00/11:30"),
        ("180/110", Kind.MEASURE, "180/110"),
        ("45+2", Kind.DURATION, "45+2"),
        (None, None, ""),
    ],
)
def test_written_values_are_read(value: str | None, kind: Kind | None, typed: str) -> None:
    assert write_value(value, kind) == typed
    if value is not None:
        assert read_value(typed, kind) == value


def test_values_of_annotated_sentences_are_written_and_read() -> None:
    values = {
        (mention["value"], Kind(mention["kind"]))
        for name in ("dev", "blind")
        for line in (ROOT / f"tests/data/sentences/{name}.jsonl").read_text("utf-8").splitlines()
        for mention in json.loads(line)["mentions"]
        if mention.get("value") and mention["value"] != "2b"  # a grade, which is no value
    }
    assert len(values) > 500
    for value, kind in values:
        assert read_value(write_value(value, kind), kind) == value
