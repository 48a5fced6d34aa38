"""What annotators say of a claim, line by line, as a panel shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotations.model import Correction, Evidence, Mention, Review, Standing, Verdict
from annotations.store.vocabulary import Tag
from annotations.text import visible
from tui.colours import chip

# Each verdict has a sign of its own: colour alone tells some people, and some terminals, nothing.
SIGNS = {
    None: ("○", "unreviewed", "$text-muted"),
    Verdict.VERIFIED: ("✓", "verified", "$text-success"),
    Verdict.REFUTED: ("✗", "refuted", "$text-error"),
    Verdict.UNVERIFIABLE: ("?", "unverifiable", "$text-warning"),
    Verdict.NOT_A_CLAIM: ("–", "not a claim", "$text-muted"),
}

Line = tuple[str, str]


def reading(mention: Mention) -> str:
    """What a mention says, in one line: ``money, almost 101000000000 VND``."""
    value = mention.value or "?"
    whole = f"of {mention.of}" if mention.of else ""
    unit = (mention.unit or "") + (f" per {mention.per}" if mention.per else "")
    words = (mention.modifier, value, whole, unit, mention.direction)
    told = " ".join(
        visible(word).replace("_", " ") if word == mention.modifier else visible(word)
        for word in words
        if word
    )
    return f"{mention.kind.value if mention.kind else mention.role.value}, {told}"


def reading_lines(mention: Mention, correction: Correction | None) -> Iterator[Line]:
    """What a claim says: as the annotator holds, and below that what the extractor read where that is another."""
    meant = correction.of(mention) if correction else mention
    yield reading(meant), "bold" if correction else ""
    if meant.resolved:
        yield f"\n= {visible(meant.resolved)}", "$text-muted"
    if meant.alternative:
        yield f"\nor {visible(meant.alternative)}?", "$text-warning"
    if correction:
        yield f"\nread as {reading(mention)}", "$text-muted"


def own_lines(review: Review | None, tags: Mapping[str, Tag]) -> Iterator[Line]:
    """All that the annotator says of the claim themselves."""
    sign, label, style = SIGNS[review.verdict if review else None]
    yield f"{sign} {label}", f"bold {style}"
    if review is None:
        return
    if review.confidence:
        yield f", {review.confidence.value} confidence", style
    if review.standing is Standing.RETIRED:
        yield "\n− retired: no claim of yours any more", "$text-warning"
    elif review.standing is Standing.ADDED:
        yield "\n+ added by you", "$text-muted"
    if review.tags:
        yield "\n", ""
        yield from _tag_lines(review.tags, tags)
    if review.note:
        yield f"\n“{visible(review.note)}”", "italic"
    for evidence in review.evidence:
        yield f"\n→ {evidence_line(evidence)}", "$text-primary"


def _tag_lines(names: Sequence[str], tags: Mapping[str, Tag]) -> Iterator[Line]:
    for index, name in enumerate(names):
        tag = tags.get(name)
        yield " " if index else "", ""
        yield f"#{visible(name)}", chip(tag.colour if tag else None)


def evidence_line(evidence: Evidence) -> str:
    """A piece of evidence in one line: where, what is said there, when it was seen."""
    quoted = f"“{visible(evidence.quote)}”" if evidence.quote else ""
    seen = f"({visible(evidence.seen)})" if evidence.seen else ""
    return " ".join(filter(None, (visible(evidence.url), quoted, seen)))


def unstored_lines(what: str | None) -> Iterator[Line]:
    """What the store did not take, until it does."""
    if what is not None:
        yield f"\n! {visible(what)}: NOT STORED, give it again", "bold $text-error"


def others_lines(reviews: Sequence[Review], mention: Mention) -> Iterator[Line]:
    """What the others say, each in a line of their own."""
    for review in reviews:
        sign, label, style = SIGNS[review.verdict]
        standing = f", {review.standing.value}" if review.standing else ""
        sure = f", {review.confidence.value} confidence" if review.confidence else ""
        yield (
            f"\n{sign} {label}{sure}{standing} by {visible(review.annotator)}, {review.decided_at[:10]}",
            style,
        )
        more = [f"#{visible(tag)}" for tag in review.tags]
        more += [f"“{visible(review.note)}”"] if review.note else []
        more += [f"→ {evidence_line(evidence)}" for evidence in review.evidence]
        more += [f"means {reading(review.meant(mention))}"] if review.correction else []
        if more:
            yield f" {' '.join(more)}", style
