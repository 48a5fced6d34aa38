"""Decode text files; the error for bytes in an unknown encoding names it and a command to convert them."""

from __future__ import annotations

import codecs
import re
import shlex
from unicodedata import combining, normalize

from annotations.corpus.double_encoding import find_double_encoding
from annotations.corpus.vietnamese_encodings import DecodedText, decode_certain, wide_encoding
from annotations.errors import CorpusError, Sentence
from annotations.text import visible

_SAMPLE = 1 << 16
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\f\v"))
_TELLING_SHARE = 0.3  # of control characters for binary data; text has hardly any
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_VIETNAMESE = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")


def decode(data: bytes, name: str, *, path_text: str) -> DecodedText:
    """Return bytes as text, without a byte order mark and otherwise as they are; windows-1258 is composed.

    UTF-8, and UTF-16 and windows-1258 where they are certain. ``name`` is the file's name and ``path_text`` its path, safe
    to show; both are for the message of the CorpusError that is raised if the bytes are none of these.
    """
    if wide_encoding(data):
        decoded = decode_certain(data)
        if decoded is None:
            raise CorpusError("{path} is damaged: copy it again from its source.", path=path_text)
    else:
        decoded = _decode_bytes(data, name, path_text)
    _expect_article(decoded.text, name, path_text)
    return decoded


def _decode_bytes(data: bytes, name: str, path_text: str) -> DecodedText:
    sample = data[:_SAMPLE]
    if b"\0" in data or len(sample) - len(sample.translate(None, _CONTROL)) > _TELLING_SHARE * len(sample):
        raise CorpusError(
            "{path} is not text but binary data: save the article as plain text in UTF-8.", path=path_text
        )
    try:
        return DecodedText(data.removeprefix(codecs.BOM_UTF8).decode(), "utf-8")
    except UnicodeDecodeError as error:
        if decoded := decode_certain(data):
            return decoded
        offset = error.start + len(data) - len(error.object)  # counts the byte order mark, if there is one
        sample = data[max(offset - _SAMPLE // 2, 0) : offset + _SAMPLE // 2]
        raise CorpusError(
            "{path} is not UTF-8: {advice}", path=path_text, advice=_advice(sample, name, offset)
        ) from error


def _expect_article(text: str, name: str, path_text: str) -> None:
    """Raise CorpusError for a text without an article, or one that was encoded twice."""
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
