"""What a report in Markdown says of one claim."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.checks import says
from annotations.errors import Sentence
from annotations.exports.contents import ExportOptions
from annotations.exports.report.claim_states import NAMES, SIGNS, ClaimState, state_of
from annotations.exports.report.highlights import Highlight, Piece, highlighted_lines
from annotations.exports.report.markdown.markup import emphasised, escaped, escaped_lines, linked
from annotations.exports.report.reported_claims import ReportedClaim
from annotations.exports.report.true_values import true_values
from annotations.exports.wording import Wording
from annotations.model import Article, Evidence, Finding
from annotations.reports import ReviewedClaim


def state_label(state: ClaimState, wording: Wording) -> str:
    """The sign and the name of a state."""
    return f"{SIGNS[state]} {escaped(wording.translate(NAMES[state]))}"


def marked_line(pieces: list[Piece[ClaimState]]) -> str:
    """A line of a text with its claims in bold type, each with the sign of its state behind it."""
    line = ""
    for piece in pieces:
        # A blank at an end of a piece stands between two pieces and is kept.
        leading_blank = " " if piece.text[:1].isspace() and line else ""
        trailing_blank = " " if piece.text[-1:].isspace() else ""
        if piece.subject is None or piece.subject is ClaimState.UNREVIEWED:
            words = escaped(piece.text)
        else:
            words = emphasised(piece.text, line) + (f" {SIGNS[piece.subject]}" if piece.is_last else "")
        line += f"{leading_blank}{words}{trailing_blank if words else ''}"
    return line.strip()


def marked_sentence(article: Article, claim: ReportedClaim) -> str:
    """The sentence of a claim with the claim marked in it, on one line."""
    start, end = claim.sentence_span(article.text)
    lines = highlighted_lines(article.text, [Highlight(*claim.span, claim.state)], start, end)
    return " ".join(filter(None, map(marked_line, lines)))


def source_line(article: Article, wording: Wording) -> str:
    """The title, outlet, author, day and address of an article, as far as they are known."""
    day = wording.format_day(article.published) if article.published else None
    parts = [
        escaped(part) for part in (article.title or article.id, article.outlet, article.author, day) if part
    ]
    return " · ".join([*parts, linked(article.url)] if article.url else parts)


def details(article: Article, claim: ReportedClaim, options: ExportOptions) -> Iterator[str]:
    """What a claim's verdict rests on, each piece as one line: verdicts, true value, evidence, findings and notes."""
    wording = options.wording
    yield from _verdicts(claim, options)
    for value in true_values(article, claim, wording):
        yield f"{escaped(wording.translate(Sentence('True value:')))} {emphasised(value, '')}"
    yield from (_evidence(piece, wording) for piece in claim.evidence)
    yield from (finding_line(finding, wording) for finding in claim.findings)
    if not options.is_public:
        yield from (_note(reviewed) for reviewed in claim.reviews if reviewed.review.note)


def _verdicts(claim: ReportedClaim, options: ExportOptions) -> Iterator[str]:
    if options.is_public:
        verdicts = dict.fromkeys(reviewed.review.verdict for reviewed in claim.reviews)
        yield from (state_label(state_of([verdict]), options.wording) for verdict in verdicts)
        return
    for reviewed in claim.reviews:
        label = state_label(state_of([reviewed.review.verdict]), options.wording)
        yield f"{label} · {escaped(reviewed.review.annotator)}"


def _evidence(piece: Evidence, wording: Wording) -> str:
    seen_on = Sentence("seen on {day}", day=wording.format_day(piece.seen_on))
    parts = (
        linked(piece.url),
        f"“{escaped_lines(piece.quote)}”" if piece.quote else "",
        f"({escaped(wording.translate(seen_on))})" if piece.seen_on else "",
    )
    return f"→ {' '.join(filter(None, parts))}"


def finding_line(finding: Finding, wording: Wording) -> str:
    """What the article says of its own claims, with the arithmetic."""
    return escaped(f"{wording.translate(says(finding))} {finding.arithmetic}")


def _note(reviewed: ReviewedClaim) -> str:
    return f"{escaped(reviewed.review.annotator)}: {escaped_lines(reviewed.review.note)}"
