"""soi merge: new rows, disputes, damaged stores."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotations.model import Verdict
from tests.annotations.store.validation.forged_rows import Forgery, forge
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
        "  decided by  minh: 2 decisions",
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


@pytest.fixture
def pair(news: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two stores made apart, in both of which lan has decided."""
    stores = tmp_path / "lan.db", tmp_path / "minh.db"
    for path, verdict in zip(stores, (Verdict.VERIFIED, Verdict.REFUTED), strict=True):
        soi("import", str(news), "--store", str(path))
        decide(path, "lan", "97", verdict)
    return stores


def test_decisions_in_my_name_are_mine_or_somebody_elses(pair: tuple[Path, Path]) -> None:
    merge = ("merge", str(pair[1]), "--store", str(pair[0]), "--annotator", "lan")
    assert_one_sentence(soi(*merge), 2, "1 new decisions in your name, lan", "--same", "--as NAME")
    assert_one_sentence(soi(*merge, "--same", "--as", "hoa"), 2, "--as with another name")
    assert_one_sentence(soi(*merge, "--as", "lan"), 2, "--as with another name")
    assert_one_sentence(soi(*merge, "--as", ""), 2, "name")
    assert "  decided by  hoa: 1 decision\n" in soi(*merge, "--as", "hoa", "--dry-run").stdout
    assert "  decided by  lan: 1 decision\n" in soi(*merge, "--same").stdout
    assert soi(*merge).stdout == f"{pair[1]}: nothing new\n"


def test_rows_that_cannot_be_right_are_left_out(pair: tuple[Path, Path]) -> None:
    decide(pair[1], "minh", "628", Verdict.VERIFIED)
    decide(pair[1], "minh", "628", Verdict.REFUTED)
    forge(pair[1], Forgery("decisions", "decided_at", "'hôm qua' || char(27)"))
    merge = ("merge", str(pair[1]), "--store", str(pair[0]), "--annotator", "an")
    preview = soi(*merge, "--dry-run")
    result = soi(*merge)
    for merge_result in (preview, result):
        assert_one_sentence(merge_result, 1, "1 row of", "was left out")
        assert "  left out  decisions: 1  a date that does not exist  (decided_at: " in merge_result.stdout
        assert "  decided by  minh: 1 decision\n" in merge_result.stdout
    assert preview.stdout == "This would be merged; nothing was stored.\n" + result.stdout
    assert soi("doctor", "--store", str(pair[0])).exit_code == 0


@pytest.mark.parametrize("order", ["ASC", "DESC"], ids=["first", "last"])
def test_decisions_removed_from_another_store_are_told(pair: tuple[Path, Path], order: str) -> None:
    decide(pair[1], "minh", "97", Verdict.VERIFIED)
    decide(pair[1], "minh", "628", Verdict.VERIFIED)
    connection = sqlite3.connect(pair[1], isolation_level=None)
    (trigger,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'decisions_are_never_deleted'"
    ).fetchone()
    connection.execute("DROP TRIGGER decisions_are_never_deleted")
    connection.execute(
        "DELETE FROM decisions WHERE rowid = "
        f"(SELECT rowid FROM decisions WHERE annotator = 'minh' ORDER BY id {order} LIMIT 1)"
    )
    connection.execute(trigger)
    connection.close()
    merge = ("merge", str(pair[1]), "--store", str(pair[0]), "--same", "--annotator", "lan")
    for options in (["--dry-run"], []):
        result = soi(*merge, *options)
        assert result.exit_code == 1
        assert "  removed there  minh: 1 decision\n" in result.stdout
        assert "1 decision was removed from" in result.stderr
