"""The right context of a number: units, what a rate is per, bounds after it, counted nouns."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotations.claims import dictionary
from annotations.claims.lexicon import Lexicon

_WORDS = re.compile(r" ?((?:[^\W\d_]+(?:-[^\W\d_]+)*)(?: [^\W\d_]+(?:-[^\W\d_]+)*){0,4})")
_SYMBOL = re.compile(r" ?(%|‰|°[cf]?|º[cf]?|℃|\$|€|£|¥|₩|₫|₹|us\$|％)(?![^\W_])")
_POWER = re.compile(r"([23²³])(?![0-9])")
_SPACED_POWER = re.compile(r" ([23])(?![\d.,/%-]*\d|%| ?[xX×])")
_PER = re.compile(
    r" ?(?:/ ?|(?:mỗi|một|trên một|trên mỗi|mỗi một) )((?:10{0,3}(?:\.000)*(?: triệu| nghìn| vạn)? ?|\d{2,4} ?(?=(?:ml|g|gr|l|lít)(?![^\W_])))?(?:học kỳ|học kì|năm học|mét vuông|mét khối|cổ phiếu|cổ phần|tín chỉ|ngày đêm|hộ gia đình|khẩu phần|[^\W\d_]+(?:[23²³](?![0-9]))?(?:/[^\W\d_]+(?:[23²³](?![0-9]))?)?))"
)
PER_NOUNS = re.compile(
    r" (?:mỗi|một|trên một|trên mỗi) (kg|ký|km|lít|tấn|tạ|ha|m2|m²|mét vuông|tháng|năm|ngày|đêm|giờ|tuần|phút|người|lượt"
    r"|con|chiếc|cái|suất|căn|ly|tô|cân|lượng|chỉ|thùng|cổ phiếu|khẩu|hộ|lần|quý)(?![^\W_])"
)
_PER_LATER = re.compile(
    r" [^\W\d_]+(?: [^\W\d_]+){0,2}/(kg|km|ha|m2|m²|năm|tháng|ngày|giờ|người|tuần|đêm|lượt|hộ|vụ)(?![^\W_])"
)
_TWO_WORDS = re.compile(r"[^\W\d_]+ [^\W\d_]+")


class Unit(NamedTuple):
    """A unit behind a number: the kind it implies, its name in a mention, where it ends, its phrase in the text."""

    kind: str
    unit: str
    end: int
    phrase: str


def words_after(folded: str, offset: int) -> list[str]:
    """Up to five words that follow, nothing but blanks between."""
    match = _WORDS.match(folded, offset)
    return match[1].split(" ") if match else []


def unit_at(folded: str, offset: int, lexicon: Lexicon, words: list[str]) -> Unit | None:
    """The unit that begins at a position, longest phrase first."""
    if not words:
        return _symbol_at(folded, offset, lexicon)
    units = lexicon.units
    longest = lexicon.unit_starts.get(words[0], 1 if words[0] in _POWERED else 0)
    for length in range(min(longest, len(words)), 0, -1):
        phrase = words[0] if length == 1 else " ".join(words[:length])
        if phrase not in units and not (length == 1 and (phrase in _POWERED or phrase in lexicon.stems)):
            continue
        if length > 1 and _runs_on(words, length):
            continue  # `10 ngày công chiếu` has no `ngày công`
        if _other_word(words, length, phrase, lexicon):
            return None
        start = offset + (folded[offset : offset + 1] == " ")
        end = start + len(phrase)
        return _composed(folded, phrase, end, lexicon)
    return None


def _other_word(words: list[str], length: int, phrase: str, lexicon: Lexicon) -> bool:
    """Whether the unit is only the beginning of another word: `đồng phạm`, `chỉ trong`."""
    if len(words) == length:
        return False
    if words[length] in lexicon.not_after.get(phrase, ()):
        return True
    if phrase in lexicon.cues["bare_units"] and _is_noun_of(words, length, phrase, lexicon):
        return True
    if lexicon.units.get(phrase, _NO_UNIT)[0] in _HOMONYMOUS:
        longer = dictionary.word_length(words)
        if longer > length and " ".join(words[:longer]) not in lexicon.cues["unit_and_noun"]:
            return True
    longest = min(lexicon.compound_starts.get(words[0], 0), len(words))
    return any(
        " ".join(words[:longer]) in lexicon.compounds and not _runs_on(words, longer)
        for longer in range(length + 1, longest + 1)
    )


def _runs_on(words: list[str], length: int) -> bool:
    """Whether the last syllable of a phrase begins a word that goes on behind it."""
    return len(words) > length and dictionary.word_length(words, length - 1) > 1


def _is_noun_of(words: list[str], length: int, phrase: str, lexicon: Lexicon) -> bool:
    """Whether a word that is a unit only where it stands bare has a noun or verb behind it: `mẫu ô tô`, `chỉ im lặng`."""
    return (
        words[length] not in lexicon.cues["after_bare_unit"]
        and f"{phrase} {words[length]}" not in lexicon.units
    )


_HOMONYMOUS = frozenset(("money", "measure", "level"))
_NO_UNIT = ("", "")
_POWERED = frozenset(("m", "km", "cm", "mm", "dm"))


def _power(folded: str, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    """The power of a unit of length: `m2`, `m²`, and `m 2` where no number is meant."""
    spaced = _SPACED_POWER.match(folded, end)
    if spaced is None:
        return _POWER.match(folded, end)
    words = words_after(folded, spaced.end())
    return spaced if not words or words[0] in lexicon.stops or dictionary.is_predicate(words) else None


def _composed(folded: str, phrase: str, end: int, lexicon: Lexicon) -> Unit | None:
    """Add what the words leave out: the power of `m2`, the rest of `km/h`, the sign of `điểm %`."""
    units = lexicon.units
    power = _power(folded, end, lexicon) if phrase in _POWERED else None
    if power:
        phrase += power[1]
        end = power.end()
    if phrase == "điểm" and folded.startswith(" %", end):
        return Unit("percentage", "pp", end + 2, "điểm %")
    if folded.startswith("/", end):
        remainder = words_after(folded, end + 1)
        whole = f"{phrase}/{remainder[0]}" if remainder else ""
        tail = end + 1 + len(remainder[0]) if remainder else end
        if whole and folded[tail : tail + 1] in "23²³" and not folded[tail + 1 : tail + 2].isdecimal():
            whole += folded[tail : tail + 1]
            tail += tail < len(folded)
        if whole in units:
            return Unit(*units[whole], tail, whole)
    match = units.get(phrase)
    if match is None:
        return None
    return Unit(match[0], match[1], end, phrase)


def _symbol_at(folded: str, offset: int, lexicon: Lexicon) -> Unit | None:
    match = _SYMBOL.match(folded, offset)
    if match is None:
        return None
    unit = lexicon.units.get(match[1])
    return Unit(*unit, match.end(), match[1]) if unit else None


def per_at(folded: str, cased: str, offset: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """What a rate is per, where one follows the unit: `/kg`, `mỗi tháng`, `hàng hóa/năm`."""
    if cased.startswith(("/", " /"), offset):
        match = _PER.match(folded, offset)
    elif folded.startswith((" m", " t"), offset):
        match = PER_NOUNS.match(folded, offset)
    else:
        match = None
    if match is None and folded.find("/", offset, offset + 26) > 0:
        match = _PER_LATER.match(folded, offset)
    if match is None:
        return None
    end = match.end()
    next_word = words_after(folded, end)
    if next_word and f"{match[1]} {next_word[0]}" in lexicon.compounds:
        end += 1 + len(next_word[0])
    return cased[match.start(1) : end], end


def bound_after(folded: str, offset: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """A bound that follows the unit: `trở lên`."""
    if not folded.startswith((" t", " đ", " l", " c", " v"), offset):
        return None
    match = _TWO_WORDS.match(folded, offset + 1)
    if match is None:
        return None
    if match[0] == "trở lại" and folded.startswith(" đây", match.end()):
        return None  # `5 năm trở lại đây` says since when
    modifier = lexicon.modifiers_after.get(match[0])
    return (modifier, match.end()) if modifier else None
