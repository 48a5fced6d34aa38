from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims import extract_claims
from annotations.claims.numerals.decimals import plain, read_digits, read_words, shift, write_digits
from tests.annotations.claims.spelling import write_words

WHOLE = st.integers(0, 10**15).map(Decimal)
DECIMALS = st.decimals(0, 10**15, places=3)


@pytest.mark.parametrize(
    ("token", "value", "second"),
    [
        ("1.000", "1000", "1"),
        ("62,8", "62.8", None),
        ("3,715", "3.715", "3715"),
        ("1,250.50", "1250.5", None),
        ("1.250,50", "1250.5", None),
        ("2.35", "2.35", None),
        ("350.000.000", "350000000", None),
        ("1,234,567", "1234567", None),
        ("0,500", "0.5", None),
        ("007", "7", None),
    ],
)
def test_second_value_of_digits(token: str, value: str, second: str | None) -> None:
    assert read_digits(token) == (value, second)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("một triệu rưỡi", "1500000"),
        ("ba trăm rưỡi ngàn", "350000"),
        ("hai trăm lẻ tám", "208"),
        ("một nghìn không trăm linh hai", "1002"),
        ("hai mươi lăm", "25"),
        ("tám mươi tư", "84"),
        ("năm chục nghìn", "50000"),
        ("bốn triệu tư", "4400000"),
        ("hai phẩy năm triệu", "2500000"),
        ("một nghìn tỷ", "1000000000000"),
        ("ba vạn", "30000"),
        ("không phẩy ba", "0.3"),
    ],
)
def test_words_have_a_value(words: str, value: str) -> None:
    assert read_words(words.split()) == (value, len(words.split()))


@pytest.mark.parametrize(("words", "used"), [("hai năm", 1), ("hai mươi năm", 2), ("ba người", 1)])
def test_a_year_after_a_number_is_no_five(words: str, used: int) -> None:
    assert read_words(words.split())[1] == used


@given(WHOLE | DECIMALS)
def test_what_is_written_in_words_is_read_back(number: Decimal) -> None:
    words = write_words(number).split()
    assert read_words(words) == (plain(number), len(words))


@given(WHOLE | DECIMALS)
def test_what_is_written_in_digits_is_read_back(number: Decimal) -> None:
    value, second = read_digits(write_digits(number))
    assert plain(number) in (value, second)


@given(st.integers(2, 10**15 - 1).map(Decimal))  # `một` alone is mostly an article, `không` a no
def test_an_amount_in_words_is_read_back_from_a_sentence(number: Decimal) -> None:
    (mention,) = extract_claims(f"Tổng vốn là {write_words(number)} đồng.")
    assert (mention.value, mention.unit) == (plain(number), "VND")


@given(
    st.decimals(0, 999, places=2), st.sampled_from([("nghìn", 3), ("triệu", 6), ("tỷ", 9), ("nghìn tỷ", 12)])
)
def test_an_amount_with_a_scale_is_read_back(number: Decimal, scale: tuple[str, int]) -> None:
    (mention,) = extract_claims(f"Tổng vốn là {write_digits(number)} {scale[0]} đồng.")
    assert mention.value == shift(plain(number), scale[1])
    assert mention.decimal == number.scaleb(scale[1])


@pytest.mark.parametrize(
    ("text", "value"),
    [("Chi 999 nghìn đồng.", "999000"), ("Có 9999 người dự.", "9999"), ("Vàng 9999 tăng mạnh.", None)],
    ids=["money", "count", "gold"],
)
def test_nines_are_a_fineness_only_behind_gold(text: str, value: str | None) -> None:
    assert extract_claims(text)[0].value == value
