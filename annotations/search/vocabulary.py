"""The distinct words and numbers of one article, where each stands, and which a typed word may mean."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property
from re import Match

from annotations.claims.numerals.decimals import read_digits
from annotations.search.numerals import Valued
from annotations.search.spelling import Spelling
from annotations.search.tokens import TOKEN, Token, key_of

VALUE_COST = 0.25  # of a number that is written in another way


class Vocabulary:
    """The tokens of a folded text.

    ``starts`` and ``ends`` bound token number i in the text, ``ids`` names its word, ``positions`` lists the
    tokens that are a word, and ``keys`` has the word itself. ``numerals`` are numbers that count as one token, by value, however many words they
    are written in.
    """

    def __init__(self, folded: str, numerals: Sequence[Valued] = ()) -> None:
        self._folded = folded
        self.starts, self.ends, self.ids = array("I"), array("I"), array("I")
        self.known: dict[str, int] = {}
        self.keys: list[str] = []
        self.positions: list[array[int]] = []
        end = 0
        for numeral in numerals:
            self._add_tokens(end, numeral.start)
            self._add([numeral.key], [numeral.start], [numeral.end])
            end = numeral.end
        self._add_tokens(end, len(folded))

    def _add_tokens(self, start: int, end: int) -> None:
        found = list(TOKEN.finditer(self._folded, start, end))
        keys: Iterable[str] = map(Match.group, found)
        if "%" in self._folded:
            keys = map(key_of, keys)
        self._add(list(keys), list(map(Match.start, found)), list(map(Match.end, found)))

    def _add(self, keys: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> None:
        # All at once, column by column: a text is split for every keystroke of a search in many.
        known, positions = self.known, self.positions
        for key in keys:
            if key not in known:
                known[key] = len(positions)
                positions.append(array("I"))
                self.keys.append(key)
        words = [known[key] for key in keys]
        for place, word in enumerate(words, len(self.ids)):
            positions[word].append(place)
        self.ids.extend(words)
        self.starts.extend(starts)
        self.ends.extend(ends)

    @cached_property
    def spelling(self) -> Spelling:
        """Its words, to look up misspelt ones in."""
        return Spelling(self.known)

    @cached_property
    def _by_value(self) -> dict[str, list[str]]:
        """The numbers of the text by what they are worth, those with a needless zero in front left out."""
        values: dict[str, list[str]] = {}
        for key in self.known:
            value = value_of(key)
            if value is not None:
                values.setdefault(value, []).append(key)
        return values

    def candidates(self, token: Token, *, in_phrase: bool, far: bool = False) -> dict[int, float]:
        """Return the words a typed token may mean and what each costs: 0 is exact, 1 an edit.

        ``in_phrase`` is given where other words say what is meant, ``far`` where nothing else is found.
        """
        costs = self.spelling.meant(token, in_phrase=in_phrase, far=far)
        if token.is_number and not token.exact:
            for key in self._same_number(token.key):
                costs.setdefault(key, VALUE_COST)
        return {self.known[word]: cost for word, cost in costs.items()}

    def _same_number(self, key: str) -> list[str]:
        """Numbers written in another way; where no percent sign was asked for, those with one too."""
        found = [f"{key}%"] if f"{key}%" in self.known else []
        value = value_of(key)
        if value is not None:
            found += self._by_value.get(value, ())
            found += self._by_value.get(f"{value}%", ())
        return found

    def span(self, index: int, token: Token) -> tuple[int, int]:
        """Where a token stands that was meant by a typed one; where that is only begun, up to where typing got."""
        key, start = self.keys[self.ids[index]], self.starts[index]
        begun = token.open and key != token.key and key.startswith(token.key)
        return start, start + len(token.key) if begun else self.ends[index]

    def between(self, index: int) -> str:
        """Return what stands between a token and the next one."""
        return self._folded[self.ends[index] : self.starts[index + 1]]

    def is_number(self, index: int) -> bool:
        return Token(self.keys[self.ids[index]]).is_number


def value_of(key: str) -> str | None:
    """The value of a number as it is written, with its percent sign; None where it has none or only digits count."""
    digits = key.removesuffix("%")
    if not digits[0].isascii() or not digits[0].isdigit() or (digits[0] == "0" and digits[1:2].isdigit()):
        return None
    if not digits[-1].isdigit() or not digits.isascii():
        return None
    return read_digits(digits)[0] + key[len(digits) :]
