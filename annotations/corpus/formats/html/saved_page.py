"""A news page that was saved from a browser: ``.html``, ``.htm`` and, as one file, ``.mhtml`` and ``.mht``."""

from __future__ import annotations

import copy
import hashlib
import logging
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, NamedTuple, cast
from unicodedata import normalize

from annotations.corpus.file_bytes import read_file_bytes
from annotations.corpus.formats.html.blocks import blocks_of
from annotations.corpus.formats.html.main_text import PageArticle, find_article
from annotations.corpus.formats.html.markup import decode_page
from annotations.corpus.formats.html.page_metadata import PageMetadata, day_of, read_page_metadata
from annotations.corpus.formats.html.tree import EXTRA, parse_page, remove_furniture
from annotations.corpus.header import Header, read_header
from annotations.corpus.names import are_people
from annotations.corpus.options import ReadOptions
from annotations.errors import CorpusError
from annotations.extras import load_extra
from annotations.model import Article
from annotations.page.timestamps import read_stamp
from annotations.text import fold, visible

# What is stored with an article: a later reader, with another number, may take another text out of the same page.
READER = "html 1"
_OUTLET = re.compile(r"(?:bao|dai|tap chi|tuan bao|cong thong tin|trang thong tin|thong tan xa)\b")
_LINES_OF_SIGNATURE = 8
_MOST_BYTES = 20_000_000  # of a page
_MOST_BYTES_WITH_PICTURES = 200_000_000  # of a page in one file


class _Page(NamedTuple):
    """A page as it was saved: its markup, and the address that it was saved from."""

    markup: str
    address: str = ""


def read_saved_page(path: Path, article_id: str, _options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article in a page, or the error for a page without one. Raises UsageError without ``soi[html]``."""
    data = read_file_bytes(path, _MOST_BYTES)
    yield _article_of(_Page(decode_page(data, visible(str(path)))), data, path, article_id)


def read_web_archive(path: Path, article_id: str, _options: ReadOptions) -> Iterator[Article | CorpusError]:
    """Yield the article in a page that was saved with its pictures as one file (MHTML, RFC 2557)."""
    data = read_file_bytes(path, _MOST_BYTES_WITH_PICTURES)
    yield _article_of(_page_in_archive(data, visible(str(path))), data, path, article_id)


def _page_in_archive(data: bytes, path_text: str) -> _Page:
    """The page in a web archive: its first part that is HTML, or the one that its headers name as the start."""
    message = message_from_bytes(data, policy=policy.default)
    pages = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not pages:
        raise CorpusError("{path} has no page in it: save the page again from the browser.", path=path_text)
    start = str(message.get_param("start", ""))
    page = next((part for part in pages if start and part.get("Content-ID") == start), pages[0])
    content = page.get_payload(decode=True)
    markup = decode_page(cast(bytes, content), path_text, str(page.get_content_charset("")))
    return _Page(markup, str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or ""))


def _article_of(page: _Page, data: bytes, path: Path, article_id: str) -> Article | CorpusError:
    root = parse_page(page.markup)
    metadata = read_page_metadata(root, page.markup, page.address) if root is not None else None
    article = _find_article(root, metadata) if metadata else None
    if article is None or metadata is None:
        return CorpusError(
            "{path} has no article in it, only links, a form or nothing: save the page of the article itself.",
            path=visible(str(path)),
        )
    header = read_header(normalize("NFC", article.text))
    return Article(
        id=article_id,
        source=str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        text=article.text,
        title=article.title or header.title,
        outlet=metadata.outlet or header.outlet or _outlet_in_title(article, metadata),
        author=metadata.author or _author_in(article, header, metadata),
        published=metadata.published or _published_in(article),
        url=metadata.url or None,
        file_sha256=hashlib.sha256(data).hexdigest(),
        reader=READER,
    )


def _find_article(root: Any, metadata: PageMetadata) -> PageArticle | None:
    remove_furniture(root)
    body = root.find("body")
    return find_article(blocks_of(root if body is None else body), _engine_text(root), metadata)


def _engine_text(root: Any) -> str:
    """The article as trafilatura reads the page; empty where it finds none."""
    for name in ("trafilatura", "htmldate", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # its warnings would be written over the screen
    document = load_extra("trafilatura", EXTRA).bare_extraction(
        copy.deepcopy(root), favor_recall=True, include_comments=False, include_tables=True
    )
    return str(document.text or "") if document else ""


def _outlet_in_title(article: PageArticle, metadata: PageMetadata) -> str | None:
    """The title of the page, where it is not that of the article but the outlet's: ``Báo Hải Mẫu điện tử``."""
    is_outlet_alone = metadata.title != article.title and _OUTLET.match(fold(metadata.title).text)
    return metadata.title if is_outlet_alone else None


def _author_in(article: PageArticle, header: Header, metadata: PageMetadata) -> str | None:
    """The author as the line between title and text, or the end of the text, names them."""
    byline = "\n".join(line for line in article.byline if not line.isspace())
    top = normalize("NFC", f"{article.title}\n{byline}\n\n{article.text}")
    last_lines = normalize("NFC", article.text).split("\n")[-_LINES_OF_SIGNATURE:]
    signature = next((line for line in reversed(last_lines) if line and are_people(line)), None)
    names = read_header(top).author or header.author or signature
    return names if names != metadata.outlet else None


def _published_in(article: PageArticle) -> str | None:
    """The day in a line between title and text that has a time of day or a weekday too."""
    for line in article.byline:
        stamp = read_stamp(line)
        if stamp and (stamp.timed or stamp.own or stamp.labelled):
            return day_of(stamp.day) or None
    return None
