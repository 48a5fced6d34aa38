"""The dictionary: which syllables make one word, and which words a counted noun ends before.

Both lists come from the word list of pyvi (MIT licence, see ``words/LICENSE-pyvi.txt``), divided by part of speech.
They are loaded when the first counted noun is looked up, not at start-up.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("words")
LONGEST = 4  # syllables of a word


@cache
def compound_nouns() -> frozenset[str]:
    """Words of two to four syllables that may be counted, folded."""
    return _load("nouns.txt")


@cache
def predicates() -> frozenset[str]:
    """Verbs, adjectives and adverbs of one to three syllables, folded."""
    return _load("verbs.txt")


@cache
def _starts() -> frozenset[str]:
    """The first syllables of words of two syllables and more."""
    return frozenset(word.partition(" ")[0] for word in (*compound_nouns(), *predicates()) if " " in word)


def _load(name: str) -> frozenset[str]:
    """The words of a file, which holds them folded, one a line behind comments."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def word_length(words: list[str], start: int = 0) -> int:
    """How many syllables the longest word has that begins at a place in a list of syllables; 1 if none is known."""
    if words[start] not in _starts():
        return 1
    for length in range(min(LONGEST, len(words) - start), 1, -1):
        phrase = " ".join(words[start : start + length])
        if phrase in compound_nouns() or phrase in predicates():
            return length
    return 1


def is_predicate(words: list[str], start: int = 0) -> bool:
    """Whether the word that begins at a place in a list of syllables is a verb, an adjective or an adverb."""
    length = word_length(words, start)
    return " ".join(words[start : start + length]) in predicates()
