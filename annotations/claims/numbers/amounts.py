"""Recording an amount: bounds, direction, what it is per, both readings of a comma."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import bound_after, per_at
from annotations.claims.numbers.numeral import Numeral
from annotations.model import Kind, Mention

_STEPS = {"pp", "điểm cơ bản"}
_RATES = {Kind.PERCENTAGE, Kind.MONEY, Kind.MEASURE, Kind.COUNT, Kind.DURATION, Kind.MULTIPLE}
_WHOLE = {Kind.COUNT, Kind.MONEY, Kind.RANK, Kind.SCORE}
_SIGNED = {Kind.MEASURE, Kind.PERCENTAGE, Kind.MONEY}
_TO = re.compile(r" (?:đến|tới|lên|xuống)(?![^\W_])")
_SPAN = 30  # characters in which the other end of a range shows
_DENIAL = 4  # words between a `không` and its verb
_CONJUNCTION = 4  # blanks and `và` between two amounts


class Amount(NamedTuple):
    """What an amount says: its kind and unit, where the unit ends, and the rule that read it so."""

    kind: Kind
    unit: str | None
    end: int
    rule: str


def record(context: LeftContext, number: Numeral, amount: Amount) -> Mention:
    """Record an amount with all that stands round it."""
    document, folded = context.document, context.folded
    mention = document.add(number.start, number.end, amount.kind, number.value, amount.rule)
    mention.unit, mention.repaired = amount.unit, number.repaired
    mention.direction = _direction(context, mention, number)
    mention.modifier = _modifier(context, number, amount.kind)
    if amount.kind in _SIGNED:
        _negative(context, mention)
    _two_readings(context, mention, number)
    end = amount.end
    per = per_at(folded, context.cased, end, context.lexicon) if amount.kind in _RATES else None
    if per:
        mention.per, end = per
    start = number.start
    if mention.modifier and context.modifier_word:
        start = max(folded.rfind(context.modifier_word, max(0, start - 40), start), 0) or start
    bound = bound_after(folded, end, context.lexicon)
    if bound:
        mention.modifier, end = bound
    document.extend(mention, start, end)
    return mention


def _direction(context: LeftContext, mention: Mention, number: Numeral) -> str | None:
    kind = mention.kind
    move = context.direction(to=kind is Kind.MULTIPLE)
    if move is None and (mention.unit in _STEPS or (number.ranged and context.last() == "từ")):
        move = context.distant_direction()
    if "mất" in (context.last(), context.word()) and kind not in (Kind.SCORE, Kind.PERCENTAGE):
        return None
    if move is None and context.last() == "và":
        return _shared_move(context, mention)
    return move


def _shared_move(context: LeftContext, mention: Mention) -> str | None:
    """`giảm 68 xã và 4 huyện`: the verb holds for both."""
    mentions = context.document.mentions
    previous = mentions[-2] if len(mentions) > 1 else None
    if previous is None or previous.kind is not mention.kind:
        return None
    return previous.direction if 0 <= mention.start - previous.extent_end <= _CONJUNCTION else None


def _modifier(context: LeftContext, number: Numeral, kind: Kind) -> str | None:
    modifier, word = context.modifier, context.modifier_word
    if modifier == "more_than":
        if word == "trên" and _whole_of(context):
            return None
        aboard = word.endswith("trên") and kind is Kind.COUNT and not _round(number)
        # `cao hơn 2 điểm` compares; it does not bound the two points.
        compares = word == "hơn" and context.cue("compared", context.word())
        if not (aboard or compares) and _denied(context, word):
            return "at_most"
        return None if aboard or compares else modifier
    if modifier == "up_to" and (
        context.direction() or (word in {"đến", "những"} and "từ" in context.words[-6:])
    ):
        return None
    if modifier is None and not number.ranged and _begins(context, kind):
        return None if _TO.search(context.folded, number.end, number.end + _SPAN) else "at_least"
    return modifier


def _whole_of(context: LeftContext) -> bool:
    """Whether the number before is a part of this one: `3 trên 10 người`, `hạng 7 trên 30`."""
    previous = context.document.mentions[-2] if len(context.document.mentions) > 1 else None
    return (
        previous is not None
        and previous.of is not None
        and context.offset - previous.end <= len(" trên tổng số ")
    )


def _begins(context: LeftContext, kind: Kind) -> bool:
    """Whether the amount is the least there is: `từ 60 tuổi`, `giá từ 5,99 triệu đồng`."""
    if kind is Kind.AGE:
        return context.last() in {"từ", "đủ"}
    return kind is Kind.MONEY and context.last() == "từ" and context.cue("priced", context.last(2))


def _denied(context: LeftContext, word: str) -> bool:
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


def _round(number: Numeral) -> bool:
    """`trên 40 xã` is more than 40, `trên 2 chuyến tàu` is aboard two: the first number is round."""
    value = number.value
    return (
        number.scaled > 0 or (len(value) > 1 and value[-1] == "0") or "." in value or len(value) > len("999")
    )


def _negative(context: LeftContext, mention: Mention) -> None:
    """`-2 độ C`, `âm 2 độ C`."""
    start, folded = mention.start, context.folded
    if context.last() == "âm":
        mention.value = f"-{mention.value}"
    elif start and folded[start - 1] == "-" and (start == 1 or folded[start - 2].isspace()):
        if ".." in (mention.value or ""):
            return
        mention.start -= 1
        mention.text = context.cased[mention.start : mention.end]
        mention.value = f"-{mention.value}"


def _two_readings(context: LeftContext, mention: Mention, number: Numeral) -> None:
    """Where a mark before three digits may be either, the document's style decides, then the unit."""
    alternative = number.alternative
    if alternative is None:
        return
    if "." in mention.text:
        # No share runs into the thousands: there the point is the decimal mark.
        if mention.kind is Kind.PERCENTAGE or (
            "," not in mention.text and context.document.groups_by_commas()
        ):
            mention.value, mention.alternative, mention.ambiguous = alternative, number.value, True
        return
    is_counted = mention.kind in _WHOLE and not number.scaled
    if is_counted or context.document.groups_by_commas():
        mention.value, mention.alternative = alternative, number.value
    else:
        mention.alternative = alternative
    mention.ambiguous = True
