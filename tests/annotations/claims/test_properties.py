import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.checks import check
from annotations.claims import extract_claims
from annotations.model import Article, Mention
from tests.annotations.claims.marked import SENTENCES, load

WORDS = (
    "ngày tháng năm quý giờ phút lúc từ đến hơn gần trên dưới khoảng tăng giảm gấp lần % tỷ triệu nghìn trăm đồng USD "
    "/kg người xã thứ mức độ cấp số Nghị quyết Covid- quốc lộ hai ba năm mươi một nửa rưỡi tư đôi trong số 63 12/63 30.7 "
    "1.000 62,8 3,715 18/5/2022 19h30 2-1 XV III - – . , ( ) : \n \t ⁵ ٣ ７ 1tr2 50k m2 °C GMT+7 lượt xem -2 45+2 1:3 5x20m 4'12\"74 16h-18h \x1b[31m \ud800 \x00 İ"
)
PIECES = WORDS.split(" ")
NEWS = st.lists(st.sampled_from(PIECES) | st.integers(0, 10**10).map(str), max_size=14).map(" ".join)
TEXTS = NEWS | st.text(max_size=60) | st.text("0123456789.,/-: hgộtămi%", max_size=60)
SENTENCE_TEXTS = [
    sentence.text
    for half in ("blind", "dev")
    if (SENTENCES / f"{half}.jsonl").exists()
    for sentence in load(SENTENCES / f"{half}.jsonl").values()
] or ["Có 3 xã."]
LINES = [text for text in SENTENCE_TEXTS if "\n" in text] or ["Có 3 xã.\n5 lượt xem"]


def folded_text(mention: Mention) -> tuple[str | None, ...]:
    composed = unicodedata.normalize("NFC", mention.text)
    unit = unicodedata.normalize("NFC", mention.unit) if mention.unit else None
    return (
        composed,
        mention.role,
        mention.kind,
        mention.value,
        unit,
        mention.modifier,
        mention.direction,
        mention.of,
    )


@given(TEXTS)
@example("1" * 10_000)
@example("đạt -2 °C, 1. 500.000 và 12 .400")
def test_spans_are_exact_in_order_and_apart(text: str) -> None:
    mentions = extract_claims(text)
    for mention in mentions:
        assert mention.text == text[mention.start : mention.end]
        assert 0 <= mention.extent_start <= mention.start < mention.end <= mention.extent_end <= len(text)
    for first, second in pairwise(mentions):
        assert first.end <= second.start


NUMBER_WORDS = "không một hai ba bốn tư năm sáu bảy tám chín mười mươi lăm mốt linh trăm nghìn triệu tỷ rưỡi nửa đôi mấy phẩy thứ hạng gấp tháng quý mùng lớp đến - 3 20 20.000 tuổi"


@given(st.lists(st.sampled_from(NUMBER_WORDS.split()), min_size=1, max_size=10).map(" ".join))
@example("xếp thứ ba rưỡi")
def test_number_words_in_any_order_are_read(text: str) -> None:
    assert all(m.text == text[m.start : m.end] for m in extract_claims(text))


@given(TEXTS)
def test_every_digit_is_accounted_for(text: str) -> None:
    covered = {offset for m in extract_claims(text) for offset in range(m.extent_start, m.extent_end)}
    assert not [offset for offset, letter in enumerate(text) if letter.isdecimal() and offset not in covered]


@given(st.sampled_from(SENTENCE_TEXTS))
def test_composed_and_decomposed_text_read_the_same(text: str) -> None:
    given_text = unicodedata.normalize("NFD", text)
    decomposed = extract_claims(given_text)
    composed = extract_claims(unicodedata.normalize("NFC", text))
    assert [folded_text(m) for m in decomposed] == [folded_text(m) for m in composed]
    assert all(m.text == given_text[m.start : m.end] for m in decomposed)


@given(st.sampled_from(SENTENCE_TEXTS))
def test_a_sentence_reads_the_same_inside_a_long_article(text: str) -> None:
    previous = "Tin trong tỉnh. Người dân vui mừng.\n" * 40
    inside = [
        folded_text(m) for m in extract_claims(f"{previous}{text}\n{previous}") if m.start >= len(previous)
    ]
    assert inside == [folded_text(m) for m in extract_claims(text)]


@given(st.sampled_from(LINES), st.sampled_from(["\r", "\r\n", "\u2028"]))
def test_lines_read_the_same_however_they_end(text: str, end: str) -> None:
    second = text.replace("\n", end)
    assert [folded_text(m) for m in extract_claims(second)] == [folded_text(m) for m in extract_claims(text)]
    assert all(m.text == second[m.start : m.end] for m in extract_claims(second))


@given(st.sampled_from(SENTENCE_TEXTS))
def test_either_place_of_the_tone_mark_reads_the_same(text: str) -> None:
    second = text
    for old, new in (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ủy", "uỷ"), ("úy", "uý"), ("ùy", "uỳ")):
        second = second.replace(old, new)
    values = [(m.start, m.end, m.role, m.kind, m.value) for m in extract_claims(text)]
    assert [(m.start, m.end, m.role, m.kind, m.value) for m in extract_claims(second)] == values


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        ".",
        "1x",
        "½",
        "\u0316\u0301",
        "\u00ad",
        "  ",
        "1  ",
        "1\t",
        "a\n",
        "HAI ",
        "năm ",
        "1.",
        "1/",
        "1-",
        "1, ",
        "hai ",
        "tỷ ",
        "1 000 ",
        "x@",
        "a-1",
        "\n1",
    ],
)
def test_no_input_hangs(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(m.text == text[m.start : m.end] for m in extract_claims(text))


@pytest.mark.parametrize("long", ["9" * 5_000, "1.000" + ".000" * 2_000], ids=["digits", "groups"])
@pytest.mark.parametrize(
    "text", ["{}/5 triệu", "Bạn đọc Nam 12/{} 10:00", "đạt {}/{} phiếu"], ids=["part", "game", "both"]
)
def test_a_fraction_of_thousands_of_digits(text: str, long: str) -> None:
    filled = text.replace("{}", long)
    mentions = extract_claims(filled)
    assert all(m.text == filled[m.start : m.end] for m in mentions)
    check(Article("a.txt", "", filled), mentions)


def test_ten_thousand_digits_are_no_value() -> None:
    (mention,) = extract_claims("Số " + "9" * 10_000)
    assert (mention.role, mention.value) == ("reference", None)


@pytest.mark.parametrize(
    ("text", "value"), [("Có ３５ xã.", "35"), ("Có ٣٥ xã.", "35"), ("Có 3\xa0xã.", "3")]
)
def test_foreign_digits_and_blanks_are_read(text: str, value: str) -> None:
    (mention,) = extract_claims(text)
    assert (mention.value, mention.unit) == (value, "xã")
    assert mention.text == text[mention.start : mention.end]


def test_the_document_votes_on_what_its_commas_mean() -> None:
    assert extract_claims("Bán 2,300 tấn.")[0].value == "2.3"
    (_, voted) = extract_claims("Thu 1,250.50 tấn. Bán 2,300 tấn.")
    assert (voted.value, voted.alternative, voted.ambiguous) == ("2300", "2.3", True)


def test_the_extent_takes_modifier_and_unit() -> None:
    text = "Tỉnh có hơn 1.000 lượt người."
    (mention,) = extract_claims(text)
    assert text[mention.extent_start : mention.extent_end] == "hơn 1.000 lượt người"


@pytest.mark.parametrize("text", ["0 trên ⁵", "5 trên ²", "3 lần ⁵ và ① hộ", "năm ² xã"])
def test_raised_and_circled_digits(text: str) -> None:
    for mention in extract_claims(text):
        assert mention.text == text[mention.start : mention.end]
        assert not set(mention.text) & set("⁵²①")
