"""The section of how far annotators agree on verdicts: in all, and each two of them."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.agreement.report import question_agreement
from annotations.errors import Sentence
from annotations.exports.contents import ExportContents
from annotations.exports.report.agreement_texts import alpha_sentence, pair_cells, summary_sentence
from annotations.exports.report.counts import ReportCounts
from annotations.exports.report.html.markup import Markup, element, row, table


def agreement_section(contents: ExportContents, counts: ReportCounts) -> Iterator[Markup]:
    """A sentence on all annotators together, with the measure that corrects for chance, and the table of pairs."""
    wording = contents.options.wording
    say = wording.translate
    agreement = question_agreement("verdict", counts.answers.units)
    yield element("p", say(summary_sentence(agreement, wording)))
    if agreement.alpha is not None:
        yield element("p", say(alpha_sentence(agreement, wording)))
    headings = [
        say(Sentence("annotators")),
        say(Sentence("claims of both")),
        say(Sentence("agreement")),
        say(Sentence("Cohen's kappa")),
    ]
    rows = [row(*pair_cells(pair, wording)) for pair in agreement.pairs if pair.units]
    yield table(say(Sentence("Agreement by pair")), headings, rows, "numbers")
