from __future__ import annotations

import pytest

from annotations.search import ArticleIndex
from annotations.search.keystrokes import telex, telex_late_mark, vni


def hits(query: str, text: str) -> list[str]:
    return [text[match.start : match.end] for match in ArticleIndex(text).search(query)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("chuyeern", "chuyen"),
        ("chuyeenr", "chuyen"),
        ("ddooir", "doi"),
        ("soos", "so"),
        ("nguwowif", "nguoi"),
        ("tuw", "tu"),
        ("dduwowngf", "duong"),
        ("baro", "bao"),
    ],
)
def test_telex_keys_are_removed(typed: str, expected: str) -> None:
    assert expected in telex(typed)
    assert typed not in telex(typed)


@pytest.mark.parametrize(("typed", "expected"), [("congo", "cong"), ("ngapaj", "ngap"), ("suatas", "suat")])
def test_late_telex_marks_are_removed(typed: str, expected: str) -> None:
    assert expected in telex_late_mark(typed)
    assert typed not in telex_late_mark(typed)
    assert hits(f"{typed} ", expected) == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("chuye6n3 d9o6i3 so61", "chuyen doi so"),
        ("ty3 le65 ho65 ngheo2", "ty le ho ngheo"),
        ("lie65u 09", "lieu 09"),
        ("so61", None),
        ("quan1 quan3", None),
        ("covid19", None),
        ("lop6 truo7ng2", None),
        ("h5n1", None),
        ("ql1a", None),
        ("chuye6n3 m2", None),
        ("62,8%", None),
        ("", None),
    ],
)
def test_vni_digits_are_undone(typed: str, expected: str | None) -> None:
    assert vni(typed) == expected


@pytest.mark.parametrize("query", ["chuyeern ddooir soos ", "chuye6n3 d9o6i3 so61 ", "chuyển đổi soos "])
def test_raw_keystrokes_are_found(query: str) -> None:
    text = "Tỉnh đẩy mạnh chuyển đổi số."
    assert hits(query, text) == ["chuyển đổi số"]
    (match,) = ArticleIndex(text).search(query)
    assert match.score < 100


def test_unfinished_telex_matches() -> None:
    assert hits("chuyee", "Việc chuyển đi") == ["chuyển"]


def test_digits_after_letters_must_match() -> None:
    assert hits("covid19 ", "dịch covid bùng phát") == []
    assert hits("quan1 ", "quân đội") == []
