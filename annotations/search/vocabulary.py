"""The distinct words and numbers of one article, where each stands, and which a typed word may mean."""

from __future__ import annotations

from array import array
from functools import cached_property

from annotations.search.spelling import Spelling
from annotations.search.tokens import TOKEN, Token, key_of

PREFIX_COST = 0.25


class Vocabulary:
    """The tokens of a folded text.

    ``starts`` and ``ends`` bound token number i in the text, ``ids`` names its word, ``positions`` lists the
    tokens that are a word.
    """

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self.starts, self.ends, self.ids = array("I"), array("I"), array("I")
        self.known: dict[str, int] = {}
        self.positions: list[array[int]] = []
        for index, match in enumerate(TOKEN.finditer(folded)):
            key = key_of(match[0])
            word = self.known.setdefault(key, len(self.positions))
            if word == len(self.positions):
                self.positions.append(array("I"))
            self.positions[word].append(index)
            self.ids.append(word)
            self.starts.append(match.start())
            self.ends.append(match.end())

    @cached_property
    def spelling(self) -> Spelling:
        """Its words, to look up misspelt ones in."""
        return Spelling(self.known)

    def candidates(self, token: Token, *, in_phrase: bool) -> dict[int, float]:
        """Return the words a typed token may mean and what each costs: 0 is exact, 1 an edit.

        ``in_phrase`` is given where other words say what is meant.
        """
        costs: dict[str, float] = {}
        if not token.exact:
            costs |= self.spelling.near(token.key, in_phrase=in_phrase)
        if token.open:
            costs |= dict.fromkeys(self.spelling.beginning_with(token.key), PREFIX_COST)
        if token.key in self.known:
            costs[token.key] = 0
        return {self.known[word]: cost for word, cost in costs.items()}

    def between(self, index: int) -> str:
        """Return what stands between a token and the next one."""
        return self._folded[self.ends[index] : self.starts[index + 1]]

    def is_number(self, index: int) -> bool:
        return self._folded[self.starts[index]].isdigit()
