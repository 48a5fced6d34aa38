"""The left context of a number, read from right to left.

First come its modifiers (`hơn`), then its label, the phrase that says what kind of number follows (`hạng`, `quyết định
số`), then perhaps a verb of movement (`tăng`).
"""

from __future__ import annotations

from itertools import pairwise

from annotations.claims.context.right_context import words_after
from annotations.claims.context.syllables import is_foreign
from annotations.claims.document import Document

WINDOW = 72  # characters of the context; no label with its modifiers is longer
_EVENT_WORDS = 6  # words of a name of an event
_NAME_WINDOW, _NAME_WORDS = 40, 5  # characters and words in which a name of two words is looked for
_REACH = 7  # words between a verb of movement and its number
_SCALED = frozenset(("age", "score", "level"))  # labels that reach over `từ`: `tuổi từ 15`
_ENDS = frozenset(("lên", "xuống", "còn"))  # what follows is where a quantity came to
_NO_TAGS: frozenset[str] = frozenset()


class LeftContext:
    """The words before a number on its line; ``remaining`` of them stand before its modifiers and label."""

    __slots__ = (
        "cased", "document", "folded", "label", "lexicon", "modifier", "modifier_word", "name_case", "numbered", "offset", "remaining",
        "tags", "words",
    )  # fmt: skip

    def __init__(self, document: Document, offset: int) -> None:
        self.document = document
        self.offset = offset
        self.folded = folded = document.folded
        self.cased = document.cased
        self.name_case = document.name_case
        self.lexicon = document.lexicon
        start = max(0, offset - WINDOW)
        self.words = folded[folded.rfind("\n", start, offset) + 1 or start : offset].split()
        self.remaining = len(self.words)
        self.modifier: str | None = None
        self.modifier_word = ""
        self.tags = _NO_TAGS
        self.label = ""
        self.numbered = False  # `số` stands between head and number
        if self.words:
            self._take_modifiers()
            self._take_head()

    def word(self, back: int = 1) -> str:
        """The word that many places before label and modifiers, or ''."""
        return self.words[self.remaining - back] if self.remaining >= back else ""

    def last(self, back: int = 1) -> str:
        """The word that many places before the number itself, or ''."""
        return self.words[-back] if len(self.words) >= back else ""

    def cue(self, name: str, word: str) -> bool:
        """Whether a word is in a list of the lexicon's cues."""
        return word in self.lexicon.cues[name]

    def following_words(self, end: int) -> list[str]:
        """Up to five words that follow a position."""
        return words_after(self.folded, end)

    def _phrase(
        self, table: dict[str, str] | dict[str, frozenset[str]], reach: dict[str, int]
    ) -> tuple[str, int]:
        words, remaining = self.words, self.remaining
        longest = reach.get(words[remaining - 1], 0) if remaining else 0
        for length in range(min(longest, remaining), 0, -1):
            phrase = words[remaining - 1] if length == 1 else " ".join(words[remaining - length : remaining])
            if phrase in table:
                return phrase, length
        return "", 0

    def _take_modifiers(self) -> None:
        modifiers, reach = self.lexicon.modifiers, self.lexicon.modifier_ends
        for _ in range(2):
            phrase, length = self._phrase(modifiers, reach)
            if not length or self._other_word(phrase, length):
                return
            # The word next to the number decides: `khoảng gần 101` is almost 101.
            self.modifier = self.modifier or modifiers[phrase]
            self.modifier_word = f"{phrase} {self.modifier_word}".strip()
            self.remaining -= length

    def _other_word(self, phrase: str, length: int) -> bool:
        """Whether a modifier is only the end of another word: `khảo sát 100 hộ`, `dẫn đến 3 vụ`."""
        avoid = self.lexicon.not_before.get(phrase)
        return (
            avoid is not None and self.remaining > length and self.words[self.remaining - length - 1] in avoid
        )

    def is_end_of_word(self, word: str) -> bool:
        """Whether the word before the number only ends a longer one: `ghi âm 360 độ`."""
        return self.last(2) in self.lexicon.not_before.get(word, ())

    def _take_head(self) -> None:
        heads, reach = self.lexicon.heads, self.lexicon.head_ends
        phrase, length = self._phrase(heads, reach)
        if length and self._other_word(phrase, length):
            return
        if phrase == "số" and self.remaining > 1:
            self.remaining -= 1
            previous, length_taken = self._phrase(heads, reach)
            if length_taken and heads[previous] & {"reference", "name", "rank", "level"}:
                self.tags, self.label = heads[previous] | {"firm"}, previous
                self.remaining -= length_taken
                self.numbered = True
                return
            self.remaining += 1
        if phrase == "từ" and self.remaining > 1:
            self.remaining -= 1
            previous, length_taken = self._phrase(heads, reach)
            if length_taken and heads[previous] & _SCALED:
                phrase, length = previous, length_taken
            else:
                self.remaining += 1
        if length and "plain" not in heads[phrase]:
            self.tags, self.label = heads[phrase], phrase
            self.remaining -= length

    def direction(self, *, to: bool = False) -> str | None:
        """The direction in which the quantity moved by this number; with ``to``, or to it."""
        directions, words = self.lexicon.directions, self.words
        for back in range(1, min(_REACH, len(words)) + 1):
            word = words[-back]
            move = directions.get(f"{words[-back - 1]} {word}") if back < len(words) else None
            move = move or directions.get(word)
            if move is None:
                return None
            if move != "between":
                # In `giảm từ 4,8% xuống 2,9%` and `giảm còn 2,9%` no number is by how much.
                remainder = words[len(words) - back + 1 :]
                ends = "từ" in remainder or not (to or "gấp" in remainder or _ENDS.isdisjoint(remainder))
                return None if ends else move
        return None

    def distant_direction(self) -> str | None:
        """The direction of a verb some words before, with its object between: `hạ lãi suất điều hành 0,5`."""
        for word in self.words[-2 : -_REACH - 1 : -1]:
            if not word[-1].isalnum():
                return None
            move = self.lexicon.directions.get(word, "between")
            if move != "between":
                return move
        return None

    def speaks_of_score(self, fraction: bool) -> bool:
        """Whether a number without a unit is a score: the clause has points, or an index stands before it."""
        if fraction and any(word.strip(",;:") == "điểm" for word in self.words[-9:]):
            return True
        remaining = self.words[-5:]
        return any(pair == ("chỉ", "số") for pair in pairwise(remaining))

    def ends_name(self) -> bool:
        """Whether the word before the number ends a name that began with a capital: `Bước nhảy 2016`."""
        if self._names_event() or self._titles_event():
            return True
        words = self.name_case[max(0, self.offset - _NAME_WINDOW) : self.offset].split(" ")
        if len(words) < _NAME_WORDS or not words[-2].isalpha() or self.last() in self.lexicon.stops:
            return False
        first = words[-3]
        return first[:1].isupper() and first.isalpha() and words[-4][-1:] not in ("", ".", "!", "?", ":")

    def _names_event(self) -> bool:
        """`Á quân Cặp đôi hoàn hảo 2014`: a contest or show, then a capital, then words up to the number."""
        start = max(0, self.offset - WINDOW)
        words = self.name_case[start : self.offset].split()
        for back, word in enumerate(reversed(words[-_EVENT_WORDS:]), 1):
            if not word.isalpha() or word in self.lexicon.cues["function_words"]:
                return False
            if word[0].isupper():
                previous = self.words[-back - 1] if len(self.words) > back else ""
                return self.cue("events_named", previous)
        return False

    def _titles_event(self) -> bool:
        """`HOA HẬU VIỆT NAM 2025:`: a headline in capitals that names a contest or show up to its colon."""
        if self.cased[self.offset + len("2025") : self.offset + len("2025:")] != ":":
            return False
        line = self.cased[max(self.cased.rfind("\n", 0, self.offset) + 1, self.offset - WINDOW) : self.offset]
        words = line.split()[-_EVENT_WORDS:]
        if not words or not line.isupper() or not words[-1].isalpha():
            return False
        return any(self.cue("events_named", word.lower()) for word in words)

    def follows_name(self) -> bool:
        """Whether the word before the number is a proper name: a capital inside the sentence."""
        name_case, offset = self.name_case, self.offset
        if offset < 1 or name_case[offset - 1] != " ":
            return False
        floor = max(0, offset - 24)
        start = max(name_case.rfind(" ", floor, offset - 1), name_case.rfind("\n", floor, offset - 1)) + 1
        word = name_case[start : offset - 1]
        if not word[:1].isupper():
            return (
                word.isalpha() and self.cased[start].isupper() and is_foreign(word)
            )  # in a line of capitals
        if not word[-1].isalnum():
            return False
        begins_clause = start < 2 or name_case[start - 1] == "\n" or name_case[start - 2] in ".\n:!?"
        return not begins_clause or is_foreign(word)
