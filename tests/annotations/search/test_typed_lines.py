"""Lines that contain the words of a query as typed."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.search import typed_lines
from annotations.search.query import parse
from annotations.search.typed_lines import TypedLines
from annotations.text import fold

TEXT = "Dịch vụ công của tỉnh.\nĐạt 62%, dịch\nvụ khác.\nMột dịch, vụ án.\nDICH VU, DỊCH VỤ CÔNG\n"


def matching_lines(text: str, query: str) -> list[str]:
    lines = TypedLines(parse(query).words).lines(text)
    return [text[start:end] for start, end in lines]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("dich vu ", [0, (1, 2), 4]),
        ("dịch vụ c", [0, 4]),
        ('"dich vu con"', []),
        ("cong ", [0, 4]),
        ("ong ", []),
        ("đạt", [1]),
        ('"dịch vụ" "tỉnh"', [0]),
        ("vụ án", [3]),
        ("62", [1]),
    ],
)
def test_lines_of_a_query(
    form: Literal["NFC", "NFD"], query: str, lines: list[int | tuple[int, int]]
) -> None:
    text = unicodedata.normalize(form, TEXT)
    text_lines = text.split("\n")
    expected = [
        text_lines[number] if isinstance(number, int) else "\n".join(text_lines[number[0] : number[1] + 1])
        for number in lines
    ]
    assert matching_lines(text, query) == expected


def test_hold_agrees_with_lines() -> None:
    words = TypedLines(parse("dich vu ").words)
    lines = words.lines(TEXT)
    for offset in range(len(TEXT)):
        assert words.hold(TEXT, offset) == any(start <= offset < end for start, end in lines)


LETTERS = st.text(st.sampled_from("aăâeêđdĐDộọịi\u0301\u0323\xad .,\n0AnNgG"), max_size=60)


@example("e\ne ", ["e\n", "e"], 2)
@example("e\ne\ne\n", ["e\ne\n", "e\ne\n"], 3)
@given(LETTERS, st.lists(LETTERS, min_size=1, max_size=6), st.integers(0, 3))
def test_the_rough_pattern_does_not_change_the_lines(word: str, pieces: list[str], most_spots: int) -> None:
    clauses = parse(f'"{word}" ').words or parse("an ").words
    text = word.join(pieces)
    words = TypedLines(clauses)
    exact_lines = words._exact_lines(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typed_lines, "_MOST_SPOTS", most_spots)
        assert words.lines(text) == exact_lines


def test_characters_folded_to_a_letter_are_found() -> None:
    letters, dropped = typed_lines._spellings()
    for char in map(chr, range(0x80, 0x10000)):
        folded = fold(char).text
        if not folded:
            assert char in dropped
        elif folded.isascii() and folded.isalpha():
            assert char in letters[folded]
