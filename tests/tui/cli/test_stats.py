"""soi stats: progress by article."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

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


def test_everybody_is_counted_in_groups(store: Path) -> None:
    def records(grouping: str) -> list[dict[str, object]]:
        lines = soi("stats", "--store", str(store), "--by", grouping, "--format", "jsonl").stdout.splitlines()
        return [json.loads(line) for line in lines]

    (article,) = [row for row in records("article") if row["article"] == "quang-ninh.txt"]
    assert (article["reviewed"], article["disputed"], article["unverifiable"]) == (2, 1, 1)
    kinds = {row["kind"]: row["reviewed"] for row in records("kind")}
    assert kinds["percentage"] == sum(map(int, map(str, kinds.values()))) == 2
    assert [(row["annotator"], row["reviewed"]) for row in records("annotator")] == [("an", 1), ("lan", 2)]
    assert sum(int(str(row["reviewed"])) for row in records("day")) == 3
    assert "in all, by everybody" in soi("stats", "--store", str(store)).stdout


def test_a_blind_store_counts_ones_own(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soi("settings", "blind", "on", "--store", str(store), "--annotator", "lead")
    monkeypatch.setenv("SOI_ANNOTATOR", "an")
    assert "in all, by an" in soi("stats", "--store", str(store)).stdout
