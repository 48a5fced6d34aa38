"""Labelled lines at the top of a text: their fields, their spans, and what is no header."""

from __future__ import annotations

import unicodedata
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import extract_claims
from annotations.corpus import Header, read_header
from annotations.model import Role
from annotations.page.labelled_header import read_labelled_header

BODY = "Huyện có 5 xã về đích."
DAY = "2023-05-18"
HEADERS = {
    "hash": (
        "# doc_id = bao_0012\n# url = https://bao.example/a-20201001163534963.htm\n# date = 20230518\nNăm xã về đích sớm hai năm\n",
        Header(
            "Năm xã về đích sớm hai năm",
            published=DAY,
            url="https://bao.example/a-20201001163534963.htm",
            metadata={"doc_id": "bao_0012"},
        ),
    ),
    "english": (
        "Title: Năm xã về đích\nURL: https://bao.example/a.htm\nDate: 2023-05-18\nAuthor: Lan\nSource: Báo Mới\n\n",
        Header("Năm xã về đích", "Báo Mới", "Lan", DAY, "https://bao.example/a.htm"),
    ),
    "vietnamese": (
        "Tiêu đề: Đạt 62,8% kế hoạch\nNgày đăng: Thứ năm, 18/05/2023 | 10:20\nTác giả: Nhóm PV\nNguồn: Theo VnExpress\n",
        Header("Đạt 62,8% kế hoạch", "VnExpress", "Nhóm PV", DAY),
    ),
    "unmarked": (
        "TIEU DE : Dat 62,8%\nNgay dang : 18-5-2023\nNguon : Bao Moi\n",
        Header("Dat 62,8%", "Bao Moi", None, DAY),
    ),
    "yaml": (
        '---\ntitle: "Đạt 62,8%: vượt kế hoạch"\ndate: 2023-05-18T10:00:00+07:00\ntags:\n  - top 10\nviews: 1200\n---\n',
        Header("Đạt 62,8%: vượt kế hoạch", published=DAY, metadata={"tags": "top 10", "views": "1200"}),
    ),
    "yaml-block": (
        "---\ntitle: >-\n  Đạt 62,8%\nauthors: [An, 'Bình']\nsource: https://www.bao.example/a/1\n...\n",
        Header("Đạt 62,8%", "bao.example", "An, Bình", None),
    ),
    "toml": (
        '+++\ntitle = "Đạt 62,8%"\ndate = 2023-05-18\nweight = 10\n+++\n',
        Header("Đạt 62,8%", published=DAY, metadata={"weight": "10"}),
    ),
    "markdown": (
        "**Tiêu đề:** Đạt 62,8%\n- **Ngày đăng:** 18/5/23\n",
        Header("Đạt 62,8%", None, None, DAY),
    ),
    "one-line": (
        "Năm xã về đích sớm\nNgày đăng: 18/05/2023 | Tác giả: Lan Anh | Nguồn: Báo Quảng Nam\n",
        Header("Năm xã về đích sớm", "Báo Quảng Nam", "Lan Anh", DAY),
    ),
    "brackets": (
        "[Tiêu đề] Đạt 62,8%\n[Ngày đăng] 18/05/2023\n",
        Header("Đạt 62,8%", None, None, DAY),
    ),
    "name-and-day": (
        "Năm xã về đích sớm\nTác giả: Nguyễn Văn An - 18/05/2023 08:10\n",
        Header("Năm xã về đích sớm", None, "Nguyễn Văn An", DAY),
    ),
    "beside": (
        "Báo Hà Nam | Thứ năm, 18/05/2023 | Tác giả: Lan Anh\nNăm xã về đích sớm\n",
        Header("Năm xã về đích sớm", "Báo Hà Nam", "Lan Anh", DAY),
    ),
    "address": (
        "Tiêu đề: Đạt 62,8%\nNguồn: Báo Hà Nam (https://bao.example/a/12)\n",
        Header("Đạt 62,8%", "Báo Hà Nam", None, None),
    ),
    "heading": (
        "# Năm xã về đích sớm\n\n**Ngày:** 18/5/2023\n",
        Header("Năm xã về đích sớm", None, None, DAY),
    ),
    "unknown-keys": (
        "title: Đạt 62,8%\ndoc_type: news 12\ncrawled_at: 2024-01-01\npublished: May 18, 2023\n",
        Header("Đạt 62,8%", published=DAY, metadata={"doc_type": "news 12", "crawled_at": "2024-01-01"}),
    ),
    "rfc": (
        "Headline: Đạt 62,8%\nPubDate: Thu, 18 May 2023 10:00:00 +0700\n",
        Header("Đạt 62,8%", None, None, DAY),
    ),
    "no-address": (
        "Tiêu đề: Đạt 62,8%\nĐường dẫn: trang 3\nChuyên mục: Kinh tế\n",
        Header("Đạt 62,8%", metadata={"Đường dẫn": "trang 3", "Chuyên mục": "Kinh tế"}),
    ),
    "updated": (
        "Title: Đạt 62,8%\nUpdated: 2023-05-18\nAuthor: null\n",
        Header("Đạt 62,8%", None, None, DAY),
    ),
}
ARTICLES = {
    "date-of-count": "Ngày: 5 xã đạt chuẩn\n",
    "source-of-money": "Nguồn: 12 tỷ đồng từ ngân sách\n",
    "event": "Thời gian: 8h ngày 18/5/2023 tại hội trường 200 chỗ\n",
    "heading": "# Kết quả 6 tháng\n",
    "rule": "---\nKết quả 6 tháng\n---\n",
    "open-fence": "---\ntitle của 5 xã\n",
    "below": f"{BODY}\n{BODY}\nTitle: 6 xã\n",
}


@pytest.mark.parametrize("name", HEADERS)
def test_labels_say_what_the_fields_are(name: str) -> None:
    top, header = HEADERS[name]
    for text in (f"{top}\n{BODY}", f"\ufeff{top}{BODY}", f"{top}\n{BODY}".replace("\n", "\r\n")):
        assert read_header(text) == header
    assert read_header(unicodedata.normalize("NFD", top + BODY)) == header


@pytest.mark.parametrize("name", HEADERS)
def test_labelled_numbers_are_metadata(name: str) -> None:
    top, header = HEADERS[name]
    mentions = extract_claims(f"{top}\n{BODY}")
    claims = [mention.text for mention in mentions if mention.role is Role.CLAIM]
    title_is_labelled = header.title is not None and not top.startswith(header.title)
    assert claims[-1] == "5"
    assert len(claims) == 1 or not title_is_labelled or name in {"hash", "beside", "heading"}


@pytest.mark.parametrize("name", ARTICLES)
def test_article_that_looks_labelled(name: str) -> None:
    text = ARTICLES[name] + BODY
    assert not read_labelled_header(text).spans
    assert Role.CLAIM in {mention.role for mention in extract_claims(text)}


@given(
    st.lists(
        st.sampled_from(["---\n", "# a = 1\n", "Title: x\n", "Ngày: 1/2/2023\n", "a: b\n", "\r\n"])
        | st.text()
    )
)
def test_spans_are_in_order_and_inside_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    header = read_labelled_header(text)
    offsets = [offset for span in header.spans for offset in span]
    assert offsets == sorted(offsets)
    assert 0 <= header.end <= len(text)
    assert all(0 <= offset <= len(text) for offset in offsets)


@pytest.mark.parametrize(
    "piece", ["---\n", "title: x\n", "# a = b\n", "a", ":", "Tiêu đề", "18 May ", "[", "=\t"]
)
def test_long_tops_cost_little(piece: str) -> None:
    begin = perf_counter()
    read_labelled_header("title: x\n" + piece * 200_000)
    read_labelled_header("---\ntitle: x\n" + piece * 200_000)
    assert perf_counter() - begin < 2
