import pytest

from annotations.claims import extract_claims
from annotations.claims.folding import fold
from annotations.claims.scanner import DIGIT, ROMAN, WORD, number_candidates
from annotations.model import Role


def candidates(text: str) -> list[tuple[str, int]]:
    folded_text = fold(text)
    return [
        (folded_text.folded[offset:].split()[0], kind)
        for offset, kind in number_candidates(folded_text.folded, folded_text.cased)
    ]


def test_digits_words_and_roman_numerals_are_seen_in_order() -> None:
    assert candidates("hai nhà, 3 xe, khóa XV") == [("hai", WORD), ("3", DIGIT), ("xv", ROMAN)]


def test_number_words_inside_other_words_are_not_seen() -> None:
    assert candidates("khai mạc, bao la, nămng, IVa") == []


def test_some_words_are_numbers_only_after_another() -> None:
    assert candidates("đầu tư gấp đôi, thống nhất hạng nhất, tháng tư") == [
        ("đôi,", WORD),
        ("nhất,", WORD),
        ("tư", WORD),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hàng trăm người, vài chục xe và nhiều nghìn hộ.",
        "Một số xã, một phần, một cửa, một lần nữa, một cách hay.",
        "Năm nay ba mẹ đầu tư vào tỷ lệ cao.",
        "Lúa chín vàng, anh Hai và bà Sáu ở Ba Đình.",
    ],
)
def test_words_like_numbers_are_skipped(text: str) -> None:
    assert extract_claims(text) == []


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Theo Nghị quyết số 09-NQ/TU của tỉnh.", "09-NQ/TU", Role.REFERENCE),
        ("Nghị định 145/2020/NĐ-CP có hiệu lực.", "145/2020/NĐ-CP", Role.REFERENCE),
        ("Xe mang biển số 51C-123.45 bỏ chạy.", "51C-123.45", Role.REFERENCE),
        ("Gọi số 0912 345 678 để báo.", "0912 345 678", Role.REFERENCE),
        ("Tổng đài Thông tin dịch vụ công (1022) mở cửa.", "1022", Role.REFERENCE),
        ("Dịch Covid-19 đã qua.", "19", Role.NAME),
        ("Mạng 5G đã phủ sóng.", "5G", Role.NAME),
        ("Quốc lộ 1A bị ùn tắc.", "1A", Role.NAME),
        ("Tỷ lệ 1/2.000 đã được duyệt.", "1/2.000", Role.NAME),
        ("Quốc hội khóa XV họp.", "XV", Role.NAME),
        ("Tàu 016 dài và rộng.", "016", Role.NAME),
        ("Vắc xin 5 trong 1 đã về.", "5 trong 1", Role.NAME),
        ("Máy chủ 192.168.1.10 hỏng.", "192.168.1.10", Role.NAME),
        ("Phân NPK 20-20-15 tăng giá.", "20-20-15", Role.NAME),
        ("Chuyển qua Vietcombank số 0531.0025.11245.", "0531.0025.11245", Role.REFERENCE),
        ("Thẻ 1903 4567 8910 12 bị khóa.", "1903 4567 8910 12", Role.REFERENCE),
        ("Ông trú tại 125 Trúc Bạch.", "125", Role.NAME),
        ("Cháy ở 45/12 Lê Lợi.", "45/12", Role.NAME),
        ("Tin \x1b[1;31m khẩn", "1;31", Role.METADATA),
        ("Xem thêm: Giá xăng 21/11 giảm", "21/11", Role.METADATA),
        ("Tin.\r(0) Bình luận\r", "0", Role.METADATA),
        ("Thứ 6, 17/11/2023 | 15:46:46\nTin.", "6", Role.METADATA),
    ],
)
def test_roles(text: str, span: str, role: Role) -> None:
    mention = extract_claims(text)[0]
    assert (mention.text, mention.role) == (span, role)
    assert mention.why
    assert mention.rule
