"""Filters in the words that the screens show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

import pytest

from annotations.errors import QueryError
from annotations.search.clauses import Filter, Key
from annotations.search.completion import completions
from annotations.search.query import parse
from annotations.text import fold
from tui.language import i18n, wording


def only_filter(query: str) -> tuple[Key, tuple[object, ...]]:
    (clause,) = parse(query, complete=True).clauses
    assert isinstance(clause, Filter)
    return clause.key, clause.values


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("loại:tiền", "kind:money"),
        ("LOAI:tien,tuoi", "kind:money,age"),
        ("kết_luận:sai", "verdict:refuted"),
        (normalize("NFD", "loại:tiền"), "kind:money"),
        ("is:đúng", "verdict:verified"),
        ("is:verified", "verdict:verified"),
        ('là:"chưa duyệt"', "is:unreviewed"),
        ("đơn_vị:%", "unit:%"),
        ("giá_trị:>=90", "value:>=90"),
    ],
    ids=["kind", "folded", "verdict", "nfd", "is", "is-english", "quoted", "unit", "value"],
)
def test_filters_are_read_in_both_languages(query: str, same: str) -> None:
    assert only_filter(query) == only_filter(same)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_the_screen_shows_can_be_typed(language: str) -> None:
    names: dict[Key, Mapping[Any, str]] = {
        Key.KIND: wording.KINDS,
        Key.ROLE: wording.ROLES,
        Key.VERDICT: wording.VERDICTS,
    }
    former = i18n.language()
    i18n.use(language)
    try:
        screen_names = [
            (key, code, i18n._(name)) for key, table in names.items() for code, name in table.items()
        ]
    finally:
        i18n.use(former)
    for key, code, name in screen_names:
        query = f'{key if code else "is"}:"{name}"'
        expected = (key, (code,)) if code else (Key.IS, ("unreviewed",))
        assert only_filter(query) == only_filter(query.replace(name, fold(name).text)) == expected


def test_other_words_with_a_colon_stay_words() -> None:
    assert not any(isinstance(clause, Filter) for clause in parse("mục_5:x đạt:5 ", complete=True).clauses)
    with pytest.raises(QueryError):
        parse("is:đúng,disputed", complete=True)
    with pytest.raises(QueryError, match="did you mean kind:tiền"):
        parse("loại:tiềnn", complete=True)
    with pytest.raises(QueryError, match='did you mean kind:"phần trăm"'):
        parse("loại:phầntrămm", complete=True)
    with pytest.raises(QueryError, match='"số lượng", tiền'):
        parse("loại:ợợợợợợ", complete=True)


def test_vietnamese_words_complete() -> None:
    assert "loại:" in [completion.text for completion in completions("loa", 3)]
    assert "tiền" in [completion.text for completion in completions("loại:ti", 7)]
    assert "tiền" in [completion.text for completion in completions("kind:ti", 7)]
    assert "đúng" in [completion.text for completion in completions("is:đú", 5)]
    assert "đúng" in [completion.text for completion in completions("là:đú", 5)]
    assert '"phần trăm"' in [completion.text for completion in completions("loai:phan_", 10)]
