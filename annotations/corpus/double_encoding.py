"""Recognise UTF-8 that was read in a single-byte encoding and encoded again: ``Tá»‰nh`` for ``Tỉnh``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

# Names as Python and as iconv have them. Browsers read the bytes that windows-1252 leaves out as control characters.
_ENCODINGS = (("cp1252", "WINDOWS-1252"), ("latin-1", "ISO-8859-1"), ("mac-roman", "MACINTOSH"))
_CONTINUATION = range(0x80, 0xC0)
_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0303\u0309\u0323\u1ea0-\u1ef9]")
_SAMPLE = 1 << 18
_WORD = re.compile(r"\S{1,24}")


@dataclass(frozen=True, slots=True)
class DoubleEncoding:
    """What a text that was encoded twice looks like: a word of it, that word repaired, and how to undo it.

    ``encoding`` is the name by which iconv knows the encoding to convert to; None if iconv cannot undo it.
    """

    word: str
    repaired_word: str
    encoding: str | None


def find_double_encoding(text: str) -> DoubleEncoding | None:
    """Return how a text was encoded twice; None where it has more letters that are Vietnamese as they are."""
    sample = text[:_SAMPLE]
    for codec in ("cp1252", "mac-roman"):
        leads, pattern = _sequences(codec)
        if not any(lead in sample for lead in leads):
            continue
        sequences = pattern.findall(sample)
        if len(sequences) > len(_VIETNAMESE.findall(sample)) and (
            words := _repaired_word(sample, pattern, codec)
        ):
            return DoubleEncoding(*words, _encoding_of(text))
    return None


@cache
def _sequences(codec: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return the beginnings of Vietnamese letters that were read in a codec, and a pattern for such letters.

    Letters in Latin-1 (`é`) are left out: their first byte, read as `Ã`, is a letter of Vietnamese itself.
    """
    characters = "".join(_character(byte, codec) for byte in _CONTINUATION)
    three, first, second, breve, horn = (_character(byte, codec) for byte in (0xE1, 0xBA, 0xBB, 0xC4, 0xC6))
    pattern = rf"(?:{re.escape(three)}[{first}{second}]|[{breve}{horn}])[{re.escape(characters)}]"
    return (three + first, three + second, breve, horn), re.compile(pattern)


def _character(byte: int, codec: str) -> str:
    return bytes([byte]).decode(codec, "replace").replace("\ufffd", chr(byte))


def _repaired_word(text: str, pattern: re.Pattern[str], codec: str) -> tuple[str, str] | None:
    """Return the first word of a text that can be repaired, as it is and repaired."""
    for word in _WORD.findall(text):
        if pattern.search(word) and (repaired_word := _repair(word, codec)):
            return word, repaired_word
    return None


def _repair(word: str, codec: str) -> str | None:
    data = b"".join(_byte(character, codec) for character in word)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _byte(character: str, codec: str) -> bytes:
    if 0x80 <= ord(character) < 0xA0:
        return bytes([ord(character)])
    return character.encode(codec, "replace")


def _encoding_of(text: str) -> str | None:
    """Return the encoding from whose bytes the whole text was made."""
    for codec, name in _ENCODINGS:
        try:
            text.encode(codec).decode()
        except UnicodeError:
            continue
        return name
    return None
