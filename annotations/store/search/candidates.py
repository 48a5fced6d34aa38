"""What to ask the index for: expressions that find likely parts, the strictest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from itertools import combinations, groupby, islice

from annotations.search.article_index import is_forgiven
from annotations.search.clauses import Phrase, Words
from annotations.search.keystrokes import vni
from annotations.search.matches import match_score
from annotations.search.numerals import typed_numerals
from annotations.search.respacing import respaced
from annotations.search.spelling import Spelling
from annotations.search.terms import value_term
from annotations.search.tokens import Token, may_be_misspelt, query_tokens
from annotations.store.search.fts_expressions import all_of, any_of, phrase, sequence, term, title_phrase
from annotations.text import fold

_MOST_WORDS = 16  # of a query; what is more is not looked for in the index
_MOST_ALTERNATIVES = 12  # of a word
_MOST_ENDS = 4  # of a phrase whose last word is only begun
_LEAST_BEGINNING = 3  # letters; what begins with fewer is nearly everything
_MOST_READINGS = 6  # of a query
_MOST_CORRECTIONS = 3  # of a word among others behind each other
_MOST_LACKING = 24
_GOOD_COST = 1.5
_MOST_FAR = 48  # words a word may stand for that it is far from
_PHRASE = 3  # words that say together what is meant
_WORDS_A_MISSING = 3  # for one word that is not there, so many others must be

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Group:
    """What a word of a query may stand for: words, the likeliest first, and expressions of which one must match."""

    words: list[str]
    expressions: list[str]

    def __bool__(self) -> bool:
        return bool(self.expressions)


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
        self._forgiven = all(is_forgiven(fold(clause.text).text) for clause in words)
        self._readings = list(islice(self._read(words), _MOST_READINGS))

    def in_title(self) -> Iterator[str]:
        """The expression for titles that hold what is typed; none for a query of signs."""
        if all(self._clauses):
            yield all_of(map(self._typed_in_title, self._clauses))

    def expressions(self) -> Iterator[str]:
        """Expressions, each finding less likely parts than the one before; none for a query of signs."""
        if not all(self._clauses):
            return
        asked: set[str] = {""}
        for expression in self._expressions():
            if expression not in asked:
                asked.add(expression)
                yield expression

    def _expressions(self) -> Iterator[str]:
        yield all_of(map(self._typed, self._clauses))
        if not self._forgiven:
            return
        groups = [self._groups(tokens) for tokens in self._readings]
        if len(self._clauses) == 1:
            yield any_of(_corrected(group) for group in groups)
        yield any_of(_every(group) for group in groups if all(group))
        begun = _begun_number(self._readings[0])
        if begun and all(groups[0]):
            yield all_of([_every(groups[0][:-1]), begun])
        lacking = (
            one
            for tokens, group in zip(self._readings, groups, strict=True)
            for one in _lacking(tokens, group)
        )
        yield any_of(islice(lacking, _MOST_LACKING))

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
        if found := any_of(self._with_far(tokens, places) for places in guessed):
            yield found

    def _with_far(self, tokens: Sequence[Token], places: Sequence[int]) -> str:
        """The words behind each other with those at these places as what they may have been."""
        keys = [[token.key] for token in tokens]
        for at in places:
            meant = self._spelling.far(tokens[at].key)
            keys[at] = nsmallest(_MOST_FAR, meant, key=lambda word: (meant[word], -self._counts[word]))
        return sequence(keys) if all(keys) else ""

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

    def _typed_in_title(self, tokens: Sequence[Token]) -> str:
        *first, last = self._places(tokens)
        before = [key for keys in first for key in keys]
        return any_of(title_phrase([*before, key]) for key in last)

    def _typed(self, tokens: Sequence[Token]) -> str:
        return sequence(self._places(tokens))

    def _places(self, tokens: Sequence[Token]) -> list[list[str]]:
        """Words behind each other as typed; the last one may be the beginning of another."""
        keys = [token.key for token in tokens]
        places = [[key] for key in keys]
        if not tokens[-1].open or tokens[-1].is_number:
            return places
        if len(keys) > 1 and len(keys[-1]) < _LEAST_BEGINNING:
            return places[:-1]  # the text itself tells what goes on that way
        return [*places[:-1], self._begun(keys[-1], _MOST_ENDS) or keys[-1:]]

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
            return Group([], self._number(token))
        closed = Token(token.key, exact=token.exact)  # what it begins is asked for below, not word for word
        meant = self._spelling.meant(closed, in_phrase=in_phrase)
        best = nsmallest(_MOST_ALTERNATIVES, meant, key=lambda word: (meant[word], -self._counts[word]))
        begun = self._begun(token.key) if token.open else []
        words = list(dict.fromkeys([*best, *begun]))
        return Group(words, list(filter(None, map(phrase, words))))

    def _number(self, token: Token) -> list[str]:
        if token.key[0] == "=":
            worth = token.key.strip("=%")
            return list(filter(None, [term(value_term(worth)), phrase(worth)]))
        expressions = [phrase(token.key)]
        value = self._values.get(token.key.rstrip("%"))
        if value is not None:
            expressions.append(term(value_term(value)))
            if value.isdigit() and value != token.key:
                expressions.append(phrase(value))
        return list(filter(None, expressions))


def _tokens(folded: str, *, open: bool, exact: bool = False) -> list[Token]:  # noqa: A002 (as Token has it)
    tokens = query_tokens(folded + ("" if open else " "))
    return [Token(token.key, token.glue, token.open, exact) for token in tokens]


def _begun_number(tokens: Sequence[Token]) -> str | None:
    """The digits of a number still being typed that cannot become others: of ``1.2``, on to ``1.286``, the 1."""
    last = tokens[-1]
    groups = _DIGITS.findall(last.key)
    if not last.open or not last.is_number:
        return None
    if len(groups) > 1:
        return phrase(" ".join(groups[:-1]))
    return f"{term(groups[0])} *" if len(groups[0]) >= _LEAST_BEGINNING else None


def _corrected(groups: Sequence[Group]) -> str:
    """The words behind each other, each as itself or as what it was most likely meant to be; numbers anywhere."""
    if not all(groups):
        return ""
    required: list[str] = []
    for is_words, run in groupby(groups, key=lambda group: bool(group.words)):
        if is_words:
            required.append(sequence([group.words[:_MOST_CORRECTIONS] for group in run]))
        else:
            required += [any_of(group.expressions) for group in run]
    return all_of(required)


def _every(groups: Iterable[Group]) -> str:
    return all_of(any_of(group.expressions) for group in groups)


def _lacking(tokens: Sequence[Token], groups: Sequence[Group]) -> Iterator[str]:
    """All but one or two words, never a number; first without those that stand for nothing in the index."""
    words = [at for at, token in enumerate(tokens) if not token.is_number]
    missing = {at for at, group in enumerate(groups) if not group}
    for lack in range(max(1, len(missing)), (len(tokens) - 1) // _WORDS_A_MISSING + 1):
        for out in combinations(words, lack):
            if missing <= set(out):
                yield _every(group for at, group in enumerate(groups) if at not in out)
