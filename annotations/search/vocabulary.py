"""The vocabulary of one article: its distinct words and numbers, their positions, and what a typed word may mean."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property
from re import Match

from annotations.claims.numerals.decimals import read_digits
from annotations.search.numerals import Valued
from annotations.search.spelling import Spelling
from annotations.search.tokens import TOKEN, Token, key_of

VALUE_COST = 0.25  # for a number with the right value and other digits or words


class Vocabulary:
    """The tokens of a folded text.

    Token ``i`` extends from ``starts[i]`` to ``ends[i]`` and is the word with the id ``ids[i]``. For the word with
    the id ``w``, ``keys[w]`` is the word itself and ``positions[w]`` has the indices of its tokens; ``word_ids`` has
    the id of each word. Each of ``numerals`` becomes one token, compared by value.
    """

    def __init__(self, folded: str, numerals: Sequence[Valued] = ()) -> None:
        self._folded = folded
        self.starts, self.ends, self.ids = array("I"), array("I"), array("I")
        self.word_ids: dict[str, int] = {}
        self.keys: list[str] = []
        self.positions: list[array[int]] = []
        end = 0
        for numeral in numerals:
            self._add_tokens(end, numeral.start)
            self._add([numeral.key], [numeral.start], [numeral.end])
            end = numeral.end
        self._add_tokens(end, len(folded))

    def _add_tokens(self, start: int, end: int) -> None:
        matches = list(TOKEN.finditer(self._folded, start, end))
        keys: Iterable[str] = map(Match.group, matches)
        if "%" in self._folded:
            keys = map(key_of, keys)
        self._add(list(keys), list(map(Match.start, matches)), list(map(Match.end, matches)))

    def _add(self, keys: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> None:
        # Column by column, which is faster: a search over many texts builds vocabularies at every keystroke.
        word_ids, positions = self.word_ids, self.positions
        for key in keys:
            if key not in word_ids:
                word_ids[key] = len(positions)
                positions.append(array("I"))
                self.keys.append(key)
        words = [word_ids[key] for key in keys]
        for index, word in enumerate(words, len(self.ids)):
            positions[word].append(index)
        self.ids.extend(words)
        self.starts.extend(starts)
        self.ends.extend(ends)

    @cached_property
    def spelling(self) -> Spelling:
        """The words of the text, to correct misspelt ones by."""
        return Spelling(self.word_ids)

    @cached_property
    def _keys_by_value(self) -> dict[str, list[str]]:
        """The numbers of the text by value, without those that begin with a superfluous zero."""
        values: dict[str, list[str]] = {}
        for key in self.word_ids:
            value = value_of(key)
            if value is not None:
                values.setdefault(value, []).append(key)
        return values

    def candidates(self, token: Token, *, in_phrase: bool, two_slips: bool = False) -> dict[int, float]:
        """Return the ids of the words that a typed token may mean, with the cost of each: 0 is exact, 1 an edit.

        ``in_phrase`` and ``two_slips`` are as for ``Spelling.candidates``.
        """
        costs = self.spelling.candidates(token, in_phrase=in_phrase, two_slips=two_slips)
        if token.is_number and not token.exact:
            for key in self._same_number(token.key):
                costs.setdefault(key, VALUE_COST)
        return {self.word_ids[word]: cost for word, cost in costs.items()}

    def _same_number(self, key: str) -> list[str]:
        """Return other spellings of a number, and percentages of the same value if ``key`` has no percent sign."""
        keys = [f"{key}%"] if f"{key}%" in self.word_ids else []
        value = value_of(key)
        if value is not None:
            keys += self._keys_by_value.get(value, ())
            keys += self._keys_by_value.get(f"{value}%", ())
        return keys

    def span(self, index: int, token: Token) -> tuple[int, int]:
        """Return the span of a text token that matches a typed token; of a prefix, only the typed letters."""
        key, start = self.keys[self.ids[index]], self.starts[index]
        is_prefix = token.open and key != token.key and key.startswith(token.key)
        return start, start + len(token.key) if is_prefix else self.ends[index]

    def text_after(self, index: int) -> str:
        """Return the text between a token and the next one."""
        return self._folded[self.ends[index] : self.starts[index + 1]]

    def is_number(self, index: int) -> bool:
        return Token(self.keys[self.ids[index]]).is_number


def value_of(key: str) -> str | None:
    """Return the canonical decimal of a number as written, with its percent sign.

    None for words, and for digits that are a name: with a leading zero, or not ASCII.
    """
    digits = key.removesuffix("%")
    if not digits[0].isascii() or not digits[0].isdigit() or (digits[0] == "0" and digits[1:2].isdigit()):
        return None
    if not digits[-1].isdigit() or not digits.isascii():
        return None
    return read_digits(digits)[0] + key[len(digits) :]
