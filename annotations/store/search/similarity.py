"""The words around a claim that tell what it is about, and how similar they are to those around another claim."""

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

TIME_KINDS = frozenset({Kind.DATE, Kind.TIME})

# Code points before and after a claim, within its sentence; after a date or time as many as before it.
_LEFT_CONTEXT, _RIGHT_CONTEXT = 160, 80
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
_NAME_WORDS = 3  # consecutive words that name a thing: `dịch vụ công`
_MEANINGFUL_WORDS = 2  # of consecutive words, at least so many mean something
_HALF_DISTANCE = 6  # words from the number, at which a pair has half its weight
_NUMBER_DISTANCE = (
    6  # words that a number in between counts as: the words behind it are about that number first
)
_LABELS = ("tỷ lệ", "tỉ lệ", "chỉ số", "tổng số", "lãi suất", "giá")
_NO_LABEL = 1_000  # a distance greater than any
# Words that occur around any number and name nothing.
_STOP_WORDS = frozenset(
    """và là có các những được đã đang sẽ của trong ngoài trên dưới tại ở với cho từ đến tới về so theo như này đó khi
    sau trước vào ra lên xuống thêm còn chỉ mới hơn gần khoảng chừng mỗi một hai ba bốn năm sáu bảy tám chín mười cả
    toàn tháng ngày quý tuần giờ đầu cuối cùng kỳ nay hiện qua lại thì mà để do vì bằng ước đạt mức tỷ tỉ lệ tỉnh huyện
    phố rất cũng nhiều ít phần trăm người riêng nhất cao thấp""".split()  # noqa: SIM905 (a line a word is no list)
)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Word:
    """A folded word, its distance in words from the number, and whether it means something by itself.

    ``after_break`` is set if a number or a sign such as a comma separates the word from the one before it.
    """

    text: str
    distance: int
    is_meaningful: bool
    after_break: bool


class Surroundings:
    """The words around a claim in its sentence, without numbers and without its unit."""

    def __init__(self, text: str, mention: Mention, unit: str) -> None:
        """``text`` is the article's, ``unit`` the claim's folded unit."""
        start, end = mention.start, mention.end
        right_length = _LEFT_CONTEXT if mention.kind in TIME_KINDS else _RIGHT_CONTEXT
        left = _SENTENCE_END.split(text[max(0, start - _LEFT_CONTEXT) : start])[-1]
        right = _SENTENCE_END.split(text[end : end + right_length])[0]
        self._unit_words = frozenset(unit.split())
        self._sides = (_words(left, from_end=True), _words(right, from_end=False))

    @cached_property
    def names(self) -> set[str]:
        """The runs of three words, which name things."""
        return {" ".join(word.text for word in run) for run in self._runs(_NAME_WORDS)}

    @cached_property
    def pairs(self) -> dict[Pair, float]:
        """The pairs of neighbouring meaningful words with their weight, which falls with the distance."""
        weights: dict[Pair, float] = {}
        for first, second in self._runs(_MEANINGFUL_WORDS):
            weight = 1 / (1 + min(first.distance, second.distance) / _HALF_DISTANCE)
            pair = first.text, second.text
            weights[pair] = max(weight, weights.get(pair, 0.0))
        return weights

    def _runs(self, size: int) -> Iterator[tuple[_Word, ...]]:
        """The runs of ``size`` words without a break, of which two are meaningful and no part of the unit."""
        for side in self._sides:
            for run in zip(*(side[offset:] for offset in range(size)), strict=False):
                meaningful = sum(word.is_meaningful and word.text not in self._unit_words for word in run)
                if meaningful >= _MEANINGFUL_WORDS and not any(word.after_break for word in run[1:]):
                    yield run

    def share_name(self, compared: Surroundings) -> bool:
        """Whether both name the same thing in three words."""
        return not self.names.isdisjoint(compared.names)

    def share_pair(self, compared: Surroundings) -> bool:
        """Whether both have a pair of meaningful words in common."""
        return not self.pairs.keys().isdisjoint(compared.pairs)

    def similarity(self, compared: Surroundings, rarity: Mapping[Pair, float]) -> float:
        """The cosine similarity of the weighted pairs of both, from 0 to 100."""
        weights, compared_weights = self._weighted_pairs(rarity), compared._weighted_pairs(rarity)
        product = sum(weight * compared_weights.get(pair, 0.0) for pair, weight in weights.items())
        norms = hypot(*weights.values()) * hypot(*compared_weights.values())
        return round(100 * product / norms, 1) if norms else 0.0

    def _weighted_pairs(self, rarity: Mapping[Pair, float]) -> dict[Pair, float]:
        return {pair: weight * rarity.get(pair, 1.0) for pair, weight in self.pairs.items()}


def rarities(surroundings: Iterable[Surroundings]) -> dict[Pair, float]:
    """The weight of each pair of words: the fewer of the surroundings have it, the greater."""
    counts: Counter[Pair] = Counter()
    total = 0
    for context in surroundings:
        counts.update(context.pairs.keys())
        total += 1
    return {pair: log(1 + total / count) for pair, count in counts.items()}


def _words(text: str, *, from_end: bool) -> list[_Word]:
    """The words of a text that ends (``from_end``) or begins at a number.

    Stop words are recognised by their tone marks, so that the text is compared unfolded too.
    """
    text = normalize("NFC", text)
    folded, lower_case = fold(text), fold_case(text)
    tokens = list(TOKEN.finditer(folded.text))
    distances = _distances(reversed(tokens))[::-1] if from_end else _distances(tokens)
    words: list[_Word] = []
    end, after_break, label_distance = 0, False, _NO_LABEL
    for match, distance in zip(tokens, distances, strict=True):
        after_break = after_break or not folded.text[end : match.start()].isspace()
        end = match.end()
        if match[0][0].isdigit():
            after_break = True
            continue
        start, stop = folded.span(match.start(), match.end())
        is_meaningful = lower_case[start:stop] not in _STOP_WORDS and len(match[0]) > 1
        words.append(_Word(match[0], min(distance, label_distance), is_meaningful, after_break))
        # The words behind `tỷ lệ` name the thing, wherever the number is.
        label_distance = 1 if lower_case[:stop].endswith(_LABELS) else label_distance + 1
        after_break = False
    return words


def _distances(tokens: Iterable[re.Match[str]]) -> list[int]:
    """The distance of each token from the number, where the tokens begin with the nearest."""
    distance, distances = 0, []
    for token in tokens:
        distance += _NUMBER_DISTANCE if token[0][0].isdigit() else 1
        distances.append(distance)
    return distances
