"""Pages put together of usual parts: titles, days, leads, bodies, boxes, menus, comments."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.annotations.corpus.formats.saved_pages import (
    BODY,
    FOOT,
    LEAD,
    MENU,
    OTHER,
    TITLE,
    links,
    paragraphs,
)

_ANCHORS = " ".join(f"<a href='/{number}'>{text}</a>" for number, text in enumerate(OTHER))
_LIST = f"<ul>{links()}</ul>"
_TITLES = (
    f"<h1>{TITLE}</h1>", f"<h1 class='detail-title'><span>{TITLE}</span></h1>", f"<h2 class='title'>{TITLE}</h2>",
    f"<div class='tieude'>{TITLE}</div>", f"<p class='pTitle'><b>{TITLE}</b></p>",
)  # fmt: skip
_DAYS = (
    "<div><span class='date'>Thứ hai, 7/10/2024, 06:05 (GMT+7)</span></div>", "<div class='time'>07/10/2024 06:05</div>",
    "<time datetime='2024-10-07T06:05:00+07:00'>7/10</time>", "<div><span>Lê An</span> - <span>06:05 07/10/2024</span></div>",
    "<p class='meta'>Ngày đăng: 07/10/2024 06:05 | Lượt xem: 4321</p>",
)  # fmt: skip
_LEADS = (
    f"<h2 class='sapo'>{LEAD}</h2>", f"<p class='description'>{LEAD}</p>", f"<div class='lead'><p>{LEAD}</p></div>",
    f"<p><b>{LEAD}</b></p>", f"<h3>{LEAD}</h3>", f"<div>{LEAD}</div>", f"<div class='brief'><em>{LEAD}</em></div>",
)  # fmt: skip
_BOXES_IN_BODY = (
    "", f"<div class='box-relate'><a href='/1'>{OTHER[0]}</a></div>", f"<p><a href='/1'>{OTHER[0]}</a></p>",
    f"<p>Xem thêm: <a href='/1'>{OTHER[0]}</a></p>", f"<ul><li><a href='/1'>{OTHER[0]}</a></li></ul>",
    f"<div><a href='/1'><img></a><a href='/1'>{OTHER[0]}</a></div>",
)  # fmt: skip
_AROUND_BODY = (
    ("<article>", "</article>"), ("<div class='content'>", "</div>"), ("<div id='noidung'>", "</div>"), ("", ""),
    ("<section><div class='detail-body'>", "</div></section>"), ("<table><tr><td>", "</td></tr></table>"),
    ("<div class='box'><div><div>", "</div></div></div>"), ("<span id='lblContent'>", "</span>"),
)  # fmt: skip
_BOXES_BELOW = (
    "", f"<div class='related'><h3>Tin liên quan</h3>{_LIST}</div>", f"<div><b>TIN LIÊN QUAN</b>{_LIST}</div>",
    f"<div class='box-news'>{_ANCHORS}</div>", f"<h4>Các tin khác:</h4>{_ANCHORS}", f"<aside>{_ANCHORS}</aside>",
    f"<table><tr><td>{_ANCHORS}</td></tr></table>",
    f"<div class='comments'><p>{'Tôi thấy 99% dự án chậm, năm nào cũng vậy thôi. ' * 9}</p></div>",
)  # fmt: skip
_MENUS = (
    MENU, "<div id='menu'><a href='/'>Trang chủ</a><a href='/ts'>Thời sự</a></div>",
    "<table><tr><td><a href='/'>Trang chủ</a> | <a href='/ts'>Thời sự</a></td></tr></table>",
    f"<header><div class='logo'><a href='/'>Báo Hải Mẫu</a></div>{MENU}</header>",
)  # fmt: skip
_HEADS = (
    f"<title>{TITLE} - Báo Hải Mẫu</title>", f"<title>{TITLE}</title><meta property='og:title' content='{TITLE}'>",
    f"<title>Báo Hải Mẫu</title><meta property='og:title' content='{TITLE}'><meta name='description' content='{LEAD[:70]}'>",
    "<title>Báo Hải Mẫu điện tử</title>",
)  # fmt: skip
_FEET = (
    FOOT, "<div class='bottom'><p>Tòa soạn: 12/GP Hùng Vương. Tổng biên tập: Nguyễn Văn B. Điện thoại: 0255 3822 222</p></div>",
    "<div>© 2024 Báo Hải Mẫu. Ghi rõ nguồn khi phát hành lại. 12/GP</div>", "<p>Đang truy cập: 12/GP - Hôm nay: 7.777</p>",
    "<div class='author-box'><p>Lê An là phóng viên số 12/GP của báo, chuyên viết về kinh tế.</p></div>",
)  # fmt: skip
# What must not be read in any of the pages.
ABSENT = (*OTHER, "Trang chủ", "4321", "99%", "12/GP")


def _body(form: int, box: str) -> str:
    """The paragraphs of the article in one of several forms, with a box behind the first."""
    if form == 0:
        return f"<p>{BODY[0]}</p>{box}{paragraphs(BODY[1:])}"
    if form == 1:
        return "<br><br>".join(BODY)
    if form == 2:
        return f"<div>{BODY[0]}</div>{box}" + "".join(f"<div>{text}</div>" for text in BODY[1:])
    if form == 3:
        return "".join(
            f"<div class='row'><div class='col'><p><span>{text}</span></p></div></div>" for text in BODY
        )
    return f"<p>{BODY[0]}</p><h3>Tiểu mục</h3>{box}<p>{BODY[1]}</p><ul><li>Nhóm A: 15 tỷ</li></ul><p>{BODY[2]}</p>"


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page with the title, the lead, the paragraphs and the day of ``saved_pages``."""
    title, day, lead = (draw(st.sampled_from(parts)) for parts in (_TITLES, _DAYS, _LEADS))
    start, end = draw(st.sampled_from(_AROUND_BODY))
    body = _body(draw(st.integers(0, 4)), draw(st.sampled_from(_BOXES_IN_BODY)))
    content = f"{start}{lead}{body}{end}" if draw(st.booleans()) else f"{lead}{start}{body}{end}"
    main = f"{title}{day}{content}{draw(st.sampled_from(_BOXES_BELOW))}"
    if draw(st.booleans()):
        main = f"<div class='main'>{main}</div>"
    head, menu = draw(st.sampled_from(_HEADS)), draw(st.sampled_from(_MENUS))
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{menu}{main}{draw(st.sampled_from(_FEET))}</body></html>"
