"""Groups of which a person, a thing or an amount belongs to one alone: `nam` and `nữ`, `nghèo` and `cận nghèo`.

Parts that are said to be of different groups of one set do not overlap, so their sum cannot exceed the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotations.checks.passages import Passage

# Each line is a set; the members of a group, parted by `=`, are names of the same group.
_SETS = """
nam=nam giới=bé trai=trai|nữ=nữ giới=phụ nữ=bé gái=gái
nghèo|cận nghèo|mới thoát nghèo=thoát nghèo|không nghèo|khá, giàu=khá giàu|trung bình
xuất sắc|giỏi|khá|trung bình|yếu|kém|tốt|đạt|chưa đạt=không đạt
chết=tử vong=thiệt mạng|bị thương=bị thương nặng=bị thương nhẹ|mất tích
đúng hạn=trước hạn=trong hạn=đúng và trước hạn|quá hạn=trễ hạn=chậm|chưa đến hạn=đang giải quyết=đang xử lý
vàng|bạc|đồng
nhất|nhì|ba|khuyến khích|đặc biệt
xã|phường|thị trấn|đặc khu
mầm non=mẫu giáo|tiểu học|thcs=trung học cơ sở|thpt=trung học phổ thông
dương tính|âm tính
thắng|hòa=hoà|thua
công lập|tư thục=ngoài công lập=dân lập
trực tuyến=qua mạng|trực tiếp
trong nước=nội địa|nước ngoài=quốc tế
trung ương=ngân sách trung ương|địa phương=ngân sách địa phương=tỉnh=ngân sách tỉnh|huyện=ngân sách huyện|xã hội hóa|dân đóng góp
biên chế|hợp đồng
nặng|nhẹ|nguy kịch
hài lòng|bình thường|chưa hài lòng=không hài lòng
tán thành=đồng ý=ủng hộ|không tán thành=không đồng ý=phản đối|không có ý kiến
đạt=đạt chuẩn=đạt yêu cầu|không đạt=chưa đạt=không đạt chuẩn=chưa đạt chuẩn=không đạt yêu cầu
hoàn thành=đã hoàn thành|chưa hoàn thành|đang thi công=đang triển khai=đang thực hiện
cấp tỉnh|cấp huyện|cấp xã|cấp bộ
lúa|ngô|sắn|khoai|lạc|rau|cam|bưởi|chè|cà phê|cao su|hồ tiêu|điều|mía
nông nghiệp=nông, lâm nghiệp, thủy sản=nông - lâm - thủy sản|công nghiệp=công nghiệp và xây dựng=công nghiệp - xây dựng|dịch vụ=thương mại, dịch vụ
ô tô=xe ô tô|xe máy=mô tô=xe mô tô|xe đạp
trâu|bò|lợn|dê
"""


def _read_sets(table: str) -> list[dict[str, int]]:
    """Return for each set the index of the group that each name means."""
    return [
        {name: index for index, group in enumerate(line.split("|")) for name in group.split("=")}
        for line in table.strip().splitlines()
    ]


_EXCLUSIVE_SETS = _read_sets(_SETS)
_NAMES = re.compile(
    rf"\b(?:{'|'.join(sorted({name for names in _EXCLUSIVE_SETS for name in names}, key=len, reverse=True))})\b"
)
# `gồm` announces all parts, of which these sets are: two genders, and the results of a match or a vote.
_COMPLETE_PAIRS = ({"nam", "nữ"}, {"dương tính", "âm tính"}, {"trực tuyến", "trực tiếp"})
_CLAUSE = re.compile(r"[,;:]|\bvà\b|\bcùng\b|\bcòn\b")
_LEAD = 30  # characters before a part in which the name of its group may stand


def exclusive_parts(passage: Passage, parts: Sequence[int]) -> Sequence[int]:
    """Return the first claims, as many as possible, that are parts of different groups of one set; empty if none are."""
    names = [_names_of(passage, part) for part in parts]
    counts = (count for count in range(len(parts), 1, -1) if _members(names[:count]) is not None)
    return parts[: next(counts, 0)]


def group_names(passage: Passage, parts: Sequence[int]) -> list[str] | None:
    """Return the name of each part's group, if they are different groups of one set."""
    return _members([_names_of(passage, part) for part in parts])


def _members(names: Sequence[Sequence[str]]) -> list[str] | None:
    """Return one of the names of each part so that they mean different groups of one set."""
    if len(names) < 2 or not all(names):
        return None
    for exclusive_set in _EXCLUSIVE_SETS:
        members = [next((name for name in of_part if name in exclusive_set), None) for of_part in names]
        member_names = [name for name in members if name is not None]
        if len(member_names) == len(names) == len({exclusive_set[name] for name in member_names}):
            return member_names
    return None


def are_complete(names: Sequence[str]) -> bool:
    """Whether nothing is left beside the groups of these names."""
    return any(pair == set(names) for pair in _COMPLETE_PAIRS)


def _names_of(passage: Passage, part: int) -> list[str]:
    """Return the names of groups in the clause of a part: behind the number first, then before it."""
    clause_end = _CLAUSE.split(passage.words_after(part))[0]
    clause_start = _CLAUSE.split(passage.words_before(part))[-1][-_LEAD:]
    return [*_NAMES.findall(clause_end), *reversed(_NAMES.findall(clause_start))]
