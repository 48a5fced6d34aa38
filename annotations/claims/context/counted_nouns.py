"""The counted noun behind a number: where the noun phrase ends."""

from __future__ import annotations

import re

from annotations.claims import dictionary
from annotations.claims.lexicon import Lexicon

# Two kinds of districts or offices that are counted together.
_PAIR = re.compile(
    r"(?:tỉnh, (?:thành phố|thành)|sở, (?:ban, )?ngành|bộ, (?:ban, )?ngành|xã, (?:phường|thị trấn)|phường, (?:xã|thị trấn)|huyện, (?:thị xã|thành phố|thị)"
    r"|quận, huyện|thôn, (?:bản|xóm|ấp)|ban, ngành)(?:, (?:thị trấn|thành phố|đặc khu))?(?![^\W_])"
)
NounEnd = tuple[int, bool] | None


def noun_at(folded: str, offset: int, lexicon: Lexicon, words: list[str]) -> NounEnd:
    """The counted noun phrase that begins at a position: where it ends, and whether the lexicon knows it."""
    if not words:
        return None
    length, is_known = _noun_length(words, lexicon)
    if not length:
        return None
    start = offset + (folded[offset : offset + 1] == " ")
    pair = _PAIR.match(folded, start) if length == 1 else None
    return pair.end() if pair else start + len(" ".join(words[:length])), is_known


def _noun_length(words: list[str], lexicon: Lexicon) -> tuple[int, bool]:
    """How many syllables the noun phrase has, and whether the lexicon knows it; 0 where there is none."""
    first = words[0]
    length = _compound_length(words, 0, lexicon)
    if length > 1:
        is_classifier = (
            first in lexicon.classifiers and " ".join(words[:length]) not in dictionary.compound_nouns()
        )
        return max(length, 1 + _classified_length(words, lexicon) if is_classifier else 0), True
    if first in lexicon.stops:
        return _stopped_length(words, lexicon), False
    longest = _word_length(words, 0, lexicon)
    if longest > 1 and dictionary.is_predicate(words):
        return 0, False
    if first in lexicon.classifiers and len(words) > 1 and (length := _classified_length(words, lexicon)):
        return 1 + length, True
    if first in lexicon.singles or first in lexicon.classifiers or first in lexicon.compounds:
        return longest, True
    if dictionary.is_predicate(words):
        return 0, False
    if longest > 1:
        return longest, False
    if len(words) > 1 and words[1] not in lexicon.stops and not dictionary.is_predicate(words, 1):
        return 1 + _word_length(words, 1, lexicon), False
    return 1, False


def _stopped_length(words: list[str], lexicon: Lexicon) -> int:
    """How many syllables a noun has that begins with a syllable that ends others: `đối thủ`, `chủ nhân`."""
    if words[0] in lexicon.cues["function_words"] or dictionary.is_predicate(words):
        return 0
    length = _word_length(words, 0, lexicon)
    return length if length > 1 else 0


def _compound_length(words: list[str], start: int, lexicon: Lexicon) -> int:
    longest = min(lexicon.compound_starts.get(words[start], 0), len(words) - start)
    for length in range(longest, 1, -1):
        if " ".join(words[start : start + length]) in lexicon.compounds:
            return length
    return 0


def _classified_length(words: list[str], lexicon: Lexicon) -> int:
    """How many syllables behind a classifier belong to its noun: `loại ung thư`, but `con` of `con ăn học`."""
    length = _compound_length(words, 1, lexicon)
    if length:
        return length
    is_event = words[0] in lexicon.events
    if words[1] in lexicon.stops and words[1] in lexicon.cues["function_words"]:
        return 0
    length = _word_length(words, 1, lexicon)
    if length > 1:
        return length if is_event or not dictionary.is_predicate(words, 1) else 0
    if words[1] in lexicon.stops or words[1] in dictionary.predicates():
        return int(is_event and words[1] in lexicon.cues["event_verbs"])
    return 1


def _word_length(words: list[str], start: int, lexicon: Lexicon) -> int:
    """How many syllables the word of the dictionary has; one that a function word ends is two words: `quân bị`."""
    length = dictionary.word_length(words, start)
    return 1 if lexicon.cues["function_words"].intersection(words[start + 1 : start + length]) else length
