"""An annotator's progress: the same however many articles are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.model import Kind, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries import progress
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.progress import read_progress
from tests.annotations.store.fixtures import TEXT, article, mentions


def test_many_articles_are_counted_as_few_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        for number in range(3):
            import_article(store, article(f"{number}.txt"), mentions(), "1")
        claims = [claim.id for claim in read_mentions(store, "0.txt")]
        store.set_verdicts(claims[:3], "lan", Verdict.VERIFIED)
        store.retire(claims[2], "lan")
        store.retire(claims[3], "lan")
        store.set_verdict(claims[0], "minh", Verdict.REFUTED)
        start = TEXT.index("Tỉnh")
        added = Mention(start, start + 4, "Tỉnh", kind=Kind.COUNT, value="1")
        store.add_claim("1.txt", "minh", added)
        store.add_claim("1.txt", "lan", added)
        store.set_verdict(read_mentions(store, "1.txt")[0].id, "lan", Verdict.UNVERIFIABLE)
        names = ["0.txt", "1.txt", "2.txt"]
        for annotator in ("lan", "minh", "nobody"):
            monkeypatch.setattr(progress, "MANY_ARTICLES", 100)
            of_few = read_progress(store, annotator, names)
            monkeypatch.setattr(progress, "MANY_ARTICLES", 0)
            assert read_progress(store, annotator, names) == of_few == read_progress(store, annotator)
            assert read_progress(store, annotator, names[1:2]) == of_few[1:2]
        first, second, third = read_progress(store, "lan", names)
        assert (first.total, first.reviewed, first.verdicts) == (2, 2, {Verdict.VERIFIED: 2})
        assert (second.total, second.reviewed) == (5, 1)
        assert (third.total, third.reviewed) == (4, 0)
