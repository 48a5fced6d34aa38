"""Read title, outlet, author, date and address from the text of an article.

Only the first forty and the last twenty lines are read, so the cost does not depend on the size of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import normalize

from annotations.corpus.names import are_people, is_outlet, is_signature
from annotations.page.furniture import ends_article, is_caption, is_furniture, is_share_bar
from annotations.page.labelled_header import (
    AUTHOR,
    OUTLET,
    PUBLISHED,
    TITLE,
    URL,
    LabelledHeader,
    read_labelled_header,
)
from annotations.page.timestamps import Stamp, read_stamp

_HEAD_LINES, _TAIL_LINES = 40, 20
_WINDOW = 40_000  # code points at either end; longer than any forty lines of a newspaper
_LONGEST_LINE = 400
_LONGEST_TITLE = 150
_FEWEST_WORDS = 3
_PROSE = 150  # code points from which a line is a paragraph

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NO_HEADLINE = re.compile(r"[^.][.][”\"’)]*\Z|[,;:]\Z")
_SENTENCE_END = re.compile(r"[.!?…][”\"’)]*\Z")
_SIGNED = re.compile(
    r"(?:(?:tin\s*,?\s*bài|bài(?:\s+viết)?|tin)(?:\s*(?:,|và|&|-|/|\+)\s*(?:ảnh|video|clip))*|thực\s+hiện|tác\s+giả"
    r"|phóng\s+viên|biên\s+soạn|người\s+viết|PV)\s*:\s*(?P<who>\S.*)\Z",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s*(?:[-–;,.|(]\s*)?(?:\b(?:ảnh|video|đồ họa)\s*:|\(|\|).*\Z", re.IGNORECASE)
_DATELINE = re.compile(
    r"\((?P<bracketed>[^()]{2,40})\)\s*[-–—:]|(?P<bare>[^()–—-]{2,30}?)\s*[-–—]\s"
    r"|[^()]{2,40}\((?P<placed>[^()\d,]{2,30})[^()]{0,20}\)\s*[-–—:]"
)
_CREDIT = re.compile(
    r"\(?(?:nổi\s+bật|theo|nguồn(?:\s+tin)?\s*:?|©|(?:©\s*)?bản\s+quyền(?:\s+thuộc)?(?:\s+về)?\s*:?|tin\s+từ)\s+(?P<outlet>.+?)\)?\Z",
    re.IGNORECASE,
)
_SUFFIXED = re.compile(r"(?P<title>.*\S)\s+[|–-]\s+(?P<outlet>[^|–]{2,40})\Z")
_HEADING = re.compile(r"\A#{1,6} ")  # of Markdown
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Header:
    """Title, outlet, author, day of publication (ISO 8601) and address; None if the text does not have them.

    ``metadata`` has the values of the labelled lines at the top that are none of these, by label.
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Top:
    """The lines above the second paragraph: ``first`` is the index of the title or first line of text."""

    lines: list[str]
    first: int
    stamps: list[tuple[int, Stamp]]


def read_header(text: str) -> Header:
    """Return the header of an article: its labelled lines, else what its first and last lines look like."""
    labelled = read_labelled_header(text)
    fields = labelled.fields
    header = _unlabelled_header(text[labelled.end :])
    outlet = fields.get(OUTLET)
    return Header(
        title=fields.get(TITLE) or header.title,
        outlet=(_credited_outlet(outlet) or outlet)
        if outlet
        else header.outlet or _outlet_beside(text, labelled),
        author=fields.get(AUTHOR) or header.author,
        published=fields.get(PUBLISHED) or header.published,
        url=fields.get(URL),
        metadata=labelled.metadata,
    )


def _outlet_beside(text: str, labelled: LabelledHeader) -> str | None:
    """Return an outlet without a label on a line with labels: ``Báo Hà Nam | Tác giả: Lan Anh``."""
    lines = (
        line
        for start, end in labelled.spans[:_HEAD_LINES]
        for line in _composed(_BREAK.split(text[start:end]))
    )
    return _outlet(part for line in lines for part in _PARTS.split(line))


def _unlabelled_header(text: str) -> Header:
    head, tail = _ends(text)
    top = _find_top(head)
    title, outlet_in_title = _title(top, head)
    return Header(
        title=title,
        outlet=_dateline_outlet(head[top.first :]) or outlet_in_title or _outlet([*top.lines, *tail]),
        author=_author(top) or _signed_author(head) or _signed_author(tail) or _last_line_author(tail, title),
        published=_publication_day(top) or _publication_day_below(tail),
    )


def _ends(text: str) -> tuple[list[str], list[str]]:
    """Return the first and the last lines that are not blank, in NFC, each cut to a bounded length."""
    first = _BREAK.split(text[:_WINDOW])
    last = first if len(text) <= _WINDOW else _BREAK.split(text[-_WINDOW:])
    return _composed(first[:_HEAD_LINES]), _composed(last[-_TAIL_LINES:])


def _composed(lines: Iterable[str]) -> list[str]:
    composed_lines = (
        " ".join(normalize("NFC", line[:_LONGEST_LINE]).split()).strip("\ufeff\u200b ") for line in lines
    )
    return [line for line in composed_lines if line]


def _find_top(head: list[str]) -> _Top:
    """Find the first line of the article and the stamps above its second paragraph."""
    stamps: list[tuple[int, Stamp]] = []
    first, paragraphs = -1, 0
    for index, line in enumerate(head):
        stamp = _stamp_line(line)
        if stamp:
            stamps.append((index, stamp))
        elif first < 0 and _is_content(line):
            first = index
        paragraphs += _is_prose(line)
        if paragraphs > 1:
            return _Top(head[:index], max(first, 0), stamps)
    return _Top(head, max(first, 0), stamps)


def _is_content(line: str) -> bool:
    return not (is_furniture(line) or _credited_outlet(line) or _SIGNED.match(line) or are_people(line))


def _is_prose(line: str) -> bool:
    return len(line) > _PROSE or (len(line) > _PROSE // 2 and _SENTENCE_END.search(line) is not None)


def _stamp_line(line: str) -> Stamp | None:
    """Return the stamp of a line that has only names, outlets or furniture besides."""
    stamp = read_stamp(line)
    if stamp is None:
        return None
    only_furniture = all(
        is_outlet(part) or is_furniture(part) or (stamp.timed and are_people(part))
        for part in _other_parts(stamp)
    )
    return stamp if only_furniture else None


def _other_parts(stamp: Stamp) -> list[str]:
    return [part for part in _PARTS.split(stamp.line_rest) if part]


def _title(top: _Top, head: list[str]) -> tuple[str | None, str | None]:
    """Return the headline and an outlet appended to it; a sentence is not a headline."""
    line = _HEADING.sub("", head[top.first]) if top.first + 1 < len(head) else ""
    suffixed = _SUFFIXED.match(line)
    title, outlet = line, None
    if suffixed and is_outlet(suffixed["outlet"]):
        title, outlet = suffixed["title"], suffixed["outlet"]
    is_headline = (
        _is_content(line)
        and not _stamp_line(line)
        and len(title) <= _LONGEST_TITLE
        and len(title.split()) >= _FEWEST_WORDS
        and not _NO_HEADLINE.search(title)
        and not _dateline_outlet([title])
    )
    return (title, outlet) if is_headline else (None, None)


def _dateline_outlet(lines: list[str]) -> str | None:
    """Return the outlet at the start of the article's text, as in ``(Dân trí) - ``, with or without a headline."""
    for line in lines[:6]:
        match = _DATELINE.match(line)
        name = (match["bracketed"] or match["bare"] or match["placed"]).strip() if match else ""
        if is_outlet(name):
            return name
    return None


def _credited_outlet(line: str) -> str | None:
    """Return the outlet that a line names or credits, as ``Báo Quảng Nam`` or ``Theo TTXVN``."""
    credit = _CREDIT.match(line)
    name = credit["outlet"] if credit else line
    return name if is_outlet(name) else None


def _outlet(lines: Iterable[str]) -> str | None:
    for line in lines:
        stamp = _stamp_line(line)
        for part in _other_parts(stamp) if stamp else [line]:
            name = _credited_outlet(part)
            if name:
                return name
    return None


def _author(top: _Top) -> str | None:
    """Return the name in a stamp, or on a line next to one."""
    for index, stamp in top.stamps:
        neighbouring_lines = top.lines[max(index - 1, 0) : index] + top.lines[index + 1 : index + 2]
        for part in [*_other_parts(stamp), *neighbouring_lines]:
            if are_people(part) and not is_share_bar(part):
                return part
    return None


def _signed_author(lines: list[str]) -> str | None:
    """Return the name after a label such as ``Bài, ảnh:`` or ``Tác giả:``."""
    for line in lines:
        match = _SIGNED.match(line)
        author = _AFTER_NAME.sub("", match["who"]).strip(" .,;") if match else ""
        if is_signature(author):
            return author
    return None


def _last_line_author(tail: list[str], title: str | None) -> str | None:
    """Return the name on the last line of an article, if a sentence is above that line."""
    body = list(_body_lines(tail, title))
    if len(body) > 1 and _SENTENCE_END.search(body[-2]):
        name = _AFTER_NAME.sub("", body[-1])
        return name if are_people(name) else None
    return None


def _body_lines(tail: list[str], title: str | None) -> Iterator[str]:
    """Yield the last lines of the article itself, without the foot of the page.

    The first line of a page's foot may also occur at its top, so it ends the article only after a paragraph.
    """
    has_prose = False
    for line in tail:
        if has_prose and ends_article(line):
            return
        has_prose = has_prose or _is_prose(line)
        if line != title and not is_caption(line) and not _credited_outlet(line) and not is_furniture(line):
            yield line


def _publication_day(top: _Top) -> str | None:
    """Choose the day of publication among the stamps at the top.

    A stamp below the title is the article's. Above the title, the first line may be the clock of the page on the day
    it was saved, so that stamp counts only with a label, a time zone or other text in its line.
    """
    stamps_after_title = [stamp for index, stamp in top.stamps if index > top.first]
    stamps_before_title = [
        stamp
        for index, stamp in top.stamps
        if index < top.first and (index > 0 or stamp.own or stamp.line_rest)
    ]
    for stamp in sorted(stamps_after_title, key=_is_update) or sorted(stamps_before_title, key=_is_update):
        return stamp.day
    return None


def _is_update(stamp: Stamp) -> bool:
    return stamp.updated


def _publication_day_below(tail: list[str]) -> str | None:
    """Return the day of a labelled line at the end; unlabelled days there belong to comments and links."""
    for line in tail:
        stamp = _stamp_line(line)
        if stamp and stamp.labelled:
            return stamp.day
    return None
