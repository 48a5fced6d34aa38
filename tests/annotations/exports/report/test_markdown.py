"""The report as Markdown, read back with markdown-it."""

from __future__ import annotations

import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotations.exports.contents import ExportOptions
from annotations.exports.report.markdown.markup import emphasised, escaped, linked
from annotations.model import Article, Evidence, Verdict
from annotations.store.export import export
from annotations.text import visible
from tests.annotations.exports.newsroom import ARTICLE, EVIDENCE, newsroom
from tests.annotations.exports.report.page_parser import Page
from tests.annotations.exports.report.reviewed_article import contents, review, written

READER = MarkdownIt("commonmark").enable("table")
SPECIAL = st.text("#+-=*_`~[]()<>|\\&!.:1 a\tđ\n\u200b", max_size=20)


def text_of(markdown: str) -> str:
    return " ".join(Page(READER.render(markdown)).text.split())


@given(st.text(max_size=30) | SPECIAL)
def test_an_escaped_text_is_shown_as_it_was(text: str) -> None:
    assert text_of(f"> {escaped(text)}") == " ".join(visible(text).split())


@given(st.text("a1%-“ .", max_size=5), st.text("a1%-“.(", min_size=1, max_size=5))
def test_emphasis_is_always_read(preceding: str, text: str) -> None:
    rendered = READER.render(f"a{preceding}{emphasised(text, f'a{preceding}')} ✓")
    assert "<strong>" in rendered or "<b>" in rendered
    assert "**" not in rendered


def test_only_web_addresses_become_links() -> None:
    assert linked("https://example.org/a_b") == "<https://example.org/a_b>"
    assert "href" not in READER.render(linked("javascript:alert(1)"))


def test_the_report_has_its_tables(tmp_path: Path) -> None:
    out = io.StringIO()
    with newsroom(tmp_path / "soi.db") as store:
        export(store, "markdown", out)
    page = Page(READER.render(out.getvalue().partition("\n")[2]))
    tags = [tag for tag, _attributes in page.elements]
    assert tags.count("table") == 5
    for text in ("Tiêm chủng <đợt 2>", "(trang 3)", "✓ verified · lan", "✗ refuted · minh", "62,8% ✓"):
        assert text in page.text, text
    assert page.values("a", "href") == [str(ARTICLE.url), EVIDENCE.url] * 2


def test_a_public_report_names_nobody(tmp_path: Path) -> None:
    out = io.StringIO()
    with newsroom(tmp_path / "soi.db") as store:
        export(store, "markdown", out, options=ExportOptions(is_public=True))
    assert "lan" not in out.getvalue().replace("elan", "")
    assert "trang 3" not in out.getvalue()


@given(st.text(min_size=1, max_size=30) | SPECIAL.filter(bool))
def test_a_table_keeps_its_cells(text: str) -> None:
    reviews = [review("lan", Verdict.REFUTED, text, [Evidence(text, text)])]
    source = written(
        "markdown", contents(Article("a", "a", text, title=text), reviews, ExportOptions(), (0, len(text)))
    )
    rendered = READER.render(source.partition("\n")[2])
    assert rendered.count("<table>") == 4
    widths = {
        row.count("<th") + row.count("<td") for row in rendered.rpartition("<table>")[2].split("<tr>")[1:]
    }
    assert widths == {2}
