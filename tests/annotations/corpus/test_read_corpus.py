from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from pathlib import Path

import pytest

from annotations.corpus import read_corpus
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError, UsageError
from annotations.model import Article
from tests.annotations.corpus.encodings import windows_1258

TEXT = "Tỉnh đạt 62,8%.\r\nNăm 2021\rvà sau đó.\n"


def write(folder: Path, name: str, content: bytes | str = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def articles(path: Path) -> list[Article]:
    return [item for item in read_corpus(path) if isinstance(item, Article)]


def errors(path: Path) -> list[str]:
    return [str(item) for item in read_corpus(path) if isinstance(item, CorpusError)]


def error(path: Path) -> str:
    assert articles(path) == []
    (message,) = errors(path)
    assert "\n" not in message
    assert path.name.isprintable() is False or path.name in message
    return message


def test_a_folder_gives_its_text_files_by_relative_path(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.TXT", "a/a.txt", "c.md", "a.csv", ".hidden.txt", ".git/x.txt", "note"):
        write(tmp_path, name)
    assert [article.id for article in articles(tmp_path)] == ["a/a.txt", "a/z.TXT", "b.txt", "c.md"]
    assert next(article.source for article in articles(tmp_path)) == str(tmp_path / "a" / "a.txt")


def test_a_single_file_has_its_name_as_id(tmp_path: Path) -> None:
    path = write(tmp_path, "deep/bài báo.txt")
    assert [article.id for article in articles(path)] == ["bài báo.txt"]
    assert [article.id for article in articles(write(tmp_path, "article"))] == ["article"]


@pytest.mark.parametrize("text", [TEXT, unicodedata.normalize("NFD", TEXT), "một\n\n", " \ufeffhai"])
def test_the_text_is_unchanged(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "a.txt", text)
    assert [article.text for article in articles(path)] == [text]
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [article.text for article in articles(path)] == [text]


def test_the_header_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.txt", "Quảng Nam tăng tốc số hóa\n\nVŨ HẢI 26/07/2021 07:17\n\nToàn tỉnh đạt 62,8%.\n"
    )
    (article,) = articles(path)
    assert (article.title, article.author, article.published) == (
        "Quảng Nam tăng tốc số hóa",
        "VŨ HẢI",
        "2021-07-26",
    )


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", b"\xff\x00\x01")
    write(tmp_path, "c.txt")
    kinds = [type(item) for item in read_corpus(tmp_path)]
    assert kinds == [Article, CorpusError, Article]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Chuy\xd3n \xae\xe6i s\xe8", "older encoding"),
        ("Chuyển đổi số tỉnh ".encode() * 9 + b"\xe1\xbb", "byte 252 is damaged"),
        (
            windows_1258("Chuyển đổi số tỉnh Quảng Ngãi được đẩy mạnh ở ") * 3 + "ïñø".encode("cp1252"),
            "iconv -f WINDOWS-1258",
        ),
        (b"\xff\xfeC\x00h\x00\x00\xd8x\x00", "is damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x01", "binary"),
        (b"\x01\x02\x03\x04abc", "binary"),
        ("Chuyển đổi\0 số".encode(), "binary"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\xed\xa0\x80", "not UTF-8"),
        (b"\xef\xbb\xbf" + "số tỉnh".encode() + b"\xff", "byte 14 is damaged"),
    ],
)
def test_unknown_encodings(tmp_path: Path, content: bytes, says: str) -> None:
    message = error(write(tmp_path, "x.txt", content))
    assert says in message
    assert "x.txt" in message


ENCODED = "Chuyển đổi số tỉnh Quảng Ngãi được đẩy mạnh, đạt “62,8%”."
ENCODINGS = {
    "text utf-16": ENCODED.encode("utf-16"),
    "text utf-16-le": ENCODED.encode("utf-16-le"),
    "text utf-16-be": ENCODED.encode("utf-16-be"),
    "text utf-32": ENCODED.encode("utf-32"),
    "text windows-1258": windows_1258(ENCODED),
}


@pytest.mark.parametrize("reader", ENCODINGS, ids=[reader.removeprefix("text ") for reader in ENCODINGS])
def test_certain_encodings(reader: str, tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path, "x.txt", ENCODINGS[reader]))
    assert (article.text, article.reader) == (ENCODED, reader)
    assert article.file_sha256 == hashlib.sha256(ENCODINGS[reader]).hexdigest()


def test_the_command_quotes_the_name(tmp_path: Path) -> None:
    message = error(write(tmp_path, "bài 1; rm.txt", "Tá»‰nh Quáº£ng NgÃ£i Ä‘áº¡t"))
    assert "'bài 1; rm.txt' > 'bài 1; rm.txt.utf8'" in message


def test_control_characters_of_a_name_stay_out_of_the_message(tmp_path: Path) -> None:
    message = error(write(tmp_path, "a\x1b[31m\n.txt", b""))
    assert "␛[31m↵.txt" in message


def test_pipes_folders_and_dead_links_are_errors(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    write(tmp_path, "b.txt/good.txt")
    (tmp_path / "c.txt").symlink_to("nowhere.txt")
    (tmp_path / "d.txt").symlink_to("d.txt")
    assert [article.id for article in articles(tmp_path)] == ["b.txt/good.txt"]
    pipe, folder, dead, loop = errors(tmp_path)
    assert "a.txt is a pipe or a device" in pipe
    assert "b.txt is a folder" in folder
    assert "c.txt is gone, or a link to nowhere" in dead
    assert "d.txt cannot be read" in loop
    assert "a pipe or a device" in error(tmp_path / "a.txt")


def test_a_file_without_permission_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _most_bytes: int) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("annotations.corpus.file_bytes.read_bounded", refuse)
    assert "chmod u+r" in error(write(tmp_path, "a.txt"))


def test_circular_links_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "real" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again").symlink_to(tmp_path / "real", target_is_directory=True)
    assert [article.id for article in articles(tmp_path)] == ["real/a.txt"]


def test_a_linked_folder_outside_is_read(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/a.txt")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert [article.id for article in articles(tmp_path / "corpus")] == ["link/a.txt"]


def test_ids_are_composed_and_safe(tmp_path: Path) -> None:
    write(tmp_path, unicodedata.normalize("NFD", "thư mục/đổi.txt"))
    broken = os.fsdecode(os.fsencode(tmp_path) + b"/x\xff.txt")
    try:
        Path(broken).write_text("Một.")
    except OSError:
        pytest.skip("this file system takes no names that are not UTF-8")
    readable = articles(tmp_path)
    assert [article.id for article in readable] == ["thư mục/đổi.txt", "x\ufffd.txt"]
    for article in readable:
        article.source.encode()


def test_names_that_differ_by_their_encoding_alone_are_reported(tmp_path: Path) -> None:
    write(tmp_path, "đổi.txt")
    write(tmp_path, unicodedata.normalize("NFD", "đổi.txt"))
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system composes names itself")
    assert len(articles(tmp_path)) == 1
    assert "rename one" in errors(tmp_path)[0]


@pytest.mark.parametrize("name", ["missing", "missing.txt", "a\0b"])
def test_missing_path_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="give the path of a folder"):
        read_corpus(tmp_path / name)


def test_a_folder_without_articles_is_a_usage_error(tmp_path: Path) -> None:
    write(tmp_path, "a.csv")
    with pytest.raises(UsageError, match="no article"):
        read_corpus(tmp_path)


def test_a_folder_without_permission_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    closed = tmp_path / "closed"
    closed.mkdir()
    look = os.scandir

    def refuse(path: Path) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert len(articles(tmp_path)) == 1
    assert "closed (no permission)" in errors(tmp_path)[0]


def test_file_that_becomes_a_device_is_refused(tmp_path: Path) -> None:
    device = Path("/dev/zero")
    if not device.exists() or not stat.S_ISCHR(device.stat().st_mode):
        pytest.skip("no /dev/zero here")
    assert "a pipe or a device" in errors(device)[0]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("a.jsnl", ".jsonl"), ("a.cvs", ".csv"), ("a.HTLM", ".htm")],
    ids=["jsonl", "csv", "htm"],
)
def test_a_slip_in_an_ending(name: str, nearest: str, tmp_path: Path) -> None:
    path = write(tmp_path, name)
    with pytest.raises(UsageError, match=f"but those in {nearest} are"):
        list(read_corpus(path))
    (article,) = read_corpus(path, ReadOptions(format_name="text"))
    assert isinstance(article, Article)
