"""Archives of articles: members as if unpacked, none that leads out, bounded sizes, passwords and damage told."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.corpus import read_corpus
from annotations.corpus.formats import archives
from annotations.errors import CorpusError
from annotations.model import Article
from tests.annotations.corpus.formats.saved_pages import LEAD, PAGES
from tests.annotations.corpus.formats.test_word_documents import write_document

TEXT = "Tỉnh có 5 xã."
COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    ".tar": bytes, ".gz": gzip.compress, ".tgz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress,
}  # fmt: skip


def read(path: Path) -> tuple[dict[str, str], list[str]]:
    """The texts of the articles by their ids, and the errors."""
    items = list(read_corpus(path))
    articles = [item for item in items if isinstance(item, Article)]
    assert all(article.source == str(path) for article in articles)
    return {article.id: article.text for article in articles}, [
        str(item) for item in items if isinstance(item, CorpusError)
    ]


def write_tar(path: Path, members: dict[str, bytes]) -> Path:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    path.write_bytes(COMPRESSIONS[path.suffix](out.getvalue()))
    return path


def write_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def members(folder: Path) -> dict[str, bytes]:
    document = write_document(folder / "gốc.docx").read_bytes()
    return {
        "tin/bài 1.txt": TEXT.encode(),
        "tin/trang.html": PAGES["blog"].markup.encode(),
        "tin/thư.docx": document,
        "tin/ảnh.jpg": b"\xff\xd8",
        "tin/.ẩn.txt": TEXT.encode(),
        "__MACOSX/tin/bài 1.txt": b"\0\5",
        "README.md": b"about",
    }


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz"])
def test_members_are_articles(name: str, tmp_path: Path) -> None:
    content, path = members(tmp_path), tmp_path / name
    if name == "a.zip":
        write_zip(path, content)
    else:
        write_tar(path, content)
    texts, errors = read(path)
    assert errors == []
    assert [*texts] == ["tin/bài 1.txt", "tin/trang.html", "tin/thư.docx"]
    assert texts["tin/bài 1.txt"] == TEXT
    assert LEAD in texts["tin/trang.html"]
    folder = tmp_path / "unpacked"
    for member in texts:
        (folder / member).parent.mkdir(parents=True, exist_ok=True)
        (folder / member).write_bytes(content[member])
    assert {item.id: item.text for item in read_corpus(folder) if isinstance(item, Article)} == texts


HOSTILE = {
    "../../ra.txt": b"1 xa",
    "/tmp/ra.txt": b"1 xa",
    "C:/ra.txt": b"1 xa",
    "trong.zip": b"PK",
    "tốt.txt": TEXT.encode(),
}


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_no_member_leads_out(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    texts, errors = read(write_zip(path, HOSTILE) if name == "a.zip" else write_tar(path, HOSTILE))
    assert [*texts] == ["tốt.txt"]
    assert ["leads out of its archive" in error for error in errors] == [True, True, True, False]
    assert "archive in an archive" in errors[-1]
    assert {entry.name for entry in tmp_path.iterdir()} == {name}


def test_links_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("ngoài.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert ["link or a device" in error for error in read(path)[1]] == [True] * 3
    link = zipfile.ZipInfo("ngoài.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zipped:
        zipped.writestr(link, "/etc/passwd")
    assert ["link or a device" in error for error in read(tmp_path / "a.zip")[1]] == [True]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_LEAST_BOUND", 1_000_000)
    monkeypatch.setattr(archives, "_MOST_EXPANSION", 1)
    texts, errors = read(write_zip(tmp_path / "a.zip", {"a.txt": TEXT.encode(), "b.txt": b" " * 2_000_000}))
    assert [*texts] == ["a.txt"]
    assert "unpacks to more than" in errors[0]


def test_a_password_and_damage_are_told(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"a.txt": TEXT.encode()})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + offset] |= 1  # the flag of an encrypted member
    path.write_bytes(content)
    assert "has a password" in read(path)[1][0]
    for name in ("b.zip", "b.tar.gz", "b.tar"):
        (tmp_path / name).write_bytes(b"no archive")
        assert len(read(tmp_path / name)[1]) == 1
    cut = write_tar(tmp_path / "c.tar.gz", {"a.txt": TEXT.encode(), "b.txt": bytes(range(256)) * 999})
    cut.write_bytes(cut.read_bytes()[:-400])
    assert len(read(cut)[1]) == 1


def test_an_archive_without_articles(tmp_path: Path) -> None:
    assert "no article in it" in read(write_zip(tmp_path / "a.zip", {"a.csv": b"id,text"}))[1][0]


def test_names_of_windows(tmp_path: Path) -> None:
    name = "tin/bà.txt"
    placeholder = "x" * len(name.encode())  # a name in ASCII has no sign that it is UTF-8
    path = write_zip(tmp_path / "a.zip", {placeholder: TEXT.encode()})
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), name.replace("/", "\\").encode()))
    assert [*read(path)[0]] == [name]
