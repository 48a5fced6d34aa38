"""Extraction: from a text to its mentions, candidate by candidate, from left to right."""

from __future__ import annotations

from annotations.claims import scanner
from annotations.claims.document import Document
from annotations.claims.folding import fold
from annotations.claims.lexicon import Lexicon
from annotations.claims.numbers.digits import read_digit_number
from annotations.claims.numbers.number_words import read_number_word
from annotations.claims.numbers.ordinals import read_roman
from annotations.model import Mention

_DIGITS = frozenset("0123456789")
_READERS = {scanner.DIGIT: read_digit_number, scanner.WORD: read_number_word, scanner.ROMAN: read_roman}


def read_text(text: str, published: str | None, lexicon: Lexicon) -> list[Mention]:
    """The mentions of a text: see ``extract_claims``."""
    folded_text = fold(text)
    document = Document(folded_text, lexicon, published)
    for offset, hit_kind in scanner.number_candidates(folded_text.folded, folded_text.cased):
        if offset >= document.position:
            _READERS[hit_kind](document, offset)
            _read_rest(document)
    return document.mentions_in_original()


def _read_rest(document: Document) -> None:
    """Extract from the remainder of a run of digits in which a mention ends: no digit is left over."""
    folded = document.folded
    while (
        0 < document.position < len(folded)
        and folded[document.position] in _DIGITS
        and folded[document.position - 1] in _DIGITS
    ):
        read_digit_number(document, document.position)
