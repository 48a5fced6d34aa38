"""What to ask the index for: expressions that find likely parts, the strictest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest, nsmallest
from itertools import combinations, islice, product

from annotations.search.blanks import respaced
from annotations.search.clauses import Phrase, Words
from annotations.search.keystrokes import vni
from annotations.search.matches import match_score
from annotations.search.numerals import typed_numerals
from annotations.search.spelling import Spelling
from annotations.search.terms import indexed, value_term
from annotations.search.tokens import Token, may_be_misspelt, query_tokens
from annotations.text import fold

_MOST_WORDS = 16  # of a query; what is more is not looked for in the index
_MOST_ALTERNATIVES = 12  # of a word
_MOST_ENDS = 4  # of a phrase whose last word is only begun
_LEAST_BEGINNING = 3  # letters; what begins with fewer is nearly everything
_MOST_READINGS = 6  # of a query
_MOST_PHRASES = 24
_GOOD_COST = 1.5
_MOST_FAR = 48  # phrases in which a word stands for one it is far from
_PHRASE = 3  # words that say together what is meant
_WORDS_A_MISSING = 3  # for one word that is not there, so many others must be

_DIGITS = re.compile(r"\d+")

Group = list[str]  # expressions of which one must match


class Candidates:
    """The words of a query against the words of an index."""

    def __init__(
        self, words: Sequence[Words | Phrase], spelling: Spelling, counts: Mapping[str, int]
    ) -> None:
        """``counts`` tells for each word of the spelling in how many parts it stands."""
        self._spelling = spelling
        self._counts = counts
        self._values: dict[str, str] = {}
        self._clauses = [self._tokens(clause) for clause in words]
        self._readings = list(islice(self._read(words), _MOST_READINGS))

    def in_title(self) -> Iterator[str]:
        """The expression for titles that hold what is typed; none for a query of signs."""
        if all(self._clauses):
            yield " AND ".join(map(self._typed, self._clauses))

    def expressions(self) -> Iterator[str]:
        """Expressions, each finding less likely parts than the one before; none for a query of signs."""
        if not all(self._clauses):
            return
        yield " AND ".join(f"body : {self._typed(clause)}" for clause in self._clauses)
        groups = [self._groups(tokens) for tokens in self._readings]
        corrected = [phrase for group in groups for phrase in _corrected(group)]
        if len(self._clauses) == 1 and corrected:
            yield " OR ".join(corrected[:_MOST_PHRASES])
        complete = [_every(group) for group in groups if all(group)]
        if complete:
            yield " OR ".join(complete)
        begun = _begun_number(self._readings[0])
        if begun and all(groups[0]):
            yield _every([*groups[0][:-1], [begun]])
        lacking = [
            one
            for tokens, group in zip(self._readings, groups, strict=True)
            for one in _lacking(tokens, group)
        ]
        if lacking:
            yield " OR ".join(lacking[:_MOST_PHRASES])

    @property
    def good_score(self) -> float:
        """The score of words behind each other with a typo; what is worth less hardly says what was meant."""
        letters = sum(len(token.key) for clause in self._clauses for token in clause)
        return match_score(_GOOD_COST, letters)

    def far(self) -> Iterator[str]:
        """The words behind each other, those with two slips in them too: for where nothing good is found.

        Words that the index does not have are misspelt; where it has them all, any one of them may be.
        """
        if len(self._clauses) != 1 or not self._clauses[0]:
            return
        tokens = self._clauses[0][:_MOST_WORDS]
        words = [at for at, token in enumerate(tokens) if may_be_misspelt(token.key) and not token.exact]
        unknown = [at for at in words if tokens[at].key not in self._spelling]
        guessed = [unknown] if unknown else [[at] for at in words]
        phrases = (phrase for places in guessed for phrase in self._with_far(tokens, places))
        if found := list(islice(phrases, _MOST_FAR)):
            yield f"body : ({' OR '.join(found)})"

    def _with_far(self, tokens: Sequence[Token], places: Sequence[int]) -> Iterator[str]:
        """The phrases with the tokens at these places as what they may have been, the likeliest first."""
        keys = [[token.key] for token in tokens]
        each = int(_MOST_FAR ** (1 / len(places)))
        for at in places:
            meant = self._spelling.far(tokens[at].key)
            keys[at] = nsmallest(each, meant, key=lambda word: (meant[word], -self._counts[word]))
        yield from map(_phrase, product(*keys))

    def _tokens(self, clause: Words | Phrase) -> list[Token]:
        folded = fold(clause.text)
        for number in typed_numerals(clause.text, folded):
            written = folded.text[number.start : number.end]
            self._values[written.split()[0].rstrip("%")] = number.value
        if isinstance(clause, Phrase):
            return _tokens(folded.text, open=False, exact=True)
        return _tokens(folded.text, open=clause.open)

    def _read(self, words: Sequence[Words | Phrase]) -> Iterator[list[Token]]:
        """The tokens of a query as typed, without VNI's keys, with its blanks put right."""
        yield [token for clause in self._clauses for token in clause][:_MOST_WORDS]
        if len(words) == 1 and isinstance(words[0], Words):
            unkeyed = vni(fold(words[0].text).text)
            if unkeyed:
                yield _tokens(unkeyed, open=words[0].open)
            folded = fold(words[0].text)
            numbers = list(typed_numerals(words[0].text, folded))
            if any(" " in folded.text[number.start : number.end] for number in numbers):
                yield query_tokens(folded.text, numbers)[:_MOST_WORDS]
            yield from respaced(self._clauses[0][:_MOST_WORDS], self._spelling)

    def _typed(self, tokens: Sequence[Token]) -> str:
        """Words behind each other as typed; the last one may be the beginning of another."""
        keys = [token.key for token in tokens]
        if not tokens[-1].open or tokens[-1].is_number:
            return f"({_phrase(keys)})"
        if len(keys) > 1 and len(keys[-1]) < _LEAST_BEGINNING:
            return f"({_phrase(keys[:-1])})"  # the text itself tells what goes on that way
        ends = self._begun(keys[-1], _MOST_ENDS) or keys[-1:]
        return f"({' OR '.join(_phrase([*keys[:-1], end]) for end in ends)})"

    def _begun(self, beginning: str, most: int = _MOST_ALTERNATIVES) -> list[str]:
        """The commonest words with a beginning, itself before all: FTS5's own prefixes read all there are first."""
        words = self._spelling.beginning_with(beginning)
        return nlargest(most, words, key=lambda word: (word == beginning, self._counts[word]))

    def _groups(self, tokens: Sequence[Token]) -> list[Group]:
        in_phrase = len(tokens) >= _PHRASE
        return [self._alternatives(token, in_phrase=in_phrase) for token in tokens]

    def _alternatives(self, token: Token, *, in_phrase: bool) -> Group:
        """What a word may stand for: itself, a longer one it begins, one it was meant to be."""
        if token.is_number:
            return self._number(token)
        closed = Token(token.key, exact=token.exact)  # what it begins is asked for below, not word for word
        meant = self._spelling.meant(closed, in_phrase=in_phrase)
        best = nsmallest(_MOST_ALTERNATIVES, meant, key=lambda word: (meant[word], -self._counts[word]))
        begun = self._begun(token.key) if token.open else []
        return [_phrase([word]) for word in dict.fromkeys([*best, *begun])]

    def _number(self, token: Token) -> Group:
        if token.key[0] == "=":
            worth = token.key.strip("=%")
            return [f'numbers : "{value_term(worth)}"', f"body : {_phrase([worth])}"]
        group = [f"body : {_phrase([token.key])}"]
        value = self._values.get(token.key.rstrip("%"))
        if value is not None:
            group.append(f'numbers : "{value_term(value)}"')
            if value.isdigit() and value != token.key:
                group.append(f"body : {_phrase([value])}")
        return group


def _tokens(folded: str, *, open: bool, exact: bool = False) -> list[Token]:  # noqa: A002 (as Token has it)
    tokens = query_tokens(folded + ("" if open else " "))
    return [Token(token.key, token.glue, token.open, exact) for token in tokens]


def _phrase(keys: Sequence[str]) -> str:
    """Words behind each other, in quotes: nothing in them is an operator."""
    text = indexed(" ".join(keys)).replace('"', " ")
    return f'"{text}"'


def _begun_number(tokens: Sequence[Token]) -> str | None:
    """The digits of a number still being typed that cannot become others: of ``1.2``, on to ``1.286``, the 1."""
    last = tokens[-1]
    groups = _DIGITS.findall(last.key)
    if not last.open or not last.is_number:
        return None
    if len(groups) > 1:
        return f"body : {_phrase(groups[:-1])}"
    return f'body : "{groups[0]}" *' if len(groups[0]) >= _LEAST_BEGINNING else None


def _corrected(groups: Sequence[Group]) -> Iterator[str]:
    """The words behind each other, each as itself or as what it was most likely meant to be."""
    if all(groups) and not any(":" in one for group in groups for one in group):
        for choice in islice(product(*(group[:2] for group in groups)), _MOST_PHRASES):
            yield f"body : ({' + '.join(choice)})"


def _every(groups: Sequence[Group]) -> str:
    any_of = [f"({' OR '.join(group)})" for group in groups]
    return f"({' AND '.join(any_of)})"


def _lacking(tokens: Sequence[Token], groups: Sequence[Group]) -> Iterator[str]:
    """All but one or two words, never a number; first without those that stand for nothing in the index."""
    words = [at for at, token in enumerate(tokens) if not token.is_number]
    missing = {at for at, group in enumerate(groups) if not group}
    for lack in range(max(1, len(missing)), (len(tokens) - 1) // _WORDS_A_MISSING + 1):
        for out in combinations(words, lack):
            if missing <= set(out):
                yield _every([group for at, group in enumerate(groups) if at not in out])
