"""Saved news pages: what must be read in each, in every encoding, and what is no article."""

from __future__ import annotations

import gzip
import json
import sys
import unicodedata
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.corpus import read_corpus
from annotations.errors import CorpusError, UsageError
from annotations.model import Article
from tests.annotations.corpus.encodings import windows_1258
from tests.annotations.corpus.formats.page_parts import ABSENT, pages
from tests.annotations.corpus.formats.saved_pages import BODY, DAY, LEAD, MENU, PAGES, TITLE, WITHOUT_ARTICLE
from tests.annotations.corpus.formats.site_pages import FRONT_PAGE, SITES

FRAGMENTS = (
    *(
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<table><tr><td>",
        "</td></tr></table>",
        "<h1>",
        "<ul class=related><li>",
        "<br>",
        "<sup>2",
    ),
    *(
        "<script>x",
        "</script>",
        "<form>",
        "<body>",
        "<frameset>",
        "<a href=x>",
        "<!--",
        "-->",
        "<time datetime='x'>",
        "&#0;&#55296;",
    ),
    *(
        '<script type="application/ld+json">[{"@type": ["Article"], "author": [[]]}]</script>',
        TITLE,
        LEAD,
        *BODY,
    ),
)
FOLDER = Path(__file__).with_name("pages")
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def read(path: Path) -> Article:
    (article,) = read_corpus(path)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("name", EXPECTED, ids=[name.removesuffix(".html") for name in EXPECTED])
def test_pages_of_five_sites(name: str) -> None:
    article, expected = read(FOLDER / name), EXPECTED[name]
    assert (article.title, article.published) == (expected["title"], expected["date"])
    assert [text for text in (*expected["paragraphs"], *expected["must"]) if text not in article.text] == []
    assert [text for text in expected["mustnot"] if text in article.text] == []


@pytest.mark.parametrize("name", [*PAGES, *SITES])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_other_pages(name: str, form: Literal["NFC", "NFD"], tmp_path: Path) -> None:
    page, path = (PAGES | SITES)[name], tmp_path / "bài.html"
    path.write_text(unicodedata.normalize(form, page.markup), encoding="utf-8")
    article = read(path)
    text = unicodedata.normalize("NFC", article.text)
    assert [passage for passage in page.paragraphs if passage not in text] == []
    assert [passage for passage in page.absent if passage in text] == []
    parts = (article.title, article.outlet, article.author)
    assert [part and unicodedata.normalize("NFC", part) for part in parts] == [
        page.title,
        page.outlet,
        page.author,
    ]
    assert (article.published, article.url) == (page.published, page.url)


@pytest.mark.parametrize("name", [*WITHOUT_ARTICLE, "described-list"])
def test_a_page_without_an_article(name: str, tmp_path: Path) -> None:
    path = tmp_path / "trang.htm"
    path.write_text(WITHOUT_ARTICLE.get(name, FRONT_PAGE), encoding="utf-8")
    (error,) = read_corpus(path)
    assert isinstance(error, CorpusError)
    assert "has no article in it" in str(error)


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "none", "x-viet-tcvn5712"])
def test_windows_1258_whatever_is_declared(declared: str, tmp_path: Path) -> None:
    markup = PAGES["server-form"].markup.replace("charset=utf-8", f"charset={declared}")
    (tmp_path / "bài.html").write_bytes(windows_1258(markup))
    assert LEAD in read(tmp_path / "bài.html").text


def test_compressed_pages(tmp_path: Path) -> None:
    (tmp_path / "bài.html.gz").write_bytes(gzip.compress(PAGES["blog"].markup.encode()))
    assert LEAD in read(tmp_path / "bài.html.gz").text
    (tmp_path / "dài.txt.gz").write_bytes(gzip.compress(b"5 xa " * 5_000_000))
    (error,) = read_corpus(tmp_path / "dài.txt.gz")
    assert "too much for one article" in str(error)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "windows-1258"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    markup = PAGES["server-form"].markup.replace("charset=utf-8", f"charset={encoding}")
    path = tmp_path / "bài.html"
    path.write_bytes(windows_1258(markup) if encoding == "windows-1258" else markup.encode(encoding))
    assert LEAD in read(path).text


def test_a_page_in_one_file(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://haimau.example/mot"
    message.make_related()
    page, frame, picture = EmailMessage(), EmailMessage(), EmailMessage()
    page.set_content(PAGES["no-metadata"].markup, subtype="html", cte="quoted-printable")
    frame.set_content("<p>Quảng cáo 99 triệu đồng</p>", subtype="html")
    picture.set_content(b"\x89PNG", "image", "png")
    for part in (page, frame, picture):
        message.attach(part)
    path = tmp_path / "bài.mhtml"
    path.write_bytes(bytes(message))
    article = read(path)
    assert LEAD in article.text
    assert "99 triệu" not in article.text
    assert article.url == "https://haimau.example/mot"
    path.write_bytes(b"From: x\n\nkhong co trang")
    (error,) = read_corpus(path)
    assert "has no page in it" in str(error)


def test_files_beside_a_page_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / "bài.html").write_text(PAGES["blog"].markup, encoding="utf-8")
    for folder in ("bài_files", "khác_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "khung.html").write_text(PAGES["short"].markup, encoding="utf-8")
    articles = [article for article in read_corpus(tmp_path) if isinstance(article, Article)]
    assert [article.id for article in articles] == ["bài.html", "khác_files/khung.html"]


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml.html", None)
    path = tmp_path / "bài.html"
    path.write_text(PAGES["blog"].markup, encoding="utf-8")
    (tmp_path / "bài.txt").write_text(LEAD, encoding="utf-8")
    with pytest.raises(UsageError, match=r"soi\[html\]"):
        list(read_corpus(path))
    error, article = read_corpus(tmp_path)
    assert "soi[html]" in str(error)
    assert isinstance(article, Article)


@given(pages())
def test_pages_of_usual_parts(markup: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.html")
        path.write_text(markup, encoding="utf-8")
        article = read(path)
    assert (article.title, article.published) == (TITLE, DAY)
    assert [text for text in (LEAD, *BODY) if text not in article.text] == []
    assert [text for text in ABSENT if text in article.text] == []


INLINE = ("b", "i", "em", "strong", "span", "font", "u", "mark", "small", "a")


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 12), st.sampled_from(INLINE)), max_size=12))
def test_inline_tags_split_no_number(tags: list[tuple[int, int, str]]) -> None:
    paragraph = list(" ".join(BODY))
    for start, length, tag in tags:
        end = min(start + length, len(paragraph)) - 1
        if start <= end:
            paragraph[start] = f"<{tag}>" * 2 + paragraph[start]
            paragraph[end] += f"</{tag}>" * 2
    markup = f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{''.join(paragraph)}</p>"
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.html")
        path.write_text(f"<meta charset='utf-8'>{MENU}<div>{markup}</div>", encoding="utf-8")
        assert " ".join(BODY) in read(path).text


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_any_markup_is_an_article_or_an_error(fragments: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.html")
        path.write_text("".join(fragments), encoding="utf-8")
        (item,) = read_corpus(path)
    assert isinstance(item, Article) or "has no article in it" in str(item)
