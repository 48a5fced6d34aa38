"""The section of who decided how much, when, and in which article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotations.errors import Sentence
from annotations.exports.contents import ExportContents
from annotations.exports.report.assembly import SectionWriter
from annotations.exports.report.claim_states import ClaimState
from annotations.exports.report.counts import ReportCounts
from annotations.exports.report.html.markup import Markup, element, end_tag, row, start_tag, table
from annotations.exports.report.html.plots import day_columns, small_bar, state_label
from annotations.exports.report.reported_claims import ReportedArticle
from annotations.exports.wording import Wording
from annotations.model import Verdict


def _start(contents: ExportContents, counts: ReportCounts) -> Iterator[Markup]:
    """The plot by day, the table by annotator unless the report is public, and the head of the table by article."""
    wording = contents.options.wording
    if len(counts.days) > 1:
        caption = element("figcaption", wording.translate(Sentence("Verdicts by day (UTC)")))
        yield element("figure", day_columns(counts.days, wording), caption)
    if not contents.options.is_public:
        yield _annotators_table(counts, wording)
    yield from _articles_table_start(wording)


def _annotators_table(counts: ReportCounts, wording: Wording) -> Markup:
    say = wording.translate
    states_by_annotator = {
        annotator: Counter({ClaimState(verdict): number for verdict, number in verdicts.items()})
        for annotator, verdicts in sorted(counts.annotators.items())
    }
    longest = max(states.total() for states in states_by_annotator.values())
    rows = [
        row(
            annotator,
            *(wording.format_count(states[ClaimState(verdict)]) for verdict in Verdict),
            wording.format_count(states.total()),
            small_bar(states, longest),
        )
        for annotator, states in states_by_annotator.items()
    ]
    headings = [
        say(Sentence("annotator")),
        *(state_label(ClaimState(verdict), wording) for verdict in Verdict),
        say(Sentence("in all")),
        say(Sentence("plot")),
    ]
    return table(say(Sentence("Verdicts by annotator")), headings, rows, "numbers")


def _articles_table_start(wording: Wording) -> Iterator[Markup]:
    """The head of a table that is written row by row, because a store may have very many articles."""
    say = wording.translate
    headings = [say(Sentence("article")), say(Sentence("with a verdict")), say(Sentence("plot"))]
    yield start_tag("table", class_="numbers")
    yield element("caption", say(Sentence("Verdicts by article")))
    yield element("thead", element("tr", *(element("th", heading, scope="col") for heading in headings)))
    yield start_tag("tbody")


def _article(contents: ExportContents, reported: ReportedArticle) -> Iterator[Markup]:
    wording, article, states = contents.options.wording, reported.article, reported.states
    reviewed = states.total() - states[ClaimState.UNREVIEWED]
    yield row(
        element("a", article.title or article.id, href=f"#article-{reported.number}", lang="vi"),
        f"{wording.format_count(reviewed)}/{wording.format_count(states.total())}",
        small_bar(states, max(1, states.total())),
    )


def _end(_contents: ExportContents, _counts: ReportCounts) -> Iterator[Markup]:
    yield end_tag("tbody")
    yield end_tag("table")


PROGRESS = SectionWriter(_start, _article, _end)
