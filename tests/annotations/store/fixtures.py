"""Small articles, mentions and stores for the tests."""

from __future__ import annotations

import re
from pathlib import Path

from annotations.model import Article, Kind, Mention
from annotations.store import Store
from annotations.store.articles.article_import import import_article

TEXT = "Tỉnh có 628 thủ tục, đạt 62,8%; huyện có 97 thủ tục, đạt 48,5%."


def article(name: str = "a.txt", text: str = TEXT) -> Article:
    return Article(name, f"/corpus/{name}", text, title="Thủ tục", published="2024-05-06")


def mentions(text: str = TEXT) -> list[Mention]:
    """A stand-in for the extractor: every run of digits is a claim."""
    return [
        Mention(m.start(), m.end(), m[0], kind=Kind.COUNT, value=m[0].replace(",", ".").rstrip("%"))
        for m in re.finditer(r"\d[\d,]*%?", text)
    ]


def filled(path: Path) -> Store:
    store = Store.open(path, create=True)
    import_article(store, article(), mentions(), "1")
    return store
