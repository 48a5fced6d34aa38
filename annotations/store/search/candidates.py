"""The FTS5 expressions that find the parts of texts a query may match, the strictest expression first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from itertools import combinations, groupby, islice

from annotations.search.article_index import allows_typos
from annotations.search.clauses import Phrase, Words
from annotations.search.keystrokes import vni
from annotations.search.matches import match_score
from annotations.search.numerals import typed_numerals
from annotations.search.respacing import respacings
from annotations.search.spelling import Spelling
from annotations.search.terms import value_term
from annotations.search.tokens import Token, may_be_misspelt, query_tokens
from annotations.store.search.fts_expressions import all_of, any_of, phrase, sequence, term, title_phrase
from annotations.text import fold

_MOST_WORDS = 16  # of a query; further words are left out of the expressions
_MOST_ALTERNATIVES = 12  # of a word
_MOST_ENDINGS = 4  # of the unfinished last word of a phrase
_SHORTEST_BEGINNING = 3  # letters or digits; a shorter beginning matches nearly every part
_MOST_VARIANTS = 6  # of a query
_MOST_CORRECTIONS = 3  # of each word in a phrase
_MOST_OMISSIONS = 24  # expressions with words left out
_GOOD_COST = 1.5
_MOST_SLIPPED_WORDS = 48  # words two slips away, for one word
_PHRASE_WORDS = 3  # from so many words on, more typos are forgiven in each
_WORDS_PER_OMISSION = 3  # words that must match for each word left out

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Group:
    """The alternatives of one word of a query: words, the likeliest first, and expressions any of which may match."""

    words: list[str]
    expressions: list[str]

    def __bool__(self) -> bool:
        return bool(self.expressions)


class Candidates:
    """Compares the words of a query with the words of an index and makes the expressions to search for."""

    def __init__(
        self, words: Sequence[Words | Phrase], spelling: Spelling, counts: Mapping[str, int]
    ) -> None:
        """``spelling`` has the words of the index, ``counts`` the number of parts in which each occurs."""
        self._spelling = spelling
        self._counts = counts
        self._values: dict[str, str] = {}  # of the query's numbers, by the text of their first word
        self._clauses = [self._clause_tokens(clause) for clause in words]
        self._forgiven = all(allows_typos(fold(clause.text).text) for clause in words)
        self._variants = list(islice(self._query_variants(words), _MOST_VARIANTS))

    def in_title(self) -> Iterator[str]:
        """The expression for titles that contain the query as typed; none for a query without words."""
        if all(self._clauses):
            yield all_of(map(self._typed_in_title, self._clauses))

    def expressions(self) -> Iterator[str]:
        """Distinct expressions, each less strict than the one before; none for a query without words."""
        if not all(self._clauses):
            return
        yielded: set[str] = {""}
        for expression in self._expressions():
            if expression not in yielded:
                yielded.add(expression)
                yield expression

    def _expressions(self) -> Iterator[str]:
        yield all_of(map(self._typed, self._clauses))
        if not self._forgiven:
            return
        variants = [self._groups(tokens) for tokens in self._variants]
        if len(self._clauses) == 1:
            yield any_of(_corrected_phrase(groups) for groups in variants)
        yield any_of(_all_words(groups) for groups in variants if all(groups))
        number_beginning = _number_beginning(self._variants[0])
        if number_beginning and all(variants[0]):
            yield all_of([_all_words(variants[0][:-1]), number_beginning])
        omissions = (
            expression
            for tokens, groups in zip(self._variants, variants, strict=True)
            for expression in _with_omissions(tokens, groups)
        )
        yield any_of(islice(omissions, _MOST_OMISSIONS))

    @property
    def good_score(self) -> float:
        """The score of a phrase with one typo: matches below it are probably not what the user looks for."""
        letters = sum(len(token.key) for clause in self._clauses for token in clause)
        return match_score(_GOOD_COST, letters)

    def with_slips(self) -> Iterator[str]:
        """The expression for the phrase with two slips in a word, for a query without a good match.

        The slips are in the words that the index does not have; if it has them all, in any one of them.
        """
        if len(self._clauses) != 1 or not self._clauses[0]:
            return
        tokens = self._clauses[0][:_MOST_WORDS]
        correctable = [
            index for index, token in enumerate(tokens) if may_be_misspelt(token.key) and not token.exact
        ]
        unknown = [index for index in correctable if tokens[index].key not in self._spelling]
        guesses = [unknown] if unknown else [[index] for index in correctable]
        if expression := any_of(self._phrase_with_slips(tokens, indices) for indices in guesses):
            yield expression

    def _phrase_with_slips(self, tokens: Sequence[Token], indices: Sequence[int]) -> str:
        """The phrase, in which the tokens at ``indices`` are replaced by words two slips away."""
        choices = [[token.key] for token in tokens]
        for index in indices:
            costs = self._spelling.two_slips_away(tokens[index].key)
            choices[index] = self._cheapest(costs, _MOST_SLIPPED_WORDS)
        return sequence(choices) if all(choices) else ""

    def _cheapest(self, costs: Mapping[str, float], limit: int) -> list[str]:
        """The words that cost least; of equal ones, the commonest."""
        return nsmallest(limit, costs, key=lambda word: (costs[word], -self._counts[word]))

    def _clause_tokens(self, clause: Words | Phrase) -> list[Token]:
        folded = fold(clause.text)
        for number in typed_numerals(clause.text, folded):
            words = folded.text[number.start : number.end].split()
            self._values[words[0].rstrip("%")] = number.value
        if isinstance(clause, Phrase):
            return _tokens(folded.text, is_open=False, exact=True)
        return _tokens(folded.text, is_open=clause.open)

    def _query_variants(self, words: Sequence[Words | Phrase]) -> Iterator[list[Token]]:
        """The tokens of the query as typed, then without VNI keys, with numbers by value, with blanks corrected."""
        yield [token for clause in self._clauses for token in clause][:_MOST_WORDS]
        if len(words) == 1 and isinstance(words[0], Words):
            folded = fold(words[0].text)
            without_keys = vni(folded.text)
            if without_keys:
                yield _tokens(without_keys, is_open=words[0].open)
            numbers = list(typed_numerals(words[0].text, folded))
            if any(" " in folded.text[number.start : number.end] for number in numbers):
                yield query_tokens(folded.text, numbers)[:_MOST_WORDS]
            yield from respacings(self._clauses[0][:_MOST_WORDS], self._spelling)

    def _typed_in_title(self, tokens: Sequence[Token]) -> str:
        *complete, last = self._choices(tokens)
        first_keys = [key for keys in complete for key in keys]
        return any_of(title_phrase([*first_keys, key]) for key in last)

    def _typed(self, tokens: Sequence[Token]) -> str:
        return sequence(self._choices(tokens))

    def _choices(self, tokens: Sequence[Token]) -> list[list[str]]:
        """The choices at each position of the phrase as typed: one, or for an unfinished last word its endings."""
        keys = [token.key for token in tokens]
        choices = [[key] for key in keys]
        if not tokens[-1].open or tokens[-1].is_number:
            return choices
        if len(keys) > 1 and len(keys[-1]) < _SHORTEST_BEGINNING:
            return choices[:-1]  # the search in the text itself tests the last word
        return [*choices[:-1], self._words_beginning(keys[-1], _MOST_ENDINGS) or keys[-1:]]

    def _words_beginning(self, beginning: str, limit: int = _MOST_ALTERNATIVES) -> list[str]:
        """The commonest words with a beginning, the beginning itself first.

        Used in place of FTS5's prefix queries, which read the rows of every such word before they return any.
        """
        words = self._spelling.beginning_with(beginning)
        return nlargest(limit, words, key=lambda word: (word == beginning, self._counts[word]))

    def _groups(self, tokens: Sequence[Token]) -> list[Group]:
        in_phrase = len(tokens) >= _PHRASE_WORDS
        return [self._alternatives(token, in_phrase=in_phrase) for token in tokens]

    def _alternatives(self, token: Token, *, in_phrase: bool) -> Group:
        """The alternatives of a token: itself, its corrections, and longer words if it is unfinished."""
        if token.is_number:
            return Group([], self._number_expressions(token))
        complete = Token(token.key, exact=token.exact)  # not open: _words_beginning finds the longer words
        corrections = self._cheapest(
            self._spelling.candidates(complete, in_phrase=in_phrase), _MOST_ALTERNATIVES
        )
        longer_words = self._words_beginning(token.key) if token.open else []
        words = list(dict.fromkeys([*corrections, *longer_words]))
        return Group(words, list(filter(None, map(phrase, words))))

    def _number_expressions(self, token: Token) -> list[str]:
        """The expressions for a number: its digits as typed, and its value however it is written."""
        if token.key[0] == "=":
            value = token.key.strip("=%")
            return list(filter(None, [term(value_term(value)), phrase(value)]))
        expressions = [phrase(token.key)]
        typed_value = self._values.get(token.key.rstrip("%"))
        if typed_value is not None:
            expressions.append(term(value_term(typed_value)))
            if typed_value.isdigit() and typed_value != token.key:
                expressions.append(phrase(typed_value))
        return list(filter(None, expressions))


def _tokens(folded: str, *, is_open: bool, exact: bool = False) -> list[Token]:
    tokens = query_tokens(folded + ("" if is_open else " "))
    return [Token(token.key, token.glue, token.open, exact) for token in tokens]


def _number_beginning(tokens: Sequence[Token]) -> str | None:
    """The digits of an unfinished last number that further keys cannot change: the 1 of ``1.2``, later ``1.286``."""
    last = tokens[-1]
    digit_groups = _DIGITS.findall(last.key)
    if not last.open or not last.is_number:
        return None
    if len(digit_groups) > 1:
        return phrase(" ".join(digit_groups[:-1]))
    return f"{term(digit_groups[0])} *" if len(digit_groups[0]) >= _SHORTEST_BEGINNING else None


def _corrected_phrase(groups: Sequence[Group]) -> str:
    """The words as a phrase, each as typed or as its likeliest corrections; numbers may be anywhere in the part."""
    if not all(groups):
        return ""
    required: list[str] = []
    for is_words, run in groupby(groups, key=lambda group: bool(group.words)):
        if is_words:
            required.append(sequence([group.words[:_MOST_CORRECTIONS] for group in run]))
        else:
            required += [any_of(group.expressions) for group in run]
    return all_of(required)


def _all_words(groups: Iterable[Group]) -> str:
    return all_of(any_of(group.expressions) for group in groups)


def _with_omissions(tokens: Sequence[Token], groups: Sequence[Group]) -> Iterator[str]:
    """Expressions that leave out words, never numbers: always the words for which the index has no alternative."""
    words = [index for index, token in enumerate(tokens) if not token.is_number]
    unmatched = {index for index, group in enumerate(groups) if not group}
    for count in range(max(1, len(unmatched)), (len(tokens) - 1) // _WORDS_PER_OMISSION + 1):
        for omitted in combinations(words, count):
            if unmatched <= set(omitted):
                yield _all_words(group for index, group in enumerate(groups) if index not in omitted)
