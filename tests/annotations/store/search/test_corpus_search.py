from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.claims import extract_claims
from annotations.errors import QueryError
from annotations.model import Article, Correction, Kind, Mention, Verdict
from annotations.search import parse
from annotations.search.passages import FoundArticle
from annotations.store import Store
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
            store.import_article(article, extract_claims(article.text), "1")
        for _ in build_index(store):
            pass
        claims = {
            claim.mention.text: claim.id
            for name in ("quang-ngai.txt", "x.txt")
            for claim in store.mentions(name)
        }
        store.set_verdict(claims["62,8%"], "lan", Verdict.VERIFIED)
        store.set_verdict(claims["62,8%"], "minh", Verdict.REFUTED)
        store.set_tags(claims["62,8%"], "minh", ["Chuyển đổi số"])
        store.set_verdict(claims["95%"], "lan", Verdict.REFUTED)
        store.set_note(claims["1.000"], "lan", "xem lại")
        yield store


def search(store: Store, query: str, annotator: str | None = None) -> list[FoundArticle]:
    found = CorpusSearch(store, annotator=annotator).search(parse(query))
    return sorted(found, key=lambda article: article.rank, reverse=True)


def places(store: Store, query: str, annotator: str | None = None) -> list[str]:
    """The articles and in them the words that were hit."""
    texts = {article.id: article.text for article in ARTICLES}
    return [
        f"{found.article.partition('.')[0]}: {texts[found.article][one.start : one.end]}"
        for found in search(store, query, annotator)
        for one in found.passages
    ]


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("dich vu cong truc tuyen ", "Dịch vụ công trực tuyến"),
        ("dich vu cog truc tuyen ", "Dịch vụ công trực tuyến"),
        ("nghi quyet 09 ", "Nghị quyết 09"),
        ("62,8%", "62,8%"),
        ("gan 101 ty dong", "gần 101 tỷ đồng"),
        ("ngihq quyet 09 ", "Nghị quyết 09"),
        ("dich vu cnoog ", "Dịch vụ công"),
        ("mot nghin ho ", "1.000 hộ"),
    ],
)
def test_finds_what_was_meant(store: Store, query: str, hit: str) -> None:
    assert f"quang-ngai: {hit}" in places(store, query)


def test_of_two_that_match_as_well_the_one_that_says_so_in_its_title_comes_first(store: Store) -> None:
    found = search(store, "quang ngai ")
    assert [(article.article, bool(article.title_spans)) for article in found] == [
        ("quang-ngai.txt", True),
        ("thai-binh.txt", False),
    ]
    assert next(article.title_spans for article in search(store, "chuyen doi so ")) == ((0, 13),)


def test_a_passage_is_the_line_around_the_hit(store: Store) -> None:
    (found,) = search(store, "nghi quyet 09 ")
    (one,) = found.passages
    assert one.text == "Theo Nghị quyết 09, tỉnh có 1.000 hộ."
    assert one.text_start == ARTICLES[0].text.index(one.text)
    assert one.spans == ((one.start, one.end),)
    assert found.hits == 1


def test_digits_are_never_others(store: Store) -> None:
    assert places(store, "62,8% ") == ["quang-ngai: 62,8%"]
    assert places(store, "68,2% ") == ["thai-binh: 68,2%"]
    assert places(store, "nghi quyet 90 ") == places(store, "628 ") == []


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("dich vu cong kind:percentage value:>=90 is:unreviewed", []),
        ("dich vu cong kind:percentage value:>=90", ["x: dịch vụ công"]),
        ("dich vu cong value:60..70", ["quang-ngai: Dịch vụ công", "thai-binh: Dịch vụ công"]),
        ("kind:money", ["quang-ngai: gần 101 tỷ đồng"]),
        ("value:62,8", ["quang-ngai: 62,8%"]),
        ("value:1.000 unit:hộ", ["quang-ngai: 1.000 hộ"]),
        ("verdict:refuted", ["quang-ngai: 62,8%", "x: 95%"]),
        ("verdict:refuted by:lan", ["x: 95%"]),
        ("verdict:verified by:minh", []),
        ("is:disputed", ["quang-ngai: 62,8%"]),
        ("is:noted", ["quang-ngai: 1.000 hộ"]),
        ("is:reviewed -verdict:verified", ["x: 95%"]),
        ('tag:"chuyen doi so"', ["quang-ngai: 62,8%"]),
        ("kind:percentage is:unreviewed outlet:vnexpress", ["thai-binh: 68,2%", "thai-binh: 41%"]),
        ("kind:percentage date:2024", ["thai-binh: 68,2%", "thai-binh: 41%"]),
        ("kind:percentage date:<2024", ["quang-ngai: 62,8%"]),
        ("kind:percentage -outlet:bao", ["thai-binh: 68,2%", "thai-binh: 41%", "x: 5%", "x: 95%"]),
        ("kind:percentage article:x.txt", ["x: 5%", "x: 95%"]),
        ("is:added", []),
        ("role:date", None),
        ("quang ngai kind:money", []),
    ],
)
def test_filters(store: Store, query: str, hits: list[str] | None) -> None:
    if hits is None:
        with pytest.raises(QueryError):
            parse(query)
    else:
        assert sorted(places(store, query)) == sorted(hits)


def test_unreviewed_is_by_whom_one_asks_for(store: Store) -> None:
    assert places(store, "value:95 is:unreviewed", "minh") == ["x: 95%"]
    assert places(store, "value:95 is:unreviewed", "lan") == []
    assert places(store, "value:95 is:unreviewed by:minh", "lan") == []  # minh has said nothing of it
    assert places(store, "value:95 is:unreviewed") == []


def test_claims_that_annotators_changed_and_orphans(tmp_path: Path) -> None:
    with Store.open(tmp_path / "soi.db", create=True) as store:
        before = Article("a.txt", "", "Xã có 628 hộ, 97 xe và dăm ngôi nhà ở ven sông.")
        store.import_article(before, extract_claims(before.text), "1")
        claims = {claim.mention.text: claim.id for claim in store.mentions("a.txt")}
        store.correct(claims["97"], "lan", Correction(value="98"))
        at = before.text.index("dăm")
        store.add_claim("a.txt", "lan", Mention(at, at + 3, "dăm", kind=Kind.COUNT, value="5"))
        store.set_verdict(claims["628"], "lan", Verdict.VERIFIED)

        def hits(query: str) -> list[str | None]:
            return [one.claim for found in CorpusSearch(store).search(parse(query)) for one in found.passages]

        assert hits("is:corrected") == [claims["97"]]
        assert len(hits("is:added")) == len(hits("is:added by:lan")) == 1
        assert hits("is:added by:minh") == hits("is:orphan") == []
        after = Article("a.txt", "", before.text.replace("628", "629"))
        store.import_article(after, extract_claims(after.text), "1")
        (found,) = CorpusSearch(store).search(parse("is:orphan verdict:verified"))
        assert [(one.claim, one.text) for one in found.passages] == [(claims["628"], before.text)]
        assert hits("value:628") == []


def test_articles_alone_are_listed_by_their_filters(store: Store) -> None:
    assert [found.article for found in search(store, "outlet:vnexpress")] == ["thai-binh.txt"]
    assert search(store, "") == []


def test_a_phrase_forgives_marks_but_no_typo(store: Store) -> None:
    assert places(store, '"dich vu cong truc tuyen"') == [
        "quang-ngai: Dịch vụ công trực tuyến",
        "thai-binh: Dịch vụ công trực tuyến",
    ]
    assert places(store, '"dich vu cog truc tuyen"') == []
    assert places(store, '"nghi quyet 09" dich vu cong') == [
        "quang-ngai: Dịch vụ công",
        "quang-ngai: Nghị quyết 09",
    ]


def test_limit_and_cancelling(store: Store) -> None:
    search = CorpusSearch(store)
    assert len(list(search.search(parse("dich vu cong"), limit=1))) == 1
    assert list(search.search(parse("dich vu cong"), cancelled=lambda: True)) == []
    assert len(list(search.search(parse("dich vu cong")))) == 3  # the connection serves the next


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "chuyen " * 1_500,
        '"' * 10_000,
        "?!.,;:-–()[]{}*^~",
        'NEAR("a" "b", 5) AND body:x* OR ^a NOT - +',
        "'; DROP TABLE articles; --",
        "\x00\x1b[31m\x07",
        "👩‍🌾🚜",
        "\ud800",
        "%",
        "_ % \\",
        "((((((",
        "a* b*",
        "1" * 10_000,
        "\u0301\u202e",
    ],
)
def test_hostile_queries_find_nothing_and_are_quick(store: Store, query: str) -> None:
    begin = perf_counter()
    for text in (query, f'"{query}"', f"kind:money {query}"):
        try:
            parsed = parse(text)
        except QueryError:
            continue
        list(CorpusSearch(store).search(parsed))
    assert perf_counter() - begin < 5
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] == len(ARTICLES)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=30) | st.sampled_from(["62,8%", "68,2", "1.000 hộ", "nghị quyết 09 năm", "đạt 95"]))
def test_no_query_fails_and_no_hit_has_other_digits(store: Store, text: str) -> None:
    query = parse(f'"{text.replace(chr(34), "")}"')
    wanted = re.findall(r"\d", text)
    for found in CorpusSearch(store).search(query):
        for one in found.passages:
            hit = next(article.text for article in ARTICLES if article.id == found.article)[
                one.start : one.end
            ]
            assert re.findall(r"\d", hit) == wanted
