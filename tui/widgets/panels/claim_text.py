"""What annotators say of a claim, line by line, as a panel shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
from tui.language.i18n import _, translated
from tui.language.numbers import day, figure
from tui.language.wording import (
    BEARING_SIGNS,
    SIGNS,
    bearing_name,
    confidence_name,
    kind_name,
    rate,
    role_name,
    standing_name,
    verdict_name,
    whole,
    word_name,
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

Line = tuple[str, str]


def mention_text(mention: Mention) -> str:
    """What a mention says, in one line: ``money, almost 101,000,000,000 VND``."""
    value = figure(mention.value, mention.kind) if mention.value else "?"
    modifier, direction = word_name(mention.modifier or ""), word_name(mention.direction or "")
    words = (modifier, value, whole(mention), mention.unit, rate(mention), direction)
    told = " ".join(visible(word) for word in words if word)
    return f"{kind_name(mention.kind) if mention.kind else role_name(mention.role)}, {told}"


def reading_lines(mention: Mention, correction: Correction | None) -> Iterator[Line]:
    """What a claim says: as the annotator holds, and below that what the extractor read where that is another."""
    meant = correction.of(mention) if correction else mention
    yield mention_text(meant), "bold" if correction else ""
    if meant.resolved:
        yield f"\n= {visible(figure(meant.resolved, meant.kind))}", "$text-muted"
    if meant.alternative:
        told = _("or {reading}?").format(reading=visible(figure(meant.alternative, meant.kind)))
        yield f"\n{told}", "$text-warning"
    if correction:
        told = _("read as {reading}").format(reading=mention_text(mention))
        yield f"\n{told}", "$text-muted"


def review_lines(review: Review | None, tags: Mapping[str, Tag]) -> Iterator[Line]:
    """All that the annotator says of the claim themselves."""
    verdict = review.verdict if review else None
    yield f"{SIGNS[verdict]} {verdict_name(verdict)}", f"bold {VERDICT_STYLES[verdict]}"
    if review is None:
        return
    if review.confidence:
        yield f", {_sure(review.confidence)}", VERDICT_STYLES[verdict]
    if review.standing is Standing.RETIRED:
        yield "\n− " + _("retired: no claim for you any more"), "$text-warning"
    elif review.standing is Standing.ADDED:
        yield "\n+ " + _("added by you"), "$text-muted"
    if review.tags:
        yield "\n", ""
        yield from _tag_lines(review.tags, tags)
    if review.note:
        yield f"\n“{visible(review.note)}”", "italic"
    for evidence in review.evidence:
        yield f"\n→ {evidence_line(evidence)}", "$text-primary"


def _sure(confidence: Confidence) -> str:
    return _("{level} confidence").format(level=confidence_name(confidence))


def _tag_lines(names: Sequence[str], tags: Mapping[str, Tag]) -> Iterator[Line]:
    for index, name in enumerate(names):
        tag = tags.get(name)
        yield " " if index else "", ""
        yield f"#{visible(name)}", tag_style(tag.colour if tag else None)


def evidence_line(evidence: Evidence) -> str:
    """A piece of evidence in one line: where, what is said there, when it was seen."""
    quoted = f"“{visible(evidence.quote)}”" if evidence.quote else ""
    seen = f"({visible(day(evidence.seen))})" if evidence.seen else ""
    return " ".join(filter(None, (visible(evidence.url), quoted, seen)))


def unstored_lines(what: str | None) -> Iterator[Line]:
    """What the store did not take, until it does."""
    if what is not None:
        told = _("! {what}: NOT STORED, give it again").format(what=visible(what))
        yield f"{told}\n", "bold $text-error"


def finding_lines(findings: Sequence[Finding]) -> Iterator[Line]:
    """What an article says of its own claim, each in a line of its own with the arithmetic behind it."""
    if not findings:
        return
    # Imported where it is needed: most claims have no finding, and the first screen waits.
    from annotations.checks import says  # noqa: PLC0415

    for finding in findings:
        told = f"{BEARING_SIGNS[finding.bearing]} {bearing_name(finding.bearing)}:"
        # What agrees needs no sentence beside the arithmetic.
        if finding.bearing is not Bearing.CONFIRMS or not finding.arithmetic:
            told = f"{told} {visible(translated(says(finding)))}"
        yield f"\n{told}", FINDING_STYLES[finding.bearing]
        if finding.arithmetic:
            yield f" {visible(finding.arithmetic)}", "$text-muted"


def other_review_lines(reviews: Sequence[Review], mention: Mention) -> Iterator[Line]:
    """What the others say, each in a line of their own."""
    for review in reviews:
        who = _("{verdict} by {annotator}, {date}").format(
            verdict=verdict_name(review.verdict),
            annotator=visible(review.annotator),
            date=day(review.decided_at),
        )
        more = [f"({_sure(review.confidence)})"] if review.confidence else []
        more += [f"({standing_name(review.standing)})"] if review.standing else []
        more += [f"#{visible(tag)}" for tag in review.tags]
        more += [f"“{visible(review.note)}”"] if review.note else []
        more += [f"→ {evidence_line(evidence)}" for evidence in review.evidence]
        more += [f"= {mention_text(review.meant(mention))}"] if review.correction else []
        yield f"\n{SIGNS[review.verdict]} {' '.join([who, *more])}", VERDICT_STYLES[review.verdict]
