"""The reader: from a text to its mentions, hit by hit, left to right."""

from __future__ import annotations

from annotations.claims import scanner
from annotations.claims.document import Document
from annotations.claims.folding import fold
from annotations.claims.lexicon import Lexicon
from annotations.claims.numbers.digits import read_figure
from annotations.claims.numbers.number_words import read_word
from annotations.claims.numbers.ordinals import read_roman
from annotations.model import Mention

_DIGITS = frozenset("0123456789")
_READERS = {scanner.DIGIT: read_figure, scanner.WORD: read_word, scanner.ROMAN: read_roman}


def read_text(text: str, published: str | None, lexicon: Lexicon) -> list[Mention]:
    """Read a whole text; ``extract_claims`` says what comes of it."""
    folded = fold(text)
    document = Document(folded, lexicon, published)
    for at, what in scanner.hits(folded.low, folded.cased):
        if at >= document.done:
            _READERS[what](document, at)
            _read_rest(document)
    return document.placed()


def _read_rest(document: Document) -> None:
    """Read on where a mention ends inside a run of digits: each digit is accounted for."""
    low = document.low
    while (
        0 < document.done < len(low) and low[document.done] in _DIGITS and low[document.done - 1] in _DIGITS
    ):
        read_figure(document, document.done)
