"""Sentences and paragraphs of Vietnamese text."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.sentences import (
    SentenceFinder,
    next_paragraph,
    next_sentence,
    paragraph_at,
    previous_paragraph,
    previous_sentence,
    sentence_at,
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, stepping forwards."""
    sentence_texts: list[str] = []
    offset: int | None = len(text) - len(text.lstrip())
    while offset is not None:
        start, end = sentence_at(text, offset)
        assert start == offset
        sentence_texts.append(text[start:end])
        offset = next_sentence(text, offset)
    return sentence_texts


@pytest.mark.parametrize(
    "expected",
    [
        ["Toàn tỉnh có 1.234 hồ sơ.", "Năm nay là 2.000."],
        ["Ông đến TP. Hồ Chí Minh ngày 30.7.", "Hôm sau ông về."],
        ["Chi 5 tr. Đồng thời thu 3 tr. đồng mỗi hộ."],
        ["Theo GS.TS. Nguyễn V. A. Bình, tr. 5, mục 2.", "Vậy à?", "Đúng!"],
        ["Ông N.V.A. Minh nói: “Đạt 62,8%.”", "Rồi ông đi."],
        ["“Sao lại thế?” ông hỏi.", "Không ai biết…", "Thôi."],
        ["Gồm lúa, ngô, v.v. và khoai.", "Hết."],
        ["Tăng 8,26%...", "Năm sau nữa."],
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_points_that_end_sentences(expected: list[str], form: str) -> None:
    shaped = [unicodedata.normalize("NFD", sentence) if form == "NFD" else sentence for sentence in expected]
    assert sentences(" ".join(shaped)) == shaped


def test_line_breaks_end_sentences_list_numbers_do_not() -> None:
    text = "Tiêu đề không chấm\n\n1. Xây dựng 5 trường. Xong.\r\n2. Sửa 3 cầu"
    assert sentences(text) == ["Tiêu đề không chấm", "1. Xây dựng 5 trường.", "Xong.", "2. Sửa 3 cầu"]


def test_paragraphs() -> None:
    text = "Một. Hai.\n\n  Ba.\nBốn"
    starts = [0]
    while (offset := next_paragraph(text, starts[-1])) is not None:
        starts.append(offset)
    assert [text[slice(*paragraph_at(text, offset))] for offset in starts] == ["Một. Hai.", "  Ba.", "Bốn"]
    assert previous_paragraph(text, 5) == 0, "first to the beginning of its own"
    assert previous_paragraph(text, starts[1]) == 0
    assert previous_paragraph(text, 0) is None


@given(st.text(st.sampled_from("abÁ .!?…”\n\r1"), max_size=60), st.data())
def test_same_sentences_forward_and_back(text: str, data: st.DataObject) -> None:
    starts: list[int] = []
    offset = next((i for i, char in enumerate(text) if not char.isspace()), None)
    while offset is not None:
        assert not starts or offset > starts[-1]
        starts.append(offset)
        offset = next_sentence(text, offset)
    back: list[int] = []
    offset = len(text)
    while (offset := previous_sentence(text, offset)) is not None:
        assert not back or offset < back[-1]
        back.append(offset)
    assert back[::-1] == starts
    if text:
        offset = data.draw(st.integers(0, len(text) - 1))
        start, end = sentence_at(text, offset)
        assert 0 <= start <= end <= len(text)
        assert "\n" not in text[start:end]


def test_sentences_cover_every_seed(corpus: Path) -> None:
    for path in sorted(corpus.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_long_texts_are_as_fast_as_short_ones() -> None:
    text = "Xã có 5 hộ dân. " * 600_000
    start = time.perf_counter()
    for offset in range(0, len(text), len(text) // 1000):
        sentence_at(text, offset)
    assert time.perf_counter() - start < 5, "reads only the surroundings of an offset"


@given(
    st.lists(
        st.sampled_from(["Xã A. ", "có 3.5 hộ", "! ", "\n", "\r\n", "TP. HCM ", "…", "  ", "ế", "1. ", '"']),
        max_size=40,
    ),
    st.lists(st.integers(0, 200), max_size=12),
)
def test_a_finder_finds_the_same_sentences(pieces: list[str], offsets: list[int]) -> None:
    text = "".join(pieces)
    finder = SentenceFinder(text)
    for offset in offsets:
        place = min(offset, len(text))
        assert finder.sentence_at(place) == sentence_at(text, place)
