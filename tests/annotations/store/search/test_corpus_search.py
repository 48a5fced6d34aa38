from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims import extract_claims
from annotations.errors import QueryError, StoreError
from annotations.model import Article, Correction, Kind, Mention, Verdict
from annotations.search import parse
from annotations.search.passages import FoundArticle, best_first
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import build_index

ARTICLES = [
    Article(
        "quang-ngai.txt",
        "",
        "Dịch vụ công trực tuyến đạt 62,8% vào năm 2023.\nTheo Nghị quyết 09, tỉnh có 1.000 hộ.\nChi gần 101 tỷ đồng.",
        title="Chuyển đổi số ở Quảng Ngãi",
        outlet="Báo Quảng Ngãi",
        published="2023-11-17",
    ),
    Article(
        "thai-binh.txt",
        "",
        "Quảng Ngãi đi trước. Dịch vụ công trực tuyến đạt 68,2%.\nChuyển đổi số cần một nghìn người, 41% là nữ.",
        title="Thái Bình tăng tốc",
        outlet="VnExpress",
        published="2024-02-29",
    ),
    Article("x.txt", "", "Giá vàng hôm nay tăng 5%.\nTrước đây, dịch vụ công chỉ đạt 95% ở cấp xã."),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "soi.db", create=True) as store:
        for article in ARTICLES:
            import_article(store, article, extract_claims(article.text), "1")
        for _ in build_index(store):
            pass
        claims = {
            claim.mention.text: claim.id
            for name in ("quang-ngai.txt", "x.txt")
            for claim in read_mentions(store, name)
        }
        store.set_verdict(claims["62,8%"], "lan", Verdict.VERIFIED)
        store.set_verdict(claims["62,8%"], "minh", Verdict.REFUTED)
        store.set_tags(claims["62,8%"], "minh", ["Chuyển đổi số"])
        store.set_verdict(claims["95%"], "lan", Verdict.REFUTED)
        store.set_note(claims["1.000"], "lan", "xem lại")
        yield store


def search(store: Store, query: str, annotator: str | None = None) -> list[FoundArticle]:
    articles = CorpusSearch(store, annotator=annotator).search(parse(query))
    return best_first(articles)


def hits(store: Store, query: str, annotator: str | None = None) -> list[str]:
    """The words of each passage that match, with their article."""
    texts = {article.id: article.text for article in ARTICLES}
    return [
        f"{article.article.partition('.')[0]}: {texts[article.article][passage.start : passage.end]}"
        for article in search(store, query, annotator)
        for passage in article.passages
    ]


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        pytest.param("dich vu cong truc tuyen ", "Dịch vụ công trực tuyến", id="without-tone-marks"),
        pytest.param("dich vu cog truc tuyen ", "Dịch vụ công trực tuyến", id="missing-letter"),
        pytest.param("nghi quyet 09 ", "Nghị quyết 09", id="word-and-number"),
        pytest.param("62,8%", "62,8%", id="percentage"),
        pytest.param("gan 101 ty dong", "gần 101 tỷ đồng", id="money"),
        pytest.param("ngihq quyet 09 ", "Nghị quyết 09", id="two-swaps"),
        pytest.param("dich vu cnoog ", "Dịch vụ công", id="two-slips"),
        pytest.param("mot nghin ho ", "1.000 hộ", id="number-words"),
    ],
)
def test_typos_and_other_spellings_match(store: Store, query: str, hit: str) -> None:
    assert f"quang-ngai: {hit}" in hits(store, query)


def test_a_match_in_the_title_comes_first(store: Store) -> None:
    articles = search(store, "quang ngai ")
    assert [(article.article, bool(article.title_spans)) for article in articles] == [
        ("quang-ngai.txt", True),
        ("thai-binh.txt", False),
    ]
    assert next(article.title_spans for article in search(store, "chuyen doi so ")) == ((0, 13),)


def test_a_passage_is_the_line_around_the_hit(store: Store) -> None:
    (article,) = search(store, "nghi quyet 09 ")
    (passage,) = article.passages
    assert passage.text == "Theo Nghị quyết 09, tỉnh có 1.000 hộ."
    assert passage.text_start == ARTICLES[0].text.index(passage.text)
    assert passage.spans == ((passage.start, passage.end),)
    assert article.hits == 1


def test_digits_are_never_corrected(store: Store) -> None:
    assert hits(store, "62,8% ") == ["quang-ngai: 62,8%"]
    assert hits(store, "68,2% ") == ["thai-binh: 68,2%"]
    assert hits(store, "nghi quyet 90 ") == hits(store, "628 ") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("dich vu cong kind:percentage value:>=90 is:unreviewed", [], id="words-and-unreviewed"),
        pytest.param("dich vu cong kind:percentage value:>=90", ["x: dịch vụ công"], id="words-and-value"),
        pytest.param(
            "dich vu cong value:60..70",
            ["quang-ngai: Dịch vụ công", "thai-binh: Dịch vụ công"],
            id="words-and-range",
        ),
        pytest.param("kind:money", ["quang-ngai: gần 101 tỷ đồng"], id="kind"),
        pytest.param("value:62,8", ["quang-ngai: 62,8%"], id="value"),
        pytest.param("value:1.000 unit:hộ", ["quang-ngai: 1.000 hộ"], id="value-and-unit"),
        pytest.param("verdict:refuted", ["quang-ngai: 62,8%", "x: 95%"], id="verdict"),
        pytest.param("verdict:refuted by:lan", ["x: 95%"], id="verdict-by"),
        pytest.param("verdict:verified by:minh", [], id="verdict-by-another"),
        pytest.param("is:disputed", ["quang-ngai: 62,8%"], id="disputed"),
        pytest.param("is:noted", ["quang-ngai: 1.000 hộ"], id="noted"),
        pytest.param("is:reviewed -verdict:verified", ["x: 95%"], id="not-verified"),
        pytest.param('tag:"chuyen doi so"', ["quang-ngai: 62,8%"], id="tag"),
        pytest.param(
            "kind:percentage is:unreviewed outlet:vnexpress",
            ["thai-binh: 68,2%", "thai-binh: 41%"],
            id="outlet",
        ),
        pytest.param("kind:percentage date:2024", ["thai-binh: 68,2%", "thai-binh: 41%"], id="date"),
        pytest.param("kind:percentage date:<2024", ["quang-ngai: 62,8%"], id="date-before"),
        pytest.param(
            "kind:percentage -outlet:bao",
            ["thai-binh: 68,2%", "thai-binh: 41%", "x: 5%", "x: 95%"],
            id="not-outlet",
        ),
        pytest.param("kind:percentage article:x.txt", ["x: 5%", "x: 95%"], id="article"),
        pytest.param("is:added", [], id="added"),
        pytest.param("quang ngai kind:money", [], id="quang-ngai-money"),
    ],
)
def test_filters(store: Store, query: str, expected: list[str]) -> None:
    assert sorted(hits(store, query)) == sorted(expected)


def test_an_unknown_role_is_an_error() -> None:
    with pytest.raises(QueryError):
        parse("role:date")


def test_unreviewed_concerns_the_annotator(store: Store) -> None:
    assert hits(store, "value:95 is:unreviewed", "minh") == ["x: 95%"]
    assert hits(store, "value:95 is:unreviewed", "lan") == []
    assert hits(store, "value:95 is:unreviewed by:minh", "lan") == []  # minh has not reviewed it
    assert hits(store, "value:95 is:unreviewed") == []


def test_corrected_and_added_claims_and_orphans(tmp_path: Path) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        article = Article("a.txt", "", "Xã có 628 hộ, 97 xe và dăm ngôi nhà ở ven sông.")
        import_article(store, article, extract_claims(article.text), "1")
        claims = {claim.mention.text: claim.id for claim in read_mentions(store, "a.txt")}
        store.correct(claims["97"], "lan", Correction(value="98"))
        start = article.text.index("dăm")
        store.add_claim("a.txt", "lan", Mention(start, start + 3, "dăm", kind=Kind.COUNT, value="5"))
        store.set_verdict(claims["628"], "lan", Verdict.VERIFIED)

        def claims_of(query: str) -> list[str | None]:
            return [passage.claim for article in search(store, query) for passage in article.passages]

        assert claims_of("is:corrected") == [claims["97"]]
        assert len(claims_of("is:added")) == len(claims_of("is:added by:lan")) == 1
        assert claims_of("is:added by:minh") == claims_of("is:orphan") == []
        edited = Article("a.txt", "", article.text.replace("628", "629"))
        import_article(store, edited, extract_claims(edited.text), "1")
        (orphaned,) = search(store, "is:orphan verdict:verified")
        passages = [(passage.claim, passage.text) for passage in orphaned.passages]
        assert passages == [(claims["628"], article.text)]
        assert claims_of("value:628") == []


def test_filters_on_articles_list_articles(store: Store) -> None:
    assert [article.article for article in search(store, "outlet:vnexpress")] == ["thai-binh.txt"]
    assert search(store, "") == []


def test_a_phrase_forgives_marks_but_no_typo(store: Store) -> None:
    assert hits(store, '"dich vu cong truc tuyen"') == [
        "quang-ngai: Dịch vụ công trực tuyến",
        "thai-binh: Dịch vụ công trực tuyến",
    ]
    assert hits(store, '"dich vu cog truc tuyen"') == []
    assert hits(store, '"nghi quyet 09" dich vu cong') == [
        "quang-ngai: Dịch vụ công",
        "quang-ngai: Nghị quyết 09",
    ]


def test_a_cancelled_search_ends_and_the_next_one_is_whole(store: Store) -> None:
    corpus_search = CorpusSearch(store)
    assert list(corpus_search.search(parse("dich vu cong"), cancelled=lambda: True)) == []
    assert (
        len(list(corpus_search.search(parse("dich vu cong")))) == 3
    )  # the connection serves the next search


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("x" * 10_000, id="long-word"),
        pytest.param("chuyen " * 1_500, id="many-words"),
        pytest.param('"' * 10_000, id="quotes"),
        pytest.param("?!.,;:-–()[]{}*^~", id="signs"),
        pytest.param('NEAR("a" "b", 5) AND body:x* OR ^a NOT - +', id="fts-operators"),
        pytest.param("'; DROP TABLE articles; --", id="sql"),
        pytest.param("\x00\x1b[31m\x07", id="control"),
        pytest.param("👩‍🌾🚜", id="emoji"),
        pytest.param("\ud800", id="surrogate"),
        pytest.param("%", id="percent"),
        pytest.param("_ % \\", id="like-wildcards"),
        pytest.param("((((((", id="brackets"),
        pytest.param("a* b*", id="stars"),
        pytest.param("1" * 10_000, id="long-number"),
        pytest.param("\u0301\u202e", id="combining"),
    ],
)
def test_hostile_queries_are_quick(store: Store, query: str) -> None:
    start = perf_counter()
    for text in (query, f'"{query}"', f"kind:money {query}"):
        try:
            parsed = parse(text)
        except QueryError:
            continue
        list(CorpusSearch(store).search(parsed))
    assert perf_counter() - start < 5
    with store.read_access() as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] == len(ARTICLES)


def test_a_text_that_the_store_lacks_is_one_sentence(tmp_path: Path) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        import_article(store, ARTICLES[0], extract_claims(ARTICLES[0].text), extractor="test")
        list(build_index(store))
        store.connection.execute("PRAGMA foreign_keys = OFF")
        store.connection.execute("DROP TRIGGER texts_are_never_changed")
        store.connection.execute("UPDATE texts SET sha256 = 'other'")
        with pytest.raises(StoreError, match="soi doctor"):
            search(store, "trực tuyến")


@given(st.text(max_size=30) | st.sampled_from(["62,8%", "68,2", "1.000 hộ", "nghị quyết 09 năm", "đạt 95"]))
def test_no_query_fails_and_no_hit_has_other_digits(store: Store, text: str) -> None:
    query = parse(f'"{text.replace(chr(34), "")}"')
    digits = re.findall(r"\d", text)
    texts = {article.id: article.text for article in ARTICLES}
    for article in CorpusSearch(store).search(query):
        for passage in article.passages:
            hit = texts[article.article][passage.start : passage.end]
            assert re.findall(r"\d", hit) == digits
