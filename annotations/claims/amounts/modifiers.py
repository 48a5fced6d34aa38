"""Modifiers of amounts: *gần*, *hơn*, *khoảng*, *trên*, *từ*, *đến*; what each bounds, and where it does not."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import LeftContext
from annotations.claims.numerals.numeral import Numeral
from annotations.model import Kind

_TO = re.compile(r" (?:đến|tới|lên|xuống)(?![^\W_])")
_AREA = re.compile(r" ?(?:m2|m²|ha|km2|km²|sào|mẫu|công) ([^\W\d_]+)")
_SPAN = 30  # characters in which the other end of a range shows
_DENIAL = 4  # words between a `không` and its verb


def modifier_of(context: LeftContext, number: Numeral, kind: Kind) -> str | None:
    modifier, word = context.modifier, context.modifier_word
    if modifier == "more_than":
        if word == "trên" and (_is_whole(context) or _is_ground(context, number)):
            return None
        aboard = word.endswith("trên") and kind is Kind.COUNT and not _is_round(number)
        # `cao hơn 2 điểm` compares; it does not bound the two points.
        compares = word == "kém hơn" or (word == "hơn" and context.cue("compared", context.word()))
        if not (aboard or compares) and _is_denied(context, word):
            return "at_most"
        return None if aboard or compares else modifier
    if modifier == "up_to" and (
        context.direction() or (word in {"đến", "những"} and "từ" in context.words[-6:])
    ):
        return None
    if modifier is None and not number.ranged and _is_least(context, kind):
        return None if _TO.search(context.folded, number.end, number.end + _SPAN) else "at_least"
    return modifier


def _is_whole(context: LeftContext) -> bool:
    """Whether the number before is a part of this one: `3 trên 10 người`, `hạng 7 trên 30`."""
    previous = context.document.mentions[-2] if len(context.document.mentions) > 1 else None
    return (
        previous is not None
        and previous.of is not None
        and context.offset - previous.end <= len(" trên tổng số ")
    )


def _is_ground(context: LeftContext, number: Numeral) -> bool:
    """`nuôi cá trên 2.500 m2 mặt nước`: where it is done, where something goes on behind the unit of area."""
    match = _AREA.match(context.folded, number.end)
    return match is not None and match[1] not in context.lexicon.stops


def _is_least(context: LeftContext, kind: Kind) -> bool:
    """Whether the amount is the least there is: `từ 60 tuổi`, `giá từ 5,99 triệu đồng`."""
    if kind is Kind.AGE:
        return context.last() in {"từ", "đủ"}
    return kind is Kind.MONEY and context.last() == "từ" and context.cue("priced", context.last(2))


def _is_denied(context: LeftContext, word: str) -> bool:
    """`không được chạy quá 80 km/h` allows at most that; `không ngờ vượt 5%` is more."""
    if not word.endswith("quá") and not word.startswith("vượt"):
        return False
    preceding = context.words[max(0, context.remaining - _DENIAL) : context.remaining]
    for back, previous in enumerate(reversed(preceding)):
        if context.cue("denial", previous):
            skipped_words = preceding[len(preceding) - back :]
            allowed = any(context.cue("allowed", verb) for verb in skipped_words)
            return allowed or (
                back <= 1 and not any(context.cue("no_denial", verb) for verb in skipped_words)
            )
        if not previous[-1].isalnum():
            return False
    return False


def _is_round(number: Numeral) -> bool:
    """`trên 40 xã` is more than 40, `trên 2 chuyến tàu` is aboard two: the first number is round."""
    value = number.value
    return (
        number.scaled > 0 or (len(value) > 1 and value[-1] == "0") or "." in value or len(value) > len("999")
    )
