"""Reviews when another extractor reads an unchanged text: they stay with their claim, and their annotator is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path

import pytest

from annotations.model import Article, Correction, Kind, Mention, Outcome, Role, Verdict
from annotations.reports import ImportReport
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.articles.dry_run import plan_article
from annotations.store.maintenance import doctor
from annotations.store.queries.claims import former_reading, read_mentions
from annotations.store.queries.listed_claims import list_claims
from annotations.store.queries.orphans import list_orphans
from annotations.store.queries.reviews import ReviewSelection, read_reviews, reviewed_claims

TEXT = "Lương từ 6-9 triệu đồng, có 5 loại ung thư, đạt 62,8% ở 3 xã."
VERIFIED = Verdict.VERIFIED


def mention(quote: str, **reading: object) -> Mention:
    start = TEXT.index(quote)
    values = {"kind": Kind.COUNT, "value": quote, **reading}
    return Mention(start, start + len(quote), quote, **values)  # type: ignore[arg-type]


# What an old and a new extractor read in the text.
OLD = {
    "range": mention("6-9", kind=Kind.DATE, value="--09-06"),
    "unit": mention("5", unit="loại ung"),
    "span": mention("62,8", kind=Kind.PERCENTAGE, value="62.8", unit="%"),
    "role": mention("3"),
}
NEW = {
    "range": mention("6-9 triệu", kind=Kind.MONEY, value="6000000..9000000", unit="VND"),
    "unit": mention("5", unit="loại ung thư"),
    "span": mention("62,8%", kind=Kind.PERCENTAGE, value="62.8", unit="%"),
    "role": mention("3", role=Role.NAME, kind=None, value=None),
}
READINGS = {"old": OLD, "new": NEW}


def read_with(store: Store, extractor: str) -> ImportReport:
    article = Article("a.txt", "/corpus/a.txt", TEXT)
    return import_article(store, article, READINGS[extractor].values(), extractor)


def claim_of(store: Store, quote: str) -> str:
    return next(claim.id for claim in read_mentions(store, "a.txt") if claim.mention.text == quote)


def reviews_by_quote(store: Store) -> dict[str, Verdict | None]:
    return {
        row.claim.mention.text: row.review.verdict
        for row in reviewed_claims(store, ReviewSelection([*Verdict]))
    }


def found_by(store: Store, query: str, annotator: str | None = None) -> set[str]:
    return {row.claim.mention.text for row in list_claims(store, query, annotator=annotator)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "soi.db", create=True) as opened:
        yield opened
        assert list(doctor.examine(opened)) == []


def review_all(store: Store, mentions: Iterable[Mention], annotator: str = "lan") -> None:
    for reviewed_mention in mentions:
        store.set_verdict(claim_of(store, reviewed_mention.text), annotator, VERIFIED)


@pytest.mark.parametrize("extractor", ["old", "new"])
def test_nobody_is_told_of_unreviewed_claims(store: Store, extractor: str) -> None:
    other_extractor = "new" if extractor == "old" else "old"
    read_with(store, extractor)
    report = read_with(store, other_extractor)
    assert (report.reread, report.orphans) == (0, 0)
    quotes = [claim.mention.text for claim in read_mentions(store, "a.txt")]
    assert quotes == [read_mention.text for read_mention in READINGS[other_extractor].values()]


def test_reviews_stay_or_wait_in_the_queue(store: Store) -> None:
    read_with(store, "old")
    review_all(store, OLD.values())
    report = read_with(store, "new")
    assert (report.reread, report.orphans) == (2, 2)
    # The unit and the span changed, the numbers did not: the reviews stay, with a mark.
    assert reviews_by_quote(store) == {"5": VERIFIED, "62,8%": VERIFIED}
    assert found_by(store, "is:reread") == {"5", "62,8%"}
    orphans = {orphan.claim.mention.text: orphan for orphan in list_orphans(store, "lan")}
    assert {quote: orphan.outcome.value for quote, orphan in orphans.items()} == {
        "6-9": "changed",
        "3": "gone",
    }
    candidate = orphans["6-9"].candidate
    assert candidate
    assert candidate.mention.text == "6-9 triệu"
    # No number is there twice.
    assert [claim.mention.text for claim in read_mentions(store, "a.txt")] == ["6-9 triệu", "5", "62,8%"]
    assert len(read_reviews(store, "a.txt")) == 2


def test_the_way_back_loses_nothing(store: Store) -> None:
    read_with(store, "new")
    review_all(store, list(NEW.values())[:3])
    report = read_with(store, "old")
    assert (report.reread, report.orphans) == (2, 1)
    assert reviews_by_quote(store) == {"5": VERIFIED, "62,8": VERIFIED}
    report = read_with(store, "new")
    assert (report.reread, report.orphans) == (0, 0)
    assert reviews_by_quote(store) == {"6-9 triệu": VERIFIED, "5": VERIFIED, "62,8%": VERIFIED}
    assert found_by(store, "is:reread") == set()


@pytest.mark.parametrize(("quote", "former"), [("5", "loại ung"), ("62,8%", "%")], ids=["unit", "span"])
def test_deciding_again_confirms(store: Store, quote: str, former: str) -> None:
    read_with(store, "old")
    review_all(store, [OLD["unit"], OLD["span"]])
    read_with(store, "new")
    claim = claim_of(store, quote)
    seen_mention = former_reading(store, claim, "lan")
    assert seen_mention
    assert (seen_mention.unit, seen_mention.text in quote) == (former, True)
    assert former_reading(store, claim, "minh") is None
    store.set_verdict(claim, "lan", VERIFIED)
    assert former_reading(store, claim, "lan") is None
    assert quote not in found_by(store, "is:reread")
    store.set_verdict(claim, "minh", VERIFIED)
    assert former_reading(store, claim, "minh") is None


def test_a_corrected_part_is_not_told(store: Store) -> None:
    read_with(store, "old")
    claim = claim_of(store, "5")
    store.correct(claim, "lan", Correction(unit="loại ung thư"))
    read_with(store, "new")
    assert former_reading(store, claim, "lan") is None
    store.correct(claim, "minh", Correction(value="6"))
    read_with(store, "old")
    assert found_by(store, "is:reread", "minh") == {"5"}
    assert found_by(store, "is:reread", "lan") == set()


def test_the_machine_agrees_that_it_is_no_claim(store: Store) -> None:
    read_with(store, "old")
    store.set_verdict(claim_of(store, "3"), "lan", Verdict.NOT_A_CLAIM)
    store.retire(claim_of(store, "6-9"), "lan")
    report = read_with(store, "new")
    assert (report.reread, report.orphans) == (0, 0)


def test_added_claims_stay(store: Store) -> None:
    read_with(store, "new")
    claim = store.add_claim("a.txt", "lan", mention("3", unit="xã")).claim
    assert former_reading(store, claim, "lan") is None
    read_with(store, "old")
    assert "3" in {claim.mention.text for claim in read_mentions(store, "a.txt")}
    import_article(store, Article("a.txt", "/corpus/a.txt", TEXT), [], "nothing")
    assert [claim.mention.text for claim in read_mentions(store, "a.txt")] == ["3"]
    assert not list_orphans(store)


def test_orphans_are_settled_as_after_an_edit(store: Store) -> None:
    read_with(store, "old")
    review_all(store, [OLD["range"], OLD["role"]])
    read_with(store, "new")
    orphans = {orphan.claim.mention.text: orphan.claim.id for orphan in list_orphans(store, "lan")}
    store.place(orphans["6-9"], "lan", claim_of(store, "6-9 triệu"))
    store.settle(orphans["3"], "lan")
    assert not list_orphans(store)
    assert reviews_by_quote(store) == {"6-9 triệu": VERIFIED}
    store.undo("lan")
    assert len(list_orphans(store)) == 1


def test_an_edit_of_a_reread_text_finds_the_claims(store: Store) -> None:
    read_with(store, "old")
    review_all(store, OLD.values())
    read_with(store, "new")
    text = "Tin mới nhận.\n" + TEXT
    moved_mentions = [
        Mention(
            read_mention.start + 14,
            read_mention.end + 14,
            read_mention.text,
            read_mention.role,
            read_mention.kind,
            read_mention.value,
            read_mention.unit,
        )
        for read_mention in NEW.values()
    ]
    report = import_article(store, Article("a.txt", "/corpus/a.txt", text), moved_mentions, "new")
    assert report.orphans == 2
    assert reviews_by_quote(store) == {"5": VERIFIED, "62,8%": VERIFIED}


@pytest.mark.parametrize(("former", "later"), [("old", "new"), ("new", "old")], ids=["upgrade", "downgrade"])
def test_a_dry_run_tells_what_the_import_then_does(store: Store, former: str, later: str) -> None:
    article = Article("a.txt", "/corpus/a.txt", TEXT)
    read_with(store, former)
    review_all(
        store, [read_mention for read_mention in READINGS[former].values() if read_mention.role is Role.CLAIM]
    )
    plan = plan_article(store, article, list(READINGS[later].values()))
    assert read_mentions(store, "a.txt")[0].mention.text == next(iter(READINGS[former].values())).text
    report = read_with(store, later)
    assert plan.is_reread
    changes = plan.changes
    assert changes.reviewed_changed + changes.reviewed_gone == report.reread + report.orphans
    expected = (0, 3, 1, 3, 1) if former == "old" else (1, 3, 0, 3, 0)
    assert changes == expected
    assert plan_article(store, article, list(READINGS[later].values())).changes == (0,) * 5


def test_a_dry_run_of_an_edit(store: Store) -> None:
    read_with(store, "old")
    review_all(store, [OLD["unit"], OLD["role"]])
    text = TEXT.replace("5 loại", "7 loại").replace(" ở 3 xã", "") + " Thêm 9 hộ."
    edited = [
        Mention(start := text.index(quote), start + len(quote), quote, kind=Kind.COUNT, value=quote[0])
        for quote in ("7", "62,8", "9")
    ]
    article = Article("a.txt", "/corpus/a.txt", text)
    plan = plan_article(store, article, edited)
    report = import_article(store, article, edited, "old")
    assert plan.imported is report.imported
    assert plan.changes.new == report.new
    outcomes = report.outcomes
    assert (plan.changes.changed, plan.changes.gone) == (outcomes[Outcome.CHANGED], outcomes[Outcome.MISSING])
    assert plan.changes.reviewed_changed + plan.changes.reviewed_gone == report.orphans == 2


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "".join(map(str, order)))
def test_readings_in_any_order_keep_what_the_last_one_reads(store: Store, order: tuple[int, ...]) -> None:
    names = ["old", "new", "old"]
    read_with(store, "new")
    review_all(store, [NEW["unit"]])
    for position in order:
        read_with(store, names[position])
    last = READINGS[names[order[-1]]]["unit"]
    (claim,) = (claim for claim in read_mentions(store, "a.txt") if claim.mention.text == "5")
    assert claim.mention.unit == last.unit
    assert reviews_by_quote(store) == {"5": VERIFIED}
