"""Recording an amount as a mention: unit, modifier, direction, rate, and both readings of an ambiguous mark."""

from __future__ import annotations

from typing import NamedTuple

from annotations.claims.amounts.modifiers import modifier_of
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import bound_after, per_at, unit_at
from annotations.claims.numerals.numeral import Numeral, digits_at
from annotations.model import Kind, Mention

_STEPS = {"pp", "điểm cơ bản"}
_RATES = {Kind.PERCENTAGE, Kind.MONEY, Kind.MEASURE, Kind.COUNT, Kind.DURATION, Kind.MULTIPLE}
_WHOLE = {Kind.COUNT, Kind.MONEY, Kind.RANK, Kind.SCORE}
_SIGNED = {Kind.MEASURE, Kind.PERCENTAGE, Kind.MONEY, Kind.COUNT, Kind.SCORE}
_SIGNS = ("-", "+")
_BEFORE_SIGN = ' \n(\t:;\x1f"“'
_CONJUNCTION = 4  # blanks and `và` between two amounts


class Amount(NamedTuple):
    """Kind and unit of an amount, the offset at which the unit ends, and the rule that decided."""

    kind: Kind
    unit: str | None
    end: int
    rule: str


def record(context: LeftContext, number: Numeral, amount: Amount) -> Mention:
    """Add an amount to the document, with its modifier, direction, rate and bounds."""
    document, folded = context.document, context.folded
    mention = document.add(number.start, number.end, amount.kind, number.value, amount.rule)
    mention.unit, mention.repaired = amount.unit, number.repaired
    mention.direction = _direction(context, mention, number)
    mention.modifier = modifier_of(context, number, amount.kind)
    if amount.kind in _SIGNED:
        _signed(context, mention)
    _two_readings(context, mention, number)
    end = amount.end
    if folded.startswith("/", end) and amount.kind in _RATES:
        mention.of = _whole(context, end + 1, amount)
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


def _whole(context: LeftContext, offset: int, amount: Amount) -> str | None:
    """`41 tỷ đồng/70 tỷ đồng`: the second amount of the same unit is the whole of the first."""
    if not context.folded[offset : offset + 1].isdecimal():
        return None
    whole = digits_at(context.folded, offset, context.lexicon)
    unit = unit_at(context.folded, whole.end, context.lexicon, context.following_words(whole.end))
    is_same = unit is not None and unit.kind == amount.kind.value and unit.unit == amount.unit
    return whole.value if is_same or (whole.percent and amount.kind is Kind.PERCENTAGE) else None


def _direction(context: LeftContext, mention: Mention, number: Numeral) -> str | None:
    kind = mention.kind
    move = context.direction(to=kind is Kind.MULTIPLE)
    is_mean = kind is Kind.SCORE and context.last() in {"bình", "quân"}  # `trung bình 1,5 điểm`
    if move is None and (is_mean or mention.unit in _STEPS or (number.ranged and context.last() == "từ")):
        move = context.distant_direction()
    if move is None and kind is Kind.PERCENTAGE and _is_bracketed(context, mention):
        return _bracketed_move(context, mention)
    if context.last() == "mất" and any(context.cue("prices", word) for word in context.words):
        return move
    if "mất" in (context.last(), context.word()) and kind not in (Kind.SCORE, Kind.PERCENTAGE):
        return None
    if move is None and context.last() == "và":
        return _shared_move(context, mention)
    return move


def _is_bracketed(context: LeftContext, mention: Mention) -> bool:
    return context.cased[max(0, mention.start - 2) : mention.start].rstrip("+-")[-1:] == "("


def _bracketed_move(context: LeftContext, mention: Mention) -> str | None:
    """`giảm 8,41 điểm (0,63%)`: the share of the change that stands before the bracket."""
    mentions = context.document.mentions
    previous = mentions[-2] if len(mentions) > 1 else None
    is_adjacent = previous is not None and mention.start - previous.extent_end <= len(" (+")
    return previous.direction if previous is not None and is_adjacent else None


def _shared_move(context: LeftContext, mention: Mention) -> str | None:
    """`giảm 68 xã và 4 huyện`: the verb holds for both."""
    mentions = context.document.mentions
    previous = mentions[-2] if len(mentions) > 1 else None
    if previous is None or previous.kind is not mention.kind:
        return None
    return previous.direction if 0 <= mention.start - previous.extent_end <= _CONJUNCTION else None


def _signed(context: LeftContext, mention: Mention) -> None:
    """`-2 độ C`, `+1,5%`, `âm 9 gậy`; a dash at the head of a line before a counted noun begins an item."""
    start, name_case = mention.start, context.name_case
    if context.last() == "âm" and not context.is_end_of_word("âm"):
        mention.value = _turned(mention.value or "")
        return
    sign = context.folded[start - 1 : start]
    if sign not in _SIGNS or not sign or not (start == 1 or name_case[start - 2] in _BEFORE_SIGN):
        return
    begins_line = start == 1 or name_case[start - 2] == "\n"
    if begins_line and mention.kind is Kind.COUNT:
        return
    mention.start -= 1
    mention.text = context.cased[mention.start : mention.end]
    if sign == "-":
        mention.value = f"-{mention.value}"


def _turned(value: str) -> str:
    """A value with its sign turned; a range still runs from the lower to the higher."""
    return "..".join(f"-{part}" for part in reversed(value.split("..")))


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
