"""Highlights are exactly the matching characters, in NFC and in NFD text."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from annotations.search import ArticleIndex
from annotations.search.tokens import TOKEN
from annotations.text import fold, show

WORDS = st.sampled_from(
    [
        "chuyển",
        "đổi",
        "số",
        "Quảng",
        "Ngãi",
        "dịch",
        "vụ",
        "công",
        "62,8%",
        "09",
        "hoà",
        "ế",
        "ư\u0331",
        "\n",
        "-",
        "👍",
    ]
)
TEXTS = st.lists(WORDS, max_size=20).map(" ".join)
QUERIES = st.lists(
    WORDS | st.sampled_from(["chuyen", "doi", "qaung", "dichvu", "so", "cong", "coongj", "e", "u"]),
    min_size=1,
    max_size=5,
).map(" ".join)
FORMS = st.sampled_from(["NFC", "NFD"])


@given(TEXTS, QUERIES, FORMS, FORMS)
def test_highlighted_cells_are_the_matching_characters(
    text: str, query: str, stored: str, typed: str
) -> None:
    text, query = unicodedata.normalize(stored, text), unicodedata.normalize(typed, query)  # type: ignore[arg-type]
    display_text = show(text)
    for match in ArticleIndex(text).search(query + " "):
        spans = [
            (display_text.from_source(start), display_text.from_source(end)) for start, end in match.parts
        ]
        cells = " ".join(display_text.text[start:end] for start, end in spans)
        assert cells == unicodedata.normalize("NFC", " ".join(text[start:end] for start, end in match.parts))
        for start, end in spans:
            assert not re.match(r"\w\w", display_text.text[max(start - 1, 0) : start + 1] if start else "")
            assert not re.match(r"\w\w", display_text.text[end - 1 : end + 1])
        if match.score == 100:
            assert TOKEN.findall(fold(cells).text) == TOKEN.findall(fold(query).text)


def test_word_between_two_query_words_is_not_highlighted() -> None:
    text = unicodedata.normalize("NFD", "Theo Nghị quyết số 09 của tỉnh")
    (match,) = ArticleIndex(text).search("nghi quyet 09 ")
    matching_words = [unicodedata.normalize("NFC", text[start:end]) for start, end in match.parts]
    assert matching_words == ["Nghị quyết", "09"]
    assert unicodedata.normalize("NFC", text[match.start : match.end]) == "Nghị quyết số 09"
