"""The outline of an article, compared with its mentions read in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.model import Article, Correction, Kind, Mention, Role, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.changes import latest_token
from annotations.store.queries.claims import read_claim, read_mentions
from annotations.store.queries.outline import KINDS, ROLES, VERDICTS
from annotations.store.queries.outline_query import corrected_kinds, read_outline
from annotations.store.queries.progress import next_unreviewed_article
from annotations.store.queries.reviews import reviews_since

TEXT = "Theo Nghị quyết số 15, ngày 3/5/2021 xã có khoảng 628 hộ dân, đạt 62,8% kế hoạch. Giá 5 triệu đồng."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with Store.open(tmp_path / "soi.db", create=True) as opened:
        import_article(opened, Article("a.txt", "a.txt", TEXT), extract_claims(TEXT), "1")
        import_article(opened, Article("b.txt", "b.txt", "Có 12 xã."), extract_claims("Có 12 xã."), "1")
    return Store.open(tmp_path / "soi.db")


def test_it_is_the_mentions(store: Store) -> None:
    mentions = read_mentions(store, "a.txt")
    store.set_verdict(mentions[-1].id, "lan", Verdict.REFUTED)
    store.set_verdict(mentions[-1].id, "minh", Verdict.VERIFIED)
    outline = read_outline(store, "a.txt", "lan")
    assert len(outline) == len(mentions) > 4
    for index, claim in enumerate(mentions):
        mention = claim.mention
        assert (outline.id(index), outline.index(claim.id)) == (claim.id, index)
        assert (outline.starts[index], outline.ends[index]) == (mention.start, mention.end)
        assert (outline.extent_starts[index], outline.extent_ends[index]) == (
            mention.extent_start,
            mention.extent_end,
        )
        assert (ROLES[outline.roles[index]], KINDS[outline.kinds[index]]) == (mention.role, mention.kind)
        assert outline.is_claim(index) == (mention.role is Role.CLAIM)
        assert outline.is_date(index) == (mention.kind in (Kind.DATE, Kind.TIME))
    assert [VERDICTS[code] for code in outline.verdicts] == [None] * (len(mentions) - 1) + [Verdict.REFUTED]
    claims = [index for index, claim in enumerate(mentions) if claim.mention.role is Role.CLAIM]
    assert list(outline.claims()) == claims
    assert list(outline.claims(dates=False)) == [index for index in claims if not outline.is_date(index)]
    assert outline.index("no such id") is None
    assert outline.index(mentions[1].id[1:]) is None, "a part of an id is no id"
    store.close()


def test_what_touches_a_piece_of_text(store: Store) -> None:
    outline, mentions = read_outline(store, "a.txt", "lan"), read_mentions(store, "a.txt")
    for start in range(len(TEXT)):
        for end in (start + 1, start + 7, len(TEXT)):
            expected = [
                index
                for index, claim in enumerate(mentions)
                if claim.mention.extent_start < end and start < claim.mention.extent_end
            ]
            assert list(outline.touching(start, end)) == expected
    store.close()


def test_an_article_without_numbers_has_an_empty_one(store: Store) -> None:
    import_article(store, Article("c.txt", "c.txt", "Không số."), [], "1")
    outline = read_outline(store, "c.txt", "lan")
    assert (len(outline), list(outline.claims()), list(outline.touching(0, 9))) == (0, [], [])
    assert outline.index("x") is None
    store.close()


def test_one_claim_in_full_with_everyones_reviews(store: Store) -> None:
    claim = read_mentions(store, "a.txt")[-1]
    store.set_note(claim.id, "minh", "xem lại")
    store.set_verdict(claim.id, "lan", Verdict.VERIFIED)
    full_claim = read_claim(store, claim.id)
    assert full_claim is not None
    assert full_claim[0] == claim
    assert [(r.annotator, r.verdict, r.note) for r in full_claim[1]] == [
        ("lan", Verdict.VERIFIED, ""),
        ("minh", None, "xem lại"),
    ]
    assert read_claim(store, "no such id") is None
    store.close()


def test_what_was_decided_since(store: Store) -> None:
    first, second = read_mentions(store, "a.txt")[-2:]
    store.set_verdict(first.id, "lan", Verdict.VERIFIED)
    token = latest_token(store)
    assert reviews_since(store, token[0], "a.txt", "lan") == []
    store.set_verdict(second.id, "lan", Verdict.REFUTED)
    store.set_verdict(first.id, "minh", Verdict.REFUTED)
    store.set_verdict(first.id, "lan", None)
    verdicts = {review.claim: review.verdict for review in reviews_since(store, token[0], "a.txt", "lan")}
    assert verdicts == {second.id: Verdict.REFUTED, first.id: None}
    assert reviews_since(store, token[0], "b.txt", "lan") == []
    store.close()


def test_the_next_article_with_something_to_review(store: Store) -> None:
    articles = ["a.txt", "b.txt"]
    assert next_unreviewed_article(store, "lan", articles, dates=True) == "a.txt"
    assert next_unreviewed_article(store, "lan", articles[::-1], dates=True) == "b.txt"
    for claim in read_mentions(store, "a.txt"):
        if claim.mention.kind is not Kind.DATE:
            store.set_verdict(claim.id, "lan", Verdict.VERIFIED)
    assert next_unreviewed_article(store, "lan", articles, dates=True) == "a.txt"
    assert next_unreviewed_article(store, "lan", articles, dates=False) == "b.txt"
    assert next_unreviewed_article(store, "lan", [], dates=False) is None
    store.close()


def test_outline_follows_the_annotators_own_spans(store: Store) -> None:
    rate = next(claim for claim in read_mentions(store, "a.txt") if claim.mention.text == "62,8%")
    start, end = rate.mention.start, rate.mention.end
    outline, outline_of_minh = read_outline(store, "a.txt", "lan"), read_outline(store, "a.txt", "minh")
    index = outline.index(rate.id)
    assert index is not None
    reviews = [
        store.resize(rate.id, "lan", start - 4, end),
        store.resize(rate.id, "lan", start, end - 1),
        store.resize(rate.id, "lan", start, end),
        store.retire(rate.id, "lan"),
        store.restore(rate.id, "lan"),
    ]
    for review in reviews:
        assert outline.update(index, review)
        assert (outline.starts[index], outline.ends[index]) == (
            start + review.start_shift,
            end + review.end_shift,
        )
        assert outline.is_claim(index) == (review.standing is None)
    assert outline == outline_of_minh, "back where it was"
    store.resize(rate.id, "lan", start - 4, end - 1)
    outline_again = read_outline(store, "a.txt", "lan")
    assert (outline_again.extent_starts[index], outline_again.extent_ends[index]) == (start - 4, end - 1)
    assert read_outline(store, "a.txt", "minh") == outline_of_minh, "the others see their own"
    assert outline_again.update(index, store.resize(rate.id, "lan", start, end))
    assert outline_again.extent_starts[index] == outline_of_minh.extent_starts[index]


def test_ends_moved_over_another_mention_change_the_order(store: Store) -> None:
    mentions = read_mentions(store, "a.txt")
    rate, neighbour = mentions[-2], mentions[-3]
    outline = read_outline(store, "a.txt", "lan")
    review = store.resize(rate.id, "lan", neighbour.mention.start - 1, rate.mention.end)
    assert not outline.update(len(mentions) - 2, review)
    outline_again = read_outline(store, "a.txt", "lan")
    assert list(outline_again.starts) == sorted(outline_again.starts)
    assert outline_again.index(rate.id) == len(mentions) - 3


def test_what_is_added_stands_and_what_is_taken_back_does_not(store: Store) -> None:
    at = TEXT.index("đồng")
    review = store.add_claim("a.txt", "lan", Mention(at, at + 4, "đồng", kind=Kind.MONEY, value="1"))
    outline = read_outline(store, "a.txt", "lan")
    index = outline.index(review.claim)
    assert index is not None
    assert outline.is_claim(index)
    full_claim = read_claim(store, review.claim)
    assert full_claim is not None
    assert full_claim[0].mention.role is Role.CLAIM
    store.retire(review.claim, "lan")
    retired = read_outline(store, "a.txt", "lan")
    assert retired.is_retired(index)
    assert index not in retired.claims()
    assert index in retired.claims(retired=True)
    assert index not in read_outline(store, "a.txt", "minh").claims()
    store.restore(review.claim, "lan")
    assert read_outline(store, "a.txt", "lan").is_claim(index), "taken in again, not lost"
    store.undo("lan")
    store.undo("lan")
    store.undo("lan")
    assert read_outline(store, "a.txt", "lan").index(review.claim) is None


def test_a_corrected_kind_counts_for_who_corrected_it(store: Store) -> None:
    mentions = [claim for claim in read_mentions(store, "a.txt") if claim.mention.role is Role.CLAIM]
    date, percentage = (
        next(c.id for c in mentions if c.mention.kind is kind) for kind in (Kind.DATE, Kind.PERCENTAGE)
    )
    outline = read_outline(store, "a.txt", "lan")
    review = store.correct(percentage, "lan", Correction(kind=Kind.MONEY))
    assert outline.update(index := outline.index(percentage) or 0, review)
    store.correct(date, "lan", Correction(kind=Kind.COUNT))
    outline_again = read_outline(store, "a.txt", "lan")
    assert KINDS[outline.kinds[index]] is KINDS[outline_again.kinds[index]] is Kind.MONEY
    assert corrected_kinds(store, "a.txt", "lan") == {percentage: Kind.MONEY, date: Kind.COUNT}
    at = outline_again.index(date)
    assert at is not None
    assert at in outline_again.claims(dates=False)
    outline_of_minh = read_outline(store, "a.txt", "minh")
    assert KINDS[outline_of_minh.kinds[index]] is Kind.PERCENTAGE
    assert at not in outline_of_minh.claims(dates=False)
    outline_again.correct(corrected_kinds(store, "a.txt", "lan"))
    assert outline_again.update(index, store.correct(percentage, "lan", Correction(value="63")))
    assert KINDS[outline_again.kinds[index]] is Kind.PERCENTAGE, "as it was read"
    kinds_by_claim = {claim.id: Kind.RANK for claim in mentions} | {str(n): Kind.RANK for n in range(100)}
    outline_of_minh.correct(kinds_by_claim)
    assert {KINDS[outline_of_minh.kinds[i]] for i in outline_of_minh.claims()} == {Kind.RANK}


def test_what_is_a_date_is_what_the_annotator_holds_for_one(store: Store) -> None:
    claims = [claim for claim in read_mentions(store, "a.txt") if claim.mention.role is Role.CLAIM]
    for claim in claims:
        if claim.mention.kind is not Kind.DATE:
            store.set_verdict(claim.id, "lan", Verdict.VERIFIED)
    assert next_unreviewed_article(store, "lan", ["a.txt"], dates=False) is None
    date = next(claim.id for claim in claims if claim.mention.kind is Kind.DATE)
    store.correct(date, "lan", Correction(kind=Kind.COUNT))
    assert next_unreviewed_article(store, "lan", ["a.txt"], dates=False) == "a.txt"
