"""Documents of Word (``.docx``): one document is one article, its paragraphs and tables in order.

Only the text as it stands is read: not what was deleted with changes tracked, no comments, foot notes or headers of pages.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from annotations.corpus.file_bytes import read_file_bytes
from annotations.corpus.formats.superscripts import raised
from annotations.corpus.header import read_header
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError
from annotations.model import Article
from annotations.text import visible

READER = "docx 1"
_MOST_FILE_BYTES = 200_000_000  # with its pictures
_MOST_XML_BYTES = 100_000_000
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"  # of an older Word, and of a document with a password
_CONTENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # repeats a text box
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", _FALLBACK})
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, ET.ParseError, KeyError, EOFError, NotImplementedError, RuntimeError,
    OSError, ValueError,
)  # fmt: skip


def read_word_document(path: Path, article_id: str, _options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article in a document; raises CorpusError for one that has a password, or is damaged or empty."""
    path_text = visible(str(path))
    data = read_file_bytes(path, _MOST_FILE_BYTES)
    text = _text_of(_content(data, path_text))
    if not text.strip():
        raise CorpusError("{path} is empty: put the article's text into it, or remove it.", path=path_text)
    header = read_header(text)
    yield Article(
        id=article_id,
        source=str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        text=text,
        title=header.title,
        outlet=header.outlet,
        author=header.author,
        published=header.published,
        url=header.url,
        metadata=header.metadata,
        file_sha256=hashlib.sha256(data).hexdigest(),
        reader=READER,
    )


def _content(data: bytes, path_text: str) -> ET.Element:
    """The XML of a document's text."""
    if data.startswith(_OLD_CONTAINER):
        raise CorpusError(
            "{path} has a password, or was saved by an older Word: open it, and save it as .docx without a password.",
            path=path_text,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_CONTENT) as file:
            xml = file.read(_MOST_XML_BYTES + 1)
        if len(xml) <= _MOST_XML_BYTES:
            return ET.fromstring(xml)  # expat bounds what entities expand to
    except _DAMAGED as error:
        raise CorpusError(
            "{path} is no Word document, or is damaged: save it again as .docx.", path=path_text
        ) from error
    raise CorpusError(
        "{path} has more than {most} MB, too much for one article: split it into its articles.",
        path=path_text, most=_MOST_XML_BYTES // 1_000_000,
    )  # fmt: skip


def _text_of(document: ET.Element) -> str:
    body = document.find(f"{_W}body")
    blocks = [text for text in _blocks(body) if text.strip()] if body is not None else []
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _blocks(element: ET.Element) -> Iterator[str]:
    """The paragraphs of an element, and its tables with a line a row."""
    for child in element:
        if child.tag == f"{_W}p":
            yield _paragraph(child).strip(" \n")
        elif child.tag == f"{_W}tbl":
            yield "\n".join(filter(None, map(_row, child.iter(f"{_W}tr"))))
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _row(row: ET.Element) -> str:
    cells = (" ".join(" ".join(_blocks(cell)).split()) for cell in row.iter(f"{_W}tc"))
    return " | ".join(cell for cell in cells if cell)


def _paragraph(element: ET.Element) -> str:
    """The text of a paragraph or of a part of it."""
    text = ""
    for child in element:
        if child.tag == f"{_W}t":
            text += child.text or ""
        elif child.tag in _SIGNS:
            text += _SIGNS[child.tag]
        elif child.tag == f"{_W}r" and _is_raised(child):
            text += raised(_paragraph(child), text)
        elif child.tag == f"{_W}p":  # of a text box
            text += f"\n{_paragraph(child)}"
        elif child.tag not in _SKIPPED:
            text += _paragraph(child)
    return text


def _is_raised(run: ET.Element) -> bool:
    alignment = run.find(f"{_W}rPr/{_W}vertAlign")
    return alignment is not None and alignment.get(f"{_W}val") == "superscript"
