"""Texts in other encodings."""

from __future__ import annotations

import unicodedata


def windows_1258(text: str) -> bytes:
    """A text as Vietnamese keyboards wrote it: letters with their hats, tones as marks of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = [unicodedata.normalize("NFD", char) for char in unicodedata.normalize("NFC", text)]
    composed = "".join(
        unicodedata.normalize("NFC", "".join(mark for mark in letter if mark not in tones))
        + "".join(mark for mark in letter if mark in tones)
        for letter in letters
    )
    return composed.encode("cp1258")
