from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.errors import UsageError
from annotations.model import Article, Claim, Correction, Kind, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions
from annotations.store.search.index import build_index
from annotations.store.search.similar import similar_claims
from annotations.store.search.similar_ranking import SimilarClaims
from tests.annotations.store.search.judged_similar import Case, cases, import_articles, misjudged

CASES = cases()


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Claim]]]:
    with Store.open(tmp_path_factory.mktemp("judged") / "soi.db", create=True) as store:
        yield store, list(import_articles(store))


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_judged_claims_are_listed_first(judged: tuple[Store, list[Claim]], case: Case) -> None:
    store, claims = judged
    assert misjudged(store, claims, case) == []


TEXTS = {
    "a.txt": "Tỷ lệ dịch vụ công trực tuyến ở cấp xã đạt 41%. Xã có 628 hộ nghèo.",
    "b.txt": "Nay dịch vụ công trực tuyến tại nhiều nơi đã lên tới 90%. Có 97 hộ nghèo và 628 HỘ NGHÈO khác.",
    "c.txt": "Giá vàng tăng 41%, giá gạo giảm 5%.\nChi 628 tỷ đồng.",
}


def import_text(store: Store, name: str, text: str, title: str | None = None) -> None:
    import_article(store, Article(name, name, text, title=title), extract_claims(text), "1")


def build(store: Store) -> None:
    for _ in build_index(store):
        pass


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "soi.db", create=True)
    for name, text in TEXTS.items():
        import_text(store, name, text, title=name.upper())
    build(store)
    return store


def claim_id(store: Store, article: str, quote: str) -> str:
    return next(claim.id for claim in read_mentions(store, article) if claim.mention.text == quote)


def quotes(group: SimilarClaims) -> list[str]:
    return [f"{similar.claim.article} {similar.claim.mention.text}" for similar in group.claims]


def test_the_same_value_and_another_value_of_the_same_thing(store: Store) -> None:
    similar = similar_claims(store, claim_id(store, "a.txt", "41%"))
    assert quotes(similar.same_value) == ["c.txt 41%"]
    assert quotes(similar.other_value) == ["b.txt 90%"]
    assert similar.other_value.claims[0].title == "B.TXT"
    assert similar.other_value.claims[0].similarity > similar.same_value.claims[0].similarity


def test_the_unit_names_the_thing_that_is_counted(store: Store) -> None:
    similar = similar_claims(store, claim_id(store, "a.txt", "628"))
    assert quotes(similar.same_value) == ["b.txt 628"]  # in capitals, and not the 628 of money
    assert quotes(similar.other_value) == ["b.txt 97"]


def test_the_limit_holds_and_the_claim_itself_is_left_out(store: Store) -> None:
    similar = similar_claims(store, claim_id(store, "b.txt", "90%"), limit=1)
    assert (len(similar.same_value.claims), quotes(similar.other_value)) == (0, ["a.txt 41%"])


def test_edited_articles_count_by_their_current_text(store: Store) -> None:
    import_text(store, "b.txt", TEXTS["b.txt"].replace("90%", "91%"))
    build(store)
    similar = similar_claims(store, claim_id(store, "a.txt", "41%"))
    assert quotes(similar.other_value) == ["b.txt 91%"]


def test_an_unknown_claim_is_an_error(store: Store) -> None:
    with pytest.raises(UsageError, match="no claim"):
        similar_claims(store, "x")


def test_the_passage_is_the_sentence(store: Store) -> None:
    (similar,) = similar_claims(store, claim_id(store, "a.txt", "41%")).other_value.claims
    ((start, end),) = similar.passage.spans
    assert TEXTS["b.txt"][start:end] == "90%"
    assert similar.passage.text == "Nay dịch vụ công trực tuyến tại nhiều nơi đã lên tới 90%."
    assert TEXTS["b.txt"][similar.passage.text_start :].startswith(similar.passage.text)


def test_the_total_counts_claims_that_the_limit_leaves_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_text(store, "d.txt", "Huyện có 628 hộ nghèo. " * 5)
    claim = claim_id(store, "a.txt", "628")
    group = similar_claims(store, claim, limit=2).same_value
    assert (len(group.claims), group.total, group.is_complete) == (2, 6, True)
    monkeypatch.setattr("annotations.store.search.similar.MOST_COMPARED", 3)
    group = similar_claims(store, claim).same_value
    assert (group.total, group.is_complete) == (3, False)


def test_the_list_is_incomplete_while_the_index_is(store: Store) -> None:
    import_text(store, "d.txt", "Có 5 xã.")
    assert not similar_claims(store, claim_id(store, "a.txt", "41%")).other_value.is_complete
    group = similar_claims(store, claim_id(store, "a.txt", "628")).other_value
    assert group.is_complete, "counted things need no index"


def test_corrected_values_are_compared(store: Store) -> None:
    claim, corrected = claim_id(store, "a.txt", "41%"), claim_id(store, "b.txt", "90%")
    store.correct(corrected, "lan", Correction(value="41"))
    similar = similar_claims(store, claim, annotator="lan")
    assert quotes(similar.same_value) == ["b.txt 90%", "c.txt 41%"]
    assert similar.same_value.claims[0].corrected_mention.value == "41"
    assert quotes(similar.other_value) == []
    assert quotes(similar_claims(store, claim, annotator="minh").other_value) == ["b.txt 90%"]
    store.correct(corrected, "lan", Correction(unit="USD", kind=Kind.MONEY))
    similar = similar_claims(store, claim, annotator="lan")
    assert (quotes(similar.same_value), quotes(similar.other_value)) == (["c.txt 41%"], [])
    store.correct(corrected, "lan", Correction())
    store.correct(claim, "lan", Correction(value="41.5"))
    assert quotes(similar_claims(store, claim, annotator="lan").same_value) == []


def test_dates_are_similar_if_their_sentences_share_words(store: Store) -> None:
    import_text(store, "d1.txt", "Năm 2021, tỉnh khởi công cầu vượt biển.")
    import_text(store, "d2.txt", "Cầu vượt biển khởi công năm 2021.")
    import_text(store, "d3.txt", "Năm 2021, giá lúa giảm.")
    similar = similar_claims(store, claim_id(store, "d1.txt", "2021"))
    assert (quotes(similar.same_value), quotes(similar.other_value)) == (["d2.txt 2021"], [])


def test_decomposed_text_is_compared_like_composed_text(store: Store) -> None:
    text = unicodedata.normalize("NFD", "Tỷ lệ dịch vụ công trực tuyến ở huyện là 77%.")
    import_text(store, "d.txt", text)
    build(store)
    similar = similar_claims(store, claim_id(store, "a.txt", "41%"))
    assert quotes(similar.other_value)[0] == "d.txt 77%"


def test_reviews_of_the_annotator_count(store: Store) -> None:
    claim, reviewed = claim_id(store, "a.txt", "628"), claim_id(store, "b.txt", "97")
    store.correct(claim, "lan", Correction(value="97"))
    store.set_verdict(reviewed, "lan", Verdict.REFUTED)
    similar = similar_claims(store, claim, annotator="lan")
    verdicts = [(listed.claim.id, listed.verdict) for listed in similar.same_value.claims]
    assert verdicts == [(reviewed, Verdict.REFUTED)]
    assert quotes(similar.other_value) == ["b.txt 628"]
    assert quotes(similar_claims(store, claim, annotator="minh").other_value) == ["b.txt 97"]
    store.retire(reviewed, "lan")
    assert quotes(similar_claims(store, claim, annotator="lan").same_value) == []
    assert quotes(similar_claims(store, claim, annotator="minh").other_value) == ["b.txt 97"]
