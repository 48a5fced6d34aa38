"""Agreement on spans: the F1 of two annotators' claims, by exact span and by any overlap of the same kind.

There is no correction for chance, since nobody knows how many spans were passed over.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations
from statistics import mean
from typing import NamedTuple


class Span(NamedTuple):
    """A claim as an annotator has it: its article, offsets in code points, and kind."""

    article: str
    start: int
    end: int
    kind: str


class SpanAgreement(NamedTuple):
    """F1 by exact span and by overlap, between 0 and 1; None where neither annotator has a span."""

    exact: float | None
    overlap: float | None


def span_agreement(first: Collection[Span], second: Collection[Span]) -> SpanAgreement:
    """The F1 of two sets of spans; which is taken for the truth makes no difference."""
    size = len(first) + len(second)
    if not size:
        return SpanAgreement(None, None)
    exact = len({span[:3] for span in first} & {span[:3] for span in second})
    overlapping = _count_overlapping(first, second) + _count_overlapping(second, first)
    return SpanAgreement(2 * exact / size, overlapping / size)


def mean_span_agreement(spans_by_annotator: dict[str, set[Span]]) -> SpanAgreement:
    """The mean of all pairs of annotators that have a value."""
    values = [span_agreement(*pair) for pair in combinations(spans_by_annotator.values(), 2)]
    exact = [value.exact for value in values if value.exact is not None]
    overlap = [value.overlap for value in values if value.overlap is not None]
    return SpanAgreement(mean(exact) if exact else None, mean(overlap) if overlap else None)


def _count_overlapping(spans: Collection[Span], second_spans: Collection[Span]) -> int:
    """How many of ``spans`` overlap one of ``second_spans`` of the same article and kind."""
    by_place: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for span in sorted(second_spans):
        by_place.setdefault((span.article, span.kind), []).append((span.start, span.end))
    return sum(
        any(
            start < span.end and span.start < end
            for start, end in by_place.get((span.article, span.kind), ())
        )
        for span in spans
    )
