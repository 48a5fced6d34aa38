"""The agreement of a store: questions, groups, pairs, spans, corrections of the extractor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.model import Confidence, Correction, Kind, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.agreement import Agreement, measure_agreement
from annotations.store.queries.claims import read_mentions
from tests.annotations.store.fixtures import article, filled, mentions


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two articles of four claims each; lan and minh share six claims and agree on five, hoa has one of her own."""
    with filled(tmp_path / "soi.db") as opened:
        import_article(opened, article("b.txt"), mentions(), "1")
        claims = [claim.id for name in ("a.txt", "b.txt") for claim in read_mentions(opened, name)]
        for number, claim in enumerate(claims[:7]):
            opened.set_verdict(claim, "lan", Verdict.VERIFIED if number % 2 else Verdict.REFUTED)
        for number, claim in enumerate(claims[1:7], start=1):
            is_verified = number % 2 and number != 3
            opened.set_verdict(claim, "minh", Verdict.VERIFIED if is_verified else Verdict.REFUTED)
        opened.set_verdict(claims[7], "hoa", Verdict.UNVERIFIABLE)
        opened.set_tags(claims[1], "lan", ["giá"])
        opened.set_confidence(claims[1], "lan", Confidence.HIGH)
        opened.set_confidence(claims[1], "minh", Confidence.LOW)
        opened.correct(claims[2], "minh", Correction(value="630", kind=Kind.MONEY))
        yield opened


def question(measured: Agreement, name: str) -> tuple[int, float | None]:
    (named,) = [question for question in measured.questions if question.question == name]
    return named.units, named.agreement


def test_each_question_compares_those_who_answered_it(store: Store) -> None:
    measured = measure_agreement(store)
    assert list(question(measured, "verdict")) == pytest.approx([6, 5 / 6])
    assert list(question(measured, "value")) == pytest.approx([6, 5 / 6])
    assert question(measured, "confidence") == (1, 0)
    assert list(question(measured, "#giá")) == pytest.approx([6, 5 / 6])
    (pair,) = measured.questions[0].pairs
    assert (pair.first, pair.second, pair.units) == ("lan", "minh", 6)
    assert pair.matrix == {("verified", "verified"): 2, ("refuted", "refuted"): 3, ("verified", "refuted"): 1}
    assert pair.kappa == pytest.approx(2 / 3)


def test_groups_and_queries(store: Store) -> None:
    by_article = measure_agreement(store, grouping="article").groups
    assert [(group.question, group.units) for group in by_article] == [("a.txt", 3), ("b.txt", 3)]
    assert by_article[1].alpha == 1
    assert [group.question for group in measure_agreement(store, grouping="kind").groups] == ["count"]
    assert question(measure_agreement(store, "value:>=600"), "verdict")[0] == 1


def test_corrections_are_counted_by_the_kind_of_the_extractor(store: Store) -> None:
    (rate,) = measure_agreement(store).corrections
    assert rate == ("count", 14, 1, 1, 1, 0)


def test_spans_that_were_added_moved_or_retired(store: Store) -> None:
    claims = [claim.id for claim in read_mentions(store, "a.txt")]
    for annotator in ("lan", "minh"):
        store.resize(claims[0], annotator, 5, 12)
        store.retire(claims[3], annotator)
    store.resize(claims[1], "lan", 20, 30)
    measured = measure_agreement(store)
    assert list(measured.spans) == pytest.approx([4 / 5, 4 / 5])
    assert [(pair.first, pair.second) for pair in measured.span_pairs] == [("lan", "minh")]


def test_a_store_of_one_annotator_has_no_agreement(tmp_path: Path) -> None:
    with filled(tmp_path / "soi.db") as store:
        store.set_verdict(read_mentions(store, "a.txt")[0].id, "lan", Verdict.VERIFIED)
        measured = measure_agreement(store)
    assert (measured.questions[0].units, measured.questions[0].alpha) == (0, None)
    assert measured.spans == (None, None)
