"""soi claims: every mention of a path, as a table or as JSON Lines."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.claims.extractor import Extractor
from annotations.model import Article, Mention
from tests.tui.cli.commands import assert_one_sentence, soi
from tui.cli.main import main


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
    (tmp_path / "a.txt").write_bytes("Đạt 62,8%".encode("utf-16")[:-1])
    (tmp_path / "b.txt").write_text("Đạt 62,8%", encoding="utf-8")
    result = soi("claims", str(tmp_path), "--format", "jsonl")
    assert json.loads(result.stdout)["value"] == "62.8"
    assert_one_sentence(result, 1, "a.txt", "damaged")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Đạt 62,8%".encode("utf-16")[:-1], ["a.txt", "damaged"]),
        (b"\xd0a\xf2t 62,8% k\xea\xec ho\xf2ch \xfc", ["UTF-8", "iconv", "1258"]),
        (b"\x7fELF\x00\x00\x01\x02\x03" * 20, ["a.txt"]),
        (b"", ["a.txt", "empty"]),
    ],
)
def test_a_corpus_of_one_bad_file(
    tmp_path: Path, content: bytes, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert_one_sentence(soi("claims", str(tmp_path)), 1, *words)
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    assert_one_sentence(soi(str(tmp_path), "--store", str(tmp_path / "soi.db")), 1, *words)


@pytest.mark.parametrize("command", ["claims", "check", "import"])
def test_an_article_that_fails_stops_nothing(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Bài hỏng: đạt 62,8%", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Đạt 62,8%", encoding="utf-8")
    extract = Extractor.extract

    def failing_extract(self: Extractor, article: Article) -> list[Mention]:
        if "hỏng" in article.text:
            raise IndexError("list index out of range")
        return extract(self, article)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Extractor, "extract", failing_extract)
    result = soi(command, str(tmp_path))
    assert_one_sentence(result, 1, "a.txt: the program failed on this article (IndexError: list index")
    assert {"claims": "b.txt: ", "check": "1 article: ", "import": "2 new"}[command] in result.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_claims_of_what_a_shell_pipes_in_as_files() -> None:
    command = (
        'exec "$0" -m tui.cli.main claims --format jsonl <(echo "Có 628 hộ dân.") <(echo "Có 372 hộ dân.")'
    )
    process = subprocess.run(
        ["bash", "-c", command, sys.executable], capture_output=True, encoding="utf-8", check=False
    )
    assert (process.returncode, process.stderr) == (0, "")
    assert [json.loads(line)["value"] for line in process.stdout.splitlines()] == ["628", "372"]


@pytest.mark.parametrize(
    ("content", "format_name", "code"),
    [(b"{bad", "jsonl", 1), (b"[", "json", 1), (b"a,b\n1,2\n", "csv", 2), (b"\xff\xfe", "text", 1)],
)
def test_errors_name_standard_input(content: bytes, format_name: str, code: int) -> None:
    arguments = ["claims", "-", "--from", format_name]
    result = CliRunner().invoke(main, arguments, input=content)
    assert_one_sentence(result, code, "standard input")
    assert "/" not in result.stderr.partition("iconv")[0]
    assert "đầu vào chuẩn" in CliRunner().invoke(main, [*arguments, "--lang", "vi"], input=content).stderr
