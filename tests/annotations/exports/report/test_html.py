"""The report as a page: sound, safe and complete, whatever the texts are."""

from __future__ import annotations

import io
import json
import re
import tracemalloc
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import UsageError
from annotations.exports.contents import ExportContents, ExportedArticle, ExportOptions, Provenance
from annotations.exports.formats.html import write_html
from annotations.model import Article, Evidence, Verdict
from annotations.store import Store
from annotations.store.export import export
from annotations.store.queries.claims import read_mentions
from annotations.text import show, symbols
from tests.annotations.exports.newsroom import ARTICLE, newsroom
from tests.annotations.exports.report.page_parser import expect_sound_page
from tests.annotations.exports.report.reviewed_article import contents, review, written

PUBLISHER = {
    "publisher": "Báo <Mẫu>",
    "publisher_url": "https://example.org/",
    "base_url": "https://example.org/kc",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with newsroom(tmp_path / "soi.db") as opened:
        yield opened


def report(store: Store, query: str = "", **options: Any) -> str:
    out = io.StringIO()
    export(store, "html", out, query=query, options=ExportOptions(**options))
    return out.getvalue()


def test_a_page_is_sound_and_says_everything(store: Store) -> None:
    page = expect_sound_page(report(store, **PUBLISHER))
    assert page.values("html", "lang") == ["en"]
    for text in (
        "Tiêm chủng <đợt 2>",
        "Báo <Mẫu>",
        "An Bình",
        "🏥",
        "(trang 3)",
        "lan",
        "minh",
        "cần xem lại",
    ):
        assert text in page.text, text
    assert "https://example.org/bao-cao" in page.values("a", "href")
    assert page.text.count("Where verdicts differ") == 2  # in the navigation and as a heading
    assert "50.0% of the pairs" in page.text
    assert {"text", "summary", "disputed", "progress", "agreement", "articles"} <= {*page.ids(), "text"}


def test_marks_have_signs_and_lead_to_rows(store: Store) -> None:
    page = expect_sound_page(report(store))
    marks = [attributes["class"] for tag, attributes in page.elements if tag == "mark"]
    assert sorted(set(marks)) == ["disputed", "unreviewed", "verified"]
    signs = [
        attributes for tag, attributes in page.elements if attributes.get("role") == "img" and tag == "span"
    ]
    assert {(sign["class"], sign["aria-label"]) for sign in signs} == {
        ("sign", "verdicts differ"),
        ("sign", "verified"),
    }


def test_a_refuted_claim_shows_its_sentence_and_evidence(store: Store) -> None:
    (percentage,) = [claim for claim in read_mentions(store, ARTICLE.id) if claim.mention.text == "62,8%"]
    for annotator in ("lan", "minh"):
        store.set_verdict(percentage.id, annotator, Verdict.REFUTED)
    store.set_evidence(
        percentage.id, "lan", [Evidence("javascript:alert(1)", "không phải", ""), Evidence("Công văn 12")]
    )
    source = report(store)
    page = expect_sound_page(source)
    refuted = source[source.index('<section id="refuted"') :].partition("</section>")[0]
    assert "cao nhất" in refuted
    assert 'class="refuted"' in refuted
    assert "javascript:alert(1)" in refuted
    assert "Công văn 12" in refuted
    assert not any("javascript" in href for href in page.values("a", "href"))


def test_the_address_of_an_article_is_a_link() -> None:
    article = Article("a", "a", "5 xã", url="https://bao.example/tin?a=1&b=2")
    source = written("html", contents(article, [review("lan", Verdict.REFUTED)], ExportOptions()))
    page = expect_sound_page(source)
    assert (
        page.values("a", "href").count("https://bao.example/tin?a=1&b=2") == 2
    )  # at the claim and at the article


def test_a_public_report_names_no_annotator_and_no_note(store: Store) -> None:
    source = report(store, query="by:lan", is_public=True, **PUBLISHER)
    page = expect_sound_page(source)
    words = set(re.findall(r"\w+", page.text))
    assert not {"lan", "minh", "trang"} & words
    assert "trang 3" not in source
    assert ARTICLE.source not in source


def test_a_selection_says_so_and_calls_nothing_unreviewed(store: Store) -> None:
    page = expect_sound_page(report(store, query="by:minh"))
    assert "a selection of what was reviewed" in page.text
    assert "by:minh" in page.text
    assert "unreviewed" not in page.text


def test_an_empty_store_gives_a_page(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db", create=True) as store:
        page = expect_sound_page(report(store))
    assert "Nothing in this report has a verdict." in page.text


def test_data_for_programs_only_for_a_named_publisher(store: Store) -> None:
    assert "<script" not in report(store)
    page = expect_sound_page(report(store, **PUBLISHER))
    (data,) = [data for element, data in page.texts if element == "script"]
    assert json.loads(data)["author"]["name"] == "Báo <Mẫu>"
    with pytest.raises(UsageError, match="no web address"):
        report(store, publisher="a", publisher_url="example.org", base_url="https://example.org/")


def test_memory_does_not_grow_with_the_report() -> None:
    """Articles are read one by one, once, and what sections say of them goes to files."""
    article, count, read_count = Article("a", "a", "62,8% dân số " * 5000), 60, 0
    (exported,) = contents(article, [review("lan", Verdict.REFUTED)], ExportOptions()).articles()

    def articles() -> Iterator[ExportedArticle]:
        nonlocal read_count
        for _number in range(count):
            read_count += 1
            yield exported

    out = LengthRecorder()
    tracemalloc.start()
    write_html(ExportContents(articles, lambda _article: [], Provenance("soi 1"), ExportOptions()), out)
    _size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read_count == count
    assert out.length > 3_800_000
    assert peak < 2_800_000


class LengthRecorder(io.StringIO):
    """A text stream that keeps nothing but the length of what was written."""

    length = 0

    def write(self, text: str, /) -> int:
        self.length += len(text)
        return len(text)


TEXTS = st.text(min_size=1, max_size=40) | st.sampled_from(
    ["</script><b>", "<!--", "&amp;&#60;", '" onload="x', "\x1b[2J", "\u202eabc", "a\r\nb", "]]>", "'"]
)


@given(text=TEXTS, title=TEXTS, note=TEXTS, annotator=TEXTS, address=TEXTS)
def test_any_text_is_shown_and_none_is_markup(
    text: str, title: str, note: str, annotator: str, address: str
) -> None:
    article = Article("a", "a", text, title=title, outlet=title, author=title, url=address)
    reviews = [
        review(annotator, Verdict.REFUTED, note, [Evidence(address, note)]),
        review(f"{annotator}2", Verdict.REFUTED),
    ]
    options = ExportOptions(publisher=title, publisher_url="https://a.org", base_url="https://a.org")
    source = written("html", contents(article, reviews, options, (0, len(text))))
    page = expect_sound_page(source)
    for shown_text in (title, note, annotator):
        assert plain(show(shown_text).text) in plain(page.text)
    assert symbols(source) == source


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
