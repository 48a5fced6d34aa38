"""The parts of a page around an article: links, comments, tags, menus and share bars."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import extract_claims
from annotations.corpus import read_header
from annotations.model import Role
from annotations.page.sections import page_parts

LEAD = (
    "Trong năm qua, toàn tỉnh đã tiếp nhận hơn 12.000 hồ sơ trực tuyến, tăng mạnh so với cùng kỳ năm trước "
    "và vượt kế hoạch đề ra từ đầu năm của cả hai ngành."
)
TITLE = "Tỉnh họp sơ kết"
ARTICLE = f"{TITLE}\n{LEAD}\nHuyện miền núi đã có 5 xã về đích.\n"
FURNITURE = {
    "related": "Tin liên quan\nGiá xăng tăng 500 đồng từ 15h\n10 tỉnh mưa lớn, ba người chết\n",
    "related-colon": "BÀI VIẾT LIÊN QUAN:\n• Giá vàng lên 80 triệu đồng\n• Top 10 nông sản\n",
    "more": "Xem thêm:\nGiá vàng lên 80 triệu đồng\n",
    "more-same-line": "Xem thêm: Giá vàng lên 80 triệu đồng mỗi lượng trong phiên thứ 3\n",
    "more-dash": "Đọc thêm - 5 cách giảm 30% tiền điện\n",
    "hashtags": "#nongthonmoi #2023 #top10\n",
    "player": "Nghe đọc bài 0:00 / 3:25 Nữ miền Bắc 1x\nLưu 3\n",
    "arrows": ">> Giá vàng lên 80 triệu đồng\n",
    "most-read": "Đọc nhiều nhất\n1. Giá vàng lên 80 triệu đồng\n2. Bão số 3\n",
    "comments": "Bình luận (12)\nAn: Tôi thấy 90% là sai, phải sửa lại ngay.\n3 giờ trước\nTrả lời 5\n",
    "readers": "Ý kiến bạn đọc (3)\nBình 10:20 18/05\nGiá 500 đồng là rẻ.\n",
    "links-comments": "Tin khác\nBão số 3 vào 5 tỉnh\n2 bình luận\nTôi thấy 90% là sai, phải sửa lại ngay.\n",
    "tags": "Tags: nông thôn mới, 2023, top 10\n",
    "tags-lines": "Từ khóa:\nnông thôn\nEuro 2024\n",
    "share": "Chia sẻ 120\nFacebook 15 · Zalo 3 · Copy link\n",
    "menu": "Trang chủ | Thời sự | Thế giới | Euro 2024 | 24h qua\n",
}


def roles(text: str) -> list[tuple[str, Role]]:
    return [(mention.text, mention.role) for mention in extract_claims(text)]


@pytest.mark.parametrize("name", FURNITURE)
def test_numbers_around_are_metadata(name: str) -> None:
    article_roles = roles(ARTICLE)
    page = roles(ARTICLE + FURNITURE[name])
    assert page[: len(article_roles)] == article_roles
    assert {role for _, role in page[len(article_roles) :]} == {Role.METADATA}


@pytest.mark.parametrize("name", ["share", "menu", "arrows"])
def test_lines_above_the_article_are_no_title(name: str) -> None:
    page = FURNITURE[name] + ARTICLE
    assert read_header(page).title == TITLE
    assert roles(page)[-len(roles(ARTICLE)) :] == roles(ARTICLE)


def test_a_share_bar_names_no_author() -> None:
    page = f"{TITLE}\n18/05/2023 10:00\nFacebook Twitter\n{LEAD}\n{LEAD}"
    assert read_header(page).author is None


def test_the_article_goes_on_behind_a_box_of_links() -> None:
    page = f"{ARTICLE}Tin liên quan\nBão số 3 vào 5 tỉnh\n\nToàn tỉnh còn 20 xã chưa đạt chuẩn.\n{LEAD}"
    assert roles(page)[-3:] == [("20", Role.CLAIM), ("12.000", Role.CLAIM), ("hai", Role.CLAIM)]


def test_a_button_above_the_article_hides_nothing() -> None:
    page = f"Bình luận\nXem thêm\n{ARTICLE}"
    assert roles(page) == roles(ARTICLE)
    share_bar = f"{TITLE}\n{LEAD}\nBình luận\n" + f"{LEAD}\n" * 9
    assert [role for _, role in roles(share_bar)] == [Role.CLAIM] * 20


@given(st.lists(st.sampled_from([*FURNITURE.values(), ARTICLE, "\n", ">> ", "Tags: 5\n", "|"]) | st.text()))
def test_parts_are_in_order_and_inside_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    offsets = [offset for part in page_parts(text) for offset in part[:2]]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)


@pytest.mark.parametrize(
    "piece",
    [*FURNITURE.values(), "Bình luận\n", "Tags:\n", "|", "Xem thêm ", "a\n"],
    ids=[*FURNITURE, *"btmxa"],
)
def test_many_parts_cost_little(piece: str) -> None:
    begin = perf_counter()
    page_parts("Đây là một câu có sáu chữ.\n" + piece * (300_000 // len(piece)))
    assert perf_counter() - begin < 3
