"""soi agreement: tables, JSON, CSV, raw answers, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.tui.cli.commands import assert_one_sentence, soi


def test_tables_show_what_is_not_defined_as_a_dash(store: Path) -> None:
    result = soi("agreement", "--store", str(store))
    assert result.exit_code == 0
    assert "0.0%" in result.stdout
    assert "–" in result.stdout
    assert "an – lan" in result.stdout


def test_json_has_null_and_csv_an_empty_cell(store: Path) -> None:
    record = json.loads(soi("agreement", "--format", "json", "--store", str(store)).stdout)
    verdict = record["questions"][0]
    assert (verdict["question"], verdict["units"], verdict["alpha"], verdict["agreement"]) == (
        "verdict",
        1,
        0.0,
        0.0,
    )
    assert verdict["alpha_low"] is None
    assert verdict["pairs"][0]["matrix"] == [{"first": "refuted", "second": "verified", "count": 1}]
    rows = list(
        csv.DictReader(io.StringIO(soi("agreement", "--format", "csv", "--store", str(store)).stdout))
    )
    assert (rows[0]["units"], rows[0]["alpha_low"]) == ("1", "")


def test_raw_answers_are_a_column_an_annotator(store: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw.csv"
    for _time in range(2):
        assert soi("agreement", "--raw", str(raw), "--store", str(store)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(raw.read_text(encoding="utf-8"))))
    assert [(row["an"], row["lan"]) for row in rows] == [("refuted", "verified"), ("", "unverifiable")]
    raw.write_text("mine", encoding="utf-8")
    assert_one_sentence(soi("agreement", "--raw", str(raw), "--store", str(store)), 2, "raw.csv")
    assert_one_sentence(soi("agreement", "--raw", str(store), "--store", str(store)), 2, "store")


def test_a_wrong_query_or_grouping_is_refused(store: Path) -> None:
    assert soi("agreement", "value:>=x", "--store", str(store)).exit_code == 2
    assert soi("agreement", "--by", "moon", "--store", str(store)).exit_code == 2
