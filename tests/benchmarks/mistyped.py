"""Simulates typing: random typos, and the keys of Telex and VNI typed without an input method.

It made the blind half of the judged searches, so that nobody chose the typos to suit the search.
"""

from __future__ import annotations

import unicodedata
from random import Random

from annotations.text import fold

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_TONES = {"\u0301": "s1", "\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
_SHAPES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
_SLIP_WEIGHTS = {"swapped": 3, "missing": 3, "doubled": 2, "neighbour": 3, "tone": 2}
_SHORTEST_WORD = 4  # letters of a word that is mistyped
_HALF, _QUARTER = 1 / 2, 1 / 4


def mistyped(phrase: str, slips: int, dice: Random) -> str:
    """A phrase with ``slips`` typos in words of four letters or more: all in one word, or each in another."""
    words = phrase.split(" ")
    long = [index for index, word in enumerate(words) if len(word) >= _SHORTEST_WORD and word.isalpha()]
    in_one_word = slips > 1 and (len(long) < slips or dice.random() < _HALF)
    for index in [dice.choice(long)] * slips if in_one_word else dice.sample(long, slips):
        words[index] = _slipped(words[index], dice)
    typed = " ".join(words)
    return typed if typed != phrase else mistyped(phrase, slips, dice)  # the second slip may undo the first


def _slipped(word: str, dice: Random) -> str:
    """A word with a letter swapped, missing, doubled or of a neighbouring key, or with a wrong key for its tone."""
    kind = dice.choices([*_SLIP_WEIGHTS], [*_SLIP_WEIGHTS.values()])[0]
    if kind == "tone":
        marked = any(mark in _TONES for mark in unicodedata.normalize("NFD", word))
        # The key of another tone, or a neighbouring key, which adds a letter.
        if marked and dice.random() < _HALF:
            return _other_tone(word, dice)
        return word + dice.choice(_neighbours(dice.choice("sfrxj")))
    if kind == "swapped":
        index = dice.choice([index for index in range(len(word) - 1) if word[index] != word[index + 1]])
        return word[:index] + word[index + 1] + word[index] + word[index + 2 :]
    index = dice.randrange(len(word))
    letter = word[index]
    replacements = {
        "missing": "",
        "doubled": letter * 2,
        "neighbour": dice.choice(_neighbours(fold(letter).text)),
    }
    return word[:index] + replacements[kind] + word[index + 1 :]


def _neighbours(letter: str) -> str:
    """The letters of the neighbouring keys in the same row of the keyboard."""
    row = next(row for row in _ROWS if letter in row)
    index = row.index(letter)
    return row[max(0, index - 1) : index] + row[index + 1 : index + 2]


def _other_tone(word: str, dice: Random) -> str:
    parts = unicodedata.normalize("NFD", word)
    old_tone = next(mark for mark in parts if mark in _TONES)
    return unicodedata.normalize(
        "NFC", parts.replace(old_tone, dice.choice([tone for tone in _TONES if tone != old_tone]))
    )


def telex(phrase: str, dice: Random) -> str:
    """The keys of a phrase in Telex; the keys of marks come in place or, at random, at the end of the syllable."""
    return " ".join(_keyed(word, dice, 0) for word in phrase.split(" "))


def vni(phrase: str, dice: Random) -> str:
    """The keys of a phrase in VNI."""
    return " ".join(_keyed(word, dice, 1) for word in phrase.split(" "))


def _keyed(word: str, dice: Random, method: int) -> str:
    marks_last = dice.random() < _QUARTER
    tone_last = marks_last or dice.random() < _HALF
    keys, mark_keys, tone, vowels_end = "", "", "", 0
    for mark in unicodedata.normalize("NFD", word.replace("đ", "d9" if method else "dd")):
        if mark in _TONES:
            tone = _TONES[mark][method]
        elif mark in _SHAPES:
            key = _SHAPES[mark] if method else keys[-1] if mark == "\u0302" else "w"
            if marks_last:
                mark_keys += "" if key in mark_keys else key
            else:
                keys += key
                vowels_end = len(keys)
        else:
            # A single key turns uo into ươ: uow, uo7.
            keys = (keys[:-1] if mark == "o" and keys[-2:] in {"uw", "u7"} else keys) + mark
            vowels_end = len(keys) if mark in "aeiouy" else vowels_end
    return keys + mark_keys + tone if tone_last else keys[:vowels_end] + tone + keys[vowels_end:]
