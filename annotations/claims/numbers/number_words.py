"""Numbers in words: first whether a number is meant at all."""

from __future__ import annotations

import re

from annotations.claims import page_furniture
from annotations.claims.classification import classify
from annotations.claims.context.left_context import Site
from annotations.claims.context.right_context import unit_at
from annotations.claims.document import Document
from annotations.claims.numbers.compound_units import compound
from annotations.claims.numbers.decimals import SCALES, UNITS
from annotations.claims.numbers.numeral import Numeral, joined, neighbours, words_at
from annotations.claims.numbers.ordinals import ORDINAL_HEADS, counted, read_ordinal
from annotations.model import Kind, Role

_FRACTION = re.compile(r" phần ([^\W\d_]+)(?: (mươi|trăm))?(?![^\W_])")
_HALF = re.compile(r"nửa(?: (triệu|tỷ|tỉ|nghìn|ngàn))?(?![^\W_])")
_RANGE = re.compile(rf" (?:đến|tới) (?:{'|'.join(UNITS)}|mười)(?![^\W_])")
_BESIDE = re.compile(r",? (?:và )?")
_HALVED = {"duration", "measure", "age"}


def read_word(document: Document, at: int) -> None:
    """Read the number words that begin at a position, where a number is meant."""
    low = document.low
    site = Site(document, at)
    last = site.last()
    if last == "thứ" and page_furniture.read_line(document, at):
        return
    if low.startswith("nửa", at):
        _half(site)
        return
    if last in ORDINAL_HEADS and read_ordinal(site):
        return
    number = words_at(low, at, document.lexicon)
    if number is None or (number.value == "0" and _midnight(site, number)):
        return
    if number.plain and (_in_a_name(site, number) or not _meant(site, number)):
        return
    if low.startswith(" phần ", number.end) and _fraction(site, number):
        return
    if number.value == "1" and low.startswith(" nửa", number.end):
        _ratio(site, number.end + len(" nửa"), "1", "2")
        return
    near = number.plain and neighbours(low, number, document.lexicon)
    compound(document, number)
    if site.tags & {"name", "reference"}:
        site.tags = frozenset()
    classify(site, number if near else joined(low, number, document.lexicon))


def _in_a_name(site: Site, number: Numeral) -> bool:
    """`quận Ba`, `hiệp hai`."""
    capital = "name" in site.tags and site.cased[number.start].isupper() and not _sentence_start(site)
    year = site.low.startswith("năm", number.start)  # `giai đoạn năm 2021`
    numbered = site.cue("numbered", site.head) and not (
        year or counted(site, number.end) or _meant(site, number)
    )
    if capital or numbered:
        site.document.other(number.start, number.end, Role.NAME, site.head, "name.word")
    return capital or numbered


def _midnight(site: Site, number: Numeral) -> bool:
    """`đúng không giờ`; the word alone says no."""
    if number.plain and site.low.startswith(" giờ", number.end) and site.cue("at_time", site.last()):
        mention = site.document.add(site.at, number.end, Kind.TIME, "00:00", "time.words")
        site.document.cover(mention, site.at, number.end + len(" giờ"))
    return number.plain


def _half(site: Site) -> None:
    low, at = site.low, site.at
    found = _HALF.match(low, at)
    if found is None:
        return
    number = Numeral(at, found.end(), "0.5")
    number.plain, number.word = False, True
    if found[1]:
        number.scaled = SCALES[found[1]]
        number.value = str(10**number.scaled // 2)
        classify(site, number)
        return
    words = site.after(number.end)
    if words and words[0] in site.lexicon.not_after.get("nửa", ()):
        return
    unit = unit_at(low, number.end, site.lexicon, words)
    if unit and unit.kind in _HALVED:
        classify(site, number)
    elif site.modifier or site.last() == "một":
        _ratio(site, number.end, "1", "2")


def _ratio(site: Site, end: int, part: str, whole: str) -> None:
    mention = site.document.add(site.at, end, Kind.RATIO, part, "words.fraction")
    mention.of, mention.modifier, mention.direction = whole, site.modifier, site.direction()


def _fraction(site: Site, number: Numeral) -> bool:
    """`hai phần ba`; `một phần` alone means partly."""
    found = _FRACTION.match(site.low, number.end)
    whole = _whole(found)
    if found is None or not whole:
        return False
    _ratio(site, found.end(1), number.value, str(whole))
    return True


def _whole(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    return 10 if found[1] == "mười" else UNITS.get(found[1], 0)


def _meant(site: Site, number: Numeral) -> bool:
    """Whether one number word alone is a number here, not an article, a year, a father or a name."""
    low, lexicon = site.low, site.lexicon
    word, words, last = low[number.start : number.end], site.after(number.end), site.last()
    if site.cased[number.start].isupper() and not _sentence_start(site):
        return False
    if site.cue("vague", last) or last in lexicon.not_before.get(word, ()):
        return False
    after = lexicon.not_after.get(word, ())
    if words and (words[0] in after or " ".join(words[:2]) in after):
        # `ba mẹ con` are three, `ba mẹ` the parents.
        return " ".join(words[:2]) in lexicon.compounds
    if words[:1] == ["phần"]:
        found = _FRACTION.match(low, number.end)
        return found is not None and (_whole(found) > 0 or found[1] == "trăm")
    if word == "một":
        return _one_meant(site, number, words)
    if word == "năm":
        return _five_meant(site, number, words)
    return _other_meant(site, number, words)


def _other_meant(site: Site, number: Numeral, words: list[str]) -> bool:
    word, last, lexicon = site.low[number.start : number.end], site.last(), site.lexicon
    if "level" in site.tags or last == "cả":
        return "level" in site.tags or word not in {"ba", "chín"} or counted(site, number.end)
    if UNITS.get(words[0], 0) == UNITS.get(word, 0) + 1 if words else False:
        return True  # `ba bốn ngày`
    if not words:
        return bool(site.tags & {"rank", "multiple"})
    if words[0] in {"đến", "tới"}:
        return bool(_RANGE.match(site.low, number.end))
    if words[0] in {"trong", "trên"}:
        return words[1:2] == ["số"] or (len(words) > 1 and words[1] in UNITS)
    if word == "ba":
        return counted(site, number.end) or last in lexicon.one_before
    if word == "chín" and last not in lexicon.stops:
        return counted(site, number.end)
    return words[0] not in lexicon.stops or words[0] in {"năm", "ngày", "tháng"} or counted(site, number.end)


def _sentence_start(site: Site) -> bool:
    before = site.cased[max(0, site.at - 3) : site.at].rstrip(' "“‘(')
    return not before or before[-1] in ".!?:…\n;-–"


def _one_meant(site: Site, number: Numeral, words: list[str]) -> bool:
    """`một` is mostly an article."""
    lexicon, last = site.lexicon, site.last()
    if words[:1] == ["nửa"] or "multiple" in site.tags:
        return True
    phrases = [" ".join(words[:length]) for length in range(1, min(3, len(words)) + 1)]
    if any(phrase in lexicon.one_always for phrase in phrases) or words == ["điểm"]:
        return True
    if "level" in site.tags and (not words or words[0] in lexicon.stops):
        return True  # `loại một`
    before = last in lexicon.one_before or " ".join(site.words[-2:]) in lexicon.one_before
    before = before or _follows_count(site)
    if not words or not (before or site.modifier) or site.cue("after_article", words[0]):
        return False
    plainly = any(phrase in lexicon.one_after for phrase in phrases)
    if site.modifier is None and site.cue("before_article", last):
        return plainly and (words[0] != "ngày" or last == "trong") and words[:2] != ["người", "dân"]
    return plainly or counted(site, number.end)


def _follows_count(site: Site) -> bool:
    """`hai trai một gái`, `5 xe và một ngôi nhà`: what stands right after a count counts too."""
    before = site.document.mentions[-1] if site.document.mentions else None
    if before is None or before.role is not Role.CLAIM or before.kind is not Kind.COUNT:
        return False
    return _BESIDE.fullmatch(site.low, before.extent_end, site.at) is not None


def _five_meant(site: Site, number: Numeral, words: list[str]) -> bool:
    """`năm` is mostly the year."""
    last = site.last()
    if not words or site.cue("before_the_year", last) or last[-1:].isdecimal():
        return False
    known = " ".join(words[:2]) in site.lexicon.compounds  # `năm đầu mối`, not `năm đầu`
    if site.cue("after_the_year", words[0]) and not known and not site.cue("how_long", last):
        return words[0] in {"ngày", "tháng"} and len(words) > 1 and site.cue("after_length", words[1])
    return counted(site, number.end)
