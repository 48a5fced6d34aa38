"""Pages in the shapes of news sites, as browsers save them, with what must come out of each and what must not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

TITLE = "Hải Mẫu giải ngân 62,8% vốn đầu tư công"
LEAD = "Sau 9 tháng, tỉnh Hải Mẫu giải ngân 3.715 tỷ đồng vốn đầu tư công, bằng 62,8% kế hoạch năm."
BODY = (
    "Theo Sở Tài chính, con số này cao hơn cùng kỳ 4,5 điểm phần trăm và đứng thứ 8 cả nước.",
    "Trong 17 chủ đầu tư, 5 đơn vị đạt trên 80%, nhưng 3 đơn vị mới giải ngân dưới 20% số vốn được giao.",
    "Chủ tịch tỉnh yêu cầu đến ngày 31/12 phải giải ngân ít nhất 95% kế hoạch, không để vốn phải trả lại.",
)
OTHER = (
    "Giá vàng tăng 1,2 triệu đồng mỗi lượng",
    "Thêm 9 xã về đích nông thôn mới",
    "Khởi công cầu 850 tỷ đồng",
)
DAY = "2024-10-07"


class SavedPage(NamedTuple):
    """A page and what must be read in it; None for a field that the page does not state."""

    markup: str
    paragraphs: Sequence[str] = (LEAD, *BODY)
    absent: Sequence[str] = OTHER
    title: str = TITLE
    published: str | None = DAY
    outlet: str | None = "Báo Hải Mẫu"
    author: str | None = "Lê An"
    url: str | None = None


def paragraphs(texts: Sequence[str] = BODY) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def links(texts: Sequence[str] = OTHER) -> str:
    return "".join(f'<li><a href="/{number}">{text}</a></li>' for number, text in enumerate(texts))


def json_ld(**fields: object) -> str:
    content = json.dumps({"@context": "https://schema.org", **fields}, ensure_ascii=False)
    return f'<script type="application/ld+json">{content}</script>'


MENU = "<nav><ul><li><a href='/'>Trang chủ</a></li><li><a href='/kt'>Kinh tế</a></li></ul></nav>"
FOOT = "<footer>Giấy phép số 12/GP-TTĐT, điện thoại 0255 3822 222</footer>"

NEWS = {
    "@type": "NewsArticle", "headline": TITLE, "datePublished": f"{DAY}T06:05:00+07:00",
    "author": [{"@type": "Person", "name": "Lê An"}], "publisher": {"@type": "Organization", "name": "Báo Hải Mẫu"},
}  # fmt: skip

PAGES = {
    "box-in-body": SavedPage(
        f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE} - Báo Hải Mẫu</title>
<link rel="canonical" href="https://haimau.example/giai-ngan-4801.html">{json_ld(**{"@graph": [{"@type": "WebSite"}, NEWS]})}
</head><body class="page-detail has-ads">{MENU}<section class="section page-detail top-detail"><div class="sidebar-1">
<h1 class="title-detail">{TITLE}</h1><p class="description">{LEAD}</p><article class="fck_detail">
<p class="Normal">{BODY[0]}</p><div class="box-tinlienquanv2"><article class="item-news"><h4><a href="/a">{OTHER[0]}</a></h4>
<p>Chiều 6/10, giá tăng thêm 1,2 triệu đồng so với hôm qua.</p></article></div>
<table class="tplCaption"><tbody><tr><td><img src="a.jpg"></td></tr><tr><td><p class="Image">Cầu 12 nhịp. Ảnh: <i>An</i></p></td></tr></tbody></table>
<p class="Normal">{BODY[1]}</p><p class="Normal">{BODY[2]}</p>
<table><thead><tr><th>Đơn vị</th><th>Tỷ lệ</th></tr></thead><tr><td><p>Ban A</p></td><td><p><b>8</b>1,5<span>%</span></p></td></tr></table>
<p style="text-align:right"><strong>Lê An</strong></p></article>
<div class="box-category"><h3>Tin liên quan</h3><ul class="list-news">{links()}</ul></div></div></section>{FOOT}</body></html>""",
        (LEAD, *BODY, "Cầu 12 nhịp. Ảnh: An", "Đơn vị | Tỷ lệ\nBan A | 81,5%"),
        (*OTHER, "Chiều 6/10", "12/GP"),
        url="https://haimau.example/giai-ngan-4801.html",
    ),
    "amp": SavedPage(
        f"""<!doctype html><html amp lang="vi"><head><meta charset="utf-8"><title>{TITLE}</title>
<link rel="canonical" href="https://haimau.example/a.htm"><style amp-boilerplate>body{{visibility:hidden}}</style>{json_ld(**NEWS)}
</head><body><amp-sidebar id="sb"><ul>{links()}</ul></amp-sidebar><header><a href="/">Báo Hải Mẫu</a></header><article>
<h1>{TITLE}</h1><amp-social-share type="facebook"></amp-social-share><h2 class="sapo">{LEAD}</h2><amp-img src="a.jpg"></amp-img>
<amp-ad type="doubleclick"><div>Vay 50 triệu trong 5 phút</div></amp-ad>{paragraphs()}
<section class="amp-related"><p>{OTHER[1]}</p></section></article></body></html>""",
        absent=(*OTHER, "Vay 50 triệu"),
        url="https://haimau.example/a.htm",
    ),
    "meta-only": SavedPage(
        f"""<html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE} | Báo Hải Mẫu">
<meta property="og:site_name" content="Báo Hải Mẫu"><meta property="og:url" content="https://haimau.example/b">
<meta property="article:published_time" content="{DAY}T23:10:00+07:00"><meta name="author" content="Lê An">
<meta property="og:description" content="{LEAD[:60]}"></head><body><div class="wrapper"><div class="main"><div class="kbwc-title">
<div class="bold-text">{LEAD}</div></div><div class="content-news">{BODY[0]}<br><br>{BODY[1]}<br/><br/>{BODY[2]}
<div>Xem thêm: <a href="/x">{OTHER[0]}</a></div></div></div><div class="col-right"><h3>Đọc nhiều</h3>{links()}</div></div></body></html>""",
        url="https://haimau.example/b",
    ),
    "server-form": SavedPage(
        f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Báo Hải Mẫu điện tử</title></head>
<body><form id="aspnetForm" method="post" action="chitiet.aspx"><table><tr><td class="menutop"><a href="/1">Trang chủ</a> | <a href="/2">Tin tức</a></td></tr>
<tr><td><span id="ctl00_lblTieude" class="TieuDe">{TITLE}</span><br><span id="ctl00_lblNgay">Thứ Hai, 07/10/2024 - 06:05</span>
<p><b>{LEAD}</b></p><span id="ctl00_lblNoidung">{paragraphs()}<p align="right"><b>Lê An</b></p></span></td>
<td width="200"><b>Tin mới</b>{links()}<p>Số lượt truy cập: 1.234.567</p></td></tr></table></form></body></html>""",
        absent=(*OTHER, "1.234.567"),
        outlet="Báo Hải Mẫu điện tử",
    ),
    "blog": SavedPage(
        f"""<html lang="vi"><head><meta charset="utf-8"><title>{TITLE} &#8211; Báo Hải Mẫu</title></head>
<body class="single single-post"><header class="site-header"><p class="site-title">Báo Hải Mẫu</p></header><div id="primary">
<article id="post-7" class="post-7 post type-post category-kinh-te tag-dau-tu-cong"><header class="entry-header">
<h1 class="entry-title">{TITLE}</h1><div class="entry-meta">
<time class="entry-date published" datetime="2024-10-06T23:05:00+00:00">7 Tháng Mười, 2024</time>
<span class="author vcard"><a class="url fn n" href="/author/an">Lê An</a></span></div></header>
<div class="entry-content"><p><strong>{LEAD}</strong></p>{paragraphs()}<div class="sharedaddy sd-sharing-enabled"><h3>Chia sẻ:</h3><ul>
<li><a href="#">Facebook</a></li></ul></div></div></article><div id="comments" class="comments-area"><ol><li><article class="comment-body">
<p>{"Tôi thấy 99% dự án chậm vì giải phóng mặt bằng, năm nào cũng vậy. " * 12}</p></article></li></ol></div></div>
<aside id="secondary"><section class="widget"><ul>{links()}</ul></section></aside></body></html>""",
        absent=(*OTHER, "99%"),
    ),
    "linked-list-in-body": SavedPage(
        f"""<html><head><meta charset="utf-8"><title>{TITLE} | Báo Hải Mẫu</title><meta itemprop="datePublished" content="07/10/2024 06:05">
<base href="https://haimau.example/"></head><body><h1>{TITLE}</h1><div class="tac-gia">Lê An</div><div class="chapeau">{LEAD}</div>
<div id="body-content"><p>{BODY[0]}</p><ul>{links(OTHER[:2])}</ul><p>{BODY[1]}</p>
<p>Diện tích 1.250&nbsp;m<sup>2</sup>, sản lượng 10<sup>6</sup> tấn, lãi <span>5,2</span><span>%</span>/năm, lãi gộp 1.2&#8203;50 tỷ.</p>
<ul><li>Vốn trung ương: 1.900 tỷ đồng;</li><li>Vốn địa phương: 1.815 tỷ đồng.</li></ul>
<p>{BODY[2]}</p></div><p class="tag">Từ khóa: <a href="/t">đầu tư công</a></p><div>{links(OTHER[2:])}</div></body></html>""",
        (LEAD, *BODY, "1.250\xa0m2", "10⁶ tấn", "5,2%/năm", "1.250 tỷ", "1.900 tỷ đồng", "1.815 tỷ đồng"),
        (*OTHER, "Từ khóa"),
    ),
    "short": SavedPage(
        f"""<html><head><meta charset="utf-8"><title>{TITLE}</title><meta property="og:type" content="article">
<meta property="og:site_name" content="Báo Hải Mẫu"></head><body>{MENU}<h1>{TITLE}</h1>
<div class="date">07/10/2024 06:05</div><p class="content">{LEAD}</p><p>Lê An</p>{FOOT}</body></html>""",
        (LEAD,),
        (*OTHER, "0255"),
    ),
    "no-metadata": SavedPage(
        f"""<html><head><meta charset="utf-8"></head><body>{MENU}<div><h1>{TITLE}</h1><p><b>{LEAD}</b></p>{paragraphs()}</div>
<div><h3>TIN CÙNG CHUYÊN MỤC</h3><div>{links()}</div></div></body></html>""",
        published=None,
        outlet=None,
        author=None,
    ),
    "saved-by-browser": SavedPage(
        f"""<!DOCTYPE html>
<!-- saved from url=(0036)https://haimau.example/kinh-te/4801 -->
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{TITLE} - Báo Hải Mẫu</title>
{json_ld(**NEWS)}<script src="./bai_files/app.js"></script></head><body><iframe src="./bai_files/saved_resource.html"></iframe>
<main><h1>{TITLE}</h1><div class="sapo">{LEAD}</div><div class="detail-content">{paragraphs()}<figure><img src="./bai_files/a.jpg">
<figcaption>Công trường ngày 5/10. Ảnh: L.A</figcaption></figure></div></main><div style="display:none">{OTHER[0]}</div></body></html>""",
        (LEAD, *BODY, "Công trường ngày 5/10."),
        url="https://haimau.example/kinh-te/4801",
    ),
    "lead-as-heading": SavedPage(
        f"""<html><head><meta charset="utf-8"><title>{TITLE}</title><meta name="pubdate" content="{DAY}T06:05:00+07:00">
<meta property="og:site_name" content="baohaimau.example"><meta name="copyright" content="Báo Hải Mẫu"></head><body><div class="l-content">
<h1 class="detail__title">{TITLE}</h1><div class="detail__meta">Lê An | 07/10/2024 | 06:05</div>
<h2 class="detail__summary">(Báo Hải Mẫu) - {LEAD}</h2><div class="detail__cmain"><div class="edittor-content"><h3>Tiến độ</h3>{paragraphs()}
<blockquote>“Không để 1 đồng vốn nào phải trả lại”, ông Bình nói.</blockquote></div></div>
<div class="detail__related"><h3>Tin khác</h3>{links()}</div></div></body></html>""",
        (LEAD, *BODY, "Tiến độ", "“Không để 1 đồng vốn"),
    ),
}
WITHOUT_ARTICLE = {
    "front-page": f"<html><head><title>Báo Hải Mẫu</title><meta charset='utf-8'></head><body>{MENU}<div>"
    + "".join(
        f"<div><h3><a href='/{number}'>{text} trong tháng 9</a></h3><p>Theo cơ quan chức năng, {text.lower()} so với tháng trước, cao "
        "nhất từ đầu năm.</p></div>"
        for number, text in enumerate(OTHER * 3)
    )
    + "</div></body></html>",
    "links": f"<html><body><ul>{links()}</ul></body></html>",
    "form": "<html><body><h1>Đăng nhập</h1><form><input name='a'><button>Đăng nhập</button></form></body></html>",
    "empty": "",
    "frames": "<html><frameset cols='20%,80%'><frame src='a_files/menu.html'><frame src='a_files/main.html'></frameset></html>",
}
