from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.corpus import Header, read_header

ROOT = Path(__file__).resolve().parents[3]
LEAD = (
    "Trong năm qua, toàn tỉnh đã tiếp nhận hơn 12.000 hồ sơ trực tuyến, đạt 62,8% tổng số hồ sơ, "
    "tăng mạnh so với cùng kỳ năm trước và vượt kế hoạch đề ra từ đầu năm."
)
BODY = f"{LEAD}\n\n{LEAD}\n\n{LEAD}"

TITLE = "Làng nghề hồi sinh sau dịch"
END = "Lê Minh Khôi\nTIN, BÀI LIÊN QUAN:\nMột bài khác\nTrần Văn Khác"

SEEDS = {
    "quang-ngai.txt": Header(None, "Báo Quảng Ngãi", "LAM KHUÊ", None),
    "quang-ninh.txt": Header(None, None, None, None),
    "thanh-hoa.txt": Header(
        "Chính quyền số ở Thanh Hóa: nhận diện điểm nghẽn để đi nhanh hơn", None, None, None
    ),
    "thai-binh.txt": Header(
        "Nửa nhiệm kỳ nhìn lại việc thực hiện nghị quyết đại hội Số hóa tiếp sức cho Thái Bình tăng tốc",
        None,
        "Vũ Hải Đường",
        "2023-11-17",
    ),
    "quang-nam.txt": Header(
        "Số hóa ở Quảng Nam: đừng để tỉnh giục, ngành chờ", "Báo Quảng Nam", "NGUYÊN HẠ", "2021-07-26"
    ),
}
# The title of an original is the text of this line: the headline itself is the newspaper's own and not repeated here.
ORIGINALS = {
    "000": (None, Header(None, "Báo Quảng Ngãi", "THANH THUẬN", None)),
    "001": (None, Header(None, None, None, None)),
    "002": (0, Header(None, None, None, None)),
    "003": (2, Header(None, None, "Nguyễn Cường", "2023-11-17")),
    "004": (0, Header(None, "Báo Quảng Nam", "TRƯỜNG ĐỒNG", "2021-07-26")),
}


def check(path: Path, expected: Header) -> None:
    text = path.read_bytes().decode()
    assert read_header(text) == expected
    assert read_header(unicodedata.normalize("NFD", text)) == expected
    assert read_header(text.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize("name", SEEDS)
def test_headers_of_the_seeds(name: str) -> None:
    path = ROOT / "seeds" / name
    if not path.exists():
        pytest.skip(f"no seeds/{name} here")
    check(path, SEEDS[name])


@pytest.mark.parametrize("prefix", ORIGINALS)
def test_headers_of_the_originals(prefix: str) -> None:
    paths = list((ROOT.parent / "shared" / "seeds").glob(f"{prefix}_*.txt"))
    if not paths:
        pytest.skip("the original articles are not here: ../shared/seeds")
    title_line, expected = ORIGINALS[prefix]
    lines = paths[0].read_text(encoding="utf-8").splitlines()
    title = None if title_line is None else " ".join(lines[title_line].split())
    check(paths[0], replace(expected, title=title))


PAGES = {
    "vnexpress": (
        f"Thời sự\nThứ hai, 6/5/2024, 10:00 (GMT+7)\nMưa lớn khắp miền Bắc trong tuần tới\n{BODY}\nGia Chính",
        Header("Mưa lớn khắp miền Bắc trong tuần tới", None, "Gia Chính", "2024-05-06"),
    ),
    "vnexpress without a section": (
        f"Thứ hai, 6/5/2024, 10:00 (GMT+7)\nMưa lớn khắp miền Bắc trong tuần tới\n{BODY}",
        Header("Mưa lớn khắp miền Bắc trong tuần tới", None, None, "2024-05-06"),
    ),
    "a page clock and no other date": (
        f"Thứ 4, 20/11/2024, 08:18[GMT+7]\n\nMưa lớn khắp miền Bắc trong tuần tới\n\n{BODY}",
        Header("Mưa lớn khắp miền Bắc trong tuần tới", None, None, None),
    ),
    "tuoi tre": (
        f"Giá vàng tăng vọt trong phiên sáng\n06/05/2024 10:00 GMT+7\n\nTTO - {BODY}\n\nNGỌC HIỂN - BÌNH KHÁNH",
        Header("Giá vàng tăng vọt trong phiên sáng", "TTO", "NGỌC HIỂN - BÌNH KHÁNH", "2024-05-06"),
    ),
    "dan tri": (
        f"Học phí đại học năm 2024 tăng ra sao?\nNguyễn Văn An\nThứ tư, 08/05/2024 - 06:30\n(Dân trí) - {BODY}",
        Header("Học phí đại học năm 2024 tăng ra sao?", "Dân trí", "Nguyễn Văn An", "2024-05-08"),
    ),
    "vov": (f"VOV.VN - {BODY}", Header(None, "VOV.VN", None, None)),
    "agency": (
        f"Xuất khẩu gạo lập kỷ lục mới\nHà Nội (TTXVN 6/5) - {BODY}\nTheo TTXVN",
        Header("Xuất khẩu gạo lập kỷ lục mới", "TTXVN", None, None),
    ),
    "credit": (
        f"Xuất khẩu gạo lập kỷ lục mới\n{BODY}\nTheo Tạp chí Cộng sản",
        Header("Xuất khẩu gạo lập kỷ lục mới", "Tạp chí Cộng sản", None, None),
    ),
    "labels": (
        f"Tác giả: Trần Thị Bình\nCập nhật: 07/05/2024 08:00\nNgày đăng: 06/05/2024\n{TITLE}\n{BODY}",
        Header(TITLE, None, "Trần Thị Bình", "2024-05-06"),
    ),
    "updated only": (
        f"{TITLE}\nCập nhật: Thứ Ba, 07/05/2024 | 08:00\n{BODY}",
        Header(TITLE, None, None, "2024-05-07"),
    ),
    "words for a date": (
        f"{TITLE}\nChủ nhật, ngày 5 tháng 5 năm 2024, 17 giờ 30\n{BODY}",
        Header(TITLE, None, None, "2024-05-05"),
    ),
    "outlet behind the title": (
        f"{TITLE} | Báo Bắc Ninh\n2024-05-05T10:00:00+07:00\n{BODY}\nBài và ảnh: Hà Vy; Ảnh: X",
        Header(TITLE, "Báo Bắc Ninh", "Hà Vy", "2024-05-05"),
    ),
    "furniture all around": (
        f"Trang chủ > Kinh tế\n3,715 lượt xem\n(0) Bình luận\nLúa vào vụ. |\n{TITLE}\n{BODY}\n{END}",
        Header(TITLE, None, "Lê Minh Khôi", None),
    ),
    "dates of the text are not its own": (
        f"Lịch nghỉ lễ 2/9/2024 của công chức\n{LEAD}\nNgày 18/5/2022, tỉnh ra chỉ thị.\nBạn đọc Nam 12/3/2020 10:00",
        Header("Lịch nghỉ lễ 2/9/2024 của công chức", None, None, None),
    ),
    "places and papers sign nothing": (
        f"{TITLE}\nHà Nội, 6/5/2024\n{BODY}\nHà Nội",
        Header(TITLE, None, None, None),
    ),
    "common words are no outlets": (
        f"Lao động - tiền lương: nhiều điểm mới từ tháng 7\nThanh niên - lực lượng {BODY}",
        Header("Lao động - tiền lương: nhiều điểm mới từ tháng 7", None, None, None),
    ),
    "an impossible date": (
        f"{TITLE}\n31/02/2024 10:00\n{BODY}",
        Header(TITLE, None, None, None),
    ),
    "a lead is no title": (f"{LEAD}\n{BODY}", Header()),
    "a sentence is no title": (f"Mưa đã tạnh ở mọi nơi.\n{BODY}", Header()),
    "one line alone": ("Mưa lớn khắp miền Bắc trong tuần tới", Header()),
    "nothing": ("", Header()),
}


@pytest.mark.parametrize("name", PAGES)
def test_headers_of_other_pages(name: str) -> None:
    text, expected = PAGES[name]
    assert read_header(text) == expected
    assert read_header(unicodedata.normalize("NFD", text)) == expected


@given(
    st.lists(
        st.sampled_from([*"\n\n\r(-|:/) 1", "Báo ", "Theo ", "Ảnh: ", "6/5/2024 ", "10:00 "]) | st.text()
    )
)
def test_any_text_has_a_header(pieces: list[str]) -> None:
    header = read_header("".join(pieces))
    assert header.title is None or header.title.strip()


@pytest.mark.parametrize(
    "piece", ["a", " ", "(", "1/", "Báo ", "\n", "Nguyễn Văn ", "- ", "é", "10:00 ", "bài, ảnh "]
)
def test_size_and_repetition_cost_little(piece: str) -> None:
    begin = perf_counter()
    read_header(piece * 500_000)
    assert perf_counter() - begin < 2
