"""What a report says of one claim: its sentence, verdicts, true value, evidence, findings and notes."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.checks import says
from annotations.errors import Sentence
from annotations.exports.contents import ExportOptions
from annotations.exports.report.claim_states import NAMES, SIGNS, ClaimState, state_of
from annotations.exports.report.highlights import Highlight, Piece, highlighted_lines
from annotations.exports.report.html.markup import Markup, element, join, link
from annotations.exports.report.html.plots import state_label
from annotations.exports.report.reported_claims import ReportedClaim
from annotations.exports.report.true_values import true_values
from annotations.exports.wording import Wording
from annotations.model import Article, Bearing, Evidence, Finding
from annotations.reports import ReviewedClaim

_BEARINGS = {
    Bearing.CONFIRMS: ("≡", Sentence("agrees")),
    Bearing.CONTRADICTS: ("≠", Sentence("contradicted")),
    Bearing.IMPLIES: ("⇒", Sentence("implied")),
}


def claim_anchor(claim: str) -> str:
    """The id of a claim's row in the page."""
    return f"c-{claim}"


def marked(piece: Piece[tuple[ClaimState, str]], wording: Wording) -> Markup:
    """A piece of a text; a claim is marked in the colour of its state, with its sign, and leads to its row.

    An unreviewed claim has no row and no sign.
    """
    if piece.subject is None:
        return join([piece.text])
    state, claim = piece.subject
    name = wording.translate(NAMES[state])
    if state is ClaimState.UNREVIEWED:
        return element("mark", piece.text, class_=str(state), title=name)
    parts: list[str] = [element("a", piece.text, href=f"#{claim_anchor(claim)}")]
    if piece.is_last:
        parts.append(element("span", SIGNS[state], class_="sign", role="img", aria_label=name, title=name))
    return element("mark", *parts, class_=str(state))


def marked_sentence(article: Article, claim: ReportedClaim, wording: Wording) -> Markup:
    """The sentence of a claim with the claim marked in it."""
    start, end = claim.sentence_span(article.text)
    highlight = Highlight(*claim.span, (claim.state, claim.claim.id))
    lines = highlighted_lines(article.text, [highlight], start, end)
    sentence = join(part for line in lines for part in (*(marked(piece, wording) for piece in line), " "))
    return element("blockquote", sentence, lang="vi")


def source_line(article: Article, wording: Wording) -> Markup:
    """The outlet, author, day and address of an article, as far as they are known."""
    day = (
        element("time", wording.format_day(article.published), datetime=article.published)
        if article.published
        else ""
    )
    address = link(article.url) if article.url else ""
    parts = [part for part in (article.outlet, article.author, day, address) if part]
    return join(
        piece for number, part in enumerate(parts) for piece in ((" · ", part) if number else (part,))
    )


def verdicts(claim: ReportedClaim, options: ExportOptions) -> list[Markup]:
    """A paragraph for each review's verdict with its annotator; in a public report for each verdict, without names."""
    wording = options.wording
    if options.is_public:
        distinct_verdicts = dict.fromkeys(reviewed.review.verdict for reviewed in claim.reviews)
        return [element("p", state_label(state_of([verdict]), wording)) for verdict in distinct_verdicts]
    readings = [reading_of(reviewed, wording) for reviewed in claim.reviews]
    shown_readings = readings if len(set(readings)) > 1 else [""] * len(readings)
    return [
        element("p", *_verdict_parts(reviewed, reading_text, wording))
        for reviewed, reading_text in zip(claim.reviews, shown_readings, strict=True)
    ]


def reading_of(reviewed: ReviewedClaim, wording: Wording) -> str:
    """A claim's value and unit as an annotator reads it."""
    return wording.format_reading(reviewed.review.corrected_mention(reviewed.claim.mention))


def _verdict_parts(reviewed: ReviewedClaim, reading_text: str, wording: Wording) -> Iterator[str]:
    """A verdict, who gave it, how sure they are and, where annotators read the claim differently, their reading."""
    review = reviewed.review
    yield state_label(state_of([review.verdict]), wording)
    yield element("span", " · ", review.annotator, class_="annotator")
    if review.confidence:
        level = wording.translate(Sentence(review.confidence.value))
        yield f" · {wording.translate(Sentence('{level} confidence', level=level))}"
    if reading_text:
        yield " · "
        yield element("span", reading_text, class_="reading")


def claim_details(article: Article, claim: ReportedClaim, options: ExportOptions) -> Iterator[Markup]:
    """What a claim's verdict rests on: true value, evidence, findings, tags and, unless it is public, notes."""
    wording = options.wording
    for value in true_values(article, claim, wording):
        yield element(
            "p", wording.translate(Sentence("True value:")), " ", element("strong", value), class_="truth"
        )
    if claim.evidence:
        pieces = [element("li", *_evidence_parts(piece, wording)) for piece in claim.evidence]
        yield element("ul", *pieces, class_="evidence")
    for finding in claim.findings:
        yield finding_paragraph(finding, wording)
    if not options.is_public:
        yield from (_note(reviewed) for reviewed in claim.reviews if reviewed.review.note)
    tags = dict.fromkeys(tag for reviewed in claim.reviews for tag in reviewed.review.tags)
    if tags:
        yield element(
            "p", *(part for tag in tags for part in (element("span", f"#{tag}", class_="tag"), " "))
        )


def _evidence_parts(piece: Evidence, wording: Wording) -> Iterator[str]:
    if piece.url:
        yield link(piece.url)
    if piece.quote:
        yield " "
        yield element("q", piece.quote, lang="vi")
    if piece.seen_on:
        seen_on = wording.translate(Sentence("seen on {day}", day=wording.format_day(piece.seen_on)))
        yield f" ({seen_on})"


def _note(reviewed: ReviewedClaim) -> Markup:
    annotator = element("span", reviewed.review.annotator, ": ", class_="annotator")
    return element("p", annotator, reviewed.review.note, class_="note")


def finding_paragraph(finding: Finding, wording: Wording) -> Markup:
    """A finding: what the article says of its own claims, with the arithmetic."""
    sign, name = _BEARINGS[finding.bearing]
    arithmetic = element("span", finding.arithmetic, class_="arithmetic") if finding.arithmetic else ""
    return element(
        "p",
        element("span", sign, class_="sign", aria_hidden="true"), " ", wording.translate(name), ": ",
        wording.translate(says(finding)), " ", arithmetic,
        class_=f"finding {finding.bearing}",
    )  # fmt: skip
