"""The command line: what it prints, its exit codes, its sentences."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from annotations.claims import extract_claims
from annotations.corpus import read_corpus
from annotations.model import Article, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.progress import read_progress
from tui.cli.command import LazyGroup
from tui.cli.main import COMMANDS, main


def soi(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def one_sentence(result: Result, code: int, *words: str) -> None:
    """The command ended with this code and a sentence on stderr that has these words, and no traceback."""
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("soi: ")
    assert len(result.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in result.stderr


@pytest.fixture
def store(tmp_path: Path, seeds: Path) -> Path:
    path = tmp_path / "soi.db"
    with Store.open(path, create=True) as opened:
        for article in read_corpus(seeds):
            assert isinstance(article, Article)
            import_article(opened, article, extract_claims(article.text), "1")
        claims = {c.mention.text: c.id for c in read_mentions(opened, "quang-ninh.txt")}
        opened.set_verdict(claims["62,8%"], "lan", Verdict.VERIFIED)
        opened.set_note(claims["62,8%"], "lan", 'có "ngoặc", phẩy;\nhai dòng')
        opened.set_tags(claims["62,8%"], "lan", ["b", "a"])
        opened.set_verdict(claims["62,8%"], "an", Verdict.REFUTED)
        opened.set_verdict(claims["37,2%"], "lan", Verdict.UNVERIFIABLE)
        opened.set_note(claims["628"], "lan", "chưa xong")
    return path


def test_claims_gives_every_mention_with_the_guidelines_fields(seeds: Path) -> None:
    result = soi("claims", str(seeds), "--format", "jsonl")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["article"] for row in rows} == {path.name for path in seeds.glob("*.txt")}
    texts = {path.name: path.read_text(encoding="utf-8") for path in seeds.glob("*.txt")}
    assert all(texts[row["article"]][row["start"] : row["end"]] == row["text"] for row in rows)
    assert {"claim", "reference", "name", "metadata"} == {row["role"] for row in rows}


def test_claims_as_a_table_and_from_several_paths(seeds: Path) -> None:
    result = soi("claims", str(seeds / "quang-ninh.txt"), str(seeds / "thanh-hoa.txt"))
    assert result.exit_code == 0
    assert "quang-ninh.txt: " in result.stdout
    assert "thanh-hoa.txt: " in result.stdout
    assert any(line.split()[1:4] == ["62,8%", "percentage", "62.8"] for line in result.stdout.splitlines())


def test_claims_goes_on_behind_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Đạt 62,8%".encode("utf-16"))
    (tmp_path / "b.txt").write_text("Đạt 62,8%", encoding="utf-8")
    result = soi("claims", str(tmp_path), "--format", "jsonl")
    assert json.loads(result.stdout)["value"] == "62.8"
    one_sentence(result, 1, "a.txt", "UTF-16")


@pytest.mark.parametrize("command", ["claims", "review"])
def test_a_path_that_is_not_there(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    monkeypatch.chdir(tmp_path)
    one_sentence(soi(command, "nowhere"), 2, "nowhere")
    (tmp_path / "empty").mkdir()
    one_sentence(soi(command, "empty"), 2, "empty", ".txt")
    assert not (tmp_path / "soi.db").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Đạt 62,8%".encode("utf-16"), ["UTF-16", "iconv"]),
        (b"\xd0a\xf2t 62,8% k\xea\xec ho\xf2ch", ["UTF-8", "iconv", "1258"]),
        (b"\x7fELF\x00\x00\x01\x02\x03" * 20, ["a.txt"]),
        (b"", ["a.txt", "empty"]),
    ],
)
def test_a_corpus_of_one_bad_file(
    tmp_path: Path, content: bytes, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    one_sentence(soi("claims", str(tmp_path)), 1, *words)
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    one_sentence(soi(str(tmp_path), "--store", str(tmp_path / "soi.db")), 1, *words)


def test_review_refuses_what_is_no_terminal(seeds: Path) -> None:
    one_sentence(soi(str(seeds)), 2, "terminal", "soi claims")


def test_review_refuses_a_file_that_is_no_store(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    (tmp_path / "soi.db").write_bytes(b"no database at all " * 500)
    one_sentence(soi(str(seeds), "--store", str(tmp_path / "soi.db")), 1, "not a soi store")
    assert (tmp_path / "soi.db").read_bytes() == b"no database at all " * 500
    one_sentence(soi(str(seeds), "--store", "/proc/soi.db"), 1, "/proc/soi.db")
    one_sentence(soi(str(seeds), "--store", str(tmp_path)), 2, "is a folder")


@pytest.mark.parametrize("name", ["", "  ", "a\x1bb"])
def test_an_annotator_needs_a_name(seeds: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    one_sentence(soi(str(seeds), "--annotator", name), 2, "--annotator")


@pytest.mark.parametrize("arguments", [["export", "csv"], ["stats"]])
def test_commands_that_read_need_a_store(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one_sentence(soi(*arguments), 2, "no store", "--store")
    assert not list(tmp_path.iterdir())


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
    for row, told in zip(table, objects, strict=True):
        assert row == {name: cell(value) for name, value in told.items()}


def cell(value: object) -> str:
    """A field of an object as a table has it."""
    if isinstance(value, list):
        objects = any(isinstance(one, dict) for one in value)
        return json.dumps(value, ensure_ascii=False) if objects else ";".join(value)
    return "" if value is None else str(value)


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
    done = soi("export", "jsonl", "--store", str(store), "--filter", query)
    assert done.exit_code == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    found = {(row["unit"], row["annotator"]) for row in rows if row["claim"] == claim.id}
    assert found == expected


def test_export_says_where_a_query_is_wrong(store: Path) -> None:
    done = soi("export", "csv", "--store", str(store), "--filter", "kind:monye")
    assert done.exit_code == 2
    assert "did you mean kind:money?" in done.stderr
    assert "^^^^^" in done.stderr


def test_a_store_that_cannot_be_written_is_exported_and_searched_as_well(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is derived is made in a copy, which is gone afterwards."""
    with Store.open(store) as opened:
        opened.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = store.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(
            "annotations.store.maintenance.preparation.os.access", lambda _, mode: mode != os.W_OK
        )
        exported = soi("export", "jsonl", "--store", str(store), "--filter", "người dân")
        found = soi("search", "nguoi dan", "--store", str(store), "--format", "jsonl")
    assert store.read_bytes() == before
    assert exported.stdout.count("\n") > 1, exported.stderr
    assert found.stdout.count("\n") > 1
    assert '"findings": [{' in exported.stdout
    assert exported.stdout == soi("export", "jsonl", "--store", str(store), "--filter", "người dân").stdout
    assert found.stdout == soi("search", "nguoi dan", "--store", str(store), "--format", "jsonl").stdout


def test_export_to_a_file_is_whole_or_not_at_all(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "ra.csv"
    assert soi("export", "csv", "--store", str(store), "-o", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8") == soi("export", "csv", "--store", str(store)).stdout
    before = out.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotations.exports.csv.export_row", fail)
    one_sentence(soi("export", "csv", "--store", str(store), "-o", str(out)), 1, "No space left")
    assert out.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {"ra.csv", "soi.db", "soi.db-wal", "soi.db-shm"}
    one_sentence(soi("export", "csv", "--store", str(store), "-o", str(tmp_path / "no" / "x")), 2, "folder")


def test_export_follows_a_link_and_writes_to_a_pipe(store: Path, tmp_path: Path) -> None:
    whole = soi("export", "csv", "--store", str(store)).stdout
    (tmp_path / "real.csv").write_text("before", encoding="utf-8")
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


def test_stats_tell_what_the_app_shows(store: Path) -> None:
    result = soi("stats", "--store", str(store), "--annotator", "lan")
    line = next(line for line in result.stdout.splitlines() if "quang-ninh.txt" in line)
    assert line.split()[0].startswith("2/")
    assert line.split()[1:5] == ["1", "0", "1", "0"]
    assert "in all, by lan" in result.stdout
    only = soi("stats", "seeds/thanh-hoa.txt", "--store", str(store), "--annotator", "lan")
    assert [line.split()[0] for line in only.stdout.splitlines()][1:] == ["0/8", "0/8"]
    assert "in all, by an" in soi("stats", "--store", str(store), "--annotator", "an").stdout


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
    one_sentence(soi("log", "nothing", "--store", str(store)), 2, "nothing")


def test_doctor_and_backup(store: Path, tmp_path: Path) -> None:
    assert soi("doctor", "--store", str(store)).stdout == f"{store} is sound.\n"
    copy = tmp_path / "copy.db"
    assert soi("backup", str(copy), "--store", str(store)).exit_code == 0
    assert (
        soi("export", "csv", "--store", str(copy)).stdout
        == soi("export", "csv", "--store", str(store)).stdout
    )
    one_sentence(soi("backup", str(copy), "--store", str(store)), 2, "there already")
    connection = sqlite3.connect(copy)
    connection.execute("UPDATE reviews SET verdict = 'refuted'")
    connection.commit()
    connection.close()
    result = soi("doctor", "--store", str(copy))
    assert result.exit_code == 1
    assert "soi doctor --rebuild" in result.stdout
    assert soi("doctor", "--rebuild", "--store", str(copy)).exit_code == 0
    assert (
        soi("export", "csv", "--store", str(copy)).stdout
        == soi("export", "csv", "--store", str(store)).stdout
    )


def test_a_reader_that_has_read_enough_is_no_error(seeds: Path) -> None:
    code = f"from tui.cli.main import main; main(['claims', {str(seeds)!r}, '--format', 'jsonl'])"
    command = f'"{sys.executable}" -c "{code}" | head -n 1'
    done = subprocess.run(command, shell=True, capture_output=True, encoding="utf-8", check=True)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_output_is_utf8_whatever_the_locale(seeds: Path) -> None:
    code = f"from tui.cli.main import main; main(['claims', {str(seeds)!r}])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )  # fmt: skip
    assert "dịch vụ công" in done.stdout.decode()


@pytest.mark.parametrize("command", ["", "review", "claims", "export", "stats", "log", "backup", "doctor"])
def test_every_command_explains_itself(command: str) -> None:
    result = soi(*filter(None, [command, "--help"]))
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_every_command_has_the_name_under_which_it_is_loaded() -> None:
    assert isinstance(main, LazyGroup)
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in COMMANDS}
    assert {name: command.name for name, command in commands.items() if command} == {
        name: name for name in COMMANDS
    }


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["claims", "--help"], ["claims", "seeds/quang-nam.txt"], ["check", "seeds/quang-nam.txt"]],
    ids=["help", "help_of_claims", "claims", "check"],
)
def test_commands_without_a_screen_load_no_textual(arguments: list[str]) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('textual' in sys.modules, 'sqlite_utils' in sys.modules, file=sys.stderr))\n"
        f"from tui.cli.main import main\nmain({arguments!r})"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (process.returncode, process.stderr) == (0, "False False\n")
