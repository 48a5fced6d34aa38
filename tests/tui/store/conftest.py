"""A store with one article, its thread, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.model import Article
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from tests.tui.store.notices import RecordedErrors
from tui.store.client import StoreClient
from tui.store.thread import StoreThread

TEXT = "Xã có 628 hộ. Đạt 62,8% kế hoạch."


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "soi.db"
    with Store.open(path, create=True) as store:
        import_article(store, Article("a.txt", "a.txt", TEXT), extract_claims(TEXT), "1")
    return path


@pytest.fixture
def thread(store_path: Path) -> Iterator[StoreThread]:
    store_thread = StoreThread(store_path)
    yield store_thread
    store_thread.close()


@pytest.fixture
def errors() -> RecordedErrors:
    return RecordedErrors()


@pytest.fixture
def client(thread: StoreThread, errors: RecordedErrors) -> StoreClient:
    return StoreClient(thread, errors)
