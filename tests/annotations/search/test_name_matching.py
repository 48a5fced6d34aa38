"""Names that a typed text matches, best first."""

from __future__ import annotations

from annotations.search.name_matching import match_names

TITLES = {"1": "chuyen doi so o quang ninh", "2": "gia lua tang", "3": "quang nam chuyen doi so"}


def test_an_empty_text_matches_every_name_in_order() -> None:
    assert match_names("", TITLES) == ["1", "2", "3"]


def test_marks_typos_and_the_order_of_words_are_forgiven() -> None:
    assert match_names("Quảng Nình", TITLES)[0] == "1"
    assert match_names("quang nihn", TITLES)[0] == "1"
    assert match_names("đổi số nam", TITLES) == ["3", "1"]


def test_another_text_matches_no_name() -> None:
    assert match_names("xyzw", TITLES) == []


def test_at_most_fifty_names_match() -> None:
    assert len(match_names("tin", {str(number): f"tin so {number}" for number in range(500)})) == 50
