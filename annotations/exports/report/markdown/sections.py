"""The sections of a report in Markdown, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from annotations.agreement.report import question_agreement
from annotations.errors import Sentence
from annotations.exports.contents import ExportContents
from annotations.exports.report.agreement_texts import alpha_sentence, pair_cells, summary_sentence
from annotations.exports.report.assembly import ReportLayout, SectionWriter
from annotations.exports.report.claim_states import ClaimState
from annotations.exports.report.counts import ReportCounts
from annotations.exports.report.highlights import Highlight, highlighted_lines
from annotations.exports.report.markdown.claim_details import (
    details,
    finding_line,
    marked_line,
    marked_sentence,
    source_line,
    state_label,
)
from annotations.exports.report.markdown.markup import escaped, escaped_lines, table
from annotations.exports.report.outline import Section
from annotations.exports.report.reported_claims import ReportedArticle


def _start(contents: ExportContents, _sections: Sequence[Section]) -> Iterator[str]:
    """A comment that names the program, by which the next report knows this one, then title and time."""
    wording, provenance = contents.options.wording, contents.provenance
    yield f"<!-- {provenance.tool}: report -->"
    yield ""
    yield f"# {escaped(wording.translate(Sentence('Report on checked numbers')))}"
    yield ""
    if provenance.time:
        yield escaped(f"{wording.translate(Sentence('As of'))} {wording.format_day(provenance.time)}")
        yield ""


def _section_start(contents: ExportContents, section: Section) -> Iterator[str]:
    yield f"## {escaped(contents.options.wording.translate(section.heading))}"
    yield ""


def _section_end() -> Iterator[str]:
    yield ""


def _summary(contents: ExportContents, counts: ReportCounts) -> Iterator[str]:
    wording = contents.options.wording
    say = wording.translate
    states = [state for state in ClaimState if counts.states[state]]
    headings = [
        escaped(say(Sentence("kind"))),
        *(state_label(state, wording) for state in states),
        escaped(say(Sentence("in all"))),
    ]
    rows = [
        [
            escaped(say(Sentence(kind.value)) if kind else "–"),
            *(wording.format_count(numbers[state]) for state in states),
            wording.format_count(numbers.total()),
        ]
        for kind, numbers in sorted(counts.kinds.items(), key=lambda item: -item[1].total())
    ]
    totals = [wording.format_count(counts.states[state]) for state in states]
    rows.append([f"**{escaped(say(Sentence('in all')))}**", *totals, wording.format_count(counts.claims)])
    yield from table(headings, rows)


def _claims(state: ClaimState, contents: ExportContents, reported: ReportedArticle) -> Iterator[str]:
    """The claims of an article in a state, each as a quotation and a list."""
    for claim in reported.claims:
        if claim.state is state:
            yield f"> {marked_sentence(reported.article, claim)}"
            yield ""
            yield source_line(reported.article, contents.options.wording)
            yield ""
            yield from (f"- {line}" for line in details(reported.article, claim, contents.options))
            yield ""


def _contradictions(contents: ExportContents, reported: ReportedArticle) -> Iterator[str]:
    wording, article = contents.options.wording, reported.article
    for finding in reported.contradictions:
        quotes = ", ".join(f"“{escaped_lines(article.text[start:end])}”" for start, end in finding.spans)
        yield f"- {finding_line(finding, wording)} {quotes} ({source_line(article, wording)})"


def _progress(contents: ExportContents, counts: ReportCounts) -> Iterator[str]:
    """The table by annotator unless the report is public, and the head of the table by article."""
    wording = contents.options.wording
    if not contents.options.is_public:
        names = ("annotator", "with a verdict")
        rows = (
            [escaped(annotator), wording.format_count(verdicts.total())]
            for annotator, verdicts in sorted(counts.annotators.items())
        )
        yield from table([escaped(wording.translate(Sentence(name))) for name in names], rows)
        yield ""
    names = ("article", "with a verdict")
    yield from table([escaped(wording.translate(Sentence(name))) for name in names], ())


def _progress_of_article(contents: ExportContents, reported: ReportedArticle) -> Iterator[str]:
    wording, states = contents.options.wording, reported.states
    reviewed = wording.format_count(states.total() - states[ClaimState.UNREVIEWED])
    title = escaped(reported.article.title or reported.article.id)
    yield f"| {title} | {reviewed}/{wording.format_count(states.total())} |"


def _agreement(contents: ExportContents, counts: ReportCounts) -> Iterator[str]:
    wording = contents.options.wording
    agreement = question_agreement("verdict", counts.answers.units)
    yield escaped(wording.translate(summary_sentence(agreement, wording)))
    yield ""
    if agreement.alpha is not None:
        yield escaped(wording.translate(alpha_sentence(agreement, wording)))
        yield ""
    names = ("annotators", "claims of both", "agreement", "Cohen's kappa")
    yield from table(
        [escaped(wording.translate(Sentence(name))) for name in names],
        (map(escaped, pair_cells(pair, wording)) for pair in agreement.pairs if pair.units),
    )


def _article(contents: ExportContents, reported: ReportedArticle) -> Iterator[str]:
    """An article: its head, its text with the claims marked, and the table of its claims."""
    yield f"### {escaped(reported.article.title or reported.article.id)}"
    yield ""
    yield source_line(reported.article, contents.options.wording)
    yield ""
    highlights = [Highlight(*claim.span, claim.state) for claim in reported.claims]
    for pieces in highlighted_lines(reported.article.text, highlights):
        if line := marked_line(pieces):
            yield line
            yield ""
    if reported.claims:
        yield from _claims_table(contents, reported)
    yield ""


def _claims_table(contents: ExportContents, reported: ReportedArticle) -> Iterator[str]:
    wording = contents.options.wording
    headings = [escaped(wording.translate(Sentence(name))) for name in ("claim", "verdict")]
    rows = (
        [escaped_lines(claim.quote), "<br>".join(details(reported.article, claim, contents.options))]
        for claim in reported.claims
    )
    yield from table(headings, rows)


MARKDOWN = ReportLayout(
    _start,
    lambda _contents: iter(()),
    _section_start,
    _section_end,
    {
        "summary": SectionWriter(_summary),
        "refuted": SectionWriter(article=partial(_claims, ClaimState.REFUTED)),
        "contradictions": SectionWriter(article=_contradictions),
        "disputed": SectionWriter(article=partial(_claims, ClaimState.DISPUTED)),
        "progress": SectionWriter(_progress, _progress_of_article),
        "agreement": SectionWriter(_agreement),
        "articles": SectionWriter(article=_article),
    },
)
