"""A set of texts in little memory behaves as a dict does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.corpus.compact_ids import CompactIds


@given(st.lists(st.text(max_size=3), max_size=60))
def test_the_first_number_of_a_text_is_kept(texts: list[str]) -> None:
    ids, expected = CompactIds(), dict[str, int]()
    for number, text in enumerate(texts):
        assert ids.add(text, number) == expected.setdefault(text, number)
    assert len(ids) == len(expected)
    assert all((text in ids) is (text in expected) for text in (*texts, "none of them"))


def test_many_texts() -> None:
    ids = CompactIds()
    for number in range(5_000):
        assert ids.add(f"bai-{number}", number) == number
    assert [ids.add(f"bai-{number}") for number in range(5_000)] == [*range(5_000)]
