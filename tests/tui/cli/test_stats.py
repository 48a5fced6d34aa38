"""soi stats: progress by article."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.tui.cli.commands import soi


def test_stats_tell_what_the_app_shows(store: Path) -> None:
    result = soi("stats", "--store", str(store), "--annotator", "lan")
    line = next(line for line in result.stdout.splitlines() if "quang-ninh.txt" in line)
    assert line.split()[0].startswith("2/")
    assert line.split()[1:5] == ["1", "0", "1", "0"]
    assert "in all, by lan" in result.stdout
    only = soi("stats", "seeds/thanh-hoa.txt", "--store", str(store), "--annotator", "lan")
    assert [line.split()[0] for line in only.stdout.splitlines()][1:] == ["0/8", "0/8"]
    assert "in all, by an" in soi("stats", "--store", str(store), "--annotator", "an").stdout


def test_rows_have_columns_that_stay(store: Path) -> None:
    arguments = ("stats", "--store", str(store), "--annotator", "lan", "--format")
    rows = list(csv.DictReader(io.StringIO(soi(*arguments, "csv").stdout)))
    (row,) = [row for row in rows if row["article"] == "quang-ninh.txt"]
    assert (row["reviewed"], row["verified"], row["unverifiable"]) == ("2", "1", "1")
    records = [json.loads(line) for line in soi(*arguments, "jsonl").stdout.splitlines()]
    assert [
        {key: "" if value is None else str(value) for key, value in record.items()} for record in records
    ] == rows
