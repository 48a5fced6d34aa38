"""Typing as people do: slips of the fingers by lot, and the keys of Telex and VNI with no input method on.

The blind half of the judged searches was drawn with it, so that nobody chose the typos to suit the search.
"""

from __future__ import annotations

import unicodedata
from random import Random

from annotations.text import fold

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_TONES = {"\u0301": "s1", "\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
_SHAPES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
_SLIPS = {"swapped": 3, "missing": 3, "doubled": 2, "beside": 3, "tone": 2}
_LEAST = 4  # letters of a word that is mistyped
_EVEN, _FREELY = 1 / 2, 1 / 4


def mistyped(phrase: str, slips: int, lot: Random) -> str:
    """A phrase with so many slips in words of four letters or more: all in one word or each in another."""
    words = phrase.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= _LEAST and word.isalpha()]
    together = slips > 1 and (len(long) < slips or lot.random() < _EVEN)
    for at in [lot.choice(long)] * slips if together else lot.sample(long, slips):
        words[at] = _slipped(words[at], lot)
    made = " ".join(words)
    return made if made != phrase else mistyped(phrase, slips, lot)  # the second slip may undo the first


def _slipped(word: str, lot: Random) -> str:
    """A word with a letter swapped, missing, doubled, of the key beside it, or with a wrong key for its tone."""
    kind = lot.choices([*_SLIPS], [*_SLIPS.values()])[0]
    if kind == "tone":
        marked = any(mark in _TONES for mark in unicodedata.normalize("NFD", word))
        # The key of another tone, or one beside it, which leaves a letter too many.
        if marked and lot.random() < _EVEN:
            return _other_tone(word, lot)
        return word + lot.choice(_beside(lot.choice("sfrxj")))
    if kind == "swapped":
        at = lot.choice([at for at in range(len(word) - 1) if word[at] != word[at + 1]])
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    at = lot.randrange(len(word))
    made = {"missing": "", "doubled": word[at] * 2, "beside": lot.choice(_beside(fold(word[at]).text))}
    return word[:at] + made[kind] + word[at + 1 :]


def _beside(letter: str) -> str:
    """The letters of the keys beside one on its row."""
    row = next(row for row in _ROWS if letter in row)
    at = row.index(letter)
    return row[max(0, at - 1) : at] + row[at + 1 : at + 2]


def _other_tone(word: str, lot: Random) -> str:
    parts = unicodedata.normalize("NFD", word)
    had = next(mark for mark in parts if mark in _TONES)
    return unicodedata.normalize(
        "NFC", parts.replace(had, lot.choice([tone for tone in _TONES if tone != had]))
    )


def telex(phrase: str, lot: Random) -> str:
    """The keys that make a phrase in Telex; those of marks may come behind the syllable, as it allows."""
    return " ".join(_keyed(word, lot, 0) for word in phrase.split(" "))


def vni(phrase: str, lot: Random) -> str:
    """The keys that make a phrase in VNI."""
    return " ".join(_keyed(word, lot, 1) for word in phrase.split(" "))


def _keyed(word: str, lot: Random, method: int) -> str:
    freely = lot.random() < _FREELY
    tone_behind = freely or lot.random() < _EVEN
    keys, behind, tone, vowels_end = "", "", "", 0
    for mark in unicodedata.normalize("NFD", word.replace("đ", "d9" if method else "dd")):
        if mark in _TONES:
            tone = _TONES[mark][method]
        elif mark in _SHAPES:
            key = _SHAPES[mark] if method else keys[-1] if mark == "\u0302" else "w"
            if freely:
                behind += "" if key in behind else key
            else:
                keys += key
                vowels_end = len(keys)
        else:
            # One key makes ươ of uo: uow, uo7.
            keys = (keys[:-1] if mark == "o" and keys[-2:] in {"uw", "u7"} else keys) + mark
            vowels_end = len(keys) if mark in "aeiouy" else vowels_end
    return keys + behind + tone if tone_behind else keys[:vowels_end] + tone + keys[vowels_end:]
