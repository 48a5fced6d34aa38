"""Tables as corpora: an article a row, by the usual or chosen columns; broken rows are named, good ones read."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from annotations.corpus import read_corpus
from annotations.corpus.options import ColumnNames, ReadOptions, ReadPosition
from annotations.errors import SoiError, UsageError
from annotations.model import Article
from tests.annotations.corpus.encodings import windows_1258

ROWS = [
    {"id": "a1", "title": "Bài 1", "content": "Tỉnh có 628 thủ tục.", "date": "2024-05-06", "chủ đề": "y tế"},
    {"id": "a2", "title": "Bài 2", "content": 'Giá "35 triệu",\nrồi 8.200 đồng.', "date": "", "chủ đề": ""},
]
HEADER = list(ROWS[0])


def write_jsonl(path: Path) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")


def write_json(path: Path) -> None:
    path.write_text(json.dumps(ROWS, ensure_ascii=False, indent=1), encoding="utf-8")


def write_csv(path: Path, separator: str = ",", encoding: str = "utf-8") -> None:
    lines = [separator.join(HEADER)]
    lines += [separator.join('"' + value.replace('"', '""') + '"' for value in row.values()) for row in ROWS]
    path.write_text("\r\n".join(lines), encoding=encoding, newline="")


def write_workbook(path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    for row in (HEADER, *(list(row.values()) for row in ROWS)):
        workbook.active.append(row)
    workbook.create_sheet("khác").append(["x"])
    workbook.save(path)


def write_parquet(path: Path) -> None:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), path)


def write_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute('CREATE TABLE bai (id, title, content, date, "chủ đề")')
        connection.executemany("INSERT INTO bai VALUES (?, ?, ?, ?, ?)", [list(row.values()) for row in ROWS])


WRITERS: dict[str, Callable[[Path], None]] = {
    "a.jsonl": write_jsonl,
    "a.json": write_json,
    "a.csv": write_csv,
    "semicolons.csv": lambda path: write_csv(path, ";"),
    "a.tsv": lambda path: write_csv(path, "\t"),
    "mark.csv": lambda path: write_csv(path, encoding="utf-8-sig"),
    "excel.csv": lambda path: write_csv(path, "\t", encoding="utf-16"),
    "a.xlsx": write_workbook,
    "a.parquet": write_parquet,
    "a.db": write_database,
}


def read(path: Path, options: ReadOptions = ReadOptions()) -> tuple[list[Article], list[str]]:  # noqa: B008
    entries = list(read_corpus(path, options))
    articles = [entry for entry in entries if isinstance(entry, Article)]
    return articles, [str(entry) for entry in entries if isinstance(entry, SoiError)]


@pytest.mark.parametrize("name", list(WRITERS))
def test_every_table_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name)
    articles, errors = read(tmp_path / name)
    assert errors == []
    assert [(article.id, article.title, article.text) for article in articles] == [
        (row["id"], row["title"], row["content"]) for row in ROWS
    ]
    assert [article.published for article in articles] == ["2024-05-06", None]
    assert articles[0].metadata == {"chủ đề": "y tế"}
    assert articles[0].source == str(tmp_path / name)


@pytest.mark.parametrize(("suffix", "module"), [(".gz", gzip), (".bz2", bz2), (".xz", lzma)])
def test_a_compressed_table_is_read(tmp_path: Path, suffix: str, module: object) -> None:
    write_jsonl(tmp_path / "a.jsonl")
    compressed = tmp_path / f"b.jsonl{suffix}"
    compressed.write_bytes(module.compress((tmp_path / "a.jsonl").read_bytes()))  # type: ignore[attr-defined]
    assert len(read(compressed)[0]) == 2
    compressed.write_bytes(compressed.read_bytes()[:-10])
    assert "cannot be read to its end" in read(compressed)[1][-1]


def test_broken_rows_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write_jsonl(path)
    with path.open("a", encoding="utf-8") as out:
        out.write(
            'not json\n[1]\n{"id": "a3"}\n{"id": "a1", "content": "lại 5 hộ"}\n\n{"content": "Có 7 xã."}\n'
        )
    articles, errors = read(path)
    assert len(articles) == 3
    assert [error.split(": ", 1)[0] for error in errors] == [f"{path}, line {line}" for line in (3, 4, 5, 6)]
    assert (articles[2].id, len(articles[2].id)) == (read(path)[0][2].id, 16)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[{"content": "Có 7 xã."}, {"content": "Có', "breaks off"),
        ('{"content": "Có 7 xã."}', "no JSON array"),
        ('[1, {"content": "Có 7 xã."}]', "no JSON object"),
    ],
    ids=["broken", "object", "number"],
)
def test_an_array_that_breaks_off_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    errors = list[str]()
    try:
        _articles, errors = read(tmp_path / "a.json")
    except UsageError as error:
        errors.append(str(error))
    assert any(message in error or "has no rows" in error for error in errors)


def test_a_long_array_is_read_item_by_item(tmp_path: Path) -> None:
    items = [{"id": str(number), "content": f"Có {number} xã. " * 2000} for number in range(300)]
    (tmp_path / "a.json").write_text(json.dumps(items), encoding="utf-8")
    assert [article.id for article in read(tmp_path / "a.json")[0]] == [str(number) for number in range(300)]


@pytest.mark.parametrize(
    ("header", "columns", "message"),
    [
        (["a", "b"], ColumnNames(), "name it with --text"),
        (["Text", "text"], ColumnNames(), "several columns"),
        (
            ["id", "text", "body"],
            ColumnNames(),
            "several columns that might be the text, text, body: name one with --text",
        ),
        (["Nội dung", "content"], ColumnNames(), "several columns"),
        (["text"], ColumnNames(title="tite"), "no column tite"),
    ],
    ids=["none", "two", "other-name", "vietnamese", "unknown"],
)
def test_columns_that_cannot_be_told_are_refused(
    tmp_path: Path, header: Sequence[str], columns: ColumnNames, message: str
) -> None:
    (tmp_path / "a.csv").write_text(",".join(header) + "\n" + ",".join("x" for _ in header), encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read(tmp_path / "a.csv", ReadOptions(columns=columns))


def test_chosen_columns_and_format(tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_text("khóa,thân\nk1,Có 7 xã.\nk2\n", encoding="utf-8")
    options = ReadOptions("csv", ColumnNames(text="thân", id="khóa"))
    articles, errors = read(tmp_path / "a.dat", options)
    assert [article.id for article in articles] == ["k1"]
    assert "1 cells where the header has 2" in errors[0]
    with pytest.raises(UsageError, match="there is csv"):
        read(tmp_path / "a.dat", ReadOptions("csvs"))


def test_a_table_of_a_database_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    write_database(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE khac (x)")
    with pytest.raises(UsageError, match="bai, khac"):
        read(path)
    assert len(read(path, ReadOptions(table="bai"))[0]) == 2
    assert len(read(path, ReadOptions(sql="SELECT * FROM bai WHERE id = 'a2'"))[0]) == 1
    with pytest.raises(UsageError, match="another table"):
        read(path, ReadOptions(sql="SELECT nothing"))


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet", "a.db"])
def test_other_bytes_are_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("pyarrow")
    (tmp_path / name).write_bytes(b"not this format at all, but long enough")
    try:
        (error,) = read(tmp_path / name)[1]
    except UsageError as refused:
        error = str(refused)
    assert name in error


def test_a_folder_is_not_searched_for_tables(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl")
    for name in ("b.md", "README.md"):
        (tmp_path / name).write_text("Có 7 xã.", encoding="utf-8")
    assert [article.id for article in read(tmp_path)[0]] == ["b.md"]


def test_a_spreadsheet_in_windows_1258(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(windows_1258("id;nội dung\n1;Tỉnh được 5 xã đạt chuẩn.\n"))
    (article,) = read_corpus(path)
    assert isinstance(article, Article)
    assert article.text == "Tỉnh được 5 xã đạt chuẩn."


def test_a_damaged_row_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"{number},Tỉnh có {number} xã đạt chuẩn.".encode() for number in range(9)]
    rows[4] = rows[4].replace("đạt".encode(), b"\xff\xfe")
    path.write_bytes(b"id,text\n" + b"\n".join(rows))
    items = list(read_corpus(path))
    assert [isinstance(item, Article) for item in items] == [number != 4 for number in range(9)]
    assert "a.csv, line 6: its text" in str(items[4])


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".jsonl.gz"])
def test_how_far_a_table_is_read(suffix: str, tmp_path: Path) -> None:
    path, position = tmp_path / f"a{suffix}", ReadPosition()
    rows = [{"id": str(number), "text": f"Tỉnh có {number} xã. " * 99} for number in range(2_000)]
    lines = [json.dumps(row) for row in rows]
    if suffix == ".csv":
        content = "id,text\n" + "\n".join(f"{row['id']},{row['text']}" for row in rows)
    else:
        content = f"[{','.join(lines)}]" if suffix == ".json" else "\n".join(lines)
    path.write_bytes(gzip.compress(content.encode()) if suffix.endswith(".gz") else content.encode())
    assert position.share == 0
    shares = [position.share for _article in read_corpus(path, ReadOptions(position=position))]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.9 < shares[-1] <= 1
    assert position.share == 1


def test_a_separator_that_excel_states(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\r\nid|text,a,b,c\r\n1|Có 5 xã.\r\n2\r\n", encoding="utf-8-sig")
    article, error = read_corpus(path, ReadOptions(columns=ColumnNames(text="text,a,b,c")))
    assert isinstance(article, Article)
    assert article.text == "Có 5 xã."
    assert "a.csv, line 4: 1 cells where the header has 2" in str(error)
