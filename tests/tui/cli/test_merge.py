"""soi merge: new rows, disputes, damaged stores."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from annotations.model import Verdict
from tests.tui.cli.commands import assert_one_sentence, decide, soi


def test_merge_tells_what_came_in_and_what_is_in_dispute(news: Path, tmp_path: Path) -> None:
    store, other_store = tmp_path / "lan.db", tmp_path / "minh.db"
    for path in (store, other_store):
        soi("import", str(news), "--store", str(path))
    claim = decide(store, "lan", "97", Verdict.VERIFIED)
    decide(other_store, "minh", "97", Verdict.REFUTED)
    decide(other_store, "minh", "628", Verdict.VERIFIED)
    result = soi("merge", str(other_store), "--store", str(store))
    assert result.stdout.splitlines() == [
        f"{other_store}: decisions: 2, annotators: 1",
        f"  two verdicts  a.txt  97  lan: verified, minh: refuted  ({claim})",
    ]
    assert soi("merge", str(other_store), "--store", str(store)).stdout == f"{other_store}: nothing new\n"
    assert_one_sentence(soi("merge", str(store), "--store", str(store)), 2, "is the store itself")
    assert_one_sentence(soi("merge", str(tmp_path / "no.db"), "--store", str(store)), 2, "no store at")
    assert soi("doctor", "--store", str(store)).exit_code == 0


def test_a_damaged_store_is_not_merged(news: Path, tmp_path: Path) -> None:
    store, other_store = tmp_path / "lan.db", tmp_path / "minh.db"
    for path in (store, other_store):
        soi("import", str(news), "--store", str(path))
    sqlite3.connect(other_store).execute("PRAGMA journal_mode = DELETE").close()
    data = bytearray(other_store.read_bytes())
    for page in range(6, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    other_store.write_bytes(bytes(data))
    former_bytes = store.read_bytes()
    result = soi("merge", str(other_store), "--store", str(store))
    assert_one_sentence(result, 1, "damaged", "minh.db")
    assert store.read_bytes() == former_bytes
