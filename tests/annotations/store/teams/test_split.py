"""Stores to send away: one annotator's articles and decisions, and merging them home."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.assignment import Plan
from annotations.errors import UsageError
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.assigned_articles import assigned_articles
from annotations.store.maintenance.doctor import examine
from annotations.store.maintenance.merge import merge
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_reviews
from annotations.store.teams.assignments import assign
from annotations.store.teams.split import split
from tests.annotations.store.fixtures import article, mentions


def test_what_was_split_off_comes_home(tmp_path: Path) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        for number in range(4):
            import_article(store, article(f"{number}.txt"), mentions(), "1")
        assign(store, "lead", Plan(("lan", "minh")))
        lan_articles = sorted(assigned_articles(store.connection, "lan"))
        claims = {name: read_mentions(store, name)[0].id for name in lan_articles}
        other_claim = read_mentions(
            store, next(f"{n}.txt" for n in range(4) if f"{n}.txt" not in lan_articles)
        )[0].id
        store.set_verdict(claims[lan_articles[0]], "lan", Verdict.VERIFIED)
        store.set_verdict(other_claim, "lan", Verdict.VERIFIED)  # between hers, so that her chain has a gap
        store.set_note(claims[lan_articles[0]], "lan", "xong")
        store.set_verdict(claims[lan_articles[0]], "minh", Verdict.REFUTED)
        report = split(store, "lan", tmp_path / "lan.db")
        assert (report.articles, report.decisions) == (2, 2)
        with Store.open(tmp_path / "lan.db") as part:
            assert [
                row[0] for row in part.connection.execute("SELECT id FROM articles ORDER BY id")
            ] == lan_articles
            assert [(r.annotator, r.verdict, r.note) for r in read_reviews(part, lan_articles[0])] == [
                ("lan", Verdict.VERIFIED, "xong")
            ]
            part.set_verdict(claims[lan_articles[1]], "lan", Verdict.REFUTED)
            assert not list(examine(part))
        merged = merge(store, tmp_path / "lan.db")
        assert (merged.new_decisions, merged.flawed_rows, merged.removed_decisions) == ({"lan": 1}, (), {})
        assert not list(examine(store))


def test_nothing_is_written_over(tmp_path: Path) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        import_article(store, article(), mentions(), "1")
        with pytest.raises(UsageError, match="Nothing is assigned to lan"):
            split(store, "lan", tmp_path / "lan.db")
        assign(store, "lead", Plan(("lan",)))
        with pytest.raises(UsageError, match="did you mean lan"):
            split(store, "lam", tmp_path / "lan.db")
        (tmp_path / "lan.db").write_text("của tôi", encoding="utf-8")
        with pytest.raises(UsageError, match="is there already"):
            split(store, "lan", tmp_path / "lan.db")
        assert (tmp_path / "lan.db").read_text(encoding="utf-8") == "của tôi"
