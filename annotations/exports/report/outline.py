"""The sections of a report in their order, whatever it is written in, and whether a report has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from annotations.errors import Sentence
from annotations.exports.contents import ExportContents
from annotations.exports.report.claim_states import ClaimState
from annotations.exports.report.counts import ReportCounts


class Section(NamedTuple):
    """A section: its id, its heading, and whether a report with these contents and counts has it."""

    id: str
    heading: Sentence
    is_shown: Callable[[ExportContents, ReportCounts], bool]


SECTIONS = (
    Section("summary", Sentence("In brief"), lambda _contents, _counts: True),
    Section(
        "refuted",
        Sentence("What is refuted"),
        lambda _contents, counts: bool(counts.states[ClaimState.REFUTED]),
    ),
    Section(
        "contradictions",
        Sentence("Where articles contradict themselves"),
        lambda _contents, counts: bool(counts.contradictions),
    ),
    Section(
        "disputed",
        Sentence("Where verdicts differ"),
        lambda _contents, counts: bool(counts.states[ClaimState.DISPUTED]),
    ),
    Section("progress", Sentence("Progress"), lambda _contents, counts: bool(counts.reviewed)),
    Section(
        "agreement",
        Sentence("Agreement"),
        lambda contents, counts: bool(counts.answers.units) and not contents.options.is_public,
    ),
    Section("articles", Sentence("Articles"), lambda _contents, counts: bool(counts.articles)),
)


def shown_sections(contents: ExportContents, counts: ReportCounts) -> list[Section]:
    """The sections that have something to show."""
    return [section for section in SECTIONS if section.is_shown(contents, counts)]
