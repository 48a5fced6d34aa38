"""HTML that is put together safely: every text is escaped unless it is ``Markup`` already."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape

from annotations.exports.report.web_addresses import is_web_address
from annotations.text import show, visible

# Elements without a closing tag.
_VOID = frozenset({"br", "meta"})


class Markup(str):
    """Text that is HTML."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str | None) -> Markup:
    """An element with its children, which are escaped where they are plain text.

    ``class_`` stands for the attribute ``class``, ``aria_label`` for ``aria-label``; an attribute that is None is left
    out.
    """
    written_attributes = "".join(
        f' {_attribute_name(attribute)}="{escape(visible(value))}"'
        for attribute, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{written_attributes}>")
    return Markup(f"<{name}{written_attributes}>{join(children)}</{name}>")


@cache
def _attribute_name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def join(parts: Iterable[str]) -> Markup:
    """Markup and plain texts behind each other, the texts escaped and with symbols for control characters."""
    return Markup("".join(part if isinstance(part, Markup) else escape(show(part).text) for part in parts))


def start_tag(name: str, /, **attributes: str) -> Markup:
    """The opening tag of an element that is written piece by piece."""
    return Markup(element(name, **attributes).removesuffix(f"</{name}>"))


def end_tag(name: str) -> Markup:
    """The closing tag of an element that is written piece by piece."""
    return Markup(f"</{name}>")


def link(address: str) -> Markup:
    """A web address as a link that tells the site nothing; any other text as it is."""
    if not is_web_address(address):
        return join([visible(address)])
    return element("a", visible(address), href=address, rel="external nofollow noopener noreferrer")


def table(caption: str, headings: Iterable[str], rows: Iterable[Markup], class_: str | None = None) -> Markup:
    """A table of rows made by ``row``, with a caption and column headings."""
    heading_row = element("tr", *(element("th", heading, scope="col") for heading in headings))
    return element(
        "table",
        element("caption", caption),
        element("thead", heading_row),
        element("tbody", *rows),
        class_=class_,
    )


def row(heading: str, *cells: str) -> Markup:
    """A row of a table whose first cell is its heading."""
    return element("tr", element("th", heading, scope="row"), *(element("td", cell) for cell in cells))
