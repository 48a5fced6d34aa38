"""Readings that were once wrong, each in a sentence of its own."""

import pytest

from annotations.claims import extract_claims

Expectation = tuple[str, str | None, str | None]


def read(text: str) -> list[Expectation]:
    return [(m.text, m.value, m.unit) for m in extract_claims(text) if m.role == "claim"]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Thu 2-3 nghìn tỷ đồng.", [("2-3 nghìn tỷ", "2000000000000..3000000000000", "VND")]),
        ("Giá 900 đến 1,2 triệu đồng.", [("900 đến 1,2 triệu", "900000..1200000", "VND")]),
        ("Phạt hai đến ba nghìn tỷ đồng.", [("hai đến ba nghìn tỷ", "2000000000000..3000000000000", "VND")]),
        ("Nghỉ ba bốn ngày.", [("ba bốn", "3..4", "ngày")]),
        ("Người từ 14 đến dưới 16 tuổi.", [("14", "14", "tuổi"), ("16", "16", "tuổi")]),
        (
            "Ngưỡng nâng từ 100 lên 200 triệu đồng.",
            [("100", "100000000", "VND"), ("200 triệu", "200000000", "VND")],
        ),
        ("Vốn từ 500.000 lên 1 triệu đồng.", [("500.000", "500000", "VND"), ("1 triệu", "1000000", "VND")]),
        ("Khổ 16 x 24 cm.", [("16", "16", "cm"), ("24", "24", "cm")]),
        ("Nhà 5x20m.", [("5", "5", "m"), ("20", "20", "m")]),
        ("Giải ngân 7,5/10 tỷ đồng.", [("7,5/10 tỷ", "7500000000", "VND")]),
        ("Huyết áp 180/110 mmHg.", [("180/110", "180/110", "mmHg")]),
        ("Pha theo tỷ lệ 1:3.", [("1:3", "1:3", None)]),
        ("Lúc 1 giờ chiều.", [("1", "13:00", None)]),
        ("Lúc 2h30 chiều.", [("2h30", "14:30", None)]),
        ("Chuyến bay chậm 2 giờ 15 phút.", [("2 giờ 15", "135", "phút")]),
        ("Anh chạy trong 2:21:51.", [("2:21:51", "8511", "giây")]),
        ("Cô bơi 4'12\"74.", [("4'12\"74", "252.74", "giây")]),
        ("Đình có từ thế kỷ 15 trước Công nguyên.", [("15", "-1499/-1400", None)]),
        ("Năm 179 TCN, giặc đến.", [("179", "-0178", None)]),
        ("Thi các ngày 26, 27 và 28/6.", [("26, 27 và 28/6", "--06-26;--06-27;--06-28", None)]),
        ("Mưa trong tháng 7, 8 và 9.", [("7, 8 và 9", "--07;--08;--09", None)]),
        ("Dịch vụ mức độ 3,4 đã có.", [("3,4", "3;4", "mức độ")]),
        ("Tỉnh có 5 đô thị lớn.", [("5", "5", "đô thị")]),
        ("Đội có bộ ba tấn công hay.", []),
        ("Động cơ 350 Nm.", [("350", "350", "Nm")]),
        ("Ba mẹ con được cứu.", [("Ba", "3", "mẹ con")]),
        ("Năm ngày sau, anh về.", [("Năm", "5", "ngày")]),
        ("Nhà có hai trai một gái.", [("hai", "2", "trai"), ("một", "1", "gái")]),
        (
            "Ghi bàn ở các phút 12, 45+2 và 88.",
            [("12", "12", "phút"), ("45+2", "45+2", "phút"), ("88", "88", "phút")],
        ),
        ("Giá vé giảm còn 100 ngàn.", [("100 ngàn", "100000", "VND")]),
        (
            "Vé 1.200.000đ-1.500.000đ/người.",
            [("1.200.000", "1200000", "VND"), ("1.500.000", "1500000", "VND")],
        ),
        ("Viện trợ US$ 1,5 triệu.", [("1,5 triệu", "1500000", "USD")]),
        ("\x1b[31m5 người\x1b[0m chết.", [("5", "5", "người")]),
    ],
)
def test_ambiguous_numbers(text: str, readings: list[Expectation]) -> None:
    assert read(text) == readings


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Xe không được chạy quá 80 km/h.", "at_most"),
        ("Không ngờ giá vượt 5 triệu đồng.", "more_than"),
        ("Tour có giá từ 5,99 triệu đồng.", "at_least"),
        ("Họ khảo sát 1.000 hộ.", None),
        ("Tai nạn dẫn đến 3 vụ kiện.", None),
        ("Cứ 3 trên 10 người mắc bệnh.", None),
    ],
)
def test_bounding_words(text: str, modifier: str | None) -> None:
    assert extract_claims(text)[-1].modifier == modifier


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Giá giảm 2 USD.", "decrease"),
        ("Giá giảm còn 2 USD.", None),
        ("Giá tăng lên 2 USD.", None),
        ("Giá tăng lên gấp 3 lần.", "increase"),
        ("Tiền điện giảm được 2/3.", "decrease"),
    ],
)
def test_direction_of_a_change(text: str, direction: str | None) -> None:
    assert extract_claims(text)[0].direction == direction


def test_a_year_after_the_name_of_a_stage_is_no_number() -> None:
    assert [m.text for m in extract_claims("Kế hoạch giai đoạn năm 2021 đã xong.")] == ["2021"]


def test_a_sentence_with_time_and_date_is_no_stamp() -> None:
    text = "Chiến dịch kéo dài 56 ngày đêm, kết thúc thắng lợi lúc 17h30 ngày 7/5/1954."
    assert [m.role for m in extract_claims(text)] == ["claim"] * 3
