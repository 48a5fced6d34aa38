"""The parts of the review screen over a store with three articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.claims.extractor import Extractor
from annotations.model import Article
from annotations.store import Store
from annotations.store.articles.corpus_import import extract_and_import
from tests.tui.review.parts.review_parts import TEXTS, ReviewParts
from tui.store.thread import StoreThread


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "soi.db"
    with Store.open(path, create=True) as store:
        for name, text in TEXTS.items():
            article = Article(name, str(tmp_path / name), text, published="2024-09-03")
            extract_and_import(store, article, Extractor())
    return path


@pytest.fixture
def corpus_path(tmp_path: Path) -> Path:
    """The folder of the corpus, which only the corpus reader reads."""
    return tmp_path


@pytest.fixture
def parts(store_path: Path, corpus_path: Path) -> Iterator[ReviewParts]:
    thread = StoreThread(store_path)
    yield ReviewParts(corpus_path, thread)
    thread.close()
