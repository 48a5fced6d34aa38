"""Spans that a person has chosen."""

from __future__ import annotations

import unicodedata

import pytest

from annotations.claims import extract_claims
from annotations.claims.selected_spans import read_span
from annotations.model import Kind, Role
from tests.conftest import SEEDS

TEXT = "Tỉnh chi gần 101 tỷ đồng cho 62,8% dự án, theo Chỉ thị 19, từ 5 xã đến 7 huyện."


@pytest.mark.parametrize(
    ("words", "kind", "value", "unit"),
    [
        ("101 tỷ", Kind.MONEY, "101000000000", "VND"),
        ("gần 101 tỷ đồng", Kind.MONEY, "101000000000", "VND"),
        ("62,8%", Kind.PERCENTAGE, "62.8", "%"),
        ("62,8", Kind.PERCENTAGE, "62.8", "%"),
        ("8%", Kind.PERCENTAGE, "8", "%"),
        ("62", Kind.COUNT, "62", None),
        ("101", Kind.COUNT, "101", None),
        ("19", Kind.COUNT, "19", None),
        ("dự án", None, None, None),
        ("5 xã đến 7 huyện", None, None, None),
    ],
)
def test_selected_words(words: str, kind: Kind | None, value: str | None, unit: str | None) -> None:
    for text in (TEXT, "x" * 30_000 + "\n" + TEXT + "\n" + "1 " * 15_000, unicodedata.normalize("NFD", TEXT)):
        marked_text = words if words in text else unicodedata.normalize("NFD", words)
        start = text.index(marked_text)
        mention = read_span(text, start, start + len(marked_text))
        assert (mention.start, mention.end, mention.text) == (start, start + len(marked_text), marked_text)
        assert (mention.role, mention.kind, mention.value, mention.unit) == (Role.CLAIM, kind, value, unit)
        assert mention.extent_start <= mention.start < mention.end <= mention.extent_end


def test_the_extractors_claims_read_as_they_were() -> None:
    text = (SEEDS / "quang-ninh.txt").read_text(encoding="utf-8")
    claims = [mention for mention in extract_claims(text) if mention.role is Role.CLAIM]
    assert len(claims) > 10
    assert [read_span(text, mention.start, mention.end) for mention in claims] == claims
