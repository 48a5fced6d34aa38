"""Decode a page, whose encoding its bytes or its own words tell."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from annotations.corpus.vietnamese_encodings import compose_windows_1258, decode_certain, wide_encoding
from annotations.errors import CorpusError

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARED_IN_XML = re.compile(rb"""\A\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_HEAD = 1 << 14  # bytes in which the encoding is declared
_MOST_DAMAGED = 0.001  # share of bytes that are not UTF-8, of a page that says it is


def decode_page(data: bytes, path_text: str, charset: str = "") -> str:
    """The markup of a page.

    Its encoding is that of the byte order mark, UTF-8, windows-1258 if that is certain, ``charset``, or what the page
    declares. Raises CorpusError where it is none of these.
    """
    if wide_encoding(data) and (decoded := decode_certain(data)):
        return decoded.text.replace("\0", "")
    data = data.replace(b"\0", b"")
    with suppress(UnicodeDecodeError):
        return data.removeprefix(codecs.BOM_UTF8).decode()
    if decoded := decode_certain(data):  # whatever the page declares: many say windows-1252 of it
        return decoded.text
    for name in (charset, _declared(data)):
        if name and (markup := _decode_as(data, name)) is not None:
            return markup
    raise CorpusError(
        "{path} is in an encoding that it does not name: open it in a browser, and save it from there again.",
        path=path_text,
    )


def _declared(data: bytes) -> str:
    match = _DECLARED_IN_XML.search(data[:_HEAD]) or _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else ""


def _decode_as(data: bytes, encoding: str) -> str | None:
    try:
        codec = codecs.lookup(encoding).name
        if codec == "cp1258":
            return compose_windows_1258(data)
        if codec in ("utf-8", "utf-8-sig"):
            text = data.decode("utf-8", "replace")
            return text if text.count("\ufffd") <= _MOST_DAMAGED * len(data) else None
        return data.decode(codec)
    except (LookupError, UnicodeDecodeError):
        return None
