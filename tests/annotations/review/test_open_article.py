"""The open article: what moving visits, where it leads, and what decisions change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.model import Article, Correction, Kind, Mention, Review, Standing, Verdict
from annotations.review import article_contents
from annotations.review.article_contents import read_contents, read_full_claim
from annotations.review.open_article import CONTEXT, OpenArticle
from annotations.store import Store
from annotations.store.articles.corpus_import import extract_and_import
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.outline_query import read_outline

TEXT = (
    "Xã có 628 hộ và 372 hồ sơ. Không có gì ở đây.\n\n"
    "Đoạn này không có số.\n\n"
    "Họp ngày 2/9/2024. Đạt 62,8% kế hoạch."
)
QUOTES = ["628", "372", "2/9/2024", "62,8%"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "soi.db", create=True) as opened:
        for name, text in (("a.txt", TEXT), ("none.txt", "Không có số.")):
            extract_and_import(opened, Article(name, name, text))
        yield opened


@pytest.fixture
def article(store: Store) -> OpenArticle:
    return open_article(store)


def open_article(store: Store, name: str = "a.txt") -> OpenArticle:
    return OpenArticle(read_contents(store, name, "lan"), "lan")


def claim_id(store: Store, quote: str) -> str:
    return next(claim.id for claim in read_mentions(store, "a.txt") if claim.mention.text == quote)


def go_to(store: Store, article: OpenArticle, quote: str) -> int:
    """Make a claim current, in full; returns its mention."""
    mention = article.outline.index(claim_id(store, quote))
    assert mention is not None
    article.go(mention)
    full_claim = read_full_claim(store, claim_id(store, quote), "lan")
    assert full_claim is not None
    article.set_current(*full_claim)
    return mention


def quote_of(article: OpenArticle, mention: int | None) -> str | None:
    """The words of a mention."""
    if mention is None:
        return None
    return TEXT[article.outline.starts[mention] : article.outline.ends[mention]]


def visited_quotes(article: OpenArticle) -> list[str | None]:
    """The words of the visited mentions, by stepping from the first to the last."""
    quotes, mention = [], article.first()
    while mention is not None:
        quotes.append(quote_of(article, mention))
        article.go(mention)
        mention = article.neighbour(1)
    return quotes


# What is visited ----------------------------------------------------------------------------------------


def test_all_claims_are_visited_in_order(article: OpenArticle) -> None:
    assert visited_quotes(article) == QUOTES
    assert (len(article), article.position) == (4, "4/4")
    assert quote_of(article, article.last()) == "62,8%"
    article.go(article.last())
    assert article.neighbour(1) is None


def test_dates_are_skipped(article: OpenArticle) -> None:
    article.visit(dates=False, retired=False)
    assert visited_quotes(article) == ["628", "372", "62,8%"]


def test_retired_claims_are_skipped_or_visited(store: Store) -> None:
    store.retire(claim_id(store, "372"), "lan")
    article = open_article(store)
    assert visited_quotes(article) == ["628", "2/9/2024", "62,8%"]
    article.visit(dates=True, retired=True)
    assert visited_quotes(article) == QUOTES
    assert quote_of(article, article.next_unreviewed(10)) == "2/9/2024", "a retired claim needs no verdict"


def test_an_article_without_claims(store: Store) -> None:
    article = open_article(store, "none.txt")
    assert (len(article), article.position, article.span) == (0, "", (0, 0))
    assert (article.first(), article.last(), article.neighbour(1), article.neighbour(-1)) == (None,) * 4
    assert (article.mention_to_resume(None), article.next_unreviewed(0)) == (None, None)


# Moving -------------------------------------------------------------------------------------------------


def test_neighbours_of_an_offset_between_claims(article: OpenArticle) -> None:
    article.go(None, TEXT.index("Không"))
    assert quote_of(article, article.neighbour(1)) == "2/9/2024"
    assert quote_of(article, article.neighbour(-1)) == "372"
    assert article.span == (article.cursor, article.cursor)
    assert article.quotation[1] == ""


def test_next_unreviewed_skips_verdicts(store: Store) -> None:
    store.set_verdict(claim_id(store, "628"), "lan", Verdict.VERIFIED)
    store.set_verdict(claim_id(store, "372"), "minh", Verdict.VERIFIED)
    article = open_article(store)
    assert quote_of(article, article.next_unreviewed(0)) == "372", "a verdict of somebody else does not count"
    assert article.next_unreviewed(len(TEXT)) is None


def test_open_claims_above_come_behind_the_last_one(store: Store) -> None:
    store.set_verdict(claim_id(store, "628"), "lan", Verdict.VERIFIED)
    article = open_article(store)
    last = go_to(store, article, str(quote_of(article, article.last())))
    assert article.next_to_review() is None, "one that is left without a verdict is left with those above"
    article.apply_review(
        store.set_verdict(str(article.current and article.current.id), "lan", Verdict.REFUTED)
    )
    assert quote_of(article, article.next_to_review()) == "372"
    assert article.index == last


def test_resuming_at_a_claim(store: Store) -> None:
    store.set_verdict(claim_id(store, "628"), "lan", Verdict.VERIFIED)
    article = open_article(store)
    assert quote_of(article, article.mention_to_resume(claim_id(store, "62,8%"))) == "62,8%"
    assert quote_of(article, article.mention_to_resume("another claim")) == "372"
    for quote in QUOTES:
        store.set_verdict(claim_id(store, quote), "lan", Verdict.VERIFIED)
    assert quote_of(open_article(store), open_article(store).mention_to_resume(None)) == "628"


def test_resuming_at_a_retired_claim(store: Store) -> None:
    retired_claim = claim_id(store, "372")
    store.retire(retired_claim, "lan")
    article = open_article(store)
    assert quote_of(article, article.mention_to_resume(retired_claim)) == "628"
    article.visit(dates=True, retired=True)
    assert quote_of(article, article.mention_to_resume(retired_claim)) == "372"


def test_claims_in_a_span(article: OpenArticle) -> None:
    start = TEXT.index("372")
    assert quote_of(article, article.first_claim_in(start, start + 1)) == "372"
    assert article.first_claim_in(start + 1, start + 3) is None, "the claim begins before the span"
    assert quote_of(article, article.claim_at(start + 1, start + 2)) == "372"
    assert article.claim_at(TEXT.index("Không"), TEXT.index("Không") + 5) is None


def test_the_claim_of_a_match(store: Store, article: OpenArticle) -> None:
    start = TEXT.index("372")
    assert quote_of(article, article.claim_of_match(claim_id(store, "628"), start, start + 3)) == "628"
    assert quote_of(article, article.claim_of_match(None, start, start + 3)) == "372"
    start = TEXT.index("Đoạn")
    assert quote_of(article, article.claim_of_match("another claim", start, start + 4)) == "2/9/2024"


@pytest.mark.parametrize(
    ("unit", "beginnings"),
    [("sentence", ["Không", "Đoạn", "Họp", "Đạt"]), ("paragraph", ["Đoạn", "Họp"])],
    ids=["sentence", "paragraph"],
)
def test_units_forwards_and_backwards(article: OpenArticle, unit: str, beginnings: list[str]) -> None:
    article.go(article.first())
    offsets = []
    while True:
        claim, begin = article.neighbour_unit(unit, 1)
        if begin is None:
            break
        offsets.append(begin)
        article.go(claim, begin if claim is None else None)
    assert offsets == [TEXT.index(beginning) for beginning in beginnings]
    assert (claim, begin) == (None, None)
    for offset in [*offsets[-2::-1], 0]:
        claim, begin = article.neighbour_unit(unit, -1)
        assert begin == offset
        article.go(claim, begin if claim is None else None)


def test_backwards_from_the_second_claim_of_a_sentence(store: Store, article: OpenArticle) -> None:
    go_to(store, article, "372")
    claim, begin = article.neighbour_unit("sentence", -1)
    assert (quote_of(article, claim), begin) == ("628", 0)
    assert TEXT[slice(*article.sentence())] == "Xã có 628 hộ và 372 hồ sơ."


# Decisions ----------------------------------------------------------------------------------------------


def test_a_verdict_is_applied(store: Store, article: OpenArticle) -> None:
    mention = go_to(store, article, "628")
    claim = claim_id(store, "628")
    article.unstored_decisions[claim] = "verified"
    review = store.set_verdict(claim, "lan", Verdict.VERIFIED)
    assert article.apply_review(review) == mention
    assert (article.review, article.unstored_decisions) == (review, {})
    assert article.stance(claim) == (Verdict.VERIFIED, None, 6, 9)
    assert quote_of(article, article.next_unreviewed(0)) == "372"
    article.apply_review(store.set_verdict(claim, "lan", None))
    assert quote_of(article, article.next_unreviewed(0)) == "628"


def test_a_review_of_another_claim_leaves_the_current_one(store: Store, article: OpenArticle) -> None:
    go_to(store, article, "628")
    article.apply_review(store.set_verdict(claim_id(store, "372"), "lan", Verdict.REFUTED))
    assert article.review is None
    assert article.stance(claim_id(store, "372"))[0] is Verdict.REFUTED


def test_a_review_of_an_unknown_claim(article: OpenArticle) -> None:
    assert article.apply_review(Review("another claim", "lan", Verdict.VERIFIED)) is None
    assert article.stance("another claim") == (None, None, 0, 0)


def test_retiring_takes_a_claim_out_of_the_way(store: Store, article: OpenArticle) -> None:
    mention = go_to(store, article, "372")
    assert article.apply_review(store.retire(claim_id(store, "372"), "lan")) == mention
    assert article.index == mention, "it stays the current one"
    assert article.stance(claim_id(store, "372"))[1] is Standing.RETIRED
    assert visited_quotes(article) == ["628", "2/9/2024", "62,8%"]


def test_a_correction_to_a_date_is_a_date(store: Store, article: OpenArticle) -> None:
    article.visit(dates=False, retired=False)
    article.apply_review(store.correct(claim_id(store, "372"), "lan", Correction("2024", kind=Kind.DATE)))
    assert visited_quotes(article) == ["628", "62,8%"]
    article.correct_kinds({claim_id(store, "2/9/2024"): Kind.COUNT})
    assert visited_quotes(article) == ["628", "2/9/2024", "62,8%"]


def test_moved_ends_move_the_span_and_the_cursor(store: Store, article: OpenArticle) -> None:
    go_to(store, article, "628")
    review = store.resize(claim_id(store, "628"), "lan", 3, 12, None)
    assert article.apply_review(review) is not None
    assert (article.span, article.cursor) == ((3, 12), 3)
    assert article.quotation[1] == "có 628 hộ"


def test_an_added_claim_needs_the_outline_again(store: Store, article: OpenArticle) -> None:
    mention = go_to(store, article, "62,8%")
    start = TEXT.index("hồ sơ")
    review = store.add_claim("a.txt", "lan", Mention(start, start + 5, "hồ sơ", value="2"))
    assert article.apply_review(review) is None
    article.replace_outline(read_outline(store, "a.txt", "lan"))
    assert article.index == mention + 1, "the current claim stays"
    assert visited_quotes(article) == ["628", "372", "hồ sơ", "2/9/2024", "62,8%"]


def test_a_current_claim_that_is_no_longer_there(store: Store, article: OpenArticle) -> None:
    go_to(store, article, "628")
    article.findings = []
    article.replace_outline(read_outline(store, "none.txt", "lan"))
    assert (article.index, article.current, article.review, article.other_reviews) == (None, None, None, [])


def test_the_current_claim_has_everybodys_reviews(store: Store, article: OpenArticle) -> None:
    claim = claim_id(store, "628")
    store.set_note(claim, "lan", "x")
    store.set_verdict(claim, "minh", Verdict.REFUTED)
    store.set_verdict(claim, "hoa", Verdict.REFUTED)
    store.set_verdict(claim, "hoa", None)
    go_to(store, article, "628")
    assert article.review is not None
    assert article.review.note == "x"
    assert [review.annotator for review in article.other_reviews] == ["minh"], "a blank review is none"
    assert article.findings == []


# Contents -----------------------------------------------------------------------------------------------


def test_the_context_is_cut_to_whole_words(store: Store, article: OpenArticle) -> None:
    go_to(store, article, "62,8%")
    prefix, quote, suffix = article.quotation
    assert (quote, suffix) == ("62,8%", " kế hoạch.")
    assert prefix.startswith("…")
    assert len(prefix) <= CONTEXT + 1
    assert f" {prefix[1:]}62,8%" in TEXT


def test_a_long_article_is_prepared_on_a_thread(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = read_contents(store, "a.txt", "lan", claim_id(store, "372"))
    monkeypatch.setattr(article_contents, "LONG", 1)
    contents_in_parallel = read_contents(store, "a.txt", "lan", claim_id(store, "372"))
    assert contents_in_parallel.article == contents.article
    assert contents_in_parallel.display.text == contents.display.text == TEXT
    assert contents_in_parallel.outline == contents.outline
    assert contents_in_parallel.claim == claim_id(store, "372")


def test_an_unknown_claim_has_no_contents(store: Store) -> None:
    assert read_full_claim(store, "another claim", "lan") is None
    assert read_contents(store, "a.txt", "lan", "another claim").claim is None
