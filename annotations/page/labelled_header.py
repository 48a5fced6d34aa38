"""Labelled lines at the top of a text: ``Tiêu đề: …``, ``# date = …``, YAML front matter.

They hold the fields of the article, and are not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import NamedTuple
from unicodedata import normalize

from annotations.page.timestamps import labelled_day
from annotations.text import fold

TITLE, OUTLET, AUTHOR, PUBLISHED, UPDATED, URL, DETAIL = (
    "title",
    "outlet",
    "author",
    "published",
    "updated",
    "url",
    "detail",
)

_LABELS = {
    TITLE: "title|headline|og:title|article title|post title|tieu de|tieu de bai|tieu de bai viet|tieu de bao|tua de|tua bai"
    "|ten bai|ten bai viet|ten bai bao|tit|tit bai|dau de",
    OUTLET: "outlet|source|source name|news source|publisher|newspaper|publication|site|site name|website|media|og:site name"
    "|domain|nguon|nguon tin|nguon bai|nguon bai viet|bao|ten bao|to bao|toa soan|trang bao|trang tin|trang web"
    "|co quan bao chi|don vi xuat ban",
    AUTHOR: "author|authors|by|byline|writer|reporter|journalist|creator|tac gia|ten tac gia|tac gia bai viet|nguoi viet"
    "|phong vien|but danh|nha bao|nguoi dang",
    PUBLISHED: "date|datetime|date time|published|published at|published on|published date|published time|publish date"
    "|publish time|publishdate|pubdate|pub date|publication date|publicationdate|date published|datepublished|date publish"
    "|posted|posted at|posted on|post date|created|created at|release date|article:published time|time|timestamp"
    "|ngay|ngay dang|ngay dang tai|ngay dang tin|ngay dang bai|ngay xuat ban|ngay phat hanh|ngay viet|ngay gio|ngay thang"
    "|ngay cong bo|thoi gian|thoi gian dang|thoi gian dang tai|thoi gian xuat ban|thoi diem dang|dang luc|dang ngay"
    "|xuat ban|xuat ban luc|xuat ban ngay",
    UPDATED: "updated|updated at|updated on|modified|modified at|last modified|lastmod|date modified|last updated"
    "|article:modified time|cap nhat|cap nhat luc|cap nhat lan cuoi|ngay cap nhat|lan cap nhat cuoi",
    URL: "url|uri|link|permalink|canonical|canonical url|og:url|duong dan|lien ket|dia chi url",
    DETAIL: "slug|id|doc id|docid|article id|news id|post id|uuid|guid|category"
    "|categories|section|topic|topics|tag|tags|keyword|keywords|lang|language|type|layout|license|copyright|image"
    "|thumbnail|cover|views|word count|crawled|crawled at|crawl date|crawl time|retrieved|retrieved at|accessed"
    "|accessed at|fetched at|scraped at|collected at|download date|chuyen muc|danh muc"
    "|the loai|tu khoa|the|ma bai|ma bai viet|ma so bai|ngon ngu|luot xem|luot doc|so tu|ngay tai|ngay tai ve|ngay thu thap"
    "|ngay truy cap",
}
_FIELD_OF_LABEL = {label: name for name, labels in _LABELS.items() for label in labels.split("|")}

_HEAD_LINES = 40
_WINDOW = 16_000  # code points at the top in which labelled lines are looked for
_FRONT_MATTER_LINES = 200
_PROSE = 150  # code points from which a line is a paragraph
_LONGEST_LABEL = 32
_LONGEST_VALUE = 400
_LONGEST_NAME = 80

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_LABELLED = re.compile(
    rf"\W{{0,6}}(?P<label>[^\W\d][^\n:=：]{{0,{_LONGEST_LABEL}}}?)[*_\])\s]{{0,4}}(?P<sign>[:：=])[*_]{{0,2}}(?P<value>.*)\Z"
)
_BRACKETED = re.compile(
    rf"\s*\[(?P<label>[^\W\d][^\n\[\]]{{0,{_LONGEST_LABEL}}})\]\s*[:：]?\s*(?P<value>.*)\Z"
)
_OG_LABEL = re.compile(r"\W{0,4}(?P<label>(?:og|article):[a-z_]{3,20})[\s:=]+(?P<value>\S.*)\Z")
_HASHED = re.compile(r"\s*[#%]+\s*(?P<label>[A-Za-z][\w. -]{0,31}?)\s*=\s*(?P<value>.*)\Z")
_IDENTIFIER = re.compile(r"\s*(?P<label>[A-Za-z][A-Za-z0-9_.-]{0,31})\s*(?::\s|=|:\Z)(?P<value>.*)\Z")
_FENCE = re.compile(r"(?P<fence>---|\+\+\+)\s*\Z")
_SENTENCE_END = re.compile(r"[.!?…][”\"’)]*\Z")
_WORDS_OF_SENTENCE = 5
_SIGN = re.compile(r"[:=：]|\[")
_NAME_AND_DAY = re.compile(
    r"(?P<name>[^:]{2,32}:[^:\d]{2,60}?)\s*[-–,;(]\s*(?P<day>(?:[^\d:]{0,20})\d{1,4}[/.-].{4,40})\Z"
)
_WORDS_OF_PART, _WINDOW_OF_SIGN = 5, 120
_PARTS = re.compile(r"\s+[|•·]\s+|\t+")
_SPACE_OF_LABEL = re.compile(r"[\s_-]+")
_DIGIT = re.compile(r"\d")
_HOST = re.compile(
    r"(?:[a-z]+://)?(?:www\.)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/?#:].*)?\Z", re.IGNORECASE
)
_ADDRESS = re.compile(r"\s+[(<\[]?(?:https?://|www\.)\S+\Z")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*\Z", re.IGNORECASE)
_AROUND_LABELS = " \t\xa0*_#%[]()"
_EMPTY = frozenset(
    {"", "null", "none", "nan", "n/a", "na", "unknown", "-", "~", "[]", "|", ">", "khong ro", "dang cap nhat"}
)
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\Z")


@dataclass(slots=True)
class LabelledHeader:
    """The fields of the labelled lines at the top of a text.

    ``spans`` are the lines' offsets in the text; ``end`` is the offset behind those that are above everything else,
    where the article begins. ``fields`` has ``title``, ``outlet``, ``author``, ``url``, and ``published`` in ISO 8601;
    ``metadata`` has the values of the other labels.
    """

    fields: dict[str, str] = field(default_factory=dict)
    metadata: dict[str, str] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str  # in NFC


class _Part(NamedTuple):
    """A value with the field that it is of; ``label`` is written beside it, if it has one."""

    field: str
    value: str
    label: str = ""


def read_labelled_header(text: str) -> LabelledHeader:
    """Read the labelled lines at the top of a text: front matter, or lines above its first two paragraphs."""
    header = LabelledHeader()
    _read_front_matter(header, list(_front_matter(text)))
    _read_lines(header, islice(_lines(text, header.end), _HEAD_LINES))
    published = header.fields.pop(UPDATED, None)
    if published:
        header.fields.setdefault(PUBLISHED, published)
    return header


def _lines(text: str, start: int = 0) -> Iterator[_Line]:
    """Yield the lines near the top that are not blank, each cut to a bounded length."""
    for match in _LINE.finditer(text, start, start + _WINDOW):
        line = match[0][:_LONGEST_VALUE].strip("\ufeff\u200b \t\xa0")
        if line:
            yield _Line(*match.span(), normalize("NFC", line))


def _front_matter(text: str) -> Iterator[_Line]:
    """Yield the lines from the fence at the top of a text to the fence that closes it, if both are there."""
    lines = _lines(text)
    opening = next(lines, None)
    if opening is None or not (fence := _FENCE.match(opening.text)):
        return
    closing_marks = {"---", "..."} if fence[0][:3] == "---" else {"+++"}
    field_lines = list(
        takewhile(lambda line: line.text not in closing_marks, islice(lines, _FRONT_MATTER_LINES))
    )
    if not field_lines or not (_IDENTIFIER.match(field_lines[0].text) or _labelled(field_lines[0].text)):
        return
    closing = next((line for line in _lines(text, field_lines[-1].end)), None)
    if closing is not None and closing.text in closing_marks:
        yield from (opening, *field_lines, closing)


def _read_front_matter(header: LabelledHeader, lines: list[_Line]) -> None:
    """Read every line field_lines two fences; the first line of a block of text or of a list stands for the whole."""
    if not lines:
        return
    pending: _Part | None = None
    for line in lines[1:-1]:
        match = _LABELLED.match(line.text)
        if match:
            part = _part(match)
        elif pending:
            part = pending._replace(value=_unquoted(line.text.removeprefix("- ")))
        else:
            continue
        is_block = (match is not None and not part.value) or _BLOCK_SCALAR.match(part.value) is not None
        pending = part if is_block else None
        if not is_block:
            _set_field(header, part)
    header.spans.append((lines[0].start, lines[-1].end))
    header.end = lines[-1].end


def _read_lines(header: LabelledHeader, lines: Iterable[_Line]) -> None:
    """Read the labelled lines above the second paragraph; title and details only above everything else."""
    paragraphs, is_top = 0, True
    for line in lines:
        parts = _parts_of_line(line.text, is_in_block=is_top and bool(header.spans))
        if parts is None:
            is_top = False
            paragraphs += _is_prose(line.text)
            if paragraphs > 1:
                return
            continue
        if not is_top and any(part.field in (TITLE, URL, DETAIL) for part in parts):
            continue
        for part in parts:
            _set_field(header, part)
        header.spans.append((line.start, line.end))
        if is_top:
            header.end = line.end


def _is_prose(line: str) -> bool:
    return len(line) > _PROSE or (
        _SENTENCE_END.search(line, len(line) - 4) is not None and len(line.split()) >= _WORDS_OF_SENTENCE
    )


def _parts_of_line(line: str, *, is_in_block: bool) -> list[_Part] | None:
    """Return the fields and values of a line of which every part has a label; None for any other line."""
    if _SIGN.search(line, 0, _WINDOW_OF_SIGN) is None:
        return None
    parts: list[_Part] = []
    texts = _PARTS.split(line)
    for text in texts:
        labelled = _labelled(text) or (_identifier(text) if is_in_block else None) or _dated_name(text)
        if labelled is not None:
            parts += [labelled] if isinstance(labelled, _Part) else labelled
        elif len(texts) > 1 and (unlabelled := _unlabelled(text)):
            parts.append(unlabelled)
        else:
            return None
    return parts if any(map(_has_label, texts)) else None


def _has_label(text: str) -> bool:
    return _labelled(text) is not None or _identifier(text) is not None or _dated_name(text) is not None


def _dated_name(text: str) -> list[_Part] | None:
    """Return name and day of a text such as ``Tác giả: Nguyễn Văn An - 20/05/2023 08:10``."""
    match = _NAME_AND_DAY.match(text)
    label = _labelled(match["name"]) if match else None
    if (
        match is None
        or label is None
        or label.field not in (AUTHOR, OUTLET)
        or not labelled_day(match["day"])
    ):
        return None
    return [label, _Part(PUBLISHED, match["day"])]


def _unlabelled(text: str) -> _Part | None:
    """Return a part without a label beside parts with one: a day, or a few words."""
    if labelled_day(text):
        return _Part(PUBLISHED, text)
    is_short = len(text.split()) <= _WORDS_OF_PART and not _DIGIT.search(text)
    return _Part(DETAIL, text) if is_short else None


def _labelled(text: str) -> _Part | None:
    """Return the field and the value of a text with a known label; the value must be one of that field."""
    if hashed := _HASHED.match(text):
        return _part(hashed)
    match = _OG_LABEL.match(text) or _BRACKETED.match(text) or _LABELLED.match(text)
    if match is None or _plain_label(match["label"]) not in _FIELD_OF_LABEL:
        return None
    part = _part(match)
    return part if _can_be(part.field, part.value) else None


def _part(match: re.Match[str]) -> _Part:
    """The part in a match with a label and a value; an unknown label is that of a detail."""
    field_name = _FIELD_OF_LABEL.get(_plain_label(match["label"]), DETAIL)
    value, label = _unquoted(match["value"]), match["label"].strip(_AROUND_LABELS)
    if field_name == URL and not _WEB_ADDRESS.match(value):
        field_name = DETAIL
    return _Part(field_name, value, label)


def _identifier(text: str) -> _Part | None:
    """Return an unknown key in a block of known ones, as ``doc_type: news``."""
    match = _IDENTIFIER.match(text)
    return _Part(DETAIL, _unquoted(match["value"]), match["label"]) if match else None


def _can_be(name: str, value: str) -> bool:
    """Whether a text is a value of a field: a sentence behind `Nguồn:` or `Thời gian:` is part of the article."""
    if fold(value).text in _EMPTY:
        return True
    if name in (PUBLISHED, UPDATED):
        return labelled_day(value) is not None
    if name == OUTLET:
        name_alone = _ADDRESS.sub("", value)
        return _HOST.match(value) is not None or (
            len(name_alone) <= _LONGEST_NAME and not _DIGIT.search(name_alone)
        )
    if name == AUTHOR:
        return len(value) <= _LONGEST_NAME and not _DIGIT.search(value)
    return True


def _set_field(header: LabelledHeader, part: _Part) -> None:
    """Keep the first value of a field, and of a label that is none of a field."""
    name, value, label = part
    if name in header.fields or fold(value).text in _EMPTY:
        return
    if name == DETAIL:
        if label:
            header.metadata.setdefault(label, value)
        return
    if name in (PUBLISHED, UPDATED):
        day = labelled_day(value)
        if day is None:
            return
        value = day
    elif name == OUTLET:
        value = _ADDRESS.sub("", value).strip() or value
        host = _HOST.match(value)
        value = host["host"].lower() if host else value
    header.fields[name] = value


def _plain_label(label: str) -> str:
    return _SPACE_OF_LABEL.sub(" ", fold(label).text).strip(" *")


def _unquoted(value: str) -> str:
    """Return a value without the marks of Markdown, YAML and lists around it."""
    value = " ".join(value.split()).removeprefix("** ").removesuffix("**").strip()
    if len(value) > 1 and value[0] == "[" and value[-1] == "]":
        value = ", ".join(_unquoted(item) for item in value[1:-1].split(","))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace('\\"', '"').replace("''", "'").strip()
    return value
