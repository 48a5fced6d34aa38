"""What a selected span says: read as the extractor reads it, with the role of a claim in any case."""

from __future__ import annotations

from dataclasses import replace

from annotations.claims.extraction import extract_claims
from annotations.claims.lexicon import Lexicon
from annotations.model import Correction, Mention, Role

# Code points of context on each side of a span. The extractor reads the span in its context, so that the result is
# what it read when the article was imported.
_CONTEXT = 10_000


def read_span(
    text: str, start: int, end: int, *, published: str | None = None, lexicon: Lexicon | None = None
) -> Mention:
    """The claim in the words between two offsets of a text.

    Three cases, in this order. The extractor has a claim with exactly that span: the result is that claim. The span
    contains one claim of the extractor and cuts through none, or its words have the value of the one claim that it cuts:
    the result has the kind, value and unit of that claim. Otherwise the words are read without their context; without
    a claim in them, the result has neither kind nor value.
    """
    begin, stop = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    mentions = extract_claims(text[begin:stop], published=published, lexicon=lexicon)
    touching = [m for m in mentions if begin + m.start < end and start < begin + m.end]
    exact = [m for m in touching if (begin + m.start, begin + m.end) == (start, end) and m.role is Role.CLAIM]
    if exact:
        return _moved_to(exact[0], begin, exact[0].extent_start, exact[0].extent_end)
    claims = [
        m for m in touching if m.role is Role.CLAIM and m.start + begin >= start and m.end + begin <= end
    ]
    if len(touching) != 1 or len(claims) != 1:
        mentions_in_span = extract_claims(text[start:end], published=published, lexicon=lexicon)
        claims = [mention for mention in mentions_in_span if mention.role is Role.CLAIM]
        # Without its sign `62,8` of `62,8%` is the percentage still.
        if (
            len(touching) == len(claims) == 1
            and touching[0].role is Role.CLAIM
            and touching[0].value == claims[0].value
        ):
            claims = touching
    claim = claims[0] if len(claims) == 1 else Mention(0, 0, "")
    return replace(
        claim, start=start, end=end, text=text[start:end], rule=f"selected {claim.rule or 'unread'}",
        extent_start=start, extent_end=end,
    )  # fmt: skip


def _moved_to(mention: Mention, begin: int, extent_start: int, extent_end: int) -> Mention:
    return replace(
        mention, start=begin + mention.start, end=begin + mention.end,
        extent_start=begin + extent_start, extent_end=begin + extent_end,
    )  # fmt: skip


def correction_of_moved(
    text: str,
    mention: Mention,
    former: tuple[int, int],
    span: tuple[int, int],
    held_correction: Correction | None,
    *,
    published: str | None = None,
    lexicon: Lexicon | None = None,
) -> Correction | None:
    """The correction of a mention whose ends an annotator moves from one span to another; None if there is none.

    ``held_correction`` is the annotator's correction at the former span. One that the annotator typed is kept; one that
    only follows from the words of the former span is replaced by the one for the new span.
    """

    def read_correction(start: int, end: int) -> Correction | None:
        if (start, end) == (mention.start, mention.end):
            return None
        return Correction.from_mentions(
            mention, read_span(text, start, end, published=published, lexicon=lexicon)
        )

    return (
        held_correction
        if held_correction is not None and held_correction != read_correction(*former)
        else read_correction(*span)
    )
