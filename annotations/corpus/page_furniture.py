"""Recognise lines of a saved page that are not part of the article: counters, links, captions, section names."""

from __future__ import annotations

import re

from annotations.text import fold

_LONGEST = 120
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


def is_furniture(line: str) -> bool:
    """Whether a line is a counter, a link, a caption, or names of sections."""
    if not any(map(str.isalnum, line)) or is_caption(line):
        return True
    if len(line) > _LONGEST:
        return False
    folded = fold(line).text
    return bool(_COUNTER.match(folded) or _LINK.match(folded) or _RELATED.match(folded)) or all(
        crumb in _SECTIONS for crumb in _CRUMB.split(folded) if crumb
    )


def is_caption(line: str) -> bool:
    """Whether a line is the caption of a picture: it ends in a bar or a photo credit."""
    return line.endswith("|") or bool(_CREDITED.search(line) or _CREDIT.match(fold(line[:_LONGEST]).text))


def ends_article(line: str) -> bool:
    """Whether a line begins the part after an article: related articles, comments, the foot of the page."""
    return len(line) <= _LONGEST and _RELATED.match(fold(line).text) is not None
