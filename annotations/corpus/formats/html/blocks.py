"""The text of a page in blocks: paragraphs, headings, captions, rows of tables.

Inline elements never add white space, so that no number is split: ``<b>5,2</b><span>%</span>`` is ``5,2%``.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from annotations.corpus.formats.superscripts import raised

_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLANKS = re.compile(r"[ \t\r\n\f]+")  # not the no-break space, which belongs to a number
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_DATELINE = re.compile(r"location-?stamp|dateline")
_LONGEST_CELL = 300  # code points of a cell of data; in a longer one stands an article
_MOST_PARAGRAPHS = 2  # of a cell of data


class Block(NamedTuple):
    """A paragraph, heading, caption or row of a table.

    ``element`` is the block-level element that the text stands in. ``link_characters`` counts the characters in links.
    ``gap`` is what separates the block from the one before it: a line feed in a table or behind ``<br>``, else a blank line.
    """

    text: str
    element: Any
    link_characters: int
    gap: str

    @property
    def link_share(self) -> float:
        """The share of the text that stands in links."""
        return self.link_characters / len(self.text)

    @property
    def is_heading(self) -> bool:
        """Whether the element is a heading."""
        return self.element.tag in _HEADINGS


def blocks_of(page: Any) -> list[Block]:
    """The blocks below an element, in the order of the page; blank ones are left out."""
    renderer = _Renderer()
    renderer.render(page, page, in_link=False)
    renderer.flush(page)
    return renderer.blocks


def inline_text(element: Any) -> str:
    """The text of an element on one line."""
    return " ".join(block.text for block in blocks_of(element))


class _Renderer:
    """Collects pieces of text until a block-level element begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._link_characters = 0
        self._gap = "\n\n"

    def render(self, element: Any, block: Any, *, in_link: bool) -> None:
        """Take in an element; ``block`` is the block-level element that it stands in."""
        if not isinstance(element.tag, str):
            return
        tag = element.tag.lower()
        if tag == "br":
            self.flush(block, gap="\n")
        elif tag == "table" and _is_data(element):
            self.flush(block)
            self._render_rows(element)
        elif tag in _BLOCK_TAGS:
            self.flush(block)
            self._render_children(element, element, in_link=in_link)
            self.flush(element)
        elif tag == "sup":
            self._add(raised(inline_text_of_children(element), "".join(self._pieces)), in_link=in_link)
        else:
            self._render_children(element, block, in_link=in_link or tag == "a")
            if _DATELINE.search(element.get("class", "")):  # the page sets it apart by its style
                self._add(" - ", in_link=False)

    def flush(self, element: Any, gap: str = "\n\n") -> None:
        """End a block; ``gap`` separates the next one from it."""
        text = _INVISIBLE.sub("", _BLANKS.sub(" ", "".join(self._pieces))).strip(" ")
        if text.strip():
            self.blocks.append(Block(text, element, min(self._link_characters, len(text)), self._gap))
            self._gap = gap
        elif gap == "\n" and self._gap == "\n":
            self._gap = "\n\n"  # <br><br>
        elif gap != "\n":
            self._gap = gap
        self._pieces, self._link_characters = [], 0

    def _render_children(self, element: Any, block: Any, *, in_link: bool) -> None:
        self._add(element.text or "", in_link=in_link)
        for child in element:
            self.render(child, block, in_link=in_link)
            self._add(child.tail or "", in_link=in_link)

    def _add(self, text: str, *, in_link: bool) -> None:
        self._pieces.append(text)
        if in_link:
            self._link_characters += len(text.strip())

    def _render_rows(self, table: Any) -> None:
        for caption in table.iter("caption"):
            self._render_children(caption, caption, in_link=False)
            self.flush(caption)
        for row in table.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            self._add(
                " | ".join(text for text in map(inline_text_of_children, cells) if text.strip()),
                in_link=False,
            )
            self._link_characters = sum(len("".join(link.itertext()).strip()) for link in row.iter("a"))
            self.flush(row, gap="\n")
        self._gap = "\n\n"


def inline_text_of_children(element: Any) -> str:
    """The text in an element, its blocks on one line."""
    renderer = _Renderer()
    renderer._render_children(element, element, in_link=False)  # noqa: SLF001 (of the same class)
    renderer.flush(element)
    return " ".join(block.text for block in renderer.blocks)


def _is_data(table: Any) -> bool:
    """Whether a table has data in its cells, and is not the layout of the page."""
    if table.find(".//table") is not None or any(True for _heading in table.iter(*_HEADINGS)):
        return False
    has_columns = False
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        texts = [text for text in ("".join(cell.itertext()).strip() for cell in cells) if text]
        if any(len(text) > _LONGEST_CELL for text in texts):
            return False
        if any(len(cell.findall(".//p")) > _MOST_PARAGRAPHS for cell in cells):
            return False
        has_columns = has_columns or len(texts) > 1
    return has_columns
