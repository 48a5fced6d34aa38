"""soi import, soi merge and soi log on the command line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotations.model import Confidence, Correction, Evidence, Verdict
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from tests.tui.cli.test_cli import one_sentence, soi

TEXT = "Toàn tỉnh có 628 thủ tục trực tuyến, đạt 62,8%.\n\nCấp huyện có 97 thủ tục, đạt 48,5% kế hoạch."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "tin tức"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("Xã có 1.234 hộ dân.", encoding="utf-8")
    return folder


def decide(path: Path, annotator: str, quote: str, verdict: Verdict) -> str:
    with Store.open(path) as store:
        claim = next(c.id for c in read_mentions(store, "a.txt") if c.mention.text == quote)
        store.set_verdict(claim, annotator, verdict)
    return claim


def test_import_tells_what_became_of_each_article(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "kho số.db"
    first = soi("import", str(corpus), "--store", str(store))
    assert (first.exit_code, first.stdout) == (0, "Articles: 2 new, 0 edited, 0 unchanged.\n")
    decide(store, "lan", "62,8%", Verdict.VERIFIED)
    edited = "Tin mới.\n\n" + TEXT.replace("62,8%", "63,8%") + "\n\nCòn 7 xã chưa đạt."
    (corpus / "a.txt").write_text(edited, encoding="utf-8")
    second = soi("import", str(corpus), "--store", str(store))
    assert second.stdout.splitlines() == [
        "a.txt: 0 unchanged, 3 moved, 1 with another number, 0 gone, 1 new",
        "Articles: 0 new, 1 edited, 1 unchanged.",
        "1 reviewed claim waits in the orphan queue: open the corpus and press o.",
    ]
    exported = soi("export", "jsonl", "--store", str(store))
    assert exported.stdout == ""
    assert "1 reviewed claim is left out" in exported.stderr
    assert "press o)" in exported.stderr
    # With other keys in soi.toml, these are named.
    monkeypatch.chdir(tmp_path)
    Path("soi.toml").write_text('[keys]\n"review.orphans" = "ctrl+b,f12"\n', encoding="utf-8")
    assert "press ctrl+b)" in soi("export", "jsonl", "--store", str(store)).stderr
    assert "press ctrl+b." in soi("import", str(corpus), "--store", str(store)).stdout


def test_import_names_what_it_cannot_read_and_reads_the_rest(corpus: Path, tmp_path: Path) -> None:
    (corpus / "c.txt").write_bytes("Tỉnh có 5 xã".encode("utf-16"))
    result = soi("import", str(corpus), "--store", str(tmp_path / "soi.db"))
    assert result.stdout.startswith("Articles: 2 new")
    one_sentence(result, 1, "c.txt")
    one_sentence(soi("import", str(tmp_path / "nichts"), "--store", str(tmp_path / "x.db")), 2, "nothing at")
    assert not (tmp_path / "x.db").exists()


def test_merge_tells_what_came_in_and_what_is_in_dispute(corpus: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "lan.db", tmp_path / "minh.db"
    for path in (ours, theirs):
        soi("import", str(corpus), "--store", str(path))
    claim = decide(ours, "lan", "97", Verdict.VERIFIED)
    decide(theirs, "minh", "97", Verdict.REFUTED)
    decide(theirs, "minh", "628", Verdict.VERIFIED)
    result = soi("merge", str(theirs), "--store", str(ours))
    assert result.stdout.splitlines() == [
        f"{theirs}: decisions: 2, annotators: 1",
        f"  two verdicts  a.txt  97  lan: verified, minh: refuted  ({claim})",
    ]
    assert soi("merge", str(theirs), "--store", str(ours)).stdout == f"{theirs}: nothing new\n"
    one_sentence(soi("merge", str(ours), "--store", str(ours)), 2, "is the store itself")
    one_sentence(soi("merge", str(tmp_path / "no.db"), "--store", str(ours)), 2, "no store at")
    assert soi("doctor", "--store", str(ours)).exit_code == 0


def test_a_damaged_store_is_not_merged(corpus: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "lan.db", tmp_path / "minh.db"
    for path in (ours, theirs):
        soi("import", str(corpus), "--store", str(path))
    sqlite3.connect(theirs).execute("PRAGMA journal_mode = DELETE").close()
    data = bytearray(theirs.read_bytes())
    for page in range(6, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    theirs.write_bytes(bytes(data))
    before = ours.read_bytes()
    result = soi("merge", str(theirs), "--store", str(ours))
    one_sentence(result, 1, "damaged", "minh.db")
    assert ours.read_bytes() == before


def test_log_tells_everything_that_was_said(corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    soi("import", str(corpus), "--store", str(path))
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
    one_sentence(soi("log", "z.txt", "--store", str(path)), 2, "no article or claim")
