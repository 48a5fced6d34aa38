"""Recognise lines of a saved page that are not part of the article: counters, menus, share bars, captions."""

from __future__ import annotations

import re

from annotations.text import fold

_LONGEST = 120
ARROWS = (">>", "»")  # before a link to another article
_COUNTER = re.compile(
    r"[\d.,]+\s*(luot (xem|doc|thich)|views?|binh luan)|(luot (xem|doc)|views?|xem|binh luan)\s*:?\s*\(?[\d.,]+\)?"
    r"|\(?\d*\)?\s*(binh luan|y kien|thich|chia se)\s*\(?\d*\)?\Z"
)
_LINK = re.compile(
    r"(powered by|copyright|ban quyen|©|®)\b.*|©.*|https?://\S+|www\.\S+"
    r"|(noi bat|moi nhat|tin moi( nhat)?|doc nhieu( nhat)?|xem nhieu( nhat)?|chia se|share|in bai( viet)?|tweet"
    r"|facebook|zalo|twitter|google news|gui email|copy link|sao chep( lien ket)?|nghe doc bai|luu bai( viet)?"
    r"|trang chu|dang nhap|quang cao|tu khoa|tags?|chu de|a[-+]?|theo doi .{0,40} (tren|tai) .{1,40})\s*:?\Z"
    r"|(tu khoa|tags?|chu de)\s*:.*"
)
_RELATED = re.compile(
    r"(((cac )?(tin|bai)( viet)?(,? bai)?|noi dung|xem them|doc them)"
    r"( (lien quan|cung chuyen muc|khac|cung loai|cung tac gia|doc nhieu|moi( nhat| hon)?|cu hon)))\s*:?\Z"
    r"|(xem|doc) them\s*:|\(?\d*\)?\s*binh luan\s*\(?\d*\)?\Z|powered by\b|y kien ban doc\Z"
)
_CREDIT = re.compile(r"(anh|nguon anh|anh minh hoa|video|clip|do hoa|infographic|minh hoa|photo)\s*:")
_CREDITED = re.compile(r"[.)]?\s[(]?(Ảnh|Nguồn ảnh|ẢNH)\s*:[^:]{1,50}\Z")
_SECTIONS = frozenset(
    """ban doc|bat dong san|chinh tri|chinh tri - xa hoi|chuyen doi so|cong nghe|cong nghe thong tin
|doi song|du lich|giai tri|giao duc|goc nhin|khoa giao|khoa hoc|khoa hoc - cong nghe|kinh doanh|kinh te|kinh te - xa hoi
|ky su|nhip song so|nong nghiep|phap luat|phong su|quoc phong - an ninh|quoc te|su kien|suc khoe|the gioi|the thao
|thoi su|thoi su - chinh tri|thong tin|tin tuc|tin tuc - su kien|van hoa|van hoa - xa hoi|van hoa - giai tri|video
|xa hoi|xay dung dang|y te|trong nuoc|trong tinh|trang chu|home""".replace("\n", "").split("|")
)
_CRUMB = re.compile(r"\s*[|>»›/]\s*")


# What a share bar is made of, besides numbers and signs.
_SHARE_WORDS = re.compile(
    r"\b(?:chia se( bai( viet)?| ngay| len| qua)?|shares?|thich|likes?|tweet|facebook|messenger|zalo|twitter|telegram|viber"
    r"|whatsapp|pinterest|linkedin|instagram|tiktok|youtube|threads|reddit|skype|google( news)?|rss|e?-?mail|gui( bai| email)?"
    r"|copy( link)?|sao chep( lien ket| link)?|lien ket|in( bai)?( viet)?|print|luu( bai)?( viet| tin)?|binh luan|comments?"
    r"|phan hoi|y kien|(luot )?(xem|doc|thich|chia se|binh luan)|views?|nghe( doc)?( bai)?( viet)?|doc bai|co chu"
    r"|theo doi( chung toi)?( tren)?|quan tam|bookmark|follow|save|font|size|aa?|k|phut doc|tang sao|bao loi|in trang|nghe|gui"
    r"|giong( doc)?( nam| nu)?|(nam |nu )?mien (bac|nam|trung)|on|via|this|article|page|post|bai( viet)?( nay)?|qua|tren|mang xa hoi|khac|x|ngay|len)\b"
)
_SHARE_SIGN = re.compile(
    r"\b(?:chia se|share|facebook|zalo|twitter|tweet|copy|sao chep|binh luan|luot xem|luot doc|luu bai|in bai|thich|likes?"
    r"|nghe doc|doc bai|co chu|luu|messenger|google news|phut doc)\b"
)
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_MENU_CRUMB = re.compile(r"\s*[|»›•·>]\s*|\s+[/–-]\s+|\s{3,}|\t+")
_MENU_SIGN = re.compile(r"[|»›•·>\t]|\s[/–-]\s|\s{3}")  # without one there is one crumb
_LEAST_CRUMBS, _CRUMB_WORDS = 3, 5


def is_share_bar(line: str) -> bool:
    """Whether a line has nothing but buttons and counters: `Chia sẻ 120 Facebook Zalo Copy link`."""
    if len(line) > _LONGEST:
        return False
    folded = fold(line).text
    return _SHARE_SIGN.search(folded) is not None and not _LETTER.search(
        _SHARE_WORDS.sub(" ", _NUMBER.sub(" ", folded))
    )


def is_menu(line: str) -> bool:
    """Whether a line is a row of links, with a section of newspapers among them: `Thời sự | Euro 2024 | 24h qua`."""
    if not _MENU_SIGN.search(line, 0, 2 * _LONGEST):  # most lines: folding and splitting take longer
        return False
    crumbs = [crumb for crumb in _MENU_CRUMB.split(fold(line[: 2 * _LONGEST]).text.strip()) if crumb]
    sections = sum(crumb in _SECTIONS for crumb in crumbs)
    return (
        len(crumbs) >= _LEAST_CRUMBS
        and (sections > 1 or crumbs[0] in {"trang chu", "home"})
        and all(len(crumb.split()) <= _CRUMB_WORDS for crumb in crumbs)
    )


def is_furniture(line: str) -> bool:
    """Whether a line is a counter, a link, a share bar, a menu, a caption, or names of sections."""
    if not any(map(str.isalnum, line)) or is_caption(line) or is_menu(line) or is_share_bar(line):
        return True
    if len(line) > _LONGEST:
        return False
    if line.startswith(ARROWS):
        return True
    folded = fold(line).text
    return bool(_COUNTER.match(folded) or _LINK.match(folded) or _RELATED.match(folded)) or all(
        crumb in _SECTIONS for crumb in _CRUMB.split(folded) if crumb
    )


def is_caption(line: str) -> bool:
    """Whether a line is the caption of a picture: it ends in a bar or a photo credit."""
    if ":" not in line:  # most lines: folding takes longer
        return line.endswith("|")
    return line.endswith("|") or bool(_CREDITED.search(line) or _CREDIT.match(fold(line[:_LONGEST]).text))


def ends_article(line: str) -> bool:
    """Whether a line begins the part after an article: related articles, comments, the foot of the page."""
    return len(line) <= _LONGEST and _RELATED.match(fold(line).text) is not None
