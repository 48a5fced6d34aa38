"""What a block of a page is: a paragraph, a caption, a row of links, a line of the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from annotations.corpus.formats.html.blocks import Block
from annotations.corpus.formats.html.tree import names_of
from annotations.page.furniture import is_caption, is_furniture
from annotations.page.timestamps import read_stamp
from annotations.text import fold

# Letters and digits of a block by which it is told from others.
FEWEST_CHARACTERS = 25
_PARAGRAPH = 60  # code points from which a block is a paragraph
_LONGEST_STAMP = 80  # code points of a line with the day of publication
_MOST_LINKED = 0.5
_MOST_LINKED_OF_PROSE = 0.8
_SENTENCE_END = re.compile(r"[.!?…:;][”\"’)\]]*\Z")
_IMPRINT = re.compile(
    r"\b(?:(?:tong bien tap|co quan chu quan|toa soan|hotline)\s*:|giay phep (?:so|xuat ban|hoat dong)\b|ghi ro nguon\b"
    r"|(?:dang|luot|so luot) truy cap\b)"
)
_LEAD = re.compile(
    r"\b(?:sapo|desc|description|lead|summary|tom ?tat|chapp?eau|standfirst|excerpt|intro|deck?|trich ?dan|dan de)\b"
)
_BYLINE = re.compile(r"\b(?:author|byline|tac gia|but danh|writer|date|time|publish\w*|meta)\b")


def belongs(block: Block) -> bool:
    """Whether a block may be a part of an article: it is no link, no menu and no counter."""
    line = line_of(block)
    is_page_furniture = is_furniture(line) and not is_caption(line)
    return not is_linked(block) and not is_page_furniture


def is_lead(block: Block) -> bool:
    """Whether a block below the title is the lead, by its class, or as a paragraph that names no author."""
    line = line_of(block)
    if not belongs(block) or is_stamp(line):
        return False
    names = " ".join(
        names_of(element) for element in (block.element, block.element.getparent()) if element is not None
    )
    if _LEAD.search(names) and len(line) >= FEWEST_CHARACTERS:
        return True
    return is_paragraph(block) and not is_byline(block)


def is_picture_caption(block: Block) -> bool:
    """Whether a block is the caption of a picture, by its element, its class or its words."""
    elements = [block.element, block.element.getparent()]
    names = " ".join(names_of(element) for element in elements if element is not None)
    return block.element.tag == "figcaption" or "caption" in names.split() or is_caption(line_of(block))


def is_stamp(line: str) -> bool:
    """Whether a line says when the article was published."""
    stamp = read_stamp(line) if len(line) <= _LONGEST_STAMP and not line.endswith(".") else None
    return stamp is not None and (stamp.timed or stamp.own or stamp.labelled)


def is_linked(block: Block) -> bool:
    """Whether a block is a link, or a row of links; prose may have more of them."""
    return block.link_share > (_MOST_LINKED_OF_PROSE if is_prose(block) else _MOST_LINKED)


def is_paragraph(block: Block) -> bool:
    """Whether a block is a paragraph, most of it outside of links."""
    return is_prose(block) and block.link_share <= _MOST_LINKED


def is_imprint(line: str) -> bool:
    """Whether a line behind the text is of the outlet or of the page's counters: ``Tổng biên tập: …``."""
    return _IMPRINT.search(fold(line).text) is not None


def is_prose(block: Block) -> bool:
    """Whether a block is long and ends as a sentence does."""
    return len(block.text) >= _PARAGRAPH and ends_sentence(line_of(block))


def line_of(block: Block) -> str:
    """The text of a block in NFC."""
    return normalize("NFC", block.text.strip())


def key_of(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, normalize("NFC", text).casefold()))


def is_inside(block: Block, element: object) -> bool:
    """Whether a block stands in an element."""
    return any(parent is element for parent in with_ancestors(block.element))


def with_ancestors(element: Any) -> Iterator[Any]:
    """An element and those that it stands in, the innermost first."""
    yield element
    yield from element.iterancestors()


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence or a clause does."""
    return _SENTENCE_END.search(line) is not None


def is_byline(block: Block) -> bool:
    """Whether a block is named after an author or a date."""
    return _BYLINE.search(names_of(block.element)) is not None
