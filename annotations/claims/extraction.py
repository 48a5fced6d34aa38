"""Extraction: from a text to its mentions, candidate by candidate, from left to right."""

from __future__ import annotations

from annotations.claims import scanner
from annotations.claims.document import Document
from annotations.claims.folding import fold
from annotations.claims.lexicon import Lexicon, load_lexicon
from annotations.claims.numbers.digits import read_digit_number
from annotations.claims.numbers.fractions import read_fraction_sign
from annotations.claims.numbers.number_words import read_number_word
from annotations.claims.numbers.ordinals import read_roman
from annotations.claims.page_furniture import mark_page_parts
from annotations.errors import CorpusError
from annotations.model import Mention

_DIGITS = frozenset("0123456789")
_READERS = {
    scanner.DIGIT: read_digit_number,
    scanner.WORD: read_number_word,
    scanner.ROMAN: read_roman,
    scanner.FRACTION: read_fraction_sign,
}


# Five times as many as in the longest article that is measured; a mention takes most of a kilobyte.
MOST_NUMBERS = 500_000


def extract_claims(
    text: str, *, published: str | None = None, lexicon: Lexicon | None = None
) -> list[Mention]:
    """Extract every number of a Vietnamese text.

    Args:
        text: the article as imported; offsets of the mentions are code points into it.
        published: the article's date in ISO 8601, to complete dates without a year.
        lexicon: the words of the extraction; the built-in ones if None.

    Returns:
        Mentions of all roles in order of position; their spans never overlap.

    Raises:
        CorpusError: the text has more than ``MOST_NUMBERS`` places where a number may stand.

    """
    folded_text = fold(text)
    document = Document(folded_text, lexicon or load_lexicon(), published)
    candidates = scanner.number_candidates(folded_text.folded, folded_text.cased)
    for count, (offset, candidate_kind) in enumerate(candidates):
        if count == MOST_NUMBERS:
            raise CorpusError(
                "the text has more than {most} numbers, as a table has: split it into its articles.",
                most=MOST_NUMBERS,
            )
        if offset >= document.position:
            _READERS[candidate_kind](document, offset)
            _extract_remainder(document)
    mark_page_parts(document)
    return document.mentions_in_original()


def _extract_remainder(document: Document) -> None:
    """Extract from the remainder of a run of digits in which a mention ends: no digit is left over."""
    folded = document.folded
    while (
        0 < document.position < len(folded)
        and folded[document.position] in _DIGITS
        and folded[document.position - 1] in _DIGITS
    ):
        read_digit_number(document, document.position)
