"""Sets in little memory behave as sets and dicts do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.corpus.compact_ids import CompactIds, FirstLines


@given(st.lists(st.text(max_size=3), max_size=60))
def test_the_first_line_of_a_text_is_kept(texts: list[str]) -> None:
    ids, lines, expected = CompactIds(), FirstLines(), dict[str, int]()
    for line, text in enumerate(texts):
        assert ids.add(text) is (text not in expected)
        assert lines.first_line(text, line) == expected.setdefault(text, line)
    assert len(ids) == len(lines) == len(expected)
    assert all((text in ids) is (text in expected) for text in (*texts, "none of them"))


def test_many_texts() -> None:
    lines = FirstLines()
    for line in range(5_000):
        assert lines.first_line(f"bai-{line}", line) == line
    assert [lines.first_line(f"bai-{line}", 0) for line in range(5_000)] == [*range(5_000)]
