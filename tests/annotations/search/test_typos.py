"""Misplaced blanks, typos, numbers by value, and words apart."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.search import ArticleIndex
from annotations.search.numerals import numerals, typed_numerals, written_values
from annotations.search.respacing import respacings
from annotations.search.spelling import Spelling
from annotations.search.tokens import Token, query_tokens
from annotations.search.typo_costs import slip_cost
from annotations.search.vocabulary import value_of
from annotations.text import fold


def hits(query: str, text: str) -> list[str]:
    return [text[match.start : match.end] for match in ArticleIndex(text).search(query)]


def parts(query: str, text: str) -> list[list[str]]:
    return [[text[start:end] for start, end in match.parts] for match in ArticleIndex(text).search(query)]


@pytest.mark.parametrize(
    "query",
    [
        "chuyendoi so ",
        "chuyendoiso ",
        "chu yen doi so ",
        "chuye ndoi so ",
        "chuyen doiso ",
        "chuyển  đổi   số ",
    ],
)
def test_misplaced_blanks(query: str) -> None:
    assert hits(query, "Công cuộc chuyển đổi số quốc gia") == ["chuyển đổi số"]


def test_words_are_split_only_into_words_of_the_vocabulary() -> None:
    vocabulary = {"dich", "vu", "cong", "y", "te", "d"}
    assert [
        [token.key for token in variant] for variant in respacings([Token("dichvucong")], vocabulary)
    ] == [["dich", "vu", "cong"]]
    assert [[token.key for token in variant] for variant in respacings([Token("yte")], vocabulary)] == [
        ["y", "te"]
    ]
    assert list(respacings([Token("dichd")], vocabulary)) == []
    assert list(respacings([Token("x" * 10_000)], vocabulary)) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cogn", "cong"),
        ("truyn", "truyen"),
        ("trnuyn", "truyen"),
        ("thoogn", "thong"),
        ("con", "cong"),
        ("cnog", "cong"),
    ],
)
def test_typos_in_a_phrase(typed: str, expected: str) -> None:
    assert expected in Spelling([expected, "x"]).edits_away(typed, in_phrase=True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("ccogn", "cong"), ("dnogg", "dong"), ("itnhj", "tinh"), ("tin", "tien"), ("vitea", "viet")],
)
def test_words_two_slips_away(typed: str, expected: str) -> None:
    assert expected in Spelling([expected, "x"]).two_slips_away(typed)


def test_slip_costs_depend_on_the_keyboard() -> None:
    spelling = Spelling(["tin", "dong", "628", "xiii"])
    assert (
        spelling.two_slips_away("xyng")
        == spelling.two_slips_away("ti")
        == spelling.two_slips_away("tni")
        == {}
    )
    assert slip_cost("cong", "cong") == 0 < slip_cost("coong", "cong") < slip_cost("cogn", "cong") == 1
    assert slip_cost("cong", "cing") == 1 < slip_cost("cong", "ceng")


def test_i_and_y_are_interchangeable() -> None:
    assert hits("ti le ", "tỷ lệ") == ["tỷ lệ"]
    assert hits("bac sy ", "bác sĩ") == ["bác sĩ"]
    assert Spelling(["thuy", "ai"]).candidates(Token("thui"), in_phrase=True)["thuy"] >= 1


def test_short_words_and_numbers_allow_no_edit() -> None:
    spelling = Spelling(["tin", "tinh", "xiii", "628"])
    assert spelling.edits_away("tun", in_phrase=True) == {}
    assert spelling.edits_away("tin", in_phrase=False) == {}
    assert (
        spelling.candidates(Token("xii"), in_phrase=True)
        == spelling.candidates(Token("682"), in_phrase=True)
        == {}
    )


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("1.000 ", "có 1000 hộ", ["1000"]),
        ("1000 ", "có 1.000 hộ", ["1.000"]),
        ("1.000 ", "có một nghìn hộ", ["một nghìn"]),
        ("1000 hộ ", "có một nghìn hộ", ["một nghìn hộ"]),
        ("một nghìn hộ ", "có 1.000 hộ", ["1.000 hộ"]),
        ("86.000 ", "hơn 86 nghìn lượt", ["86 nghìn"]),
        ("101.000.000.000 ", "gần 101 tỷ đồng", ["101 tỷ"]),
        ("62,8% ", "đạt 62,8 phần trăm", ["62,8 phần trăm"]),
        ("62,8 ", "đạt 62,8% rồi", ["62,8%"]),
        ("62,80% ", "đạt 62,8%", ["62,8%"]),
        ("62,8% ", "đạt 62,8 điểm", []),
        ("62,8% ", "đạt 68,2%", []),
        ("1.000 ", "số 01000 và 1.0000 và 10.000", []),
        ("9 ", "Nghị quyết 09", []),
        ("5 ", "năm nay", []),
        ("1 ", "một người", []),
        ("11157 ty ", "11.157 tỷ đồng", ["11.157 tỷ"]),
        ("26-07-2021 ", "ngày 26/07/2021", []),
        ("26/07/2021 ", "ngày 26/07/2021", ["26/07/2021"]),
        ("mot nghin ho ", "có 1.000 hộ", ["1.000 hộ"]),
        ("hai muoi nghin ", "có 20.000 người", ["20.000"]),
        ("86 nghin luot ", "hơn 86.000 lượt", ["86.000 lượt"]),
        ("62,8 phan tram ", "đạt 62,8%", ["62,8%"]),
        ("nam nay ", "7 năm nay", ["năm nay"]),
        ("250 nghin nan nhan ", "250 tỷ đồng của 56 nạn nhân", []),
    ],
)
def test_numbers(query: str, text: str, expected: list[str]) -> None:
    assert hits(query, text) == expected
    decomposed = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", hit) for hit in hits(query, decomposed)] == expected


def test_the_same_spelling_of_a_number_scores_higher() -> None:
    scores = {
        text: ArticleIndex(text).search("1.000 hộ ")[0].score
        for text in ("1.000 hộ", "1000 hộ", "một nghìn hộ")
    }
    assert scores["1.000 hộ"] == 100 > scores["1000 hộ"] >= scores["một nghìn hộ"] > 0


def test_scattered_words_where_no_phrase_matches() -> None:
    text = "Dịch vụ công ở cấp xã hầu như chưa có gì; nay đã lên tới 62,8%.\nThu phí 68,2%."
    assert parts("dich vu cong 62,8% ", text) == [["Dịch", "vụ", "công", "62,8%"]]
    assert parts("62,8% cong vu dich ", text) == [["Dịch", "vụ", "công", "62,8%"]]
    assert parts("dich vu cong 68,2% ", text.partition("\n")[0]) == []
    (spread_match,) = ArticleIndex(text).search("dich vu cong 62,8% ")
    (phrase_match,) = ArticleIndex("dịch vụ công 62,8%").search("dich vu cong 62,8% ")
    assert spread_match.score < phrase_match.score == 100


def test_a_word_may_be_missing_but_no_number() -> None:
    text = "thu hút vốn đầu tư nước ngoài 26 dự án"
    assert parts("thu hut vonn dau tu nuoc xyzxyz 26 ", text) == [
        ["thu", "hút", "vốn", "đầu", "tư", "nước", "26"]
    ]
    assert parts("thu hut von dau tu nuoc ngoai 27 ", text) == []


def test_the_tightest_words_of_a_line_are_the_match() -> None:
    assert parts("xe do 3 ", "xe 3 bánh rất đỏ, xe to đỏ và có 3 chiếc") == [["xe", "3", "đỏ"]]


WORDS = st.sampled_from(
    [
        "chuyển",
        "đổi",
        "số",
        "một nghìn",
        "1.000",
        "1000",
        "62,8%",
        "68,2%",
        "09",
        "năm",
        "86 nghìn",
        "250 nghìn",
        "250 tỷ",
        "hộ",
        "\n",
        "26/07/2021",
    ]
)
MISTYPED = st.sampled_from(
    [
        "chuyenr",
        "dooi",
        "soos",
        "cuyhen",
        "mot nghin",
        "86 nghin",
        "250 nghin",
        "250 ty",
        "ngin",
        "hoo",
        "ho",
        "nawm",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=15).map(" ".join)
QUERIES = st.lists(WORDS | MISTYPED, min_size=1, max_size=6).map(" ".join)


def values(text: str) -> list[str]:
    """Return the values of the numbers of a text, or their digits if they have no value."""
    folded = fold(text)
    numbers = list(typed_numerals(text, folded))
    return sorted(
        token.key.rstrip("%") for token in query_tokens(folded.text + " ", numbers) if token.is_number
    )


@given(TEXTS, QUERIES | TEXTS)
@example("một nghìn chuyển một nghìn một nghìn", "một nghìn một nghìn 1.000")
def test_the_numbers_of_a_match_are_those_of_the_query(text: str, query: str) -> None:
    for match in ArticleIndex(text).search(query + " "):
        hits = [text[start:end] for start, end in match.parts]
        same_digits = sorted(re.findall(r"\d", " ".join(hits))) == sorted(re.findall(r"\d", query))
        # Part by part: number words of two parts would be read as one number.
        assert same_digits or sorted(value for hit in hits for value in values(hit)) == values(query)


NUMBER_PIECES = st.lists(
    st.sampled_from(
        [*"0123456789.,% -(\n", "1.500", "000", "tỷ", " tr", "k", "lệ", "rưỡi", "một nghìn", " phần trăm"]
    )
)


@given(NUMBER_PIECES)
def test_the_fast_path_for_numbers_changes_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    quickly = list(numerals(text, fold(text)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("annotations.search.numerals._SIMPLE", re.compile("(?!)"))
        assert list(numerals(text, fold(text))) == quickly


@given(NUMBER_PIECES)
def test_written_values_of_numbers_with_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    folded = fold(text)
    of_numerals = {
        number.value
        for number in numerals(text, folded)
        if not folded.text[number.start : number.end].isdigit()
    }
    assert written_values(text) == of_numerals


@given(st.text(max_size=40))
def test_numerals_do_not_overlap(text: str) -> None:
    folded, end = fold(text), 0
    for number in numerals(text, folded):
        assert end <= number.start < number.end <= len(folded.text)
        end = number.end


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("1.000", "1000"),
        ("62,8%", "62.8%"),
        ("09", None),
        ("0,5", "0.5"),
        ("word", None),
        ("1.", None),
        ("٣", None),
    ],
)
def test_the_value_of_a_number_as_written(key: str, value: str | None) -> None:
    assert value_of(key) == value
