"""Pages after single sites: VnExpress, Nhân Dân, Znews, CafeF, a government's portal, pages of one div or a table."""

from __future__ import annotations

from tests.annotations.corpus.formats.saved_pages import (
    BODY,
    LEAD,
    NEWS,
    OTHER,
    TITLE,
    SavedPage,
    json_ld,
    links,
    paragraphs,
)

SITES = {
    "vnexpress-real": SavedPage(
        f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE} - Báo Hải Mẫu</title><meta name="its_publication" content="1728255900"><meta name="pubdate" content="2024-10-07T06:05:00+07:00"/><meta property="og:site_name" content="baohaimau.example"><meta property="og:title" content="{TITLE}"><meta name="description" content="{LEAD[:80]}"></head>
<body data-source="Detail"><header class="section top-header"><h1 class="logo"><a href="/">Báo Hải Mẫu</a></h1><div class="time-now">Thứ ba, 8/10/2024</div></header><section class="section wrap-main-nav"><nav class="main-nav"><ul class="parent"><li><a href="/a">Thời sự</a></li></ul></nav></section>
<section class="section page-detail top-detail"><div class="container"><div class="sidebar-1"><div class="header-content width_common"><ul class="breadcrumb"><li><a>Kinh doanh</a></li></ul><span class="date">Thứ hai, 7/10/2024, 06:05 (GMT+7)</span></div>
<h2 class="title-detail">{TITLE}</h2><p class="description"><span class="location-stamp">Hải Mẫu</span>{LEAD}</p><article class="fck_detail "><p class="Normal">{BODY[0]}</p>
<div class="width_common box-tinlienquan"><ul class="list-news gaBoxLinkDisplay"><li><a href="/x">{OTHER[0]}</a></li></ul></div><p class="Normal">{BODY[1]}</p>
<figure class="tplCaption"><div class="fig-picture"><picture><img alt="x 99%"></picture></div><figcaption><p class="Image">Công trường tháng 9. Ảnh: <em>L.A</em></p></figcaption></figure>
<p class="Normal">{BODY[2]}</p><p class="Normal" style="text-align:right"><strong>Lê An</strong></p><p class="Normal" style="text-align:right"><em>(theo Sở Tài chính)</em></p></article>
<div class="footer-content"><div class="social"><a>Facebook</a></div><div class="tags"><h4 class="item-tag"><a>đầu tư công</a></h4></div></div>
<div class="box_comment_vne"><div class="content-comment"><p class="full_content">Sao lại chậm thế? Năm nào cũng 60% rồi hứa hẹn, bao giờ mới xong cầu đường của tỉnh?</p></div></div></div>
<div class="sidebar-2"><div class="box-tin-doc-nhieu"><h3>Xem nhiều</h3><article class="item-news"><h3 class="title-news"><a href="/y">{OTHER[1]}</a></h3><p class="description"><a href="/y">Tỉnh vừa công nhận.</a></p></article></div></div></div></section>
<footer class="footer"><p>© 1997-2024. Toàn bộ bản quyền. 50 người</p></footer></body></html>""",
        (LEAD, *BODY, "Công trường tháng 9."),
        (*OTHER, "60% rồi", "bản quyền"),
        author="Lê An",
        outlet="Báo Hải Mẫu",
    ),
    "nhandan": SavedPage(
        f"""<html lang="vi"><head><meta charset="utf-8"><title>{TITLE}</title><meta property="og:site_name" content="Báo Hải Mẫu"><link rel="canonical" href="https://haimau.example/x-post835.html"></head><body>
<div class="site-header"><div class="time">Thứ Ba, 08/10/2024</div></div><div class="main-col"><div class="breadcrumbs"><a>Kinh tế</a></div><h1 class="article__title cms-title"> {TITLE} </h1>
<div class="article__meta"><time class="time" datetime="2024-10-07T06:05:00+0700" data-time="1728255900">Thứ Hai, ngày 07/10/2024 - 06:05</time><div class="article__author"><span class="name"> Lê An </span></div></div>
<div class="article__sapo cms-desc"> NDO - {LEAD} </div><div class="article__body zce-content-body cms-body" itemprop="articleBody"><table class="picture"><tr><td class="pic"><img></td></tr><tr><td class="caption">Cầu mới. (Ảnh: LÊ AN)</td></tr></table><p>{BODY[0]}</p>
<div class="notebox ncenter"><p>Hộp: vốn năm 2024 là 5.915 tỷ đồng.</p></div><p>{BODY[1]}</p><div class="rennab"><a href="/q"><img></a></div><p>{BODY[2]}</p><div class="article__source">Nguồn: Sở Tài chính</div></div>
<div class="article__tag"><a>giải ngân</a></div><div class="related-news"><h3>Có thể bạn quan tâm</h3>{links()}</div></div></body></html>""",
        (LEAD, *BODY, "5.915 tỷ đồng", "Cầu mới."),
        url="https://haimau.example/x-post835.html",
    ),
    "znews": SavedPage(
        f"""<html><head><meta charset="utf-8"><title>{TITLE} - Kinh doanh - Báo Hải Mẫu</title><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Báo Hải Mẫu"></head><body><section id="article-content"><article class="the-article">
<header class="the-article-header"><p class="the-article-category"><a>Kinh doanh</a></p><h1 class="the-article-title">{TITLE}</h1><ul class="the-article-meta"><li class="the-article-author"><a>Lê An</a></li><li class="the-article-publish">Thứ hai, 7/10/2024 06:05 (GMT+7)</li></ul></header>
<section class="main"><p class="the-article-summary">{LEAD}</p><div class="the-article-body"><p>{BODY[0]}</p><div class="inner-article"><a href="/x"><h2>{OTHER[0]}</h2><p class="summary">Giá vàng trong nước sáng 6/10 tăng mạnh theo thế giới.</p></a></div><p>{BODY[1]}</p><p>{BODY[2]}</p></div>
<ul class="the-article-tags"><li><a>vốn</a></li></ul></section></article></section></body></html>""",
        absent=(*OTHER, "sáng 6/10"),
    ),
    "cafef": SavedPage(
        f"""<html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}"><meta property="article:published_time" content="10/7/2024 6:05:00 AM"><meta property="og:site_name" content="Báo Hải Mẫu"></head><body><form id="form1"><div class="left_cate"><h1 class="title" data-role="title">{TITLE}</h1><p class="dateandcat"><span class="pdate">07-10-2024 - 06:05 AM</span> | <a>Vĩ mô</a></p>
<div class="w640"><div class="media"></div><h2 class="sapo" data-role="sapo">{LEAD}</h2><div class="contentdetail"><div class="detail-content afcbc-body"><p>{BODY[0]}</p><p>{BODY[1]}</p><div class="VCSortableInPreviewMode" type="Photo"><div class="PhotoCMS_Caption"><p>Bản đồ 12 huyện.</p></div></div><p>{BODY[2]}</p></div></div><p class="author">Lê An</p><p class="source">Theo Nhịp sống</p><div class="tinlienquan"><ul>{links()}</ul></div></div></div></form></body></html>""",
        (LEAD, *BODY, "Bản đồ 12 huyện."),
    ),
    "gov-portal": SavedPage(
        f"""<html><head><meta charset="utf-8"><title>Cổng thông tin điện tử tỉnh Hải Mẫu</title></head><body><div id="wrap"><div id="topmenu"><a href="1">Giới thiệu</a><a href="2">Tin tức</a></div><div class="col-left"><div class="ArticleHeader"><span class="ArticleTitle">{TITLE}</span></div><div class="ArticleInfo">Ngày đăng: 07/10/2024 06:05 | Lượt xem: 1.234</div><div class="ArticleAbstract">{LEAD}</div><div class="ArticleContent"><div>{BODY[0]}</div><div>{BODY[1]}</div><div style="text-align:center"><img></div><div style="text-align:center"><i>Toàn cảnh hội nghị</i></div><div>{BODY[2]}</div><div style="text-align:right"><b>Lê An</b></div></div><div class="OtherNews"><b>Tin khác:</b><br><a>{OTHER[0]} (06/10/2024)</a><br><a>{OTHER[1]} (05/10/2024)</a></div></div><div id="counter">Hôm nay: 532<br>Tổng: 9.876.543</div></div></body></html>""",
        absent=(*OTHER, "1.234", "9.876"),
        outlet="Cổng thông tin điện tử tỉnh Hải Mẫu",
    ),
    "one-div-br": SavedPage(
        f"""<html><head><meta charset="utf-8"><title>{TITLE} | Báo Hải Mẫu</title></head><body><div id="c"><h1>{TITLE}</h1><div class="meta">07/10/2024 06:05 GMT+7</div><div id="noidung"><b>{LEAD}</b><br /><br />{BODY[0]}<br />{BODY[1]}<br />{BODY[2]}<br /><br /><b>Lê An</b></div></div><div id="r">{links()}</div></body></html>"""
    ),
    "prices": SavedPage(
        f"""<html><head><meta charset="utf-8"><title>{TITLE} | Báo Hải Mẫu</title><meta name="pubdate" content="2024-10-07"></head><body><div class="d">
<h1>{TITLE}</h1><h2 class="sapo">{LEAD}</h2><div class="nd"><p class="author">Lê An</p><div class="tb"><table><tr><th>Loại</th><th>Mua</th><th>Bán</th></tr>
<tr><td>SJC</td><td>88,5</td><td>90,5</td></tr></table></div><p>Đơn vị: triệu đồng.</p><p>{BODY[0]}</p><p>{BODY[1]}</p><p>{BODY[2]}</p>
<div class="tb"><table><tr><td>PNJ</td><td>88,1</td></tr><tr><td>Mi Hồng</td><td>89,7</td></tr></table></div></div></div><div>{links()}</div></body></html>""",
        (
            LEAD,
            *BODY,
            "Loại | Mua | Bán\nSJC | 88,5 | 90,5",
            "Đơn vị: triệu đồng.",
            "PNJ | 88,1\nMi Hồng | 89,7",
        ),
    ),
    "table-links": SavedPage(
        f"""<html><head><meta charset="utf-8"><title>{TITLE} | Báo Hải Mẫu</title><meta name="date" content="2024-10-07"></head><body><h1>{TITLE}</h1><p><strong>{LEAD}</strong></p>{paragraphs()}<table><tr><td><a href=1>{OTHER[0]}</a></td><td><a href=2>{OTHER[1]}</a></td></tr></table></body></html>""",
        author=None,
    ),
    "singlefile": SavedPage(
        f"""<!DOCTYPE html> <html lang=vi><!--
 Page saved with SingleFile
 url: https://haimau.example/kt/99.html
 saved date: Tue Oct 08 2024
--><head><meta charset=utf-8><title>{TITLE}</title>{json_ld(**NEWS)}</head><body><article><h1>{TITLE}</h1><div class=chappeau><p>{LEAD}</p></div><div class=art-body>{paragraphs()}</div></article></body></html>""",
        url="https://haimau.example/kt/99.html",
    ),
}
FRONT_PAGE = (
    f"""<html><head><meta charset=utf-8><title>Báo Hải Mẫu</title><meta property="og:type" content="website">{json_ld(**{"@type": "ItemList", "itemListElement": [{**NEWS, "headline": o} for o in OTHER]})}</head><body>"""
    + "".join(
        f"<article><h3><a href=/{i}>{t} trong tháng {i}</a></h3><time datetime='2024-10-0{i + 1}'>{i + 1}/10</time><p>Theo cơ quan chức năng, {t.lower()} so với tháng trước, cao nhất từ đầu năm.</p></article>"
        for i, t in enumerate(OTHER * 3)
    )
    + "</body></html>"
)
