"""JSON Lines: numbers of lines, and lines that are broken, blank, too long or in another encoding."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.corpus import read_corpus
from annotations.corpus.formats.tables import json_lines, lines
from annotations.corpus.formats.tables.lines import Line, read_lines
from annotations.model import Article

FIRST, LAST = '{"id": "a", "text": "Tỉnh có 5 xã."}', '{"id": "b", "text": "Huyện có 6 xã."}'


@given(
    st.lists(st.sampled_from([b"", b" \t", b"\r", b"ab", b"abcdefgh", b"a b"]), max_size=12),
    st.integers(1, 9),
)
def test_lines_are_numbered_whatever_the_chunks(contents: list[bytes], chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_CHUNK", chunk)
        read = list(read_lines(io.BytesIO(b"\n".join(contents)), longest=5))
    assert read == [
        Line(number, content if len(content) <= 5 else None)
        for number, content in enumerate(contents, start=1)
        if content.strip()
    ]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (b'{"id": "c"', "this is not JSON"),
        (b'["c"]', "this is no JSON object"),
        ('{"text": "Tỉnh có 5'.encode() + b'\xff xa"}', "this is not UTF-8"),
        (b'{"text": "' + b"x" * 200 + b'"}', "longer than"),
        (b"[" * 100_000, "longer than"),
    ],
    ids=["cut", "list", "encoding", "long", "deep"],
)
def test_a_broken_line_in_the_middle(
    broken: bytes, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 150)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + FIRST.encode() + b"\r\n\n" + broken + b"\n" + LAST.encode())
    first, error, last = read_corpus(path)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert [first.id, last.id] == ["a", "b"]
    assert says in str(error)
    assert "a.jsonl, line 3: " in str(error)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path.write_bytes(mark + f"{FIRST}\n{LAST}".encode(encoding))
    assert [article.text for article in read_corpus(path) if isinstance(article, Article)] == [
        "Tỉnh có 5 xã.",
        "Huyện có 6 xã.",
    ]


def test_long_columns_are_no_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "Có 5 xã.", "topic": {"name": "y tế"}, "\\ud800": "1", "html": "' + "x" * 100_001 + '"}'
    )
    (article,) = read_corpus(path)
    assert isinstance(article, Article)
    assert article.metadata == {"topic": '{"name": "y tế"}', "?": "1"}
