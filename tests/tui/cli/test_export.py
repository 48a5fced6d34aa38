"""soi export: rows, formats, filters, and files that are written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.model import Article, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.progress import read_progress
from tests.tui.cli.commands import assert_one_sentence, soi


def test_export_writes_what_is_reviewed(store: Path) -> None:
    result = soi("export", "csv", "--store", str(store))
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["quote"], row["annotator"], row["verdict"]) for row in rows] == [
        ("62,8%", "an", "refuted"),
        ("62,8%", "lan", "verified"),
        ("37,2%", "lan", "unverifiable"),
    ]
    assert rows[1]["tags"] == "a;b"
    assert rows[1]["note"] == 'có "ngoặc", phẩy;\nhai dòng'
    assert rows[1]["value"] == "62.8"
    text = Path("seeds/quang-ninh.txt").read_text(encoding="utf-8")
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        assert text[start - len(row["prefix"]) : end + len(row["suffix"])] == (
            row["prefix"] + row["quote"] + row["suffix"]
        )


def test_jsonl_and_csv_say_the_same(store: Path) -> None:
    table = list(csv.DictReader(io.StringIO(soi("export", "csv", "--store", str(store)).stdout)))
    objects = [json.loads(line) for line in soi("export", "jsonl", "--store", str(store)).stdout.splitlines()]
    assert [list(row) for row in table] == [list(row) for row in objects]
    for row, record in zip(table, objects, strict=True):
        assert {name: parsed(text) for name, text in row.items()} == {
            name: parsed(cell(value)) for name, value in record.items()
        }


def parsed(text: str) -> object:
    """A cell, and the lists in it whatever their blanks."""
    return json.loads(text) if text.startswith(("[{", "{")) else text


def cell(value: object) -> str:
    """A field of an object as a table has it."""
    if isinstance(value, list):
        objects = any(isinstance(item, dict) for item in value)
        return json.dumps(value, ensure_ascii=False) if objects else ";".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)


def test_export_has_one_row_a_claim_with_a_consensus(store: Path) -> None:
    result = soi("export", "csv", "--store", str(store), "--consensus", "unanimous")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["quote"], row["annotator"], row["consensus"]) for row in rows] == [
        ("37,2%", "lan", "single")
    ]
    assert "1 claim is left out" in result.stderr
    assert soi("export", "csv", "--store", str(store), "--consensus", "most").exit_code == 2


def test_export_filters_by_verdict(store: Path) -> None:
    result = soi("export", "jsonl", "--store", str(store), "--verdict", "refuted", "--verdict", "unreviewed")
    assert [(row["quote"], row["verdict"]) for row in map(json.loads, result.stdout.splitlines())] == [
        ("628", None),
        ("62,8%", "refuted"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind:percentage", {("%", "lan"), ("%", "minh")}),
        ("by:lan", {("%", "lan")}),
        ("tag:gia", {("%", "minh")}),
        ("-tag:giá verdict:verified", set()),
        ("value:>=1000", set()),
        ("dịch vụ xyzzy", set()),
    ],
)
def test_export_takes_a_query(store: Path, query: str, expected: set[tuple[str, str]]) -> None:
    with Store.open(store) as opened:
        (claim, *_) = [
            c
            for a in read_progress(opened, "lan")
            for c in read_mentions(opened, a.article)
            if c.mention.unit == "%"
        ]
        opened.set_verdict(claim.id, "lan", Verdict.VERIFIED)
        opened.change_tags([claim.id], "minh", on=["giá"])
    result = soi("export", "jsonl", "--store", str(store), "--filter", query)
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    annotators = {(row["unit"], row["annotator"]) for row in rows if row["claim"] == claim.id}
    assert annotators == expected


def test_export_says_where_a_query_is_wrong(store: Path) -> None:
    result = soi("export", "csv", "--store", str(store), "--filter", "kind:monye")
    assert result.exit_code == 2
    assert "did you mean kind:money?" in result.stderr
    assert "^^^^^" in result.stderr


def test_readonly_store_is_exported_and_searched(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is derived is made in a copy, which is gone afterwards."""
    with Store.open(store) as opened:
        opened.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    former_bytes = store.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(
            "annotations.store.access.os.access", lambda file, mode: not (mode & os.W_OK and file == store)
        )
        exported = soi("export", "jsonl", "--store", str(store), "--filter", "người dân")
        search = soi("search", "nguoi dan", "--store", str(store), "--format", "jsonl")
    assert store.read_bytes() == former_bytes
    assert exported.stdout.count("\n") > 1, exported.stderr
    assert search.stdout.count("\n") > 1
    assert '"findings":[{' in exported.stdout
    assert exported.stdout == soi("export", "jsonl", "--store", str(store), "--filter", "người dân").stdout
    assert search.stdout == soi("search", "nguoi dan", "--store", str(store), "--format", "jsonl").stdout


def test_export_to_a_file_is_whole_or_not_at_all(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "ra.csv"
    assert soi("export", "csv", "--store", str(store), "-o", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8") == soi("export", "csv", "--store", str(store)).stdout
    former_bytes = out.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotations.exports.formats.csv.row_cells", fail)
    assert_one_sentence(soi("export", "csv", "--store", str(store), "-o", str(out)), 1, "The disk is full")
    assert out.read_bytes() == former_bytes
    assert {path.name for path in tmp_path.iterdir()} <= {"ra.csv", "soi.db", "soi.db-wal", "soi.db-shm"}
    assert_one_sentence(
        soi("export", "csv", "--store", str(store), "-o", str(tmp_path / "no" / "x")), 2, "folder"
    )


def test_export_follows_a_link_and_writes_to_a_pipe(store: Path, tmp_path: Path) -> None:
    whole = soi("export", "csv", "--store", str(store)).stdout
    (tmp_path / "real.csv").touch()
    (tmp_path / "link.csv").symlink_to("real.csv")
    assert soi("export", "csv", "--store", str(store), "-o", str(tmp_path / "link.csv")).exit_code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8") == whole
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, encoding="utf-8") as reader:
        assert soi("export", "csv", "--store", str(store), "-o", str(pipe)).exit_code == 0
        assert reader.communicate()[0] == whole
    assert pipe.is_fifo()


def test_what_a_terminal_might_act_on_is_escaped_in_jsonl(tmp_path: Path) -> None:
    hostile = "Giá\x1b[31m \x9b2J \u202e\U000e0041 tăng 62,8% \x85"
    (tmp_path / "a.txt").write_text(hostile, encoding="utf-8")
    with Store.open(tmp_path / "soi.db", create=True) as opened:
        import_article(
            opened, Article("a.txt", "a.txt", hostile, title=hostile), extract_claims(hostile), "1"
        )
        for claim in read_mentions(opened, "a.txt"):
            opened.set_verdict(claim.id, "lan", Verdict.VERIFIED)
    for result in (
        soi("export", "jsonl", "--store", str(tmp_path / "soi.db")),
        soi("claims", str(tmp_path / "a.txt"), "--format", "jsonl"),
    ):
        assert not set("\x1b\x9b\x85\u202e\U000e0041") & set(result.stdout)
        assert all(json.loads(line) for line in result.stdout.splitlines())
    first = json.loads(soi("export", "jsonl", "--store", str(tmp_path / "soi.db")).stdout.splitlines()[0])
    assert first["title"] == hostile


def test_export_writes_over_nothing_but_its_own(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.toml").write_text("", encoding="utf-8")
    (tmp_path / "soi.toml").write_text('lexicon = "words.toml"\n', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert soi("import", str(news)).exit_code == 0
    article, text = news / "a.txt", (news / "a.txt").read_text(encoding="utf-8")
    for name in ("soi.db", str(article), "soi.toml", "words.toml", "notes.txt"):
        assert_one_sentence(soi("export", "csv", "-o", name), 2, name, "name another file")
    for name in ("soi.db", str(article), "soi.toml"):
        assert_one_sentence(soi("export", "csv", "--force", "-o", name), 2, name)
    assert article.read_text(encoding="utf-8") == text
    assert soi("export", "csv", "--force", "-o", "notes.txt").exit_code == 0
    for form in ("csv", "jsonl", "csv"):
        assert soi("export", form, "-o", "out").exit_code == 0
    assert soi("doctor").exit_code == 0


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_by_name(store: Path, name: str) -> None:
    expected = soi("export", "csv", "--store", str(store)).stdout
    assert soi("export", "csv", "-o", name, "--store", str(store)).stdout == expected
