"""A store with reviews of the seeds, and a small corpus of two articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.corpus import read_corpus
from annotations.model import Article, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions

TEXT = "Toàn tỉnh có 628 thủ tục trực tuyến, đạt 62,8%.\n\nCấp huyện có 97 thủ tục, đạt 48,5% kế hoạch."


@pytest.fixture
def store(tmp_path: Path, seeds: Path) -> Path:
    path = tmp_path / "soi.db"
    with Store.open(path, create=True) as opened:
        for article in read_corpus(seeds):
            assert isinstance(article, Article)
            import_article(opened, article, extract_claims(article.text), "1")
        claims = {c.mention.text: c.id for c in read_mentions(opened, "quang-ninh.txt")}
        opened.set_verdict(claims["62,8%"], "lan", Verdict.VERIFIED)
        opened.set_note(claims["62,8%"], "lan", 'có "ngoặc", phẩy;\nhai dòng')
        opened.set_tags(claims["62,8%"], "lan", ["b", "a"])
        opened.set_verdict(claims["62,8%"], "an", Verdict.REFUTED)
        opened.set_verdict(claims["37,2%"], "lan", Verdict.UNVERIFIABLE)
        opened.set_note(claims["628"], "lan", "chưa xong")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "tin tức"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("Xã có 1.234 hộ dân.", encoding="utf-8")
    return folder
