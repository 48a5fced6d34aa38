"""Plots of a report as inline SVG; each says its numbers in its description, or stands beside them in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from annotations.errors import Sentence
from annotations.exports.report.claim_states import NAMES, SIGNS, ClaimState
from annotations.exports.report.counts import StateCounts
from annotations.exports.report.html.markup import Markup, element
from annotations.exports.wording import Wording

_BAR_WIDTH, _BAR_HEIGHT = 720, 28
_SMALL_WIDTH, _SMALL_HEIGHT = 160, 12
_COLUMNS_WIDTH, _COLUMNS_HEIGHT, _LABEL_HEIGHT = 720, 140, 22
# With more days than this a column is a month.
_MOST_DAYS = 92
_GAP = 0.2  # of a column's width
_WIDEST_COLUMN = 48
_LEAST_AXIS = 200  # the labels of the first and the last day stand beside each other

# What distinguishes the fills of states without colours: the path of a tile of 8 by 8.
_HATCHES = {
    ClaimState.REFUTED: "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    ClaimState.UNVERIFIABLE: "M4 2V6M2 4H6",
    ClaimState.DISPUTED: "M0 0L8 8M0 8L8 0",
    ClaimState.NOT_A_CLAIM: "M0 4H8",
}


def fills() -> Markup:
    """The patterns with which the plots are filled, to be written once in a page."""
    patterns = [
        element(
            "pattern",
            element("rect", width="8", height="8", class_=f"colour-{state}"),
            element("path", d=path, class_="hatch"),
            id=f"fill-{state}", width="8", height="8", patternUnits="userSpaceOnUse",
        )
        for state, path in _HATCHES.items()
    ]  # fmt: skip
    return element(
        "svg", element("defs", *patterns), class_="fills", width="0", height="0", aria_hidden="true"
    )


def state_bar(counts: StateCounts, title: str, wording: Wording, plot_id: str) -> Markup:
    """A bar of all claims, with a part for each state."""
    total = sum(counts.values())
    numbers = ", ".join(
        f"{wording.translate(NAMES[state])}: {wording.format_count(counts[state])}"
        for state in ClaimState
        if counts.get(state)
    )
    return element(
        "svg",
        element("title", title, id=f"{plot_id}-title"),
        element("desc", numbers, id=f"{plot_id}-numbers"),
        *_segments(counts, total, _BAR_WIDTH, _BAR_HEIGHT),
        class_="plot", role="img", viewBox=f"0 0 {_BAR_WIDTH} {_BAR_HEIGHT}",
        aria_labelledby=f"{plot_id}-title {plot_id}-numbers",
    )  # fmt: skip


def small_bar(counts: StateCounts, longest: int) -> Markup:
    """A bar beside the same numbers in a table; one of ``longest`` claims fills the width."""
    return element(
        "svg",
        *_segments(counts, longest, _SMALL_WIDTH, _SMALL_HEIGHT),
        class_="small-plot", aria_hidden="true", viewBox=f"0 0 {_SMALL_WIDTH} {_SMALL_HEIGHT}",
    )  # fmt: skip


def _segments(counts: StateCounts, total: int, width: int, height: int) -> Iterator[Markup]:
    position = 0.0
    for state in ClaimState:
        if counts.get(state):
            length = width * counts[state] / total
            yield element(
                "rect",
                class_=f"fill-{state}",
                x=_number(position),
                y="0",
                width=_number(length),
                height=str(height),
            )
            position += length


def legend(counts: StateCounts, wording: Wording) -> Markup:
    """The states of a plot with their signs and numbers."""
    items = [
        element("li", state_label(state, wording), " ", element("b", wording.format_count(counts[state])))
        for state in ClaimState
        if counts.get(state)
    ]
    return element("ul", *items, class_="legend")


def state_label(state: ClaimState, wording: Wording) -> Markup:
    """The sign and the name of a state, in its colour."""
    return element(
        "span",
        element("span", SIGNS[state], class_="sign", aria_hidden="true"),
        " ", wording.translate(NAMES[state]),
        class_=f"state {state}",
    )  # fmt: skip


def day_columns(days: Mapping[str, int], wording: Wording) -> Markup:
    """The number of verdicts by day, or by month where there are many days, from the first to the last."""
    columns = _columns(days)
    highest, width = max(columns.values()), min(_WIDEST_COLUMN, _COLUMNS_WIDTH / len(columns))
    rectangles = []
    for number, count in enumerate(columns.values()):
        height = (_COLUMNS_HEIGHT - _LABEL_HEIGHT) * count / highest
        rectangles.append(
            element(
                "rect", class_="column", x=_number((number + _GAP / 2) * width), width=_number(width * (1 - _GAP)),
                y=_number(_COLUMNS_HEIGHT - height), height=_number(height),
            )
        )  # fmt: skip
    first, last = min(columns), max(columns)
    labels = [_axis_label(first, 0, "start", wording)]
    if last != first:
        labels.append(_axis_label(last, max(_LEAST_AXIS, round(width * len(columns))), "end", wording))
    numbers = ", ".join(
        f"{wording.format_day(day)}: {wording.format_count(count)}" for day, count in columns.items() if count
    )
    return element(
        "svg",
        element("title", wording.translate(Sentence("Verdicts by day")), id="days-title"),
        element("desc", numbers, id="days-numbers"),
        element("text", wording.format_count(highest), x="0", y="14", class_="axis"),
        *rectangles, *labels,
        class_="plot", role="img", viewBox=f"0 0 {_COLUMNS_WIDTH} {_COLUMNS_HEIGHT + _LABEL_HEIGHT}",
        aria_labelledby="days-title days-numbers",
    )  # fmt: skip


def _axis_label(day: str, x: int, anchor: str, wording: Wording) -> Markup:
    return element(
        "text",
        wording.format_day(day),
        x=str(x),
        y=str(_COLUMNS_HEIGHT + 16),
        text_anchor=anchor,
        class_="axis",
    )


def _columns(days: Mapping[str, int]) -> dict[str, int]:
    """The counts of all days or months from the first to the last, those without verdicts too."""
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    all_days = [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]
    if len(all_days) <= _MOST_DAYS:
        return {day: days.get(day, 0) for day in all_days}
    months: Counter[str] = Counter()
    for day in all_days:
        months[day[:7]] += days.get(day, 0)
    return dict(months)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
