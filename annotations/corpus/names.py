"""Recognise names of people and newspapers by their spelling, unlike headings, places and prose."""

from __future__ import annotations

import re

from annotations.text import fold

_PLACES = frozenset(
    """an giang|ba ria|bac giang|bac kan|bac lieu|bac ninh|ben tre|binh dinh|binh duong|binh phuoc|binh thuan|ca mau
|can tho|cao bang|da nang|dak lak|dak nong|dien bien|dong nai|dong thap|gia lai|ha giang|ha nam|ha noi|ha tinh
|hai duong|hai phong|hau giang|ho chi minh|hoa binh|hung yen|khanh hoa|kien giang|kon tum|lai chau|lam dong|lang son
|lao cai|long an|nam dinh|nghe an|ninh binh|ninh thuan|phu tho|phu yen|quang binh|quang nam|quang ngai|quang ninh
|quang tri|sai gon|soc trang|son la|tay ninh|thai binh|thai nguyen|thanh hoa|thua thien hue|tien giang|tra vinh
|tuyen quang|viet nam|vinh long|vinh phuc|vung tau|yen bai""".replace("\n", "").split("|")
)
# Words for offices and parts of pages, which do not occur in names of people.
_NO_NAME = frozenset(
    """ảnh|báo|bài|bộ|chuyển|cùng|đài|đọc|đổi|huyện|hđnd|luận|mới|nguồn|nhất|phường|số|sở|tác|tạp|theo|tin|tỉnh|tp
|ubnd|video|xã|xem""".replace("\n", "").split("|")
)
_PEOPLE = re.compile(r"\s*[,&/–-]\s*|\s+và\s+")
_OUTLETS = frozenset(
    """TTXVN|VNA|Vietnam+|VietnamPlus|TTO|TT|TNO|TN|NLĐO|NLĐ|TPO|PLO|PLVN|SGGP|SGGPO|LĐO|HNM|HNMO|NDO|QĐND|CAND|ANTĐ|VOV|VOV.VN|VTV
|VTV.VN|VTC|VTC News|VnExpress|VNExpress|VietNamNet|Vietnamnet|VnEconomy|VNEconomy|Dân trí|Dân Trí|Tuổi Trẻ
|Tuổi Trẻ Online|Thanh Niên|Thanh Niên Online|Nhân Dân|Lao Động|Người Lao Động|Tiền Phong|Sài Gòn Giải Phóng
|Hà Nội Mới|Hànộimới|Công Thương|Znews|Zing|Zing News|Zing.vn|CafeF|Soha|Infonet|BNEWS|Bnews
|Tạp chí Cộng sản|Báo Chính phủ|Báo điện tử Chính phủ|Báo Điện tử Chính phủ|Thông tấn xã Việt Nam|Báo Dân trí""".replace(
        "\n", ""
    ).split("|")
)
_SITE = re.compile(r"(?:[a-z0-9-]+\.)+(?:vn|com|net|org)\Z", re.IGNORECASE)
_PAPER = re.compile(
    r"(?:Báo|BÁO|Tạp chí|TẠP CHÍ|Thời báo|Đài(?: PT-?TH| Phát thanh[\w\s-]*?)?)\s+(?P<name>.+)\Z"
)
_LONGEST_NAME = 60


def is_person(text: str) -> bool:
    """Whether a text is one person's name: two to five words with capitals, no place and no office."""
    words = text.split()
    return (
        2 <= len(words) <= 5
        and len(text) <= _LONGEST_NAME
        and all(map(_is_capital, words))
        and fold(text).text not in _PLACES
        and not any(word.lower() in _NO_NAME for word in words)
    )


def are_people(text: str) -> bool:
    """Whether a text is one to four names of people."""
    names = _PEOPLE.split(text.strip())
    return len(names) <= 4 and all(map(is_person, names))


def is_signature(text: str) -> bool:
    """Whether a text after ``Tác giả:`` is a name; there, one word or initials suffice."""
    words = [word for name in _PEOPLE.split(text.strip()) for word in name.split()]
    return 1 <= len(words) <= 10 and len(text) <= _LONGEST_NAME and all(map(_is_capital, words))


def is_outlet(text: str) -> bool:
    """Whether a text is the name of a newspaper, an agency or a site, and nothing more."""
    if text in _OUTLETS or text.split("/", maxsplit=1)[0] in _OUTLETS or _SITE.match(text):
        return True
    paper = _PAPER.match(text) if len(text) <= _LONGEST_NAME else None
    return paper is not None and all(
        word[0].isupper() or word in {"và", "-"} for word in paper["name"].split()
    )


def _is_capital(word: str) -> bool:
    bare = word.replace(".", "").replace("-", "")
    return bare.isalpha() and bare[0].isupper() and (bare.isupper() or bare[1:].islower())
