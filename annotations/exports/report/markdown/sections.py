"""The sections of a report in Markdown, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from annotations.agreement.report import question_agreement
from annotations.errors import Sentence
from annotations.exports.contents import ExportContents, ExportedArticle
from annotations.exports.report.agreement_texts import alpha_sentence, pair_cells, summary_sentence
from annotations.exports.report.claim_states import ClaimState
from annotations.exports.report.counts import ReportCounts, count_states
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
from annotations.exports.report.outline import shown_sections
from annotations.exports.report.reported_claims import (
    ReportedClaim,
    claims_in_state,
    contradictions,
    reported_claims,
    unreviewed_claims,
)


def report_lines(contents: ExportContents, counts: ReportCounts) -> Iterator[str]:
    """The lines of a report, without line breaks."""
    options, provenance = contents.options, contents.provenance
    say = options.wording.translate
    yield f"# {escaped(say(Sentence('Report on checked numbers')))}"
    yield ""
    if provenance.time:
        yield escaped(f"{say(Sentence('As of'))} {options.wording.format_day(provenance.time)}")
        yield ""
    for section in shown_sections(contents, counts):
        yield f"## {escaped(say(section.heading))}"
        yield ""
        yield from _CONTENTS[section.id](contents, counts)


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


def _claims(state: ClaimState, contents: ExportContents, _counts: ReportCounts) -> Iterator[str]:
    """The claims in a state, each as a quotation and a list."""
    for exported, claim in claims_in_state(contents, state):
        yield f"> {marked_sentence(exported.article, claim)}"
        yield ""
        yield source_line(exported.article, contents.options.wording)
        yield ""
        yield from (f"- {line}" for line in details(exported.article, claim, contents.options))
        yield ""


def _contradictions(contents: ExportContents, _counts: ReportCounts) -> Iterator[str]:
    for exported in contents.articles():
        for finding in contradictions(exported):
            quotes = ", ".join(
                f"“{escaped_lines(exported.article.text[start:end])}”" for start, end in finding.spans
            )
            source = source_line(exported.article, contents.options.wording)
            yield f"- {finding_line(finding, contents.options.wording)} {quotes} ({source})"
    yield ""


def _progress(contents: ExportContents, counts: ReportCounts) -> Iterator[str]:
    wording = contents.options.wording
    if not contents.options.is_public:
        names = ("annotator", "with a verdict")
        rows = (
            [escaped(annotator), wording.format_count(verdicts.total())]
            for annotator, verdicts in sorted(counts.annotators.items())
        )
        yield from table([escaped(wording.translate(Sentence(name))) for name in names], rows)
    names = ("article", "with a verdict")
    yield from table(
        [escaped(wording.translate(Sentence(name))) for name in names],
        (_article_row(contents, exported) for exported in contents.articles()),
    )


def _article_row(contents: ExportContents, exported: ExportedArticle) -> list[str]:
    wording, claims = contents.options.wording, reported_claims(exported)
    states = count_states(claims, len(unreviewed_claims(contents, exported)))
    reviewed = states.total() - states[ClaimState.UNREVIEWED]
    return [
        escaped(exported.article.title or exported.article.id),
        f"{wording.format_count(reviewed)}/{wording.format_count(states.total())}",
    ]


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


def _articles(contents: ExportContents, _counts: ReportCounts) -> Iterator[str]:
    for exported in contents.articles():
        yield f"### {escaped(exported.article.title or exported.article.id)}"
        yield ""
        yield source_line(exported.article, contents.options.wording)
        yield ""
        claims = reported_claims(exported)
        yield from _text(exported, claims)
        yield from _claims_table(exported, claims, contents)


def _text(exported: ExportedArticle, claims: list[ReportedClaim]) -> Iterator[str]:
    highlights = [Highlight(*claim.span, claim.state) for claim in claims]
    for pieces in highlighted_lines(exported.article.text, highlights):
        if line := marked_line(pieces):
            yield line
            yield ""


def _claims_table(
    exported: ExportedArticle, claims: list[ReportedClaim], contents: ExportContents
) -> Iterator[str]:
    wording = contents.options.wording
    headings = [escaped(wording.translate(Sentence(name))) for name in ("claim", "verdict")]
    rows = (
        [escaped_lines(claim.quote), "<br>".join(details(exported.article, claim, contents.options))]
        for claim in claims
    )
    yield from table(headings, rows)


_CONTENTS: Mapping[str, Callable[[ExportContents, ReportCounts], Iterator[str]]] = {
    "summary": _summary,
    "refuted": partial(_claims, ClaimState.REFUTED),
    "contradictions": _contradictions,
    "disputed": partial(_claims, ClaimState.DISPUTED),
    "progress": _progress,
    "agreement": _agreement,
    "articles": _articles,
}
