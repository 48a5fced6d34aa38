from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.model import Article, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.next_claim import ClaimPosition, NextClaim
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.disputes import next_disputed_claim

TEXT = "Xã có 628 hộ và 97 hộ nghèo. Đạt 62,8% kế hoạch."
ARTICLES = ["c.txt", "a.txt", "b.txt"]  # the corpus has an order of its own


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "soi.db", create=True) as opened:
        for name in ARTICLES:
            import_article(opened, Article(name, name, TEXT), extract_claims(TEXT), "1")
        yield opened


def claim(store: Store, article: str, quote: str) -> str:
    return next(mention.id for mention in read_mentions(store, article) if mention.mention.text == quote)


def dispute(store: Store, article: str, quote: str) -> str:
    name = claim(store, article, quote)
    store.set_verdict(name, "lan", Verdict.VERIFIED)
    store.set_verdict(name, "minh", Verdict.REFUTED)
    return name


def walk(store: Store, times: int, article: str = "c.txt", start: int = 0) -> list[str]:
    position = ClaimPosition(article, start)
    claims = []
    for _ in range(times):
        next_position = next_disputed_claim(store, "lan", ARTICLES, position)
        assert next_position is not None
        position = next_position.position
        claims.append(position.claim)
    return claims


def test_next_dispute_goes_round_in_corpus_order(store: Store) -> None:
    disputed = [
        dispute(store, "c.txt", "97"),
        dispute(store, "a.txt", "628"),
        dispute(store, "a.txt", "62,8%"),
    ]
    assert walk(store, 4) == [*disputed, disputed[0]]
    assert walk(store, 1, "b.txt") == disputed[:1]
    assert walk(store, 1, "a.txt", 10) == disputed[2:]


def test_no_dispute_if_all_agree_or_one_decided(store: Store) -> None:
    for name in ("lan", "minh"):
        store.set_verdict(claim(store, "a.txt", "628"), name, Verdict.VERIFIED)
    store.set_verdict(claim(store, "a.txt", "97"), "lan", Verdict.REFUTED)
    assert next_disputed_claim(store, "lan", ARTICLES, ClaimPosition("a.txt", 0)) is None
    first_disputed = dispute(store, "a.txt", "62,8%")
    store.set_verdict(first_disputed, "minh", Verdict.VERIFIED)
    assert next_disputed_claim(store, "lan", ARTICLES, ClaimPosition("a.txt", 0)) is None


def test_disputes_skip_other_articles_and_retired_claims(store: Store) -> None:
    dispute(store, "a.txt", "628")
    assert next_disputed_claim(store, "lan", ["b.txt", "c.txt"], ClaimPosition("b.txt", 0)) is None
    third = claim(store, "a.txt", "628")
    store.set_verdict(third, "hoa", Verdict.UNVERIFIABLE)
    store.retire(third, "lan")
    assert next_disputed_claim(store, "lan", ARTICLES, ClaimPosition("a.txt", 0)) is None
    disputed = next_disputed_claim(store, "hoa", ARTICLES, ClaimPosition("a.txt", 0))
    assert disputed == NextClaim(ClaimPosition("a.txt", TEXT.index("628"), third), 1, 1)


def test_the_place_is_where_the_annotator_has_the_claim(store: Store) -> None:
    first_disputed = dispute(store, "a.txt", "97")
    start = TEXT.index("97")
    store.resize(first_disputed, "lan", start - 2, start + 2)
    disputed = next_disputed_claim(store, "lan", ARTICLES, ClaimPosition("a.txt", 0))
    assert disputed == NextClaim(ClaimPosition("a.txt", TEXT.index("97") - 2, first_disputed), 1, 1)
    second_disputed = dispute(store, "b.txt", "97")
    assert walk(store, 2, "a.txt") == [first_disputed, second_disputed]
