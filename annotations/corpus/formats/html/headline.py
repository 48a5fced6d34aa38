"""The title of an article among the blocks of its page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotations.corpus.formats.html.block_kinds import ends_sentence, is_inside, is_linked, key_of, line_of
from annotations.corpus.formats.html.blocks import Block
from annotations.corpus.formats.html.page_metadata import PageMetadata
from annotations.corpus.formats.html.tree import names_of
from annotations.corpus.names import is_outlet
from annotations.page.timestamps import read_stamp

_FEWEST_WORDS, _MOST_WORDS = 4, 40
_SHORTEST_KEY = 8  # letters and digits by which two titles are told to be the same
_NEAREST_BLOCKS = 4  # above the title, whatever they stand in
_LEVELS_ABOVE = 3  # elements around the title in which the day stands
_HEADLINE = re.compile(r"\b(?:titles?|headline|tieu ?de|tit|td ?bai|ten ?bai|tua)\b")


def find_title(blocks: Sequence[Block], first: int, metadata: PageMetadata) -> int | None:
    """The block with the title: the heading ``h1`` that the page's title has, else a heading, else what is named so."""
    title_key = key_of(metadata.title)
    headings = [index for index, block in enumerate(blocks) if block.element.tag == "h1"]
    for index in headings:
        if title_key and _is_same_title(key_of(blocks[index].text), title_key):
            return index
    top = range(first, -1, -1)
    candidates = (
        [index for index in top if title_key and key_of(blocks[index].text) == title_key],
        [index for index in top if index in headings and _is_title_of_article(blocks[index])],
        [index for index in top if _is_headline(blocks[index])],
    )
    return next((indices[0] for indices in candidates if indices), None)


def lines_above(blocks: Sequence[Block], title: int) -> list[str]:
    """The lines just above the title, and those in the elements around it, the nearest first."""
    surrounding_element = blocks[title].element
    for _level in range(_LEVELS_ABOVE):
        if surrounding_element.getparent() is not None and surrounding_element.getparent().tag != "body":
            surrounding_element = surrounding_element.getparent()
    nearest = blocks[max(0, title - _NEAREST_BLOCKS) : title]
    return [
        block.text
        for block in reversed(blocks[:title])
        if block in nearest or is_inside(block, surrounding_element)
    ]


def _is_title_of_article(block: Block) -> bool:
    """Whether a heading ``h1`` that the page's title does not have is no name of the site: a logo is one, too."""
    return len(block.text.split()) >= _FEWEST_WORDS and not is_linked(block) and not is_outlet(line_of(block))


def _is_same_title(key: str, title_key: str) -> bool:
    return len(key) >= _SHORTEST_KEY and (key in title_key or title_key in key)


def _is_headline(block: Block) -> bool:
    line = line_of(block)
    words = len(line.split())
    if not _FEWEST_WORDS <= words <= _MOST_WORDS or read_stamp(line) or ends_sentence(line):
        return False
    elements = [block.element, *block.element.iterdescendants("span", "b", "strong", "font", "a")]
    return block.is_heading or any(_HEADLINE.search(names_of(element)) for element in elements)
