"""Agreement on spans: exact, by overlap, by pairs."""

from __future__ import annotations

import pytest

from annotations.agreement.spans import Span, mean_span_agreement, span_agreement

SHORT, LONG = Span("a", 10, 14, "money"), Span("a", 8, 14, "money")
ELSEWHERE = Span("b", 10, 14, "money")


def test_equal_overlapping_and_different_spans() -> None:
    assert span_agreement({SHORT}, {SHORT}) == (1, 1)
    assert span_agreement({SHORT}, {LONG}) == (0, 1)
    assert span_agreement({SHORT}, {LONG._replace(kind="count")}) == (0, 0)
    assert list(span_agreement({SHORT, ELSEWHERE}, {SHORT})) == pytest.approx([2 / 3, 2 / 3])
    assert span_agreement(set(), {SHORT}) == (0, 0)
    assert span_agreement(set(), set()) == (None, None)


def test_the_mean_of_all_pairs_leaves_out_those_without_a_span() -> None:
    spans = {"an": {SHORT}, "lan": {SHORT}, "minh": {LONG}}
    assert list(mean_span_agreement(spans)) == pytest.approx([1 / 3, 1])
    assert mean_span_agreement({"an": set(), "lan": set()}) == (None, None)
