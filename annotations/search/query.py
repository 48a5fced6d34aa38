"""Parse the query language: words, quoted phrases and ``key:value`` filters.

``docs/search.md`` describes the language. The parser does not depend on the store, which compiles a query to SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations.errors import QueryError, Sentence
from annotations.search.clauses import Clause, Filter, Key, Phrase, Query, Words
from annotations.search.filter_words import KEY_PATTERN, key_named
from annotations.search.filters import CLOSED, SINGLE, WrongValueError, is_verdict, nearest, read_value
from annotations.text import brief

KEY = re.compile(rf"(-?)({KEY_PATTERN}):(?!//)")
_KEYS = frozenset(map(str, Key))
_BLANKS = re.compile(r"\s*")
_PLAIN = re.compile(r"\S+")
_QUOTED = re.compile(r'"((?:[^"]|"")*)(?:"|\Z)|“([^”]*)(?:”|\Z)')
_UNTIL_BLANK = re.compile(r'(?:"(?:[^"]|"")*(?:"|\Z)|“[^”]*(?:”|\Z)|[^\s"“])*')
_ITEM = re.compile(r'(?:"(?:[^"]|"")*(?:"|\Z)|“[^”]*(?:”|\Z)|[^,"“])+')
_EXAMPLES = {
    Key.TAG: "tag:giá",
    Key.OUTLET: 'outlet:"Báo Quảng Ngãi"',
    Key.ARTICLE: "article:quang-ngai",
    Key.DATE: "date:2023-11 or date:2023..2024",
    Key.URL: "url:baoquangngai.vn",
    Key.METADATA: 'meta:section or meta:"section=kinh tế"',
    Key.ANNOTATOR: "by:lan",
    Key.VALUE: "value:62,8 or value:>=90 or value:10..20",
    Key.UNIT: "unit:%",
}


def parse(query: str, *, complete: bool = False) -> Query:
    """Parse a query; while it is being typed only a wrong filter makes a text invalid.

    ``complete``: nothing more is typed. Its last word is whole, and what is not finished is wrong.

    Raises:
        QueryError: a filter is wrong or, in a complete query, a quotation mark is not closed, a value of a list is
            missing, or words have neither a letter nor a digit; the error has the span in the query.

    """
    if complete:
        query = f"{query} "
        _expect_finished(query)
    return Query(tuple(_merge_words(_clauses(query), len(query))))


def _expect_finished(query: str) -> None:
    for clause in _clauses(query):
        if isinstance(clause, Filter):
            _expect_values(query, clause)
        elif not any(map(str.isalnum, clause.text)):
            raise QueryError(
                Sentence("There is no letter and no digit to search for."), query, clause.start, clause.end
            )
        elif isinstance(clause, Phrase):
            _expect_closed(query, clause.start, clause.end)


def _expect_values(query: str, clause: Filter) -> None:
    start = query.index(":", clause.start) + 1
    _expect_closed(query, start, clause.end)
    if clause.key not in SINGLE:
        bare_values = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), query[start : clause.end])
        if "" in bare_values.split(","):
            raise QueryError(
                Sentence("A value is missing beside a comma: write it, or leave the comma out."),
                query,
                start,
                clause.end,
            )


def _expect_closed(query: str, start: int, end: int) -> None:
    for quoted in _QUOTED.finditer(query[:end], start):
        if quoted.end(quoted.lastindex or 1) == quoted.end():
            raise QueryError(
                Sentence("The quotation mark is not closed: close it, or leave it out."),
                query,
                quoted.start(),
                quoted.end(),
            )


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def _merge_words(clauses: Iterator[Clause | _Word], length: int) -> Iterator[Clause]:
    """Join neighbouring words to one clause."""
    words: list[_Word] = []
    for clause in clauses:
        if isinstance(clause, _Word):
            words.append(clause)
            continue
        if words:
            yield _words_clause(words, length)
            words = []
        yield clause
    if words:
        yield _words_clause(words, length)


def _words_clause(words: list[_Word], length: int) -> Words:
    end = words[-1].end
    return Words(" ".join(word.text for word in words), words[0].start, end, open=end == length)


def _clauses(query: str) -> Iterator[Clause | _Word]:
    offset = 0
    while True:
        offset = _BLANKS.match(query, offset).end()  # type: ignore[union-attr]  # the pattern matches anywhere
        if offset >= len(query):
            return
        quoted = _QUOTED.match(query, offset)
        key = None if quoted else KEY.match(query, offset)
        if quoted:
            text = _unquote(quoted).strip()
            if text:
                yield Phrase(text, offset, quoted.end())
            offset = quoted.end()
        elif key and (filter_clause := _filter(query, key)):
            yield filter_clause
            offset = filter_clause.end
        else:
            word = _PLAIN.match(query, offset)
            assert word is not None
            yield _Word(word[0], offset, word.end())
            offset = word.end()


def _unquote(quoted: re.Match[str]) -> str:
    straight, curly = quoted.groups()
    return curly if straight is None else str(straight).replace('""', '"')


def _filter(query: str, match: re.Match[str]) -> Filter | None:
    """Parse the filter that begins with ``match``; None for a plain word with a colon."""
    value_text = _UNTIL_BLANK.match(query, match.end())
    assert value_text is not None
    key = _key(query, match, valued=bool(value_text[0]))
    if key is None:
        return None
    spans = _items(query, match.end(), value_text.end(), single=key in SINGLE)
    texts = {span: _QUOTED.sub(_unquote, query[slice(*span)]).strip() for span in spans}
    texts = {span: text for span, text in texts.items() if text}
    if key is Key.IS and texts and all(map(is_verdict, texts.values())):
        key = Key.VERDICT  # is:đúng, as one would say it
    values = []
    for (start, end), text in texts.items():
        try:
            values.append(read_value(key, text))
        except WrongValueError as error:
            raise QueryError(error.problem, query, start, end) from None
    if not values:
        raise QueryError(
            Sentence(
                "{key}: needs a value right behind it: {values}.", key=str(key), values=_value_examples(key)
            ),
            query,
            match.start(),
            value_text.end(),
        )
    return Filter(key, tuple(values), bool(match[1]), match.start(), value_text.end())


def _key(query: str, match: re.Match[str], *, valued: bool) -> Key | None:
    word = match[2].casefold()
    if word in _KEYS:
        return Key(word)
    if vietnamese_key := key_named(word):
        return vietnamese_key
    if not (valued and word.isascii() and word.isalpha()):
        return None
    nearest_key = nearest(word, Key)
    message_values = {"key": brief(match[2]), "near": str(nearest_key), "keys": ", ".join(Key)}
    message = Sentence(
        "There is no filter {key}:; there are {keys}. Text with a colon is found in quotes.", **message_values
    )
    if nearest_key:
        message = Sentence(
            "There is no filter {key}:; did you mean {near}:? Text with a colon is found in quotes.",
            **message_values,
        )
    raise QueryError(
        message,
        query,
        match.start(2),
        match.end(2),
    )


def _items(query: str, start: int, end: int, *, single: bool) -> Iterator[tuple[int, int]]:
    if single:
        yield start, end
        return
    for item in _ITEM.finditer(query, start, end):
        yield item.span()


def _value_examples(key: Key) -> str:
    return ", ".join(CLOSED[key]) if key in CLOSED else _EXAMPLES[key]
