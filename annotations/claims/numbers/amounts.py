"""Recording an amount: bounds, direction, what it is per, both readings of a comma."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotations.claims.context.left_context import Site
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


class Said(NamedTuple):
    """What an amount says: its kind and unit, where the unit ends, and the rule that read it so."""

    kind: Kind
    unit: str | None
    end: int
    rule: str


def record(site: Site, number: Numeral, said: Said) -> Mention:
    """Record an amount with all that stands round it."""
    document, low = site.document, site.low
    mention = document.add(number.start, number.end, said.kind, number.value, said.rule)
    mention.unit, mention.repaired = said.unit, number.repaired
    mention.direction = _direction(site, mention, number)
    mention.modifier = _modifier(site, number, said.kind)
    if said.kind in _SIGNED:
        _negative(site, mention)
    _two_readings(site, mention, number)
    end = said.end
    per = per_at(low, site.cased, end, site.lexicon) if said.kind in _RATES else None
    if per:
        mention.per, end = per
    start = number.start
    if mention.modifier and site.modifier_word:
        start = max(low.rfind(site.modifier_word, max(0, start - 40), start), 0) or start
    bound = bound_after(low, end, site.lexicon)
    if bound:
        mention.modifier, end = bound
    document.cover(mention, start, end)
    return mention


def _direction(site: Site, mention: Mention, number: Numeral) -> str | None:
    kind = mention.kind
    move = site.direction(to=kind is Kind.MULTIPLE)
    if move is None and (mention.unit in _STEPS or (number.ranged and site.last() == "từ")):
        move = site.moved()
    if "mất" in (site.last(), site.word()) and kind not in (Kind.SCORE, Kind.PERCENTAGE):
        return None
    if move is None and site.last() == "và":
        return _shared_move(site, mention)
    return move


def _shared_move(site: Site, mention: Mention) -> str | None:
    """`giảm 68 xã và 4 huyện`: the verb holds for both."""
    mentions = site.document.mentions
    before = mentions[-2] if len(mentions) > 1 else None
    if before is None or before.kind is not mention.kind:
        return None
    return before.direction if 0 <= mention.start - before.extent_end <= _CONJUNCTION else None


def _modifier(site: Site, number: Numeral, kind: Kind) -> str | None:
    modifier, word = site.modifier, site.modifier_word
    if modifier == "more_than":
        if word == "trên" and _whole_of(site):
            return None
        aboard = word.endswith("trên") and kind is Kind.COUNT and not _round(number)
        # `cao hơn 2 điểm` compares; it does not bound the two points.
        compares = word == "hơn" and site.cue("compared", site.word())
        if not (aboard or compares) and _denied(site, word):
            return "at_most"
        return None if aboard or compares else modifier
    if modifier == "up_to" and (site.direction() or (word in {"đến", "những"} and "từ" in site.words[-6:])):
        return None
    if modifier is None and not number.ranged and _begins(site, kind):
        return None if _TO.search(site.low, number.end, number.end + _SPAN) else "at_least"
    return modifier


def _whole_of(site: Site) -> bool:
    """Whether the number before is a part of this one: `3 trên 10 người`, `hạng 7 trên 30`."""
    before = site.document.mentions[-2] if len(site.document.mentions) > 1 else None
    return before is not None and before.of is not None and site.at - before.end <= len(" trên tổng số ")


def _begins(site: Site, kind: Kind) -> bool:
    """Whether the amount is the least there is: `từ 60 tuổi`, `giá từ 5,99 triệu đồng`."""
    if kind is Kind.AGE:
        return site.last() in {"từ", "đủ"}
    return kind is Kind.MONEY and site.last() == "từ" and site.cue("priced", site.last(2))


def _denied(site: Site, word: str) -> bool:
    """`không được chạy quá 80 km/h` allows at most that; `không ngờ vượt 5%` is more."""
    if not word.endswith("quá") and not word.startswith("vượt"):
        return False
    near = site.words[max(0, site.near - _DENIAL) : site.near]
    for back, before in enumerate(reversed(near)):
        if site.cue("denial", before):
            between = near[len(near) - back :]
            allowed = any(site.cue("allowed", verb) for verb in between)
            return allowed or (back <= 1 and not any(site.cue("no_denial", verb) for verb in between))
        if not before[-1].isalnum():
            return False
    return False


def _round(number: Numeral) -> bool:
    """`trên 40 xã` is more than 40, `trên 2 chuyến tàu` is aboard two: the first number is round."""
    value = number.value
    return (
        number.scaled > 0 or (len(value) > 1 and value[-1] == "0") or "." in value or len(value) > len("999")
    )


def _negative(site: Site, mention: Mention) -> None:
    """`-2 độ C`, `âm 2 độ C`."""
    start, low = mention.start, site.low
    if site.last() == "âm":
        mention.value = f"-{mention.value}"
    elif start and low[start - 1] == "-" and (start == 1 or low[start - 2].isspace()):
        if ".." in (mention.value or ""):
            return
        mention.start -= 1
        mention.text = site.cased[mention.start : mention.end]
        mention.value = f"-{mention.value}"


def _two_readings(site: Site, mention: Mention, number: Numeral) -> None:
    """Where a mark before three digits may be either, the document's style decides, then the unit."""
    other = number.alternative
    if other is None:
        return
    if "." in mention.text:
        # No share runs into the thousands: there the point is the decimal mark.
        if mention.kind is Kind.PERCENTAGE or ("," not in mention.text and site.document.english()):
            mention.value, mention.alternative, mention.ambiguous = other, number.value, True
        return
    counted = mention.kind in _WHOLE and not number.scaled
    if counted or site.document.english():
        mention.value, mention.alternative = other, number.value
    else:
        mention.alternative = other
    mention.ambiguous = True
