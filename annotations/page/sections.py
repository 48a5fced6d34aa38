"""The parts of a saved page that are not the article, as spans of its text: header, links, comments, share bars.

``claims`` gives the numbers in them the role of metadata.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from annotations.page.furniture import ARROWS, is_menu, is_share_bar
from annotations.page.labelled_header import read_labelled_header
from annotations.text import fold

_PROSE = 150  # code points from which a line is a paragraph
_LONGEST_HEADING = 50
_LONGEST_LINE = 240
_WORDS_OF_SENTENCE = 6  # a headline rarely ends with a full stop, a sentence of so many words does
_WORDS_OF_TAG = 6

_SENTENCE_END = re.compile(r"(?<![.…])[.!?][”\"’)\]]*\s*\Z")
_FULL_STOP = re.compile(r"(?<![.…])\.[”\"’)\]]*\s*\Z")
# The first words of all headings below, with and without marks: other lines are not folded.
_FIRST_WORDS = frozenset(
    """tin|bài|bai|các|cac|những|nhung|xem|đọc|doc|tìm|tim|mời|moi|nội|noi|cùng|
cung|có|co|đừng|dung|dành|danh|video|ý|y|bình|binh|gửi|gui|viết|viet|đăng|
dang|bạn|ban|tag|tags|từ|tu|chủ|chu|thẻ|the|related|read|see|more|comment|
comments|leave|tham|hãy|hay|nhiều|nhieu|sự|su|chuyên|chuyen""".replace("\n", "").split("|")
)
_WORD = re.compile(r"[^\W\d_]+")
_COUNTER = r"(?: *[(\[]? *\d[\d.,]*k? *[)\]]?)?"
_END = rf"{_COUNTER}\s*[:.…>»]*\s*\Z"
_LINK_WORDS = (
    r"(?:(?:xem|doc|tim hieu) (?:them|tiep)|(?:moi|moi ban|moi doc gia|moi ban doc|moi quy vi) (?:xem|doc)(?: them)?"
    r"|read more|see also|tin lien quan|bai lien quan|bai viet lien quan|chuyen de)"
)
_RELATED = re.compile(
    rf"{_LINK_WORDS}(?: (?:bai viet|bai|tin|tin tuc|ve chu de nay|lien quan|o day|tai day|video))?{_END}"
    r"|(?:(?:cac |nhung )?(?:tin|bai|tin bai|tin, bai|bai viet|bai bao|video|tin tuc|noi dung|su kien)"
    r" (?:viet )?(?:lien quan|cung chuyen muc|cung chu de|cung su kien|cung loai|cung tac gia|khac|doc nhieu(?: nhat)?"
    r"|xem nhieu(?: nhat)?|moi(?: nhat| hon| dang| cap nhat)?|cu hon|da dua|noi bat|nong|hot|quan tam|goi y|de xuat))"
    + _END
    + rf"|(?:cung (?:chuyen muc|chu de|tac gia|su kien)|doc nhieu(?: nhat)?|xem nhieu(?: nhat)?|dung bo lo|danh cho ban"
    rf"|co the ban (?:quan tam|chua biet|thich)|ban co the (?:quan tam|thich)|co the quan tam|related(?: (?:news|articles|posts))?"
    rf"|more (?:news|stories)|chuyen muc khac|tin moi|nhieu nguoi (?:doc|quan tam)|(?:chu de|su kien) lien quan){_END}"
)
_COMMENTS = re.compile(
    rf"(?:\(?\d[\d.,]*\)? *)?(?:(?:gui |viet |dang )?binh luan(?: (?:cua ban|ban doc|cua ban doc|bai viet|moi nhat|noi bat))?"
    rf"|y kien(?: (?:ban doc|doc gia|cua ban|cua ban doc|phan hoi))?|ban doc (?:binh luan|viet|phan hoi|gop y)"
    rf"|ban doc noi gi|comments?|leave a comment|tham gia binh luan|hay binh luan(?: dau tien)?){_END}"
)
_TAGS = re.compile(r"(?:tags?|(?:cac )?tu khoa(?: lien quan)?|chu de)\s*(?P<colon>:)?\s*(?P<tags>.*)\Z")
_SAME_LINE = re.compile(rf"(?:>+ *)?{_LINK_WORDS}(?:[^:]{{0,20}}[:>»]|\s+[-–])\s*\S")
_HASHTAGS = re.compile(r"\s*(?:#\w+[\s,;]*){2,}|\s*#\w*[^\W\d]\w*\s*")
_MENU_SIGNS = "|»›•·>"
_SHARE_SIGNS = (
    "chia sẻ",
    "facebook",
    "zalo",
    "thích",
    "bình luận",
    "copy",
    "share",
    "like",
    "nghe đọc",
    "lưu",
)


class PagePart(NamedTuple):
    """A span of a text that is not part of the article, and what it is: as ``header``, ``link`` or ``tags``."""

    start: int
    end: int
    name: str


@dataclass
class _Lines:
    """The lines of a text that are not blank, each cut to a bounded length."""

    spans: list[tuple[int, int]]
    texts: list[str]
    signed: set[int]  # the indices of the lines with a sign or a word of menus and share bars

    @cached_property
    def first_sentence(self) -> int:
        """The index of the first line that is a sentence or a paragraph: where the article has begun."""
        sentences = (
            index for index, line in enumerate(self.texts) if len(line) > _PROSE or _SENTENCE_END.search(line)
        )
        return next(sentences, len(self.texts))

    @cached_property
    def prose_sizes(self) -> list[int]:
        """How many code points of prose precede each line, and precede the end."""
        sizes = (
            end - start if _is_prose(line) else 0
            for (start, end), line in zip(self.spans, self.texts, strict=True)
        )
        return list(accumulate(sizes, initial=0))


def page_parts(text: str) -> list[PagePart]:
    """Find the parts of a page around an article, in order; they do not overlap."""
    header = read_labelled_header(text)
    parts = [PagePart(start, end, "header") for start, end in header.spans]
    header_starts = {start for start, _ in header.spans}
    lines = _split(text)
    index = 0
    while index < len(lines.texts):
        start, _ = lines.spans[index]
        section = _section(lines, index) if start >= header.end and start not in header_starts else None
        if section is None:
            index += 1
            continue
        name, last = section
        parts.append(PagePart(lines.spans[index][0], lines.spans[last][1], name))
        index = last + 1
    return sorted(parts)


def _section(lines: _Lines, index: int) -> tuple[str, int] | None:
    """Return the name and the last line of the part that begins with a line; None for a line of the article."""
    line = lines.texts[index]
    if len(line) > _LONGEST_LINE:
        return None
    if line.lstrip().startswith(ARROWS):
        return "link", index
    if _may_be_heading(line) and (section := _headed_section(lines, index)):
        return section
    if _HASHTAGS.fullmatch(line):
        return "tags", index
    if index not in lines.signed or _FULL_STOP.search(line):
        return None
    if is_menu(line):
        return "menu", index
    return ("share", index) if is_share_bar(line) else None


def _split(text: str) -> _Lines:
    spans: list[tuple[int, int]] = []
    texts: list[str] = []
    end = 0
    for line in text.splitlines(keepends=True):
        start, end = end, end + len(line)
        if not line.isspace():
            spans.append((start, end))
            texts.append(line[: _LONGEST_LINE + 1].rstrip())
    starts = [start for start, _ in spans]
    return _Lines(spans, texts, {bisect_right(starts, offset) - 1 for offset in _sign_offsets(text)})


def _sign_offsets(text: str) -> Iterator[int]:
    """Yield where a text has signs and words of menus and share bars; searching the whole is faster than each line."""
    lower_case = text.lower()
    if len(lower_case) != len(text):
        lower_case = text
    for sign in (*_MENU_SIGNS, *_SHARE_SIGNS):
        offset = lower_case.find(sign)
        while offset >= 0:
            yield offset
            offset = lower_case.find(sign, offset + 1)


def _may_be_heading(line: str) -> bool:
    """Whether a line is short or has a colon, and begins like a heading: a quick test before folding the line."""
    if len(line) > _LONGEST_HEADING and ":" not in line and ">" not in line:
        return False
    word = _WORD.search(line, 0, _LONGEST_HEADING)
    return word is not None and word[0].lower() in _FIRST_WORDS


def _headed_section(lines: _Lines, index: int) -> tuple[str, int] | None:
    line = _plain(lines.texts[index])
    tags = _TAGS.match(line) if index > lines.first_sentence or line.startswith("tag") else None
    if tags and (tags["colon"] or not tags["tags"]):
        return "tags", index if tags["tags"] else _last_tag(lines, index)
    if _SAME_LINE.match(line):
        return "link", index
    if len(line) > _LONGEST_HEADING or index <= lines.first_sentence:
        return None
    if _COMMENTS.match(line):
        is_end = lines.prose_sizes[-1] <= 2 * lines.prose_sizes[index]
        return "comments", len(lines.texts) - 1 if is_end else index
    if _RELATED.match(line):
        return "link", _last_headline(lines, index)
    return None


def _plain(line: str) -> str:
    """Return a folded line without bullets, arrows and bars around it."""
    return fold(line).text.strip(" \t*_#>»›-•|:►▶➤")


def _is_prose(line: str) -> bool:
    return len(line) > _PROSE or (
        _FULL_STOP.search(line) is not None and len(line.split()) >= _WORDS_OF_SENTENCE
    )


def _last_headline(lines: _Lines, index: int) -> int:
    """Return the last of the lines behind a heading that are headlines: the article may go on behind a box of links."""
    last = index
    while last + 1 < len(lines.texts) and not _is_prose(lines.texts[last + 1]):
        if _may_be_heading(lines.texts[last + 1]) and _COMMENTS.match(_plain(lines.texts[last + 1])):
            break
        last += 1
    return last


def _last_tag(lines: _Lines, index: int) -> int:
    last = index
    while last + 1 < len(lines.texts) and _is_tag(lines.texts[last + 1]):
        last += 1
    return last


def _is_tag(line: str) -> bool:
    return len(line.split()) <= _WORDS_OF_TAG and not _SENTENCE_END.search(line) and not _may_be_heading(line)
