"""What the words around a claim say it is about, and how alike that is to what another is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import hypot, log
from unicodedata import normalize

from annotations.claims.folding import fold_case
from annotations.model import Kind, Mention
from annotations.search.tokens import TOKEN
from annotations.text import fold

_BEFORE, _BEHIND = 160, 80  # code points around a claim, within its sentence, that may name the thing
_SENTENCE = re.compile(r"[.!?…]\s|\n")
_WHEN = frozenset({Kind.DATE, Kind.TIME})
_RUN = 3  # words that name a thing: `dịch vụ công`
_TELLING = 2  # of them at least say something by themselves
_NEAR = 6  # words away from the number, at which a word counts half
_BEYOND = 6  # words that another number in between counts as: what stands behind it is said of that one first
_HEADS = ("tỷ lệ", "tỉ lệ", "chỉ số", "tổng số", "lãi suất", "giá")
_LATE = 1_000
# Words that stand around any number and name nothing.
_SILENT = frozenset(
    """và là có các những được đã đang sẽ của trong ngoài trên dưới tại ở với cho từ đến tới về so theo như này đó khi
    sau trước vào ra lên xuống thêm còn chỉ mới hơn gần khoảng chừng mỗi một hai ba bốn năm sáu bảy tám chín mười cả
    toàn tháng ngày quý tuần giờ đầu cuối cùng kỳ nay hiện qua lại thì mà để do vì bằng ước đạt mức tỷ tỉ lệ tỉnh huyện
    phố rất cũng nhiều ít phần trăm người riêng nhất cao thấp""".split()  # noqa: SIM905 (a line a word is no list)
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A folded word, how far from the number it stands, whether it says something by itself.

    ``begins`` is set where a number or a sign such as a comma stands between it and the word before.
    """

    text: str
    away: int
    telling: bool
    begins: bool


class Surroundings:
    """The words around a claim in its sentence, without numbers and without its unit."""

    def __init__(self, text: str, mention: Mention, unit: str) -> None:
        """``unit`` is folded."""
        start, end = mention.start, mention.end
        reach = _BEFORE if mention.kind in _WHEN else _BEHIND
        before = _SENTENCE.split(text[max(0, start - _BEFORE) : start])[-1]
        behind = _SENTENCE.split(text[end : end + reach])[0]
        self._of_unit = frozenset(unit.split())
        self._sides = (_words(before, from_end=True), _words(behind, from_end=False))

    @cached_property
    def runs(self) -> set[str]:
        """So many words after each other as name a thing."""
        return {" ".join(word.text for word in run) for run in self._together(_RUN)}

    @cached_property
    def pairs(self) -> dict[tuple[str, str], float]:
        """Telling words with the one behind them, and what each pair counts: the less, the further away."""
        found: dict[tuple[str, str], float] = {}
        for one, other in self._together(_TELLING):
            near = 1 / (1 + min(one.away, other.away) / _NEAR)
            pair = one.text, other.text
            found[pair] = max(near, found.get(pair, 0.0))
        return found

    def _together(self, size: int) -> Iterator[tuple[_Word, ...]]:
        """So many words behind each other with nothing in between, of which two are telling and not of the unit."""
        for side in self._sides:
            for run in zip(*(side[at:] for at in range(size)), strict=False):
                telling = sum(word.telling and word.text not in self._of_unit for word in run)
                if telling >= _TELLING and not any(word.begins for word in run[1:]):
                    yield run

    def names_what(self, other: Surroundings) -> bool:
        """Whether both name the same thing in as many words as that takes."""
        return not self.runs.isdisjoint(other.runs)

    def shares_words_with(self, other: Surroundings) -> bool:
        """Whether both have a telling word with another behind it in common."""
        return not self.pairs.keys().isdisjoint(other.pairs)

    def likeness(self, other: Surroundings, rarity: Mapping[tuple[str, str], float]) -> float:
        """How much of what is around both is the same, of 100."""
        mine, theirs = self._weighed(rarity), other._weighed(rarity)
        shared = sum(weight * theirs.get(pair, 0.0) for pair, weight in mine.items())
        whole = hypot(*mine.values()) * hypot(*theirs.values())
        return round(100 * shared / whole, 1) if whole else 0.0

    def _weighed(self, rarity: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
        return {pair: near * rarity.get(pair, 1.0) for pair, near in self.pairs.items()}


def rarities(all_of_them: Iterable[Surroundings]) -> dict[tuple[str, str], float]:
    """What each pair of words tells: the less, the more of these have it."""
    counts: Counter[tuple[str, str]] = Counter()
    many = 0
    for one in all_of_them:
        counts.update(one.pairs.keys())
        many += 1
    return {pair: log(1 + many / count) for pair, count in counts.items()}


def _words(text: str, *, from_end: bool) -> list[_Word]:
    """The words of a text that ends or begins at a number; their marks are needed to tell which say something."""
    text = normalize("NFC", text)
    folded, low = fold(text), fold_case(text)
    tokens = list(TOKEN.finditer(folded.text))
    aways = _aways(reversed(tokens))[::-1] if from_end else _aways(tokens)
    words: list[_Word] = []
    end, broken, named = 0, False, _LATE
    for match, away in zip(tokens, aways, strict=True):
        broken = broken or not folded.text[end : match.start()].isspace()
        end = match.end()
        if match[0][0].isdigit():
            broken = True
            continue
        start, stop = folded.span(match.start(), match.end())
        telling = low[start:stop] not in _SILENT and len(match[0]) > 1
        words.append(_Word(match[0], min(away, named), telling, broken))
        # What is behind `tỷ lệ` names the thing, wherever its number stands.
        named = 1 if low[:stop].endswith(_HEADS) else named + 1
        broken = False
    return words


def _aways(tokens: Iterable[re.Match[str]]) -> list[int]:
    """How far from the number each token is, those next to it first."""
    away, found = 0, []
    for token in tokens:
        away += _BEYOND if token[0][0].isdigit() else 1
        found.append(away)
    return found
