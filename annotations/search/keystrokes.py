"""Undo Telex and VNI keys typed while no input method was on: ``chuyeern`` and ``chuye6n3`` are chuyển.

Folded text has no tone marks, so the functions only remove the keys that make marks.
"""

from __future__ import annotations

import re

_DOUBLED = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"))
_HORN = re.compile(r"(?<=[aou])w")
_LATE_MARK = re.compile(r".*([aeo]).+\1\Z|d.*[aeiouy].*d\Z")
_TONE_KEYS = frozenset("sfrxj")
_VOWELS = frozenset("aeiouy")
_WORD = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
_SYLLABLE = re.compile(
    r"(?:ngh?|gh?|gi|kh|ch|nh|ph|qu|th|tr|[bcdhklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?\Z"
)
_MARKED = re.compile(r"[a-z][6-9][1-5](?!\w)")
_STOPPED = re.compile(r"(?:ch|[cpt])\d*\Z")
_PLAIN_ENOUGH = 2
_INSIDE = re.compile(r"[a-z]\d+[a-z]")


def telex(word: str) -> set[str]:
    """Return the words that a folded word may be without its Telex keys; never the word itself."""
    plain = word
    for keys, letter in _DOUBLED:
        plain = plain.replace(keys, letter)
    plain = _HORN.sub("", plain).replace("w", "u")
    forms = {plain}
    for index, letter in enumerate(plain):
        if letter in _TONE_KEYS and _VOWELS & set(plain[:index]):
            forms.add(plain[:index] + plain[index + 1 :])
    return forms - {word}


def telex_late_mark(word: str) -> set[str]:
    """Return the words for a Telex key of a mark at the end of the syllable: ``congo`` is công, ``duongd`` đương."""
    forms = {word, *telex(word)}
    return {form[:-1] for form in forms if _LATE_MARK.match(form)} - forms


def vni(folded: str) -> str | None:
    """Return a folded query without its VNI keys; None if its digits are not VNI keys.

    A query is VNI if a digit is inside a syllable, or if two words end in the keys of a mark and a tone. All digits
    next to letters must be possible VNI keys: in ``quan1`` and ``covid19`` they are numbers, which must stay.
    """
    if not _INSIDE.search(folded) and len(_MARKED.findall(folded)) < _PLAIN_ENOUGH:
        return None
    typed = [word for word in _WORD.findall(folded) if not word.isalpha()]
    if not all(map(_is_vni, typed)):
        return None
    return _WORD.sub(lambda word: word[0] if word[0].isalpha() else re.sub(r"\d", "", word[0]), folded)


def _is_vni(word: str) -> bool:
    """Whether a word with digits is a syllable with at most one tone key and each mark at most once."""
    if word[0].isdigit() or not _SYLLABLE.match(re.sub(r"\d", "", word)):
        return False
    digits = re.sub(r"\D", "", word)
    tones = [digit for digit in digits if digit in "12345"]
    if len(tones) > 1 or "0" in digits or len(digits) > len("9") + len("67") + len("5"):
        return False
    if _STOPPED.search(word) and not {"1", "5"} & set(tones):
        return False  # lop6: a syllable with such an end has only two tones
    letters = set(word)
    return (
        ("9" not in digits or word[0] == "d")
        and ("6" not in digits or bool(letters & set("aeo")))
        and ("7" not in digits or bool(letters & set("ou")))
        and ("8" not in digits or "a" in letters)
    )
