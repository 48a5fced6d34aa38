"""Parse a page, and remove what is no part of any article: scripts, menus, boxes with other articles, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from annotations.extras import load_extra

EXTRA = "html"

_DROPPED_TAGS = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "button", "select", "input",
    "textarea", "nav", "aside", "footer", "dialog", "audio", "video", "map", "amp-ad", "amp-embed", "amp-sidebar",
    "amp-social-share", "amp-analytics", "amp-list", "amp-video", "amp-audio", "amp-iframe",
)  # fmt: skip
# Elements of these tags are judged by their class, id, type and role; a paragraph or a heading is judged by its words.
_JUDGED_TAGS = (
    "div",
    "section",
    "ul",
    "ol",
    "dl",
    "table",
    "span",
    "figure",
    "header",
    "form",
    "center",
    "article",
)
_FURNITURE = re.compile(
    r"\b(?:relat(?:ed|e|ive)s?|lien quan|tin lq|cmt|comments?|binh luan|shares?|sharing|socials?|menu|nav|navbar"
    r"|navigation|side ?bar|banners?|ads?|adv|advert\w*|quang cao|popup|modal|newsletter|subscribe|tags?|keywords?|tu khoa"
    r"|most (?:read|view(?:ed)?)|doc nhieu|xem nhieu|xem them|doc them|read more|recommend\w*|suggest\w*|cung chuyen muc"
    r"|cung su kien|tin (?:khac|moi|cu)|other news|hot news|list news|news list|top ?news|bottom news|see also|pagination"
    r"|paging|footer|copyright|cookies?|login|rating|poll|google news|follow|toolbar|author (?:box|bio|info)|about author"
    r"|counter|visitors?|col right|right col|rightcol|cot phai)\b"
    # Words that are written as one, with others before and behind them.
    r"|lienquan|binhluan|quangcao|tukhoa|docnhieu|xemnhieu|docthem|xemthem|tinkhac|tinmoi|cungchuyenmuc|breadcrumb|comment|related"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# An element with more of the page's words than this is no furniture, whatever its class says.
_MOST_OF_PAGE = 0.3
# Readers write more than the article has, now and then.
_COMMENTS = re.compile(r"\b(?:comments?|binh ?luan|cmt|disqus|y kien ban doc)\b")
_MOST_OF_COMMENTS = 0.9


def parse_page(markup: str) -> Any | None:
    """The root element of a page; None for one without elements. Raises UsageError without ``soi[html]``."""
    html, etree = load_extra("lxml.html", EXTRA), load_extra("lxml.etree", EXTRA)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def remove_furniture(page: Any) -> None:
    """Remove what is no part of any article, in place; the text behind an element stays."""
    for element in list(page.iter(*_DROPPED_TAGS)):
        if element.getparent() is not None and element.find(".//h1") is None:
            element.drop_tree()
    words = _word_characters(page)
    for element in list(_furniture(page)):
        is_in_page = element.getroottree().getroot() is page and element.getparent() is not None
        share = _MOST_OF_COMMENTS if _COMMENTS.search(names_of(element)) else _MOST_OF_PAGE
        if is_in_page and _word_characters(element) < share * words and element.find(".//h1") is None:
            element.drop_tree()


def names_of(element: Any) -> str:
    """The class, id, type and role of an element as words in lower case."""
    names = " ".join(element.get(attribute, "") for attribute in ("class", "id", "type", "role", "data-role"))
    return _NO_WORD.sub(" ", _CAMEL.sub(" ", names).lower())


def _furniture(page: Any) -> Iterator[Any]:
    for element in page.iter(*_JUDGED_TAGS):
        is_hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style", ""))
        if is_hidden or _FURNITURE.search(names_of(element)):
            yield element


def _word_characters(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())
