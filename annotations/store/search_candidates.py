"""What to ask the index for: expressions that find likely parts, the strictest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from annotations.search.clauses import Phrase, Words
from annotations.search.numerals import numerals
from annotations.search.spelling import Spelling
from annotations.search.terms import indexed, value_term
from annotations.search.tokens import Token, query_tokens
from annotations.text import fold

_MOST_WORDS = 16  # of a query; what is more is not looked for in the index
_MOST_ALTERNATIVES = 8
_MOST_PHRASES = 12
_LEAST_PREFIX = 2  # letters; what begins with one is nearly everything
_LEAST_LEFT = 2  # words that must be there when one is not

Group = list[str]  # expressions of which one must match


class Candidates:
    """The words of a query against the words of an index."""

    def __init__(self, words: Sequence[Words | Phrase], spelling: Spelling) -> None:
        self._spelling = spelling
        self._values: dict[str, str] = {}
        self._clauses = [self._tokens(clause) for clause in words]
        self._all = [token for clause in self._clauses for token in clause][:_MOST_WORDS]

    def expressions(self) -> Iterator[str]:
        """FTS5 expressions, each finding less likely parts than the one before; none for a query of signs."""
        if not self._all:
            return
        phrases = [_phrase([token.key for token in clause], open=clause[-1].open) for clause in self._clauses]
        yield " AND ".join(f"title : {phrase}" for phrase in phrases)
        yield " AND ".join(f"body : {phrase}" for phrase in phrases)
        in_phrase = len(self._all) > 2
        groups = [self._alternatives(token, in_phrase=in_phrase) for token in self._all]
        yield from self._corrected(groups)
        if all(groups):
            yield _every(groups)
        yield from _all_but_one(self._all, groups)

    def _tokens(self, clause: Words | Phrase) -> list[Token]:
        folded = fold(clause.text)
        closed = isinstance(clause, Phrase) or not clause.open
        tokens = query_tokens(folded.text + (" " if closed else ""))
        for number in numerals(clause.text, folded):
            written = folded.text[number.start : number.end]
            self._values[written.split()[0].rstrip("%")] = number.value
        return [Token(token.key, token.glue, token.open, isinstance(clause, Phrase)) for token in tokens]

    def _alternatives(self, token: Token, *, in_phrase: bool) -> Group:
        """What a word may stand for: itself, a longer one it begins, one it was meant to be."""
        if token.is_number:
            return self._number(token)
        group = [_phrase([token.key])] if token.key in self._spelling else []
        if token.open and len(token.key) >= _LEAST_PREFIX and self._spelling.beginning_with(token.key):
            group.append(_phrase([token.key], open=True))
        if not token.exact:
            near = self._spelling.near(token.key, in_phrase=in_phrase)
            best = sorted(near, key=near.__getitem__)[:_MOST_ALTERNATIVES]
            group += [_phrase([word]) for word in best]
        return group

    def _number(self, token: Token) -> Group:
        group = [f"body : {_phrase([token.key], open=token.open)}"]
        value = self._values.get(token.key.rstrip("%"))
        if value is not None:
            group.append(f'numbers : "{value_term(value)}"')
            if value.isdigit() and value != token.key:
                group.append(f"body : {_phrase([value])}")
        return group

    def _corrected(self, groups: list[Group]) -> Iterator[str]:
        """The phrase with likely words in place of those the index does not have."""
        known = [token.is_number or token.key in self._spelling for token in self._all]
        if len(self._clauses) > 1 or all(known) or not all(groups) or any(t.is_number for t in self._all):
            return
        choices = [
            [_phrase([token.key])] if there else group
            for token, there, group in zip(self._all, known, groups, strict=True)
        ]
        phrases = [" + ".join(choice) for choice in islice(product(*choices), _MOST_PHRASES)]
        yield " OR ".join(f"body : ({phrase})" for phrase in phrases)


def _phrase(keys: Sequence[str], *, open: bool = False) -> str:  # noqa: A002 (as Token has it)
    """Words behind each other, in quotes: nothing in them is an operator."""
    text = indexed(" ".join(keys)).replace('"', " ")
    return f'"{text}"{" *" if open else ""}'


def _every(groups: Sequence[Group]) -> str:
    return " AND ".join(f"({' OR '.join(group)})" for group in groups)


def _all_but_one(tokens: Sequence[Token], groups: Sequence[Group]) -> Iterator[str]:
    """All words but one that is no number; a word that stands for nothing in the index is the one."""
    missing = [at for at, group in enumerate(groups) if not group]
    if len(missing) > 1 or len(groups) <= _LEAST_LEFT:
        return
    words = missing or [at for at, token in enumerate(tokens) if not token.is_number]
    left = [[group for other, group in enumerate(groups) if other != at] for at in words]
    if left:
        yield " OR ".join(f"({_every(groups)})" for groups in left)
