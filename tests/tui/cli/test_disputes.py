"""soi disputes: the claims on which annotators disagree."""

from __future__ import annotations

import json
from pathlib import Path

from annotations.model import Verdict
from annotations.store import Store
from tests.tui.cli.commands import assert_one_sentence, decide, soi


def test_disputes_name_who_said_what(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Xã có 628 hộ dân, đạt 62,8%.", encoding="utf-8")
    store = tmp_path / "soi.db"
    assert soi("import", str(tmp_path / "a.txt"), "--store", str(store)).exit_code == 0
    result = soi("disputes", "--store", str(store))
    assert (result.stdout, result.stderr) == ("", "There is no claim on which annotators disagree.\n")
    for quote in ("628", "62,8%"):
        claim = decide(store, "lan", quote, Verdict.VERIFIED)
        decide(store, "minh", quote, Verdict.REFUTED)
    (line,) = soi("disputes", "kind:percentage", "--store", str(store)).stdout.splitlines()
    assert line.split("  ")[1:] == ["a.txt:22", "62,8%", "lan: verified, minh: refuted", claim]
    records = [
        json.loads(line)
        for line in soi("disputes", "--store", str(store), "--format", "jsonl").stdout.splitlines()
    ]
    assert [record["quote"] for record in records] == ["628", "62,8%"]
    assert json.loads(records[0]["verdicts"]) == {"lan": "verified", "minh": "refuted"}
    with Store.open(store) as opened:
        opened.undo("minh")
        opened.undo("minh")
    assert soi("disputes", "--store", str(store), "--format", "csv").stdout.count("\n") == 1
    assert_one_sentence(soi("disputes", "kind:money", "--store", str(tmp_path / "none.db")), 2, "none.db")
    error = soi("disputes", "kind:fo", "--store", str(store))
    assert error.exit_code == 2
    assert "is:disputed" not in error.stderr, "what was typed is quoted"
