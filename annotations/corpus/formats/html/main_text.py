"""Which blocks of a page are its article.

trafilatura knows the body of a page from what surrounds it. On Vietnamese pages it drops the lead, captions and single
lines, so its answer only marks blocks: the article is what stands between the first and the last of them, with the
lead above, without links, menus and counters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from unicodedata import normalize

from annotations.corpus.formats.html.blocks import Block
from annotations.corpus.formats.html.page_metadata import PageMetadata
from annotations.corpus.formats.html.tree import names_of
from annotations.corpus.names import is_outlet
from annotations.page.furniture import ends_article, is_caption, is_furniture
from annotations.page.timestamps import read_stamp

_FEWEST_CHARACTERS = 25  # letters and digits of a block that the engine's text must have
_PROBE = 60  # letters and digits at either end of a block that are looked for
_PARAGRAPH = 60  # code points from which a block is a paragraph
_MOST_LINKED = 0.5
_MOST_LINKED_OF_PARAGRAPH = 0.8
_MAIN_SHARE = 0.85  # of the marked text that the article's element must have
_SHORTEST_ARTICLE = 60  # code points
_FEWEST_TEASERS = 3
_FEWEST_WORDS, _MOST_WORDS = 4, 40  # of a title
_LEVELS_ABOVE_TITLE = 3  # elements around the title in which the day stands
_SENTENCE_END = re.compile(r"[.!?…:;][”\"’)\]]*\Z")
_LEAD = re.compile(
    r"\b(?:sapo|desc|description|lead|summary|tom ?tat|chapp?eau|standfirst|excerpt|intro|deck?|trich ?dan|dan de)\b"
)
_HEADLINE = re.compile(r"\b(?:titles?|headline|tieu ?de|tit|td ?bai|ten ?bai|tua)\b")
_BYLINE = re.compile(r"\b(?:author|byline|tac gia|but danh|writer|date|time|publish\w*|meta)\b")


class PageArticle(NamedTuple):
    """The article of a page: its title, its text beginning with the title, and the lines beside the title.

    ``byline`` has the lines between title and text, then those above the title.
    """

    title: str
    text: str
    byline: tuple[str, ...]


def find_article(blocks: Sequence[Block], engine_text: str, metadata: PageMetadata) -> PageArticle | None:
    """The article among the blocks of a page; None where there is none.

    ``engine_text`` is the article as trafilatura reads it.
    """
    marked = _marked(blocks, engine_text)
    if not marked:
        return None
    main = _main_element(blocks, marked)
    inside = [index for index, block in enumerate(blocks) if _is_inside(block, main)]
    marked = [index for index in marked if _is_inside(blocks[index], main)]
    title_index = _title_index(blocks, marked[0], metadata)
    first = next((index for index in marked if title_index is None or index > title_index), marked[-1])
    body = [index for index in inside if index >= first and _is_in_body(blocks, index, marked)]
    lead = _lead(blocks, title_index, first, inside, metadata)
    title = blocks[title_index].text if title_index is not None else metadata.title
    article_blocks = [blocks[index] for index in (*lead, *body) if _key(blocks[index].text) != _key(title)]
    if sum(len(block.text) for block in article_blocks) < _SHORTEST_ARTICLE or _is_list(
        blocks, inside, body, metadata
    ):
        return None
    top = range(title_index or 0, first)
    byline = [blocks[index].text for index in top if index not in (title_index, *lead)]
    if title_index is not None:
        byline += _lines_above(blocks, title_index)
    return PageArticle(title, _text(title, article_blocks), tuple(byline))


def _marked(blocks: Sequence[Block], engine_text: str) -> list[int]:
    """The blocks that the engine's text has; the paragraphs, where it has none."""
    engine_key, offset = _key(engine_text), 0
    marked = []
    for index, block in enumerate(blocks):
        key = _key(block.text)
        if _is_linked(block) or len(key) < _FEWEST_CHARACTERS:
            continue
        block_offset = _find(engine_key, key, offset)
        if block_offset >= 0:
            offset = block_offset
            marked.append(index)
    return marked or [index for index, block in enumerate(blocks) if _is_paragraph(block)]


def _find(engine_key: str, key: str, offset: int) -> int:
    """Where the beginning or the end of a block stands in the engine's text, from ``offset`` on or else anywhere; or -1."""
    for start in (offset, 0):
        for probe in (key[:_PROBE], key[-_PROBE:]):
            if (block_offset := engine_key.find(probe, start)) >= 0:
                return block_offset
    return -1


def _main_element(blocks: Sequence[Block], marked: Sequence[int]) -> Any:
    """The innermost element with most of the marked text, and with what stands beside it if that is one block."""
    chains = {
        index: [*reversed([*blocks[index].element.iterancestors()]), blocks[index].element]
        for index in marked
    }
    total = sum(len(blocks[index].text) for index in marked)
    main, members = chains[marked[0]][0], list(marked)
    for depth in range(1, max(map(len, chains.values()))):
        weights = Counter[object]()
        for index in members:
            if len(chains[index]) > depth:
                weights[chains[index][depth]] += len(blocks[index].text)
        if not weights:
            break
        element, weight = weights.most_common(1)[0]
        if weight < _MAIN_SHARE * total:
            break
        main = element
        members = [
            index for index in members if len(chains[index]) > depth and chains[index][depth] is element
        ]
    is_one_block = any(blocks[index].element is main for index in marked)
    return main.getparent() if is_one_block and main.getparent() is not None else main


def _is_inside(block: Block, element: object) -> bool:
    return any(parent is element for parent in _with_ancestors(block.element))


def _is_in_body(blocks: Sequence[Block], index: int, marked: Sequence[int]) -> bool:
    """Whether a block behind the first marked one belongs to the article.

    Behind the last marked one only what stands beside marked ones does, up to the links to other articles.
    """
    if not _belongs(blocks[index]):
        return False
    last = marked[-1]
    if index <= last:
        return True
    if any(ends_article(_line(block)) for block in blocks[last + 1 : index + 1]):
        return False
    parents = {blocks[number].element.getparent() for number in marked}
    sibling = next((e for e in _with_ancestors(blocks[index].element) if e.getparent() in parents), None)
    if sibling is None:
        return False
    sibling_blocks = [block for block in blocks[last + 1 :] if _is_inside(block, sibling)]
    return sum(block.link_characters for block in sibling_blocks) <= _MOST_LINKED * sum(
        len(block.text) for block in sibling_blocks
    )


def _with_ancestors(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _belongs(block: Block) -> bool:
    line = _line(block)
    is_page_furniture = is_furniture(line) and not is_caption(line)
    return not _is_linked(block) and not is_page_furniture


def _title_index(blocks: Sequence[Block], first: int, metadata: PageMetadata) -> int | None:
    """The block with the title: the heading ``h1`` that the page's title has, else a heading, else what is named so."""
    title_key = _key(metadata.title)
    headings = [index for index, block in enumerate(blocks) if block.element.tag == "h1"]
    for index in headings:
        if title_key and _is_same_title(_key(blocks[index].text), title_key):
            return index
    top = range(first, -1, -1)
    candidates = (
        [index for index in top if title_key and _key(blocks[index].text) == title_key],
        [index for index in top if index in headings and _is_title_of_article(blocks[index])],
        [index for index in top if _is_headline(blocks[index])],
    )
    return next((indices[0] for indices in candidates if indices), None)


def _lines_above(blocks: Sequence[Block], title: int) -> list[str]:
    """The lines above the title in the elements around it, the nearest first."""
    around = blocks[title].element
    for _level in range(_LEVELS_ABOVE_TITLE):
        if around.getparent() is not None and around.getparent().tag != "body":
            around = around.getparent()
    return [block.text for block in reversed(blocks[:title]) if _is_inside(block, around)]


def _is_title_of_article(block: Block) -> bool:
    """Whether a heading ``h1`` that the page's title does not have is no name of the site: a logo is one, too."""
    return len(block.text.split()) >= _FEWEST_WORDS and not _is_linked(block) and not is_outlet(_line(block))


def _is_same_title(key: str, title_key: str) -> bool:
    return len(key) >= 8 and (key in title_key or title_key in key)


def _is_headline(block: Block) -> bool:
    line = _line(block)
    words = len(line.split())
    if not _FEWEST_WORDS <= words <= _MOST_WORDS or read_stamp(line) or _SENTENCE_END.search(line):
        return False
    elements = [block.element, *block.element.iterdescendants("span", "b", "strong", "font", "a")]
    return block.is_heading or any(_HEADLINE.search(names_of(element)) for element in elements)


def _lead(
    blocks: Sequence[Block], title: int | None, first: int, inside: Sequence[int], metadata: PageMetadata
) -> list[int]:
    """The blocks of the lead: between title and body, or wherever above the body the page's description stands."""
    description = _key(metadata.description)[:40]
    start = title if title is not None else min(inside)
    lead = []
    for index in range(first):
        block = blocks[index]
        is_described = len(description) >= _FEWEST_CHARACTERS and description in _key(block.text)
        belongs_below_title = _is_lead(block) or _stands_before(block, blocks[first])
        if is_described or (index > start and belongs_below_title):
            lead.append(index)
    return [index for index in lead if index != title]


def _is_lead(block: Block) -> bool:
    line = _line(block)
    if not _belongs(block) or _is_stamp(line):
        return False
    names = " ".join(
        names_of(element) for element in (block.element, block.element.getparent()) if element is not None
    )
    if _LEAD.search(names) and len(line) >= _FEWEST_CHARACTERS:
        return True
    return _is_paragraph(block) and not _BYLINE.search(names_of(block.element))


def _stands_before(block: Block, first: Block) -> bool:
    """Whether a block belongs to the body that begins with ``first``: a caption, a row of data, or what stands beside it."""
    is_beside = block.element.getparent() is first.element.getparent()
    is_text = block.is_heading or (block.element.tag == "p" and not _BYLINE.search(names_of(block.element)))
    is_part = _is_caption(block) or block.element.tag == "tr" or (is_beside and is_text)
    return is_part and _belongs(block) and not _is_stamp(_line(block))


def _is_caption(block: Block) -> bool:
    """Whether a block is the caption of a picture, by its element, its class or its words."""
    elements = [block.element, block.element.getparent()]
    names = " ".join(names_of(element) for element in elements if element is not None)
    return block.element.tag == "figcaption" or "caption" in names.split() or is_caption(_line(block))


def _is_stamp(line: str) -> bool:
    stamp = read_stamp(normalize("NFC", line))
    return stamp is not None and len(line) <= 80


def _is_list(
    blocks: Sequence[Block], inside: Sequence[int], body: Sequence[int], metadata: PageMetadata
) -> bool:
    """Whether a page is a list of articles: as many linked titles as paragraphs, and no word of an article."""
    if metadata.is_article:
        return False
    teasers = sum(
        block.link_share > 0.9 and len(block.text) >= _FEWEST_CHARACTERS
        for block in (blocks[i] for i in inside)
    )
    paragraphs = sum(_is_paragraph(blocks[index]) for index in body)
    return teasers >= max(_FEWEST_TEASERS, paragraphs)


def _is_linked(block: Block) -> bool:
    most = _MOST_LINKED_OF_PARAGRAPH if _is_prose(block) else _MOST_LINKED
    return block.link_share > most


def _is_paragraph(block: Block) -> bool:
    return _is_prose(block) and block.link_share <= _MOST_LINKED


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PARAGRAPH and _SENTENCE_END.search(_line(block)) is not None


def _text(title: str, blocks: Sequence[Block]) -> str:
    """The title, and the blocks below it."""
    body = blocks[0].text + "".join(block.gap + block.text for block in blocks[1:])
    return f"{title}\n\n{body}\n" if title else f"{body}\n"


def _line(block: Block) -> str:
    return normalize("NFC", block.text.strip())


def _key(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, normalize("NFC", text).casefold()))
