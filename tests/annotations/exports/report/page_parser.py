"""Reads a page of a report with the standard library's parser and checks what holds of every such page."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "br", "hr", "img"}
# What the page may consist of; anything else came from a text.
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "article", "footer", "h1",
    "h2", "h3", "p", "a", "ol", "ul", "li", "dl", "dt", "dd", "div", "span", "strong", "b", "q", "blockquote", "mark",
    "time", "code", "figure", "figcaption", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "defs",
    "pattern", "rect", "path", "text", "desc", "script",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "name", "content", "charset", "http-equiv", "class", "id", "href", "rel", "title", "scope", "role",
    "datetime", "type", "width", "height", "viewbox", "x", "y", "d", "patternunits", "text-anchor",
    "aria-label", "aria-labelledby", "aria-hidden",
}  # fmt: skip


class Page(HTMLParser):
    """The elements of a page with their attributes, and its texts by the element that they stand in."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open_elements: list[str] = []
        self.feed(source)
        self.close()
        assert not self._open_elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open_elements.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open_elements.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open_elements[-1] if self._open_elements else "", data))

    @property
    def text(self) -> str:
        """The text of the page, without styles and data for programs."""
        return "".join(data for element, data in self.texts if element not in ("style", "script"))

    def values(self, element: str, attribute: str) -> list[str]:
        return [
            attributes[attribute]
            for tag, attributes in self.elements
            if tag == element and attribute in attributes
        ]

    def ids(self) -> list[str]:
        return [attributes["id"] for _tag, attributes in self.elements if "id" in attributes]


def expect_sound_page(source: str) -> Page:
    """A page that is balanced, loads nothing, runs nothing, and can be read without seeing it."""
    page = Page(source)
    assert {tag for tag, _attributes in page.elements} <= ELEMENTS
    assert {name for _tag, attributes in page.elements for name in attributes} <= ATTRIBUTES
    ids = page.ids()
    assert len(ids) == len(set(ids))
    references = [href.removeprefix("#") for href in page.values("a", "href") if href.startswith("#")]
    labels = [
        name for _tag, attributes in page.elements for name in attributes.get("aria-labelledby", "").split()
    ]
    assert set(references) | set(labels) <= set(ids)
    links = [href for href in page.values("a", "href") if not href.startswith("#")]
    assert all(href.startswith(("http://", "https://")) for href in links)
    assert set(page.values("script", "type")) <= {"application/ld+json"}
    styles = "".join(data for element, data in page.texts if element == "style")
    assert "//" not in styles
    assert "@import" not in styles
    assert len(page.values("script", "type")) == sum(tag == "script" for tag, _attributes in page.elements)
    _expect_accessible(page)
    return page


def _expect_accessible(page: Page) -> None:
    tags = [tag for tag, _attributes in page.elements]
    assert {"header", "nav", "main", "footer"} <= set(tags)
    assert tags.count("h1") == tags.count("main") == 1
    levels = [int(tag[1]) for tag in tags if tag in ("h1", "h2", "h3")]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert tags.count("th") == len(page.values("th", "scope"))
    assert tags.count("table") == tags.count("caption")
    for tag, attributes in page.elements:
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or (
                attributes["role"] == "img" and attributes["aria-labelledby"]
            )
