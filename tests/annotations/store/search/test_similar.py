from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.errors import UsageError
from annotations.model import Article, Claim, Correction, Kind, Verdict
from annotations.store import Store
from annotations.store.search.index import build_index
from annotations.store.search.similar import SimilarClaims, similar_claims
from tests.annotations.store.search.judged_similar import Case, cases, filled, misjudged

CASES = cases()


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Claim]]]:
    with Store.open(tmp_path_factory.mktemp("judged") / "soi.db", create=True) as store:
        yield store, list(filled(store))


@pytest.mark.parametrize("case", CASES, ids=[case.claim for case in CASES])
def test_what_is_judged_to_be_like_a_claim_is_listed_first(
    judged: tuple[Store, list[Claim]], case: Case
) -> None:
    store, claims = judged
    assert misjudged(store, claims, case) == []


TEXTS = {
    "a.txt": "Tỷ lệ dịch vụ công trực tuyến ở cấp xã đạt 41%. Xã có 628 hộ nghèo.",
    "b.txt": "Nay dịch vụ công trực tuyến tại nhiều nơi đã lên tới 90%. Có 97 hộ nghèo và 628 HỘ NGHÈO khác.",
    "c.txt": "Giá vàng tăng 41%, giá gạo giảm 5%.\nChi 628 tỷ đồng.",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "soi.db", create=True)
    for name, text in TEXTS.items():
        store.import_article(Article(name, name, text, title=name.upper()), extract_claims(text), "1")
    for _ in build_index(store):
        pass
    return store


def claim(store: Store, article: str, quote: str) -> str:
    return next(one.id for one in store.mentions(article) if one.mention.text == quote)


def said(found: SimilarClaims) -> list[str]:
    return [f"{one.claim.article} {one.claim.mention.text}" for one in found.claims]


def test_the_same_value_elsewhere_and_the_same_thing_with_another(store: Store) -> None:
    found = similar_claims(store, claim(store, "a.txt", "41%"))
    assert said(found.same) == ["c.txt 41%"]
    assert said(found.other) == ["b.txt 90%"]
    assert found.other.claims[0].title == "B.TXT"
    assert found.other.claims[0].likeness > found.same.claims[0].likeness


def test_what_is_counted_names_the_thing(store: Store) -> None:
    found = similar_claims(store, claim(store, "a.txt", "628"))
    assert said(found.same) == ["b.txt 628"]  # in capitals, and not the 628 of money
    assert said(found.other) == ["b.txt 97"]


def test_a_claim_is_not_like_itself_and_limits_hold(store: Store) -> None:
    found = similar_claims(store, claim(store, "b.txt", "90%"), limit=1)
    assert (len(found.same.claims), said(found.other)) == (0, ["a.txt 41%"])


def test_edited_articles_count_by_their_current_text(store: Store) -> None:
    text = TEXTS["b.txt"].replace("90%", "91%")
    store.import_article(Article("b.txt", "b.txt", text), extract_claims(text), "1")
    for _ in build_index(store):
        pass
    assert said(similar_claims(store, claim(store, "a.txt", "41%")).other) == ["b.txt 91%"]


def test_a_claim_that_is_not_there(store: Store) -> None:
    with pytest.raises(UsageError, match="no claim"):
        similar_claims(store, "x")


def test_each_stands_in_its_sentence(store: Store) -> None:
    (found,) = similar_claims(store, claim(store, "a.txt", "41%")).other.claims
    ((start, end),) = found.passage.spans
    assert TEXTS["b.txt"][start:end] == "90%"
    assert found.passage.text == "Nay dịch vụ công trực tuyến tại nhiều nơi đã lên tới 90%."
    first = found.passage.text_start
    assert TEXTS["b.txt"][first:].startswith(found.passage.text)


def test_what_is_left_out_is_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Huyện có 628 hộ nghèo. " * 5
    store.import_article(Article("d.txt", "d.txt", text), extract_claims(text), "1")
    asked = claim(store, "a.txt", "628")
    same = similar_claims(store, asked, limit=2).same
    assert (len(same.claims), same.found, same.whole) == (2, 6, True)
    monkeypatch.setattr("annotations.store.search.similar.MOST_COMPARED", 3)
    same = similar_claims(store, asked).same
    assert (same.found, same.whole) == (3, False)


def test_what_the_index_does_not_have_yet_may_be_more(store: Store) -> None:
    store.import_article(Article("d.txt", "d.txt", "Có 5 xã."), extract_claims("Có 5 xã."), "1")
    assert not similar_claims(store, claim(store, "a.txt", "41%")).other.whole
    assert similar_claims(store, claim(store, "a.txt", "628")).other.whole, "what is counted needs no index"


def test_the_reading_that_counts_is_compared(store: Store) -> None:
    asked, other = claim(store, "a.txt", "41%"), claim(store, "b.txt", "90%")
    store.correct(other, "lan", Correction(value="41"))
    found = similar_claims(store, asked, annotator="lan")
    assert said(found.same) == ["b.txt 90%", "c.txt 41%"]
    assert found.same.claims[0].meant.value == "41"
    assert said(found.other) == []
    assert said(similar_claims(store, asked, annotator="minh").other) == ["b.txt 90%"]
    store.correct(other, "lan", Correction(unit="USD", kind=Kind.MONEY))
    found = similar_claims(store, asked, annotator="lan")
    assert (said(found.same), said(found.other)) == (["c.txt 41%"], [])
    store.correct(other, "lan", Correction())
    store.correct(asked, "lan", Correction(value="41.5"))
    assert said(similar_claims(store, asked, annotator="lan").same) == []


def test_dates_resemble_where_their_sentences_share_words(store: Store) -> None:
    texts = {
        "d1.txt": "Năm 2021, tỉnh khởi công cầu vượt biển.",
        "d2.txt": "Cầu vượt biển khởi công năm 2021.",
        "d3.txt": "Năm 2021, giá lúa giảm.",
    }
    for name, text in texts.items():
        store.import_article(Article(name, name, text), extract_claims(text), "1")
    found = similar_claims(store, claim(store, "d1.txt", "2021"))
    assert (said(found.same), said(found.other)) == (["d2.txt 2021"], [])


def test_decomposed_text_is_compared_alike(store: Store) -> None:
    text = unicodedata.normalize("NFD", "Tỷ lệ dịch vụ công trực tuyến ở huyện là 77%.")
    store.import_article(Article("d.txt", "d.txt", text), extract_claims(text), "1")
    for _ in build_index(store):
        pass
    assert said(similar_claims(store, claim(store, "a.txt", "41%")).other)[0] == "d.txt 77%"


def test_claims_say_what_the_annotator_holds(store: Store) -> None:
    asked, other = claim(store, "a.txt", "628"), claim(store, "b.txt", "97")
    store.correct(asked, "lan", Correction(value="97"))
    store.set_verdict(other, "lan", Verdict.REFUTED)
    found = similar_claims(store, asked, annotator="lan")
    assert [(one.claim.id, one.verdict) for one in found.same.claims] == [(other, Verdict.REFUTED)]
    assert said(found.other) == ["b.txt 628"]
    assert said(similar_claims(store, asked, annotator="minh").other) == ["b.txt 97"]
    store.retire(other, "lan")
    assert said(similar_claims(store, asked, annotator="lan").same) == []
    assert said(similar_claims(store, asked, annotator="minh").other) == ["b.txt 97"]
