"""A store for tests of formats: an article with an emoji, decomposed letters and CRLF, reviewed by two annotators."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from annotations.claims import extract_claims
from annotations.model import Article, Confidence, Correction, Evidence, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions

TEXT = "Tỉnh 🏥 đã chi gần 101 tỷ đồng.\r\n" + unicodedata.normalize(
    "NFD", 'Tỷ lệ tiêm đạt 62,8%, "cao nhất".\n\n= 20 xã chưa có số liệu.\n'
)
ARTICLE = Article(
    "2026/tiem-chung.txt", "tin/2026/tiem-chung.txt", TEXT,
    title="Tiêm chủng <đợt 2>", outlet="Báo Mẫu", author="An Bình", published="2026-11-29",
    url="https://baomau.vn/tiem-chung.html", metadata={"chuyên mục": "Y tế 🏥", "số": '"12"'},
)  # fmt: skip
NOTE = 'Khớp báo cáo "quý I"\r\n(trang 3)\t=1+1'
EVIDENCE = Evidence("https://example.org/bao-cao", "101 tỷ", "2026-11-30")


def newsroom(path: Path) -> Store:
    """A new store in which lan and minh reviewed the article and disagree on the first claim."""
    store = Store.open(path, create=True)
    import_article(store, ARTICLE, extract_claims(TEXT, published=ARTICLE.published), "1")
    money, percentage = (_claim(store, quote) for quote in ("101 tỷ", "62,8%"))
    store.set_verdict(money, "lan", Verdict.VERIFIED)
    store.set_note(money, "lan", NOTE)
    store.set_tags(money, "lan", ["y tế"])
    store.set_confidence(money, "lan", Confidence.HIGH)
    store.set_evidence(money, "lan", [EVIDENCE])
    store.set_verdict(percentage, "lan", Verdict.VERIFIED)
    store.set_verdict(money, "minh", Verdict.REFUTED)
    store.correct(money, "minh", Correction(value="100000000000"))
    store.set_tags(money, "minh", ["y tế", "cần xem lại"])
    store.set_verdict(percentage, "minh", Verdict.VERIFIED)
    return store


def _claim(store: Store, quote: str) -> str:
    return next(claim.id for claim in read_mentions(store, ARTICLE.id) if claim.mention.text == quote)
