"""The parts of the review screen over a store with three articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.claims.extractor import extractor
from annotations.model import Article
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from tests.tui.review.parts.review_parts import TEXTS, ReviewParts
from tui.store.thread import StoreThread


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "soi.db"
    with Store.open(path, create=True) as store:
        for name, text in TEXTS.items():
            article = Article(name, str(tmp_path / name), text, published="2024-09-03")
            import_article(store, article, extractor().read(article), extractor().name)
    return path


@pytest.fixture
def parts(store_path: Path) -> Iterator[ReviewParts]:
    thread = StoreThread(store_path)
    yield ReviewParts(store_path.parent, thread)
    thread.close()
