"""The words by which people who read Vietnamese name filters and their values, as the screens write them, and others."""

from __future__ import annotations

from annotations.model import Kind, Role, Verdict
from annotations.search.clauses import Key, State
from annotations.text import fold

# What may stand before the colon of a filter; marks of their own are those of a letter in normal form D.
KEY_PATTERN = r"(?:[^\W\d]|[\u0300-\u036f])+"

_KEYS = {
    Key.KIND: "loại",
    Key.ROLE: "vai, vai trò",
    Key.VERDICT: "kết luận",
    Key.TAG: "thẻ, nhãn",
    Key.OUTLET: "báo, tòa soạn",
    Key.ARTICLE: "bài",
    Key.DATE: "ngày",
    Key.URL: "địa chỉ, liên kết",
    Key.METADATA: "thông tin",
    Key.ANNOTATOR: "người, người duyệt",
    Key.VALUE: "trị, giá trị",
    Key.UNIT: "đơn vị",
    Key.IS: "là",
}
_VALUES: dict[Key, dict[str, str]] = {
    Key.KIND: {
        Kind.PERCENTAGE: "phần trăm, tỷ lệ, tỉ lệ, %",
        Kind.COUNT: "số lượng, lượng, s.lượng",
        Kind.MONEY: "tiền, số tiền",
        Kind.RANK: "thứ hạng, hạng",
        Kind.RATIO: "tỷ số, tỉ số, tỷ, tỉ",
        Kind.MULTIPLE: "số lần, lần, ×",
        Kind.LEVEL: "cấp độ, mức độ, cấp",
        Kind.SCORE: "điểm số, điểm",
        Kind.MEASURE: "số đo, đo",
        Kind.AGE: "tuổi",
        Kind.DURATION: "thời lượng, thời gian, lâu, t.gian",
        Kind.DATE: "ngày tháng, ngày",
        Kind.TIME: "giờ",
    },
    Key.ROLE: {
        Role.CLAIM: "số liệu",
        Role.REFERENCE: "viện dẫn, số hiệu",
        Role.NAME: "tên gọi, tên",
        Role.METADATA: "thông tin bài",
    },
    Key.VERDICT: {
        Verdict.VERIFIED: "đúng",
        Verdict.REFUTED: "sai",
        Verdict.UNVERIFIABLE: "không kiểm chứng được, chưa xác minh được, chưa xác minh, không rõ",
        Verdict.NOT_A_CLAIM: "không phải số liệu, không tính, loại",
    },
    Key.IS: {
        State.UNREVIEWED: "chưa duyệt",
        State.REVIEWED: "đã duyệt",
        State.DISPUTED: "bất đồng",
        State.SETTLED: "đã phân xử, phân xử",
        State.MINE: "của tôi, phần tôi",
        State.NOTED: "có ghi chú, ghi chú",
        State.CORRECTED: "đã sửa",
        State.ADDED: "đã thêm",
        State.REREAD: "đọc lại, đã đọc lại",
        State.FINDING: "mâu thuẫn",
        State.ORPHAN: "mất vị trí, lạc chỗ",
    },
}


def folded(word: str) -> str:
    """A word without tone marks and case, and with none of the signs that stand for blanks."""
    return fold(word).text.replace(" ", "").replace("_", "").replace("-", "")


def _codes(names: dict[Key, str] | dict[str, str]) -> dict[str, str]:
    return {folded(name): str(code) for code, joined in names.items() for name in joined.split(", ")}


_KEY_CODES = _codes(_KEYS)
_VALUE_CODES = {key: _codes(names) for key, names in _VALUES.items()}


def key_named(word: str) -> Key | None:
    """The filter that a Vietnamese word names, with or without tone marks."""
    code = _KEY_CODES.get(folded(word))
    return Key(code) if code else None


def value_named(key: Key, word: str) -> str | None:
    """The value of a filter that a Vietnamese word names, with or without tone marks."""
    return _VALUE_CODES.get(key, {}).get(folded(word))


def key_names() -> list[str]:
    """The Vietnamese word for each filter that completion offers: without blanks."""
    return [joined.split(", ")[0].replace(" ", "_") for joined in _KEYS.values()]


def value_names(key: Key) -> list[str]:
    """The Vietnamese words for the values of a filter, one a value; ``is:`` has those of ``verdict:`` too."""
    names = [joined.split(", ")[0] for joined in _VALUES.get(key, {}).values()]
    return [*names, *value_names(Key.VERDICT)] if key is Key.IS else names
