"""What was meant where Telex or VNI was typed and no input method was on: ``chuyeern`` and ``chuye6n3`` are chuyển.

Text is searched without tone marks, so undoing the keys is leaving out those that only make marks.
"""

from __future__ import annotations

import re

_DOUBLED = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"))
_HORN = re.compile(r"(?<=[aou])w")
_MARKED_BEHIND = re.compile(r".*([aeo]).+\1\Z|d.*[aeiouy].*d\Z")
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
    """What a folded word may be without the keys of Telex in it; not the word itself."""
    plain = word
    for keys, letter in _DOUBLED:
        plain = plain.replace(keys, letter)
    plain = _HORN.sub("", plain).replace("w", "u")
    forms = {plain}
    for at, letter in enumerate(plain):
        if letter in _TONE_KEYS and _VOWELS & set(plain[:at]):
            forms.add(plain[:at] + plain[at + 1 :])
    return forms - {word}


def telex_late_mark(word: str) -> set[str]:
    """What a folded word may be where the key of its mark stands behind the syllable: of congo công, of duongd đương."""
    forms = {word, *telex(word)}
    return {form[:-1] for form in forms if _MARKED_BEHIND.match(form)} - forms


def vni(folded: str) -> str | None:
    """A folded query without the keys of VNI, or None where it has none.

    That takes a digit inside a syllable, or two words with the keys of a mark and a tone behind them, and no
    other digits that hang on letters than VNI has: of ``quan1`` and ``covid19`` the digits are numbers, which
    are never left out.
    """
    if not _INSIDE.search(folded) and len(_MARKED.findall(folded)) < _PLAIN_ENOUGH:
        return None
    typed = [word for word in _WORD.findall(folded) if not word.isalpha()]
    if not all(map(_is_vni, typed)):
        return None
    return _WORD.sub(lambda word: word[0] if word[0].isalpha() else re.sub(r"\d", "", word[0]), folded)


def _is_vni(word: str) -> bool:
    """Whether a word with digits is a syllable with one key for its tone at most, and each mark once."""
    if word[0].isdigit() or not _SYLLABLE.match(re.sub(r"\d", "", word)):
        return False
    digits = re.sub(r"\D", "", word)
    tones = [digit for digit in digits if digit in "12345"]
    if len(tones) > 1 or "0" in digits or len(digits) > len("9") + len("67") + len("5"):
        return False
    if _STOPPED.search(word) and not {"1", "5"} & set(tones):
        return False  # lop6: where the syllable ends so there are but two tones
    letters = set(word)
    return (
        ("9" not in digits or word[0] == "d")
        and ("6" not in digits or bool(letters & set("aeo")))
        and ("7" not in digits or bool(letters & set("ou")))
        and ("8" not in digits or "a" in letters)
    )
