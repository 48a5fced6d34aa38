"""Text that was encoded twice is refused, with the command that undoes it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from annotations.corpus import read_corpus
from annotations.errors import CorpusError
from annotations.model import Article

TEXT = "Tỉnh đạt 62,8% kế hoạch, 5 xã ẩn."
LONGER = "Đồng Nai: người dân ở 5 xã được tạo điều kiện."


def as_browsers_do(text: str) -> str:
    """Windows-1252 as browsers read it: bytes that it leaves out become control characters."""
    return "".join(
        bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in text.encode()
    )


def read(folder: Path, text: str) -> Article | CorpusError:
    path = folder / "bài 1.txt"
    path.write_text(text, encoding="utf-8", newline="")
    (article,) = read_corpus(path)
    return article


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac-roman"])
def test_the_advice_undoes_it(tmp_path: Path, codec: str) -> None:
    error = read(tmp_path, TEXT.encode().decode(codec))
    assert isinstance(error, CorpusError)
    assert "was encoded twice" in str(error)
    command = str(error).partition("convert it back with: ")[2]
    subprocess.run(command, shell=True, cwd=tmp_path, check=True)
    assert (tmp_path / "bài 1.txt").read_text(encoding="utf-8") == TEXT


def test_what_iconv_cannot_undo_has_other_advice(tmp_path: Path) -> None:
    error = read(tmp_path, as_browsers_do(LONGER))
    assert isinstance(error, CorpusError)
    assert "ngÆ°á» for" not in str(error)
    assert "pip install ftfy && ftfy 'bài 1.txt' > 'bài 1.txt.utf8'" in str(error)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        LONGER,
        "UBND XÃ” 5",
        "«má» 5",
        "Ä 5",
        "Ärger für 5 xã ở Đồng Nai, Å Æ",
        f"{LONGER} Lỗi: {as_browsers_do('đã')}",
    ],
    ids=["text", "longer", "capitals", "quotes", "one", "german", "quoted"],
)
def test_other_text_is_read(tmp_path: Path, text: str) -> None:
    article = read(tmp_path, text)
    assert isinstance(article, Article)
    assert article.text == text
