import pytest

from annotations.claims import extract_claims
from annotations.claims.dates.iso_dates import roman
from annotations.model import Kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ngày 18/5/2022, tỉnh họp.", "2022-05-18"),
        ("Chậm nhất đến 30.7, các sở phải nộp.", "--07-30"),
        ("Ngày 2-9-1945 là ngày lễ.", "1945-09-02"),
        ("Bản án tuyên ngày 5 tháng 9 năm 2023.", "2023-09-05"),
        ("Vào tháng 12/2023, giá tăng.", "2023-12"),
        ("Từ tháng tư, trời nắng.", "--04"),
        ("Quý III/2025, doanh nghiệp lãi.", "2025-Q3"),
        ("Giai đoạn 2022 - 2025, tỉnh đầu tư.", "2022/2025"),
        ("Năm học 2019-20, trường xây mới.", "2019/2020"),
        ("Các ngày 10-12/9, hội chợ mở cửa.", "--09-10/--09-12"),
        ("Đình dựng vào thế kỷ XVIII.", "1701/1800"),
        ("Những năm 1990, làng còn nghèo.", "1990/1999"),
        ("Sáng thứ hai, đường đông.", "-W-1"),
        ("Từ chiều ngày 15, trời rét.", "---15"),
    ],
)
def test_dates_are_iso_8601(text: str, value: str) -> None:
    (mention,) = extract_claims(text)
    assert (mention.kind, mention.value) == (Kind.DATE, value)


@pytest.mark.parametrize(
    ("day", "published", "resolved"),
    [
        ("30.7", "2021-07-26", "2021-07-30"),
        ("5.1", "2021-12-20", "2022-01-05"),
        ("20.12", "2022-01-03", "2021-12-20"),
        ("30.7", None, None),
        ("30.7", "hôm qua", None),
    ],
)
def test_date_without_a_year(day: str, published: str | None, resolved: str | None) -> None:
    (mention,) = extract_claims(f"Chậm nhất đến {day}, các sở phải nộp.", published=published)
    assert mention.value is not None
    assert mention.value.startswith("--")
    assert mention.resolved == resolved


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Trận đấu lúc 19h30 tối nay.", "19:30"),
        ("Phà rời bến lúc 17g30.", "17:30"),
        ("Có mặt trước 7 giờ.", "07:00"),
        ("Nhập viện lúc 3 giờ rưỡi sáng.", "03:30"),
        ("Cấm xe trong khung giờ 6h-9h.", "06:00/09:00"),
    ],
)
def test_times_are_iso_8601(text: str, value: str) -> None:
    (mention,) = extract_claims(text)
    assert (mention.kind, mention.value) == (Kind.TIME, value)


def test_a_length_of_time_is_no_time_of_day() -> None:
    (mention,) = extract_claims("Chuyến bay hoãn hơn 5 giờ.")
    assert (mention.kind, mention.value, mention.modifier) == (Kind.DURATION, "5", "more_than")


def test_days_that_are_none_are_no_dates() -> None:
    assert all(mention.kind is not Kind.DATE for mention in extract_claims("Đạt 45/60/2022 và 31/2/2022."))


@pytest.mark.parametrize(("text", "value"), [("xviii", 18), ("iv", 4), ("iiii", 0), ("vx", 0), ("xxi", 21)])
def test_roman_numerals(text: str, value: int) -> None:
    assert roman(text) == value


@pytest.mark.parametrize(
    ("text", "published", "resolved"),
    [
        ("Họp ngày 29/2.", "2024-02-10", "2024-02-29"),
        ("Họp ngày 29/2.", "2023-02-10", None),
        ("Họp ngày 31.", "2023-02-10", None),
        ("Họp ngày 12/12.", "2024-02-10", "2023-12-12"),
        ("Chùa đông từ mùng 3 Tết.", "2024-02-10", None),
    ],
)
def test_only_real_days(text: str, published: str, resolved: str | None) -> None:
    (mention,) = extract_claims(text, published=published)
    assert mention.resolved == resolved
