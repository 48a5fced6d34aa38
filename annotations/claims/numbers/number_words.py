"""Numbers in words: whether a word such as *năm*, *ba* or *một* is a number at all, then which."""

from __future__ import annotations

import re

from annotations.claims import page_furniture
from annotations.claims.amounts.compound_units import compound
from annotations.claims.amounts.units import classify
from annotations.claims.context.left_context import LeftContext
from annotations.claims.context.right_context import unit_at
from annotations.claims.document import Document
from annotations.claims.numbers.ordinals import ORDINAL_HEADS, is_counted, read_ordinal
from annotations.claims.numerals.decimals import SCALES, UNITS
from annotations.claims.numerals.numeral import (
    Numeral,
    join_range,
    neighbours,
    some_more,
    tens_and_ones,
    words_at,
)
from annotations.model import Kind, Role

_FRACTION = re.compile(r" phần ([^\W\d_]+)(?: (mươi|trăm))?(?![^\W_])")
_HALF = re.compile(r"nửa(?: (triệu|tỷ|tỉ|nghìn|ngàn))?(?![^\W_])")
_RANGE = re.compile(rf" (?:đến|tới) (?:\d|(?:{'|'.join(UNITS)}|mười)(?![^\W_]))")
_JOINING = re.compile(r",? (?:và )?")
_HALVED = {"duration", "measure", "age"}


def read_number_word(document: Document, offset: int) -> None:
    """Read the number words that begin at a position, where a number is meant."""
    folded = document.folded
    context = LeftContext(document, offset)
    last = context.last()
    if last == "thứ" and page_furniture.read_line(document, offset):
        return
    if folded.startswith("nửa", offset):
        _half(context)
        return
    if last in ORDINAL_HEADS and read_ordinal(context):
        return
    number = words_at(folded, offset, document.lexicon)
    if number is None or (number.value == "0" and _midnight(context, number)):
        return
    if number.plain and (_in_a_name(context, number) or not _is_number(context, number)):
        return
    if folded.startswith(" phần ", number.end) and _fraction(context, number):
        return
    if number.value == "1" and folded.startswith(" nửa", number.end):
        _ratio(context, number.end + len(" nửa"), "1", "2")
        return
    sign_end = (
        number.plain
        and (neighbours(folded, number, document.lexicon) or tens_and_ones(folded, number, document.lexicon))
    ) or some_more(folded, number)
    compound(document, number)
    if context.tags & {"name", "reference"}:
        context.tags = frozenset()
    classify(context, number if sign_end else join_range(folded, number, document.lexicon))


def _in_a_name(context: LeftContext, number: Numeral) -> bool:
    """`quận Ba`, `hiệp hai`."""
    capital = (
        "name" in context.tags and context.name_case[number.start].isupper() and not _sentence_start(context)
    )
    year = context.folded.startswith("năm", number.start)  # `giai đoạn năm 2021`
    if context.last() == "ngã" and not context.is_end_of_word("ngã"):
        context.document.add_non_claim(number.start, number.end, Role.NAME, "ngã", "name.word")
        return True
    numbered = context.cue("numbered", context.label) and not (
        year or is_counted(context, number.end) or _is_number(context, number)
    )
    if capital or numbered:
        context.document.add_non_claim(number.start, number.end, Role.NAME, context.label, "name.word")
    return capital or numbered


def _midnight(context: LeftContext, number: Numeral) -> bool:
    """`đúng không giờ`; the word alone says no."""
    if (
        number.plain
        and context.folded.startswith(" giờ", number.end)
        and context.cue("at_time", context.last())
    ):
        mention = context.document.add(context.offset, number.end, Kind.TIME, "00:00", "time.words")
        context.document.extend(mention, context.offset, number.end + len(" giờ"))
    return number.plain


def _half(context: LeftContext) -> None:
    folded, offset = context.folded, context.offset
    match = _HALF.match(folded, offset)
    if match is None:
        return
    number = Numeral(offset, match.end(), "0.5")
    number.plain, number.word = False, True
    if match[1]:
        number.scaled = SCALES[match[1]]
        number.value = str(10**number.scaled // 2)
        classify(context, number)
        return
    words = context.following_words(number.end)
    if words and words[0] in context.lexicon.not_after.get("nửa", ()):
        return
    unit = unit_at(folded, number.end, context.lexicon, words)
    if unit and unit.kind in _HALVED:
        classify(context, number)
    elif context.modifier or context.last() == "một":
        _ratio(context, number.end, "1", "2")


def _ratio(context: LeftContext, end: int, part: str, whole: str) -> None:
    mention = context.document.add(context.offset, end, Kind.RATIO, part, "words.fraction")
    mention.of, mention.modifier, mention.direction = whole, context.modifier, context.direction()


def _fraction(context: LeftContext, number: Numeral) -> bool:
    """`hai phần ba`; `một phần` alone means partly."""
    match = _FRACTION.match(context.folded, number.end)
    whole = _whole(match)
    if match is None or not whole:
        return False
    _ratio(context, match.end(1), number.value, str(whole))
    return True


def _whole(match: re.Match[str] | None) -> int:
    if match is None:
        return 0
    return 10 if match[1] == "mười" else UNITS.get(match[1], 0)


def _is_number(context: LeftContext, number: Numeral) -> bool:
    """Whether one number word alone is a number here, not an article, a year, a father or a name."""
    folded, lexicon = context.folded, context.lexicon
    word, words, last = folded[number.start : number.end], context.following_words(number.end), context.last()
    if context.name_case[number.start].isupper() and not _sentence_start(context):
        return False
    if context.cue("vague", last) or last in lexicon.not_before.get(word, ()):
        return False
    is_comparison = lexicon.not_after.get(word, ())
    if words and (words[0] in is_comparison or " ".join(words[:2]) in is_comparison):
        # `ba mẹ con` are three, `ba mẹ` the parents.
        return " ".join(words[:2]) in lexicon.compounds
    if words[:1] == ["phần"]:
        match = _FRACTION.match(folded, number.end)
        return match is not None and (_whole(match) > 0 or match[1] == "trăm")
    if word == "một":
        return _is_one(context, number, words)
    if word == "năm":
        return _is_five(context, number, words)
    return _is_other_number(context, number, words)


def _is_other_number(context: LeftContext, number: Numeral, words: list[str]) -> bool:
    word, last, lexicon = context.folded[number.start : number.end], context.last(), context.lexicon
    if "level" in context.tags or last == "cả":
        is_followed = bool(words) and words[0] in lexicon.stops  # `cả ba đều`, not `cả ba mẹ`
        return (
            "level" in context.tags
            or word not in {"ba", "chín"}
            or is_followed
            or is_counted(context, number.end)
        )
    if UNITS.get(words[0], 0) == UNITS.get(word, 0) + 1 if words else False:
        return True  # `ba bốn ngày`
    if not words:
        return bool(context.tags & {"rank", "multiple"})
    if words[0] in {"đến", "tới"}:
        return bool(_RANGE.match(context.folded, number.end))
    if words[0] in {"trong", "trên"}:
        return words[1:2] == ["số"] or (len(words) > 1 and words[1] in UNITS)
    if word == "ba":
        return is_counted(context, number.end) or last in lexicon.one_before
    if word == "chín" and last not in lexicon.stops:
        return is_counted(context, number.end)
    return (
        words[0] not in lexicon.stops
        or words[0] in {"năm", "ngày", "tháng"}
        or is_counted(context, number.end)
    )


def _sentence_start(context: LeftContext) -> bool:
    previous = context.name_case[max(0, context.offset - 3) : context.offset].rstrip(' "“‘(*')
    return not previous or previous[-1] in ".!?:…\n;-–"


def _is_one(context: LeftContext, number: Numeral, words: list[str]) -> bool:
    """`một` is mostly an article."""
    lexicon, last = context.lexicon, context.last()
    if words[:1] == ["nửa"] or "multiple" in context.tags:
        return True
    phrases = [" ".join(words[:length]) for length in range(1, min(3, len(words)) + 1)]
    if any(phrase in lexicon.one_always for phrase in phrases) or words == ["điểm"]:
        return True
    if words[:1] == ["số"] or (words and context.cue("after_article", words[0])):
        return False
    if "level" in context.tags and (not words or words[0] in lexicon.stops):
        return True  # `loại một`
    if words and context.cue("spans", words[0]):
        return _is_one_span(context, words)
    if last == "có" and words[:1] == ["người"] and len(words) > 1 and words[1] not in lexicon.stops:
        return False  # `có một người bố`
    previous = last in lexicon.one_before or " ".join(context.words[-2:]) in lexicon.one_before
    previous = previous or _follows_count(context)
    if not words or not (previous or context.modifier):
        return False
    plainly = any(phrase in lexicon.one_after for phrase in phrases)
    if context.modifier is None and context.cue("before_article", last):
        return plainly and words[:2] != ["người", "dân"]
    return plainly or is_counted(context, number.end)


def _is_one_span(context: LeftContext, words: list[str]) -> bool:
    """`sau một ngày xét xử`, `một năm rưỡi`: a length of time, where `một ngày đẹp trời` is some day."""
    next_word = words[1] if len(words) > 1 else ""
    if context.cue("some_day", next_word):
        return False
    is_told = context.cue("over_span", context.last()) or context.modifier is not None
    return is_told or context.cue("after_span", next_word)


def _follows_count(context: LeftContext) -> bool:
    """`hai trai một gái`, `5 xe và một ngôi nhà`: what stands right after a count counts too."""
    previous = context.document.mentions[-1] if context.document.mentions else None
    if previous is None or previous.role is not Role.CLAIM or previous.kind is not Kind.COUNT:
        return False
    return _JOINING.fullmatch(context.folded, previous.extent_end, context.offset) is not None


def _is_five(context: LeftContext, number: Numeral, words: list[str]) -> bool:
    """`năm` is mostly the year."""
    last = context.last()
    if not words or context.cue("before_the_year", last) or last[-1:].isdecimal() or last in SCALES:
        return False
    if words == ["lớp"]:
        return False  # `từ năm lớp 4`
    is_known = " ".join(words[:2]) in context.lexicon.compounds  # `năm đầu mối`, not `năm đầu`
    if context.cue("after_the_year", words[0]) and not is_known:
        is_length = context.cue("how_long", last) or (
            len(words) > 1 and context.cue("after_length", words[1])
        )
        return words[0] in {"ngày", "tháng"} and is_length
    return is_counted(context, number.end)
