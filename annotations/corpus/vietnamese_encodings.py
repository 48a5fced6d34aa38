"""Encodings other than UTF-8 in which Vietnamese texts come: UTF-16 and windows-1258, where it is certain which one it is."""

from __future__ import annotations

import codecs
from typing import NamedTuple
from unicodedata import combining, normalize

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_LEAST_ZEROS = (
    0.3  # share of zero bytes at the even or odd places of UTF-16; text in other encodings has none
)
_MOST_CONTROL = 0.3  # share of control characters; text has hardly any
_FEWEST_TONES = 3
_LETTERS = frozenset("ăâđêôơưĂÂĐÊÔƠƯ")
_VIETNAMESE = _LETTERS | {
    normalize("NFC", letter + mark)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in "\u0300\u0301\u0303\u0309\u0323"
}
_SIGNS = frozenset("\xa0§©«®°±²³´·¹»¼½¾×÷–—‘’‚“”„†‡•…‰‹›€™₫")


class DecodedText(NamedTuple):
    """A text, and the name of the encoding that it was in."""

    text: str
    encoding: str


def decode_certain(data: bytes) -> DecodedText | None:
    """Decode bytes that are not UTF-8; None unless they are UTF-16, UTF-32 or windows-1258 beyond doubt."""
    wide = wide_encoding(data)
    if wide is not None:
        try:
            return DecodedText(data.decode(wide).removeprefix("\ufeff"), wide)
        except UnicodeDecodeError:
            return None
    return _decode_windows_1258(data)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by its byte order mark, or UTF-16 by the places of its zero bytes; else None."""
    sample = data[:_SAMPLE]
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, zeros, opposite_zeros in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if (
            half
            and zeros > _LEAST_ZEROS * half
            and not opposite_zeros
            and _decodes(sample[: 2 * half], encoding)
        ):
            return encoding
    return None


def compose_windows_1258(data: bytes) -> str:
    """Decode windows-1258, which has most tones as marks of their own, to composed letters."""
    return normalize("NFC", data.decode("cp1258"))


def _decodes(sample: bytes, encoding: str) -> bool:
    """Whether bytes are text in an encoding; the last unit of a sample may be incomplete."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return sum(char < " " and char not in "\t\n\r\f\v" for char in text) <= _MOST_CONTROL * len(text)


def _decode_windows_1258(data: bytes) -> DecodedText | None:
    """Decode windows-1258 where every letter comes out Vietnamese: no other encoding of Vietnamese passes for it."""
    try:
        decoded = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    tones = sum(map(bool, map(combining, decoded)))
    text = normalize("NFC", decoded)
    is_vietnamese = all(char < "\x80" or char in _VIETNAMESE or char in _SIGNS for char in text)
    return DecodedText(text, "windows-1258") if tones >= _FEWEST_TONES and is_vietnamese else None
