from __future__ import annotations

import itertools

import pytest

from annotations.search.clauses import Phrase, Words
from annotations.store.search.exact_matches import ExactMatches, clause_pattern, shortest_text
from annotations.text import fold


@pytest.mark.parametrize(
    ("clause", "text", "matches"),
    [
        pytest.param(Words("dich vu cong"), "Dịch vụ công", True, id="words"),
        pytest.param(Words("dich vu cong"), "Dịch vụ, công", True, id="comma"),
        pytest.param(Words("dich vu cong"), "Dịch vụ của công", False, id="word-between"),
        pytest.param(Words("dich vu con"), "Dịch vụ công", False, id="beginning"),
        pytest.param(Words("dich vu con", open=True), "Dịch vụ công", True, id="open-beginning"),
        pytest.param(Words("ich vu"), "Dịch vụ", False, id="ending"),
        pytest.param(Words("15tr"), "có 15 tr", True, id="number-and-word"),
        pytest.param(Words("62,8%"), "đạt 62,8%", True, id="percentage"),
        pytest.param(Words("62,8%"), "đạt 62,85%", False, id="longer-percentage"),
        pytest.param(Words("2,8"), "đạt 62,8%", False, id="end-of-number"),
        pytest.param(Phrase("nghị quyết 09"), "Nghị quyết 09/2021", True, id="phrase"),
        pytest.param(Phrase("nghị quyết 09"), "Nghị quyết 095", False, id="phrase-longer-number"),
        pytest.param(Words("(a.b"), "(a.b", True, id="pattern-signs"),
    ],
)
def test_pattern_matches_typed_clause(clause: Words | Phrase, text: str, matches: bool) -> None:
    assert bool(clause_pattern(clause).search(fold(text).text)) is matches


def test_rows_give_up_and_go_on() -> None:
    texts = ["không có", "không", "có gì", "có"]
    exact_matches = ExactMatches(iter(texts), [Words("có")], str, lambda: False)
    assert list(exact_matches.rows(patience=1000)) == ["không có", "có gì", "có"]
    assert not exact_matches.gave_up
    exact_matches = ExactMatches(iter(["không", *texts]), [Words("có")], str, lambda: False)
    assert list(exact_matches.rows(patience=-1)) == []
    assert exact_matches.gave_up
    assert list(exact_matches.rows()) == ["không có", "có gì", "có"]
    assert not exact_matches.gave_up


def test_only_a_very_long_query_needs_a_long_text() -> None:
    assert shortest_text([Words("dich vu"), Words("cong " * 100)]) == 400
    assert shortest_text([Words("groß")]) == shortest_text([]) == 0


def test_rows_end_once_cancelled() -> None:
    calls = itertools.count()
    exact_matches = ExactMatches(iter(["có"] * 9), [Words("có")], str, lambda: next(calls) >= 3)
    assert list(exact_matches.rows()) == ["có"] * 3
