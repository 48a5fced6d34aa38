"""Decode UTF-8 files; the error for other bytes names their encoding and a command to convert them."""

from __future__ import annotations

import codecs
import re
import shlex
from unicodedata import combining, normalize

from annotations.corpus.double_encoding import find_double_encoding
from annotations.errors import CorpusError, Sentence
from annotations.text import visible

_WIDE = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAMPLE = 1 << 16
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\f\v"))
_TELLING_SHARE = 0.3  # of zero bytes for UTF-16, of control characters for binary data; text has neither
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_VIETNAMESE = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")


def decode(data: bytes, name: str, *, path_text: str) -> str:
    """Return UTF-8 bytes as text, without a byte order mark and otherwise as they are.

    ``name`` is the file's name and ``path_text`` its path, safe to show; both are for the message of the
    CorpusError that is raised if the bytes are not UTF-8 text.
    """
    wide = _wide(data[:_SAMPLE])
    if wide:
        raise CorpusError(
            "{path} is {encoding}, not UTF-8: {advice}",
            path=path_text,
            encoding=wide,
            advice=_convert(wide, name),
        )
    sample = data[:_SAMPLE]
    if b"\0" in data or len(sample) - len(sample.translate(None, _CONTROL)) > _TELLING_SHARE * len(sample):
        raise CorpusError(
            "{path} is not text but binary data: save the article as plain text in UTF-8.", path=path_text
        )
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(error.object)  # counts the byte order mark, if there is one
        sample = data[max(offset - _SAMPLE // 2, 0) : offset + _SAMPLE // 2]
        raise CorpusError(
            "{path} is not UTF-8: {advice}", path=path_text, advice=_advice(sample, name, offset)
        ) from error
    if not text.strip():
        raise CorpusError("{path} is empty: put the article's text into it, or remove it.", path=path_text)
    if double_encoding := find_double_encoding(text):
        raise CorpusError(
            "{path} was encoded twice, it has {wrong} for {right}: {advice}",
            path=path_text,
            wrong=visible(double_encoding.word),
            right=visible(double_encoding.repaired_word),
            advice=_decode_once(double_encoding.encoding, name),
        )
    return text


def _convert(encoding: str, name: str) -> Sentence:
    """Return the command that converts a file to UTF-8, for the folder of the file."""
    return Sentence("convert it with: {command}", command=_replacing(f"iconv -f {encoding} -t UTF-8", name))


def _decode_once(encoding: str | None, name: str) -> Sentence:
    """Return the command that undoes the second encoding of a file; ftfy undoes what iconv does not know."""
    if encoding is not None:
        return Sentence(
            "convert it back with: {command}", command=_replacing(f"iconv -f UTF-8 -t {encoding}", name)
        )
    return Sentence(
        "save it again from its source, or repair it with: {command}",
        command=f"pip install ftfy && {_replacing('ftfy', name)}",
    )


def _replacing(command: str, name: str) -> str:
    """Return a shell command that replaces a file by what ``command`` makes of it."""
    old, new = shlex.quote(visible(name)), shlex.quote(visible(name) + ".utf8")
    return f"{command} {old} > {new} && mv {new} {old}"


def _wide(sample: bytes) -> str | None:
    """Return the encoding of UTF-16 or UTF-32 text, by its byte order mark or the positions of its zero bytes."""
    for mark, encoding in _WIDE:
        if sample.startswith(mark):
            return encoding
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, zeros, opposite_zeros in (("UTF-16LE", odd, even), ("UTF-16BE", even, odd)):
        if (
            half
            and zeros > _TELLING_SHARE * half
            and not opposite_zeros
            and _decodes(sample[: 2 * half], encoding)
        ):
            return encoding
    return None


def _decodes(sample: bytes, encoding: str) -> bool:
    """Whether bytes are text in an encoding; the last unit of a sample may be incomplete."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return sum(char < " " and char not in "\t\n\r\f\v" for char in text) <= _TELLING_SHARE * len(text)


def _advice(sample: bytes, name: str, offset: int) -> Sentence:
    """Return the advice for bytes that are not UTF-8 at ``offset``, by their most likely encoding."""
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    if len(_MULTIBYTE.findall(sample)) > 2 * broken:
        return Sentence(
            "byte {place} is damaged; copy the file again from its source, or correct it in an editor.",
            place=offset,
        )
    if _is_windows_1258(sample):
        return Sentence("it looks like windows-1258; {advice}", advice=_convert("WINDOWS-1258", name))
    return Sentence(
        "it is in an older encoding (TCVN3, VNI, VISCII or another); convert it with: "
        "iconv -f TCVN -t UTF-8, or with the converter of UniKey, and save it as {name}.",
        name=visible(name),
    )


def _is_windows_1258(sample: bytes) -> bool:
    """Whether bytes are windows-1258, an encoding with tones as combining marks after vowels."""
    try:
        text = sample.decode("cp1258")
    except UnicodeDecodeError:
        return False
    marks = [index for index, char in enumerate(text) if combining(char)]
    on_vowels = sum(normalize("NFC", text[index - 1 : index]) in _VIETNAMESE for index in marks)
    return bool(marks) and on_vowels > 0.9 * len(marks)
