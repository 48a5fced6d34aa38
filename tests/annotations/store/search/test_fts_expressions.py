from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.search.terms import terms
from annotations.store.search.fts_expressions import all_of, any_of, phrase, sequence, title_phrase
from annotations.text import fold

TEXT = "Dịch vụ công trực tuyến đạt 62,8% hồ sơ, 15tr đồng ngày 26/07/2021"


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    with sqlite3.connect(":memory:") as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE f USING fts5 (terms, content = '', detail = none, tokenize = \"ascii tokenchars '_=.'\")"
        )
        connection.execute("INSERT INTO f (terms) VALUES (?)", (" ".join(terms(TEXT).terms),))
        yield connection
    connection.close()


def finds(index: sqlite3.Connection, expression: str) -> bool:
    return bool(index.execute("SELECT count(*) FROM f WHERE f MATCH ?", (expression,)).fetchone()[0])


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        pytest.param("cong", '"cong"', id="word"),
        pytest.param("dich vu cong", '("dich_vu" AND "vu_cong")', id="phrase"),
        pytest.param("dat 62,8% khi", '("62_8" AND "dat" AND "khi")', id="number-between"),
        pytest.param("15tr", '("15" AND "tr")', id="number-and-word"),
        pytest.param('" * ^ AND', '"and"', id="operators"),
        pytest.param("…", "", id="sign"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_phrase_is_its_pairs(text: str, expression: str) -> None:
    assert phrase(fold(text).text) == expression


def test_each_position_may_have_several_words(index: sqlite3.Connection) -> None:
    assert finds(index, sequence([["dich"], ["vu", "vi"], ["cog", "cong"]]))
    assert not finds(index, sequence([["dich"], ["vu", "vi"], ["dan", "tuyen"]]))
    assert finds(index, sequence([["dat"], ["62,8%", "90%"], ["ho"]]))
    assert not finds(index, sequence([["dat"], ["68,2%"], ["ho"]]))


def test_empty_expressions_are_left_out() -> None:
    assert any_of(["", '"a"']) == '"a"'
    assert all_of([]) == sequence([]) == sequence([["…"]]) == title_phrase(["%"]) == ""


@given(st.data())
def test_every_run_of_words_matches(index: sqlite3.Connection, data: st.DataObject) -> None:
    words = fold(TEXT).text.split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert finds(index, phrase(" ".join(words[start:end])))


@given(st.text())
def test_every_text_makes_a_valid_expression(index: sqlite3.Connection, text: str) -> None:
    expression = phrase(fold(text).text)
    assert not expression or finds(index, expression) in (True, False)
