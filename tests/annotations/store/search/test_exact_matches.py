from __future__ import annotations

import itertools

import pytest

from annotations.search.clauses import Phrase, Words
from annotations.store.search.exact_matches import AsTyped, as_typed, long_enough
from annotations.text import fold


@pytest.mark.parametrize(
    ("clause", "text", "found"),
    [
        (Words("dich vu cong"), "Dịch vụ công", True),
        (Words("dich vu cong"), "Dịch vụ, công", True),
        (Words("dich vu cong"), "Dịch vụ của công", False),
        (Words("dich vu con"), "Dịch vụ công", False),
        (Words("dich vu con", open=True), "Dịch vụ công", True),
        (Words("ich vu"), "Dịch vụ", False),
        (Words("15tr"), "có 15 tr", True),
        (Words("62,8%"), "đạt 62,8%", True),
        (Words("62,8%"), "đạt 62,85%", False),
        (Words("2,8"), "đạt 62,8%", False),
        (Phrase("nghị quyết 09"), "Nghị quyết 09/2021", True),
        (Phrase("nghị quyết 09"), "Nghị quyết 095", False),
        (Words("(a.b"), "(a.b", True),
    ],
)
def test_what_is_as_typed(clause: Words | Phrase, text: str, found: bool) -> None:
    assert bool(as_typed(clause).search(fold(text).text)) is found


def test_gives_up_after_a_while_and_goes_on_where_it_was() -> None:
    texts = ["không có", "không", "có gì", "có"]
    typed = AsTyped(iter(texts), [Words("có")], str, lambda: False)
    assert list(typed.rows(patience=1000)) == ["không có", "có gì", "có"]
    assert not typed.gave_up
    typed = AsTyped(iter(["không", *texts]), [Words("có")], str, lambda: False)
    assert list(typed.rows(patience=-1)) == []
    assert typed.gave_up
    assert list(typed.rows()) == ["không có", "có gì", "có"]
    assert not typed.gave_up


def test_only_a_text_that_is_long_enough_holds_a_very_long_query() -> None:
    assert long_enough([Words("dich vu"), Words("cong " * 100)]) == 400
    assert long_enough([Words("groß")]) == long_enough([]) == 0


def test_ends_where_it_is_cancelled() -> None:
    calls = itertools.count()
    typed = AsTyped(iter(["có"] * 9), [Words("có")], str, lambda: next(calls) >= 3)
    assert list(typed.rows()) == ["có"] * 3
