"""Tables of others: pipes, lines without end, workbooks that unpack without end, half characters."""

from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path

import pytest

from annotations.corpus import read_corpus
from annotations.errors import CorpusError
from annotations.model import Article


def errors_of(path: Path) -> list[str]:
    articles = list(read_corpus(path))
    assert not [article for article in articles if isinstance(article, Article)]
    return [str(error) for error in articles if isinstance(error, CorpusError)]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json", "a.xlsx", "a.db", "a.csv.gz"])
def test_a_pipe_is_not_waited_for(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    (error,) = errors_of(tmp_path / name)
    assert "is a pipe or a device" in error


def test_a_line_without_end_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.corpus.formats.tables.csv_table._LONGEST_CELL", 1000)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"text,id\n" + b"x" * 5000))
    (error,) = errors_of(path)
    assert "line 2: longer than 1000 characters" in error


def test_a_workbook_that_unpacks_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openpyxl")
    monkeypatch.setattr("annotations.corpus.formats.tables.workbook._MOST_UNPACKED_BYTES", 1_000_000)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "x" * 1_000_001)
    (error,) = errors_of(path)
    assert "unpacks to more than 1 MB" in error


@pytest.mark.parametrize("text", [r"\ud800 5 ha", r"a\u0000b 5 ha"], ids=["half_character", "nul"])
def test_text_that_is_none_is_left_out(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{text}"}}\n', encoding="utf-8")
    (error,) = errors_of(path)
    assert "line 1" in error


def test_half_characters_in_other_columns_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(r'{"text": "5 ha", "id": "x\ud800", "title": "\udfff"}' + "\n", encoding="utf-8")
    (article,) = read_corpus(path)
    assert isinstance(article, Article)
    assert (article.id, article.title) == ("x?", "?")
