from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import brief, fold, show, visible

VIETNAMESE = "Đến năm 2025, tỷ lệ hồ sơ trực tuyến đạt 62,8% – “hoà” hay “hòa”, ƯỚC tính 1.234 tỷ đồng."
BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
HIDDEN = [0x200B, *range(0x2060, 0x2065), 0xFEFF, 0xAD, *range(0xE0000, 0xE0080)]
UNSAFE = {
    *(chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in {"Cc", "Cs"}),
    *map(chr, BIDI),
    *map(chr, HIDDEN),
} - {"\n"}

# Letters, marks that compose and that do not, Hangul, expansions, invisible characters and line breaks.
PIECES = st.sampled_from(
    [*"aăâđĐộ Ỡĕxq̃ẍ", "e\u0302\u0301", "\u0323", "\u0308", "İ", "ß", "ﬁ", "한", "\u1112\u1161\u11ab"]
)
UNUSUAL = st.sampled_from(
    [
        "\u0958",
        "\u212b",
        "\u0344",
        "\u09c7\u09be",
        "\r\n",
        "\r",
        "\x1b",
        "\u202e",
        "\ufeff",
        "👩\u200d🌾",
        "❤️",
    ]
)
TEXTS = st.lists(PIECES | UNUSUAL | st.characters()).map("".join)


def fold_of(text: str) -> str:
    return fold(text).text


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("Quảng Ngãi", "quang ngai"),
            ("ĐẮK LẮK, đường", "dak lak, duong"),
            ("hoà hòa HÒA", "hoa hoa hoa"),
            ("62,8% – 1.234", "62,8% – 1.234"),
            ("Ð ð Ɖ", "d d d"),
            ("tri\u200bển\xad khai\ufeff", "trien khai"),
            ("İSTANBUL ß ﬁ ΣΑΣ", "istanbul ß ﬁ σασ"),
            ("", ""),
        ],
    )
    def test_marks_and_case(self, text: str, folded: str) -> None:
        assert fold_of(text) == folded
        assert fold_of(unicodedata.normalize("NFD", text)) == folded

    def test_composed_text_keeps_its_offsets(self) -> None:
        folded = fold(VIETNAMESE)
        assert len(folded.text) == len(VIETNAMESE)
        assert folded.span(3, 9) == (3, 9)

    def test_the_span_covers_combining_marks(self) -> None:
        text = unicodedata.normalize("NFD", "tỉnh Quảng Ngãi tự")
        start, end = fold(text).span(5, 15)
        assert unicodedata.normalize("NFC", text[start:end]) == "Quảng Ngãi"
        assert fold(text).span(len("tinh quang ngai t"), len("tinh quang ngai tu")) == (
            len(text) - 3,
            len(text),
        )

    @given(TEXTS)
    def test_composed_and_decomposed_fold_alike(self, text: str) -> None:
        assert (
            fold_of(unicodedata.normalize("NFC", text))
            == fold_of(unicodedata.normalize("NFD", text))
            == fold_of(text)
        )

    def test_text_of_several_chunks(self) -> None:
        text = "q̃ được\n" + "ế" * 70_000 + "\n\u0301e\u0302\u0301 hết"
        decomposed = fold(unicodedata.normalize("NFD", text))
        assert decomposed.text == fold_of(text)
        assert decomposed.span(len(decomposed.text) - 1, len(decomposed.text))[1] == len(
            unicodedata.normalize("NFD", text)
        )

    @given(TEXTS, st.integers(0, 30), st.integers(0, 30))
    def test_the_span_of_a_hit_folds_to_the_hit(self, text: str, start: int, length: int) -> None:
        folded = fold(text)
        start = min(start, len(folded.text))
        end = min(start + length, len(folded.text))
        first, last = folded.span(start, end)
        assert 0 <= first <= last <= len(text)
        assert folded.text[start:end] in fold_of(text[first:last])

    @given(TEXTS)
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold_of(fold_of(text)) == fold_of(text)


class TestShow:
    def test_every_unsafe_code_point_becomes_one_visible_symbol(self) -> None:
        for char in sorted(UNSAFE):
            symbols = show(f"a{char}b").text
            assert len(symbols) == 3, hex(ord(char))
            assert symbols[1] not in UNSAFE, hex(ord(char))
            assert not {*visible(f"a{char}b")} & (UNSAFE | {"\n"}), hex(ord(char))

    def test_no_unsafe_code_point_survives_in_long_text(self) -> None:
        text = "".join(sorted(UNSAFE)) * 60
        assert not {*show(text).text} & UNSAFE
        assert not {*show("a\x1b" * 150_000).text} & UNSAFE

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("\x1b[31mđỏ\x00\x7f", "␛[31mđỏ␀␡"),
            ("a\tb", "a b"),
            ("a\r\nb\rc\nd", "a \nb\nc\nd"),
            ("a\x85b\vc\fd\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
            ("a\u202eb\u200bc\x9bd\ud800", "a⇄b␣c\ufffdd\ufffd"),
            ("👩\u200d🌾 ❤️", "👩\u200d🌾 ❤️"),
            ("a\u200db\u200cc \u200d🌾 👩\u200d", "a␣b␣c ␣🌾 👩␣"),
            (unicodedata.normalize("NFD", "Quảng"), "Quảng"),
            ("", ""),
        ],
    )
    def test_display_text(self, text: str, expected: str) -> None:
        assert show(text).text == expected

    def test_offsets_of_composed_text_stay(self) -> None:
        display_text = show("ESC \x1b\r\nđỏ")
        assert [display_text.to_source(offset) for offset in range(9)] == list(range(9))
        assert display_text.from_source(7) == 7

    def test_a_mark_belongs_to_its_letter(self) -> None:
        text = unicodedata.normalize("NFD", "tự do")  # u, horn, dot
        display_text = show(text)
        assert display_text.text == "tự do"
        assert [display_text.from_source(offset) for offset in range(len(text) + 1)] == [
            0,
            1,
            1,
            1,
            2,
            3,
            4,
            5,
        ]
        assert [display_text.to_source(offset) for offset in range(6)] == [0, 1, 4, 5, 6, 7]

    @given(TEXTS)
    def test_offsets_map_to_the_source_and_back(self, text: str) -> None:
        display_text = show(text)
        assert display_text.to_source(len(display_text.text)) == len(text)
        assert display_text.from_source(len(text)) == len(display_text.text)
        sources = [display_text.to_source(offset) for offset in range(len(display_text.text) + 1)]
        assert sources == sorted(sources)
        for offset in range(len(text)):
            display_offset = display_text.from_source(offset)
            assert display_text.to_source(display_offset) <= offset
            assert offset < max(
                display_text.to_source(display_offset + 1), display_text.to_source(display_offset) + 1
            ) or (display_text.to_source(display_offset) == display_text.to_source(display_offset + 1))
        for offset, source in enumerate(sources[:-1]):
            if sources.count(source) == 1:
                assert display_text.from_source(source) == offset

    @given(TEXTS)
    def test_display_text_is_composed_and_safe(self, text: str) -> None:
        display_text = show(text).text
        assert not {*display_text} & UNSAFE
        assert len(display_text) == len(unicodedata.normalize("NFC", text))
        assert show(display_text).text == display_text


def test_visible_text_is_one_line() -> None:
    assert visible("Tiêu đề\r\nhai dòng\n\x1b]0;x\x07") == "Tiêu đề↵hai dòng↵␛]0;x␇"


def test_long_text_is_shown_by_beginning_and_end() -> None:
    assert brief("một dòng\n\x1b") == "một dòng↵␛"
    assert brief("a" * 10_000 + "z", 12) == "aaaaaaa…aaaz"
    assert brief("a" * 12, 12) == "a" * 12
