"""soi annotators: who decided what, and giving somebody another name."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.tui.cli.commands import assert_one_sentence, soi


def test_annotators_are_listed_and_renamed(store: Path) -> None:
    place = ("--store", str(store), "--annotator", "lead")
    assert [line.split()[:2] for line in soi("annotators", *place).stdout.splitlines()] == [
        ["an", "1"],
        ["lan", "5"],
    ]
    assert soi("annotators", "rename", "lan", "Lan Anh", *place).stdout == "lan is called Lan Anh now.\n"
    records = [
        json.loads(line) for line in soi("annotators", "--format", "jsonl", *place).stdout.splitlines()
    ]
    assert [(record["annotator"], record["decisions"], record["former_names"]) for record in records] == [
        ("Lan Anh", 5, "lan"),
        ("an", 1, ""),
    ]
    rows = list(csv.DictReader(soi("export", "csv", "--store", str(store)).stdout.splitlines()))
    assert {row["annotator"] for row in rows} == {"Lan Anh", "an"}
    log = soi("log", "--store", str(store)).stdout
    assert "lead  name of annotator: lan → Lan Anh" in log
    assert "  lan  " not in log
    assert "Lan Anh" in soi("disputes", "--store", str(store)).stdout
    assert "any more" in soi("annotators", "--undo", *place).stdout
    assert "Lan Anh → lan" in soi("log", "--store", str(store)).stdout


def test_wrong_use_is_one_sentence(store: Path) -> None:
    place = ("--store", str(store), "--annotator", "lead")
    assert_one_sentence(soi("annotators", "rename", "lna", "hoa", *place), 2, "did you mean", "an")
    assert_one_sentence(soi("annotators", "rename", "lan", "an", *place), 2, "--same")
    assert_one_sentence(soi("annotators", "rename", "lan", " ", *place), 2, "name")
    assert_one_sentence(soi("annotators", "--undo", *place), 2, "nothing to undo")
    assert_one_sentence(soi("annotators", "renam", "lan", *place), 2, "rename OLD NEW")
