"""The claims of an edited text are found again once, while others can write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotations import extract_claims
from annotations.model import Article, Verdict
from annotations.store import Store
from annotations.store import articles as articles_of_store
from annotations.store.articles.article_import import import_article
from annotations.store.articles.reanchoring import find_again
from annotations.store.queries.claims import read_mentions

TEXT = "Toàn xã có 628 hộ nghèo, giảm 97 hộ so với năm trước.\nThu ngân sách đạt 1.286 tỷ đồng, tăng 12%.\n"


def import_text(store: Store, text: str) -> None:
    import_article(store, Article("a.txt", "a.txt", text), extract_claims(text), "soi")


def test_claims_are_found_again_before_the_lock_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock_was_free: list[bool] = []
    with Store.open(tmp_path / "soi.db", create=True) as store, Store.open(store.path) as colleague:

        def find_beside_a_colleague(*texts: Any) -> object:
            with colleague.write_transaction():  # would wait for five seconds and fail
                lock_was_free.append(True)
            return find_again(*texts)

        import_text(store, TEXT)
        for claim in read_mentions(store, "a.txt"):
            store.set_verdict(claim.id, "lan", Verdict.VERIFIED)
        monkeypatch.setattr(articles_of_store, "find_again", find_beside_a_colleague)
        import_text(store, "Tin mới.\n" + TEXT)
        assert lock_was_free == [True]
