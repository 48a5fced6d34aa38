"""Which blocks of a page are its article.

trafilatura knows the body of a page from what surrounds it. On Vietnamese pages it drops the lead, captions and single
lines, so its answer only marks blocks: the article is what stands between the first and the last of them, with the
lead above, without links, menus and counters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from annotations.corpus.formats.html.block_kinds import (
    FEWEST_CHARACTERS,
    belongs,
    is_byline,
    is_imprint,
    is_inside,
    is_lead,
    is_linked,
    is_paragraph,
    is_picture_caption,
    is_stamp,
    key_of,
    line_of,
    with_ancestors,
)
from annotations.corpus.formats.html.blocks import Block
from annotations.corpus.formats.html.headline import find_title, lines_above
from annotations.corpus.formats.html.page_metadata import PageMetadata
from annotations.page.furniture import ends_article

_PROBE = 60  # letters and digits at either end of a block that are looked for
_MOST_LINKED = 0.5  # of what stands behind the body
_MAIN_SHARE = 0.85  # of the marked text that the article's element must have
_SHORTEST_ARTICLE = 60  # code points
_FEWEST_TEASERS = 3


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
    inside = [index for index, block in enumerate(blocks) if is_inside(block, main)]
    marked = [index for index in marked if is_inside(blocks[index], main)]
    title_index = find_title(blocks, marked[0], metadata)
    below_title = [index for index in marked if title_index is None or index > title_index]
    first = next((index for index in below_title if not is_stamp(line_of(blocks[index]))), marked[-1])
    body = [index for index in inside if index >= first and _is_in_body(blocks, index, marked)]
    lead = _lead(blocks, title_index, first, inside, metadata)
    title = blocks[title_index].text if title_index is not None else metadata.title
    article_blocks = [
        blocks[index] for index in (*lead, *body) if key_of(blocks[index].text) != key_of(title)
    ]
    if sum(len(block.text) for block in article_blocks) < _SHORTEST_ARTICLE or _is_list(
        blocks, inside, body, metadata
    ):
        return None
    top = range(title_index or 0, first)
    byline = [blocks[index].text for index in top if index not in (title_index, *lead)]
    if title_index is not None:
        byline += lines_above(blocks, title_index)
    return PageArticle(title, _text(title, article_blocks), tuple(byline))


def _marked(blocks: Sequence[Block], engine_text: str) -> list[int]:
    """The blocks that the engine's text has; the paragraphs, where it has none."""
    engine_key, offset = key_of(engine_text), 0
    marked = []
    for index, block in enumerate(blocks):
        key = key_of(block.text)
        if is_linked(block) or len(key) < FEWEST_CHARACTERS or is_imprint(line_of(block)):
            continue
        block_offset = _find(engine_key, key, offset)
        if block_offset >= 0:
            offset = block_offset
            marked.append(index)
    return marked or [index for index, block in enumerate(blocks) if is_paragraph(block)]


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


def _is_in_body(blocks: Sequence[Block], index: int, marked: Sequence[int]) -> bool:
    """Whether a block behind the first marked one belongs to the article.

    Behind the last marked one only what stands beside marked ones does, up to the links to other articles.
    """
    if not belongs(blocks[index]):
        return False
    last = marked[-1]
    if index <= last:
        return True
    lines = map(line_of, blocks[last + 1 : index + 1])
    if any(ends_article(line) or is_imprint(line) for line in lines):
        return False
    parents = {blocks[number].element.getparent() for number in marked}
    sibling = next((e for e in with_ancestors(blocks[index].element) if e.getparent() in parents), None)
    if sibling is None:
        return False
    sibling_blocks = [block for block in blocks[last + 1 :] if is_inside(block, sibling)]
    return sum(block.link_characters for block in sibling_blocks) <= _MOST_LINKED * sum(
        len(block.text) for block in sibling_blocks
    )


def _lead(
    blocks: Sequence[Block], title: int | None, first: int, inside: Sequence[int], metadata: PageMetadata
) -> list[int]:
    """The blocks of the lead: between title and body, or wherever above the body the page's description stands."""
    description = key_of(metadata.description)[:40]
    start = title if title is not None else min(inside)
    lead = []
    for index in range(first):
        block = blocks[index]
        is_described = len(description) >= FEWEST_CHARACTERS and description in key_of(block.text)
        belongs_below_title = is_lead(block) or _stands_before(block, blocks[first])
        if is_described or (index > start and belongs_below_title):
            lead.append(index)
    return [index for index in lead if index != title]


def _stands_before(block: Block, first: Block) -> bool:
    """Whether a block belongs to the body that begins with ``first``: a caption, a row of data, or what stands beside it."""
    is_beside = block.element.getparent() is first.element.getparent()
    is_text = block.is_heading or (block.element.tag == "p" and not is_byline(block))
    is_part = is_picture_caption(block) or block.element.tag == "tr" or (is_beside and is_text)
    return is_part and belongs(block) and not is_stamp(line_of(block))


def _is_list(
    blocks: Sequence[Block], inside: Sequence[int], body: Sequence[int], metadata: PageMetadata
) -> bool:
    """Whether a page is a list of articles: as many linked titles as paragraphs, and no word of an article."""
    if metadata.is_article or not body:
        return False
    teasers = sum(
        block.link_share > 0.9 and len(block.text) >= FEWEST_CHARACTERS
        for block in (blocks[index] for index in inside if index <= body[-1])
    )
    paragraphs = sum(is_paragraph(blocks[index]) for index in body)
    return teasers >= max(_FEWEST_TEASERS, paragraphs)


def _text(title: str, blocks: Sequence[Block]) -> str:
    """The title, and the blocks below it."""
    body = blocks[0].text + "".join(block.gap + block.text for block in blocks[1:])
    return f"{title}\n\n{body}\n" if title else f"{body}\n"
