"""Plain text files: one file is one article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from annotations.corpus.decoding import decode
from annotations.corpus.file_bytes import read_file_bytes
from annotations.corpus.header import read_header
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError
from annotations.model import Article
from annotations.text import visible

# Twice the longest article that the reader is measured with; reading takes about ten times as much memory.
MOST_BYTES = 20_000_000
_READER = "text "


def read_plain_text(path: Path, article_id: str, _options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article in a text file with its text unchanged, or the error that explains why it is unreadable."""
    try:
        data = read_file_bytes(path, MOST_BYTES)
        text, encoding = decode(data, path.name, path_text=visible(str(path)))
    except CorpusError as error:
        yield error
        return
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
        **_derivation(data, encoding),
    )


def encoding_of(article: Article) -> str:
    """The encoding of a text file that an article was read from; empty for UTF-8, and for other files."""
    reader = article.reader or ""
    return reader.removeprefix(_READER) if reader.startswith(_READER) else ""


def _derivation(data: bytes, encoding: str) -> dict[str, str]:
    """What names the encoding of a text that is not UTF-8."""
    if encoding == "utf-8":
        return {}
    return {"file_sha256": hashlib.sha256(data).hexdigest(), "reader": f"{_READER}{encoding}"}
