"""soi log: every decision and what it replaced."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from annotations.model import Confidence, Correction, Evidence, Verdict
from annotations.store import Store
from tests.tui.cli.commands import assert_one_sentence, decide, soi


def test_log_tells_who_decided_what_and_what_it_replaced(store: Path) -> None:
    with Store.open(store) as opened:
        opened.undo("lan")
    lines = soi("log", "--store", str(store)).stdout.splitlines()
    assert len(lines) == 7
    assert "lan" in lines[0]
    assert "verdict: unreviewed → verified" in lines[0]
    assert "tags: none → #a #b" in lines[2]
    assert lines[-1].endswith("note: 'chưa xong' → none  (undo or redo)")
    assert len(soi("log", "quang-ninh.txt", "--store", str(store)).stdout.splitlines()) == 7
    assert soi("log", "quang-nam.txt", "--store", str(store)).stdout == ""
    claim = json.loads(soi("export", "jsonl", "--store", str(store)).stdout.splitlines()[0])["claim"]
    assert len(soi("log", claim, "--store", str(store)).stdout.splitlines()) == 4
    assert_one_sentence(soi("log", "nothing", "--store", str(store)), 2, "nothing")


def test_log_tells_everything_that_was_said(news: Path, tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    soi("import", str(news), "--store", str(path))
    claim = decide(path, "lan", "62,8%", Verdict.VERIFIED)
    with Store.open(path) as store:
        store.set_evidence(claim, "lan", [Evidence("https://so.vn", "628/1000", "2026-01-02")])
        store.set_confidence(claim, "lan", Confidence.HIGH)
        store.correct(claim, "lan", Correction(unit="pp"))
        store.resize(claim, "lan", 40, 48)
        store.set_seen("a.txt", "lan", is_seen=True)
        store.undo("lan")
        store.undo("lan")
    lines = [line.split("  ", 1)[1] for line in soi("log", "--store", str(path)).stdout.splitlines()]
    assert lines == [
        "lan  a.txt:41  62,8%  verdict: unreviewed → verified",
        "lan  a.txt:41  62,8%  evidence: none → https://so.vn '628/1000' 2026-01-02",
        "lan  a.txt:41  62,8%  confidence: none → high",
        "lan  a.txt:41  62,8%  correction: none → unit pp",
        "lan  a.txt:41  62,8%  correction: unit pp → none, ends moved: none → -1 +2",
        "lan  a.txt  seen: no → yes",
        "lan  a.txt  seen: yes → no  (undo or redo)",
        "lan  a.txt:41  62,8%  correction: none → unit pp, ends moved: -1 +2 → none  (undo or redo)",
    ]
    assert len(soi("log", claim, "--store", str(path)).stdout.splitlines()) == 6
    assert len(soi("log", "a.txt", "--store", str(path)).stdout.splitlines()) == 8
    assert_one_sentence(soi("log", "z.txt", "--store", str(path)), 2, "no article or claim")


def test_log_as_rows(store: Path) -> None:
    records = [
        json.loads(line)
        for line in soi("log", "--store", str(store), "--format", "jsonl").stdout.splitlines()
    ]
    assert records[0]["verdict"] == "verified"
    assert {record["article"] for record in records} == {"quang-ninh.txt"}
    assert [record["decision"] for record in records] == sorted(record["decision"] for record in records)
    output = soi("log", "--store", str(store), "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(output)))
    assert [row["decision"] for row in rows] == [record["decision"] for record in records]
    assert rows[0].keys() == records[0].keys()
