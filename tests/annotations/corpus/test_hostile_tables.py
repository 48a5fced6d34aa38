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


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.bz2", "a.csv.xz", "a.jsonl.zst"])
def test_a_damaged_compressed_file_is_named(name: str, tmp_path: Path) -> None:
    if name.endswith(".zst"):
        pytest.importorskip("backports.zstd")
    (tmp_path / name).write_bytes(b"no such format")
    (error,) = errors_of(tmp_path / name)
    assert "cannot be read to its end" in error


def test_a_file_unpacks_to_a_hundred_times_its_size_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.corpus.streams._LEAST_BOUND", 1_000_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 5_000_000))
    (error,) = errors_of(path)
    assert "unpacks to more than 1 MB" in error


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,5 ha\n2,"6 ha\n3,7 ha\n', encoding="utf-8")
    article, error = read_corpus(path)
    assert isinstance(article, Article)
    assert "line 3: a quotation mark is opened and never closed" in str(error)


@pytest.mark.parametrize(
    "sheet",
    [
        b"",
        b"<worksheet",
        b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='1'><c r='ZZZZZ1'><v>5</v></c></row></sheetData></worksheet>",
    ],
    ids=["empty", "cut", "no_such_column"],
)
def test_a_damaged_workbook(sheet: bytes, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    openpyxl.Workbook().save(tmp_path / "sound.xlsx")
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(tmp_path / "sound.xlsx") as sound, zipfile.ZipFile(path, "w") as archive:
        for entry in sound.namelist():
            archive.writestr(entry, sheet if "sheet1" in entry else sound.read(entry))
    (error,) = errors_of(path)
    assert "is damaged" in error


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
