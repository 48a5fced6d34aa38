"""The first section: how many claims there are, what came of them, and of which kinds they are."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.errors import Sentence
from annotations.exports.contents import ExportContents
from annotations.exports.report.claim_states import ClaimState
from annotations.exports.report.counts import ReportCounts
from annotations.exports.report.html.markup import Markup, element, row, table
from annotations.exports.report.html.plots import legend, small_bar, state_bar, state_label
from annotations.exports.wording import Wording


def summary_section(contents: ExportContents, counts: ReportCounts) -> Iterator[Markup]:
    """The totals, the bar of all claims with its legend, and the table by kind."""
    wording = contents.options.wording
    say = wording.translate
    figures = [
        (say(Sentence("articles")), wording.format_count(counts.articles)),
        (say(Sentence("claims")), wording.format_count(counts.claims)),
        (say(Sentence("with a verdict")), wording.format_share(counts.reviewed, counts.claims)),
        (say(Sentence("refuted")), wording.format_count(counts.states[ClaimState.REFUTED])),
    ]
    yield element(
        "dl",
        *(element("div", element("dt", name), element("dd", figure)) for name, figure in figures),
        class_="figures",
    )
    if not counts.claims:
        yield element("p", say(Sentence("Nothing in this report has a verdict.")))
        return
    yield state_bar(counts.states, say(Sentence("All claims by verdict")), wording, "states")
    yield legend(counts.states, wording)
    yield element("p", _store_line(contents), class_="aside")
    yield _kinds_table(counts, wording)


def _store_line(contents: ExportContents) -> str:
    wording, progress = contents.options.wording, contents.progress()
    return wording.translate(
        Sentence(
            "In the whole store {begun} of {articles} articles are begun, and {reviewed} of {claims} claims have a verdict.",
            begun=wording.format_count(progress.begun_articles),
            articles=wording.format_count(progress.articles),
            reviewed=wording.format_count(progress.reviewed_claims),
            claims=wording.format_count(progress.claims),
        )
    )


def _kinds_table(counts: ReportCounts, wording: Wording) -> Markup:
    say = wording.translate
    states = [state for state in ClaimState if counts.states[state]]
    kinds = sorted(counts.kinds.items(), key=lambda item: -item[1].total())
    longest = max(states_of_kind.total() for _kind, states_of_kind in kinds)
    rows = [
        row(
            say(Sentence(kind.value)) if kind else "–",
            *(wording.format_count(states_of_kind[state]) for state in states),
            wording.format_count(states_of_kind.total()),
            small_bar(states_of_kind, longest),
        )
        for kind, states_of_kind in kinds
    ]
    headings = [
        say(Sentence("kind")),
        *(state_label(state, wording) for state in states),
        say(Sentence("in all")),
        say(Sentence("plot")),
    ]
    return table(say(Sentence("Verdicts by kind")), headings, rows, "numbers kinds")
