"""The text of the claim panel, as styled lines: the mention, its reviews and its findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content
from textual.style import Style

from annotations import checks
from annotations.model import (
    Bearing,
    Confidence,
    Correction,
    Evidence,
    Finding,
    Mention,
    Review,
    Standing,
    Verdict,
)
from annotations.store.decisions.tags import Tag
from annotations.text import visible
from tui.language.i18n import _, mark, translated
from tui.language.numbers import format_day, format_value
from tui.language.wording import (
    BEARING_SIGNS,
    SIGNS,
    bearing_name,
    confidence_name,
    evidence_kind_name,
    kind_name,
    reading_phrase,
    role_name,
    standing_name,
    verdict_name,
)
from tui.styles.colours import tag_style

VERDICT_STYLES = {
    None: "$text-muted",
    Verdict.VERIFIED: "$text-success",
    Verdict.REFUTED: "$text-error",
    Verdict.UNVERIFIABLE: "$text-warning",
    Verdict.NOT_A_CLAIM: "$text-muted",
}

FINDING_STYLES = {
    Bearing.CONFIRMS: "$text-success",
    Bearing.CONTRADICTS: "bold $text-error",
    Bearing.IMPLIES: "$text-accent",
}

# What can be said of a claim, by action id, as the hints at the foot of the panel name it.
HINTS = {
    "review.evidence": mark("evidence"),
    "review.actual_value": mark("what is true"),
    "review.correct": mark("correct"),
    "review.confidence": mark("confidence"),
    "review.note": mark("note"),
    "review.tags": mark("tags"),
}

# The columns of the narrowest panel, in a terminal of thirty.
PANEL_COLUMNS = 28

# Text, which may begin with a newline, and its style.
Line = tuple[str, str]


def mention_text(mention: Mention) -> str:
    """The kind, value and unit of a mention in one line: ``money, almost 101,000,000,000 VND``."""
    kind = kind_name(mention.kind) if mention.kind else role_name(mention.role)
    return f"{kind}, {visible(reading_phrase(mention, missing_value='?'))}"


def mention_lines(mention: Mention, correction: Correction | None) -> Iterator[Line]:
    """The mention as the annotator corrected it and, below, as the extractor read it if that differs."""
    corrected = correction.apply_to(mention) if correction else mention
    yield mention_text(corrected), "bold" if correction else ""
    if corrected.resolved:
        yield f"\n= {visible(format_value(corrected.resolved, corrected.kind))}", "$text-muted"
    if corrected.alternative:
        alternative = visible(format_value(corrected.alternative, corrected.kind))
        yield "\n" + _("or {reading}?").format(reading=alternative), "$text-warning"
    if correction:
        yield "\n" + _("read as {reading}").format(reading=mention_text(mention)), "$text-muted"


def former_reading_lines(former_reading: Mention | None) -> Iterator[Line]:
    """How the claim was read when the annotator decided, if it is read otherwise now."""
    if former_reading is not None:
        message = _(
            "! read otherwise since you decided; then: “{quote}”, {reading}. The same key again confirms it."
        )
        line = message.format(quote=visible(former_reading.text), reading=mention_text(former_reading))
        yield f"\n{line}", "$text-warning"


def review_lines(review: Review | None, tags: Mapping[str, Tag]) -> Iterator[Line | Content]:
    """The annotator's own review: verdict, confidence, standing, tags, note and evidence."""
    verdict = review.verdict if review else None
    yield f"{SIGNS[verdict]} {verdict_name(verdict)}", f"bold {VERDICT_STYLES[verdict]}"
    if review is None:
        return
    if review.confidence:
        yield f", {_confidence_text(review.confidence)}", VERDICT_STYLES[verdict]
    if review.standing is Standing.RETIRED:
        yield "\n− " + _("retired: no claim for you any more"), "$text-warning"
    elif review.standing is Standing.ADDED:
        yield "\n+ " + _("added by you"), "$text-muted"
    if review.tags:
        yield "\n", ""
        yield from _tag_pieces(review.tags, tags)
    if review.note:
        yield f"\n“{visible(review.note)}”", "italic"
    if actual := actual_text(review):
        yield "\n" + _("really {value}").format(value=actual), "bold $text-success"
    for evidence in review.evidence:
        yield linked_evidence("\n→ ", evidence, "$text-primary")


def actual_text(review: Review) -> str:
    """What is true where the claim is not, as the annotator found it; empty if they named nothing."""
    value = format_value(review.actual_value, None) if review.actual_value else ""
    return visible(" ".join(filter(None, (value, review.actual_unit))))


def _confidence_text(confidence: Confidence) -> str:
    return _("{level} confidence").format(level=confidence_name(confidence))


def _tag_pieces(tag_names: Sequence[str], tags: Mapping[str, Tag]) -> Iterator[Line]:
    for index, tag_name in enumerate(tag_names):
        tag = tags.get(tag_name)
        yield " " if index else "", ""
        yield f"#{visible(tag_name)}", tag_style(tag.colour if tag else None)


def linked_evidence(sign: str, evidence: Evidence, style: str) -> Content:
    """A piece of evidence in one line behind a sign; a web address is a link in terminals that have links (OSC 8)."""
    content = Content(f"{sign}{evidence_line(evidence)}").stylize(style)
    address = evidence.url
    # An address of another store may hold anything: nothing of it may end the sequence of the link.
    if not address.startswith(("http://", "https://")) or not address.isprintable() or " " in address:
        return content
    shown_address = _unbroken(address)
    start = content.plain.find(shown_address)
    return content.stylize(Style(link=address), start, start + len(shown_address)) if start >= 0 else content


def _unbroken(address: str) -> str:
    """An address so that no line of the panel breaks it inside its host: without the scheme where both are too long."""
    scheme, separator, rest = address.partition("://")
    host = rest.partition("/")[0]
    return rest if separator and len(f"{scheme}{separator}{host}") > PANEL_COLUMNS else address


def evidence_line(evidence: Evidence) -> str:
    """A piece of evidence in one line: its kind, source and page, its quote and the day it was seen."""
    kind = f"{evidence_kind_name(evidence.kind)}:" if evidence.kind else ""
    page = _("p. {page}").format(page=visible(evidence.page)) if evidence.page else ""
    quote = f"“{visible(evidence.quote)}”" if evidence.quote else ""
    date = f"({visible(format_day(evidence.seen_on))})" if evidence.seen_on else ""
    return " ".join(filter(None, (kind, visible(_unbroken(evidence.where)), page, quote, date)))


def missing_remarks(review: Review | None) -> tuple[str, ...]:
    """The actions by which the annotator can say more of a claim, by id; the most useful first."""
    if review is None:
        return tuple(action for action in HINTS if action != "review.actual_value")
    is_stated = {
        "review.evidence": bool(review.evidence),
        "review.actual_value": review.verdict is not Verdict.REFUTED or bool(review.actual_value),
        "review.correct": review.correction is not None,
        "review.confidence": review.confidence is not None,
        "review.note": bool(review.note),
        "review.tags": bool(review.tags),
    }
    return tuple(action for action in HINTS if not is_stated[action])


def unstored_lines(change: str | None) -> Iterator[Line]:
    """A warning about a change that the store refused, if there is one."""
    if change is not None:
        warning = _("! {what}: NOT STORED, give it again").format(what=visible(change))
        yield f"{warning}\n", "bold $text-error"


def finding_lines(findings: Sequence[Finding]) -> Iterator[Line]:
    """Each finding on a line of its own, with its arithmetic."""
    if not findings:
        return
    for finding in findings:
        label = f"{BEARING_SIGNS[finding.bearing]} {bearing_name(finding.bearing)}:"
        # Arithmetic that confirms a claim says enough without a sentence.
        if finding.bearing is not Bearing.CONFIRMS or not finding.arithmetic:
            label = f"{label} {visible(translated(checks.says(finding)))}"
        yield f"\n{label}", FINDING_STYLES[finding.bearing]
        if finding.arithmetic:
            yield f" {visible(finding.arithmetic)}", "$text-muted"


def other_review_lines(reviews: Sequence[Review], mention: Mention) -> Iterator[Line | Content]:
    """The reviews of other annotators, each on a line of its own."""
    for review in reviews:
        verdict = _("{verdict} by {annotator}, {date}").format(
            verdict=verdict_name(review.verdict),
            annotator=visible(review.annotator),
            date=format_day(review.decided_at),
        )
        remarks = [f"({_confidence_text(review.confidence)})"] if review.confidence else []
        remarks += [f"({standing_name(review.standing)})"] if review.standing else []
        remarks += [f"#{visible(tag)}" for tag in review.tags]
        remarks += [f"“{visible(review.note)}”"] if review.note else []
        remarks += [f"= {mention_text(review.corrected_mention(mention))}"] if review.correction else []
        remarks += [_("really {value}").format(value=actual)] if (actual := actual_text(review)) else []
        yield f"\n{SIGNS[review.verdict]} {' '.join([verdict, *remarks])}", VERDICT_STYLES[review.verdict]
        for evidence in review.evidence:
            yield linked_evidence(" → ", evidence, VERDICT_STYLES[review.verdict])
