"""Stored findings: checked per annotator, and derived from what counts for each."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import checks
from annotations.checks import check as rules
from annotations.checks import says
from annotations.claims import extract_claims
from annotations.model import Article, Correction, Finding, Kind, Mention, Verdict
from annotations.search import parse
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.backup import back_up
from annotations.store.findings import checking
from annotations.store.findings.checking import all_are_checked, check_articles
from annotations.store.findings.stored_findings import findings_on_claim, next_contradicted_claim
from annotations.store.maintenance import doctor
from annotations.store.maintenance.merge import merge
from annotations.store.next_claim import ClaimPosition
from annotations.store.queries.articles import read_article
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import ReviewSelection, reviewed_claims
from annotations.store.table.claim_table import ClaimTable
from tests.annotations.store.maintenance.test_merge import contents
from tests.annotations.store.older_stores import make_older_store

WRONG = "Tỉnh có 1.000 hộ, trong đó 628 hộ nghèo, chiếm 63,8%. Xã có 9 thôn."
RIGHT = WRONG.replace("63,8%", "62,8%")
EDITED = WRONG.replace("Xã có 9 thôn", "Đội xếp thứ 64/63")
ARTICLES = ["c.txt", "a.txt", "b.txt"]


def import_text(store: Store, name: str, text: str) -> None:
    mentions = extract_claims(text)
    import_article(store, Article(name, f"/corpus/{name}", text), mentions, "1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "soi.db", create=True) as opened:
        for name, text in zip(ARTICLES, (WRONG, RIGHT, EDITED), strict=True):
            import_text(opened, name, text)
        yield opened


def claim(store: Store, article: str, quote: str) -> str:
    return next(mention.id for mention in read_mentions(store, article) if mention.mention.text == quote)


def finding_texts(store: Store, article: str, quote: str, annotator: str = "lan") -> list[str]:
    return [str(says(f)) for f in findings_on_claim(store, claim(store, article, quote), annotator)]


def check(store: Store) -> list[str]:
    return list(check_articles(store))


def matching_rows(store: Store, query: str, annotator: str = "lan") -> list[str]:
    table = ClaimTable(store, annotator)
    numbers = [number for chunk in table.numbers(parse(query)) for number in chunk]
    return [f"{row.claim.article} {row.claim.mention.text}" for row in table.rows(numbers)]


def exported(store: Store, query: str | None = None) -> list[tuple[str, list[str]]]:
    rows = reviewed_claims(store, ReviewSelection([None, *Verdict], parse(query) if query else None))
    return [(row.review.annotator, [f.bearing.value for f in row.findings]) for row in rows]


def test_a_new_article_is_checked_as_it_is_imported(store: Store) -> None:
    assert all_are_checked(store)
    assert check(store) == []
    assert finding_texts(store, "c.txt", "63,8%") == ["628 of 1.000 is 62,8%, not 63,8%."]
    assert finding_texts(store, "c.txt", "1.000") == finding_texts(store, "c.txt", "63,8%"), (
        "all that are concerned say so"
    )
    assert finding_texts(store, "a.txt", "62,8%") == ["628 of 1.000 is 62,8%."]
    assert finding_texts(store, "a.txt", "9") == []
    finding = findings_on_claim(store, claim(store, "c.txt", "63,8%"), "lan")[0]
    assert [WRONG[start:end] for start, end in finding.spans] == ["63,8%", "628", "1.000"]


def test_correction_counts_for_its_annotator_until_undone(store: Store) -> None:
    share = claim(store, "c.txt", "63,8%")
    store.correct(share, "lan", Correction("62.8"))
    assert not all_are_checked(store)
    assert check(store) == ["c.txt"]
    assert finding_texts(store, "c.txt", "63,8%") == ["628 of 1.000 is 62,8%."]
    assert finding_texts(store, "c.txt", "63,8%", "minh") == ["628 of 1.000 is 62,8%, not 63,8%."]
    store.undo("lan")
    assert finding_texts(store, "c.txt", "63,8%") == ["628 of 1.000 is 62,8%, not 63,8%."]
    assert check(store) == [], "nobody reads it another way any more"
    store.redo("lan")
    assert check(store) == ["c.txt"]
    assert finding_texts(store, "c.txt", "63,8%") == ["628 of 1.000 is 62,8%."]


def test_verdicts_and_notes_are_no_reason_to_check_again(store: Store) -> None:
    share = claim(store, "c.txt", "63,8%")
    store.correct(share, "lan", Correction("62.8"))
    check(store)
    store.set_verdict(share, "lan", Verdict.VERIFIED)
    store.set_note(share, "lan", "đã sửa")
    store.set_verdict(claim(store, "c.txt", "628"), "lan", Verdict.REFUTED)
    assert check(store) == []


def test_added_claims_are_compared_retired_ones_are_not(store: Store) -> None:
    whole = claim(store, "c.txt", "1.000")
    store.retire(whole, "lan")
    check(store)
    assert finding_texts(store, "c.txt", "63,8%") == []
    store.restore(whole, "lan")
    check(store)
    assert finding_texts(store, "c.txt", "63,8%") != []
    start = WRONG.index("hộ nghèo")
    store.add_claim("c.txt", "lan", Mention(start, start + 8, "hộ nghèo"), Correction("5", "hộ", Kind.COUNT))
    assert check(store) == ["c.txt"]
    assert finding_texts(store, "c.txt", "63,8%", "minh") == ["628 of 1.000 is 62,8%, not 63,8%."]


def walk(store: Store, times: int, annotator: str = "lan") -> list[str]:
    position = ClaimPosition("c.txt", 0)
    claims = []
    for _ in range(times):
        contradicted = next_contradicted_claim(store, annotator, ARTICLES, position)
        assert contradicted is not None
        position = contradicted.position
        claims.append(position.claim)
    return claims


def test_next_contradiction_goes_round_each_once(store: Store) -> None:
    contradicted = [
        claim(store, "c.txt", "63,8%"),
        claim(store, "b.txt", "63,8%"),
        claim(store, "b.txt", "64/63"),
    ]
    assert walk(store, 4) == [*contradicted, contradicted[0]]
    second = next_contradicted_claim(store, "lan", ARTICLES, ClaimPosition("c.txt", 999, contradicted[0]))
    assert second is not None
    assert (second.position.claim, second.number, second.total) == (contradicted[1], 2, 3)
    store.correct(contradicted[0], "lan", Correction("62.8"))
    store.retire(contradicted[2], "lan")
    check(store)
    assert walk(store, 2) == [contradicted[1], contradicted[1]]
    assert walk(store, 3, "minh") == contradicted
    assert next_contradicted_claim(store, "lan", ["a.txt"], ClaimPosition("a.txt", 0)) is None


def test_the_query_language_asks_for_what_is_contradicted(store: Store) -> None:
    of_c = ["c.txt 1.000", "c.txt 628", "c.txt 63,8%"]
    of_b = [f"b.txt {quote}" for quote in ("1.000", "628", "63,8%", "64/63")]
    assert matching_rows(store, "is:finding article:c.txt") == of_c
    assert matching_rows(store, "is:finding") == [*of_b, *of_c]
    assert matching_rows(store, "-is:finding article:c.txt") == ["c.txt 9"]
    store.correct(claim(store, "c.txt", "63,8%"), "lan", Correction("62.8"))
    check(store)
    assert matching_rows(store, "is:finding") == of_b
    assert matching_rows(store, "is:finding", "minh") == [*of_b, *of_c]
    share = claim(store, "c.txt", "63,8%")
    store.set_verdict(share, "lan", Verdict.VERIFIED)
    store.set_verdict(share, "minh", Verdict.REFUTED)
    assert matching_rows(store, "is:finding article:c.txt by:lan", "minh") == [], "as lan reads it"
    assert matching_rows(store, "is:finding article:c.txt by:Minh", "lan") == ["c.txt 63,8%"]


def test_exports_have_the_findings_of_who_reviewed(store: Store) -> None:
    share = claim(store, "c.txt", "63,8%")
    store.correct(share, "lan", Correction("62.8"))
    store.set_verdict(share, "minh", Verdict.REFUTED)
    check(store)
    assert exported(store) == [("lan", ["confirms"]), ("minh", ["contradicts"])]
    assert exported(store, "is:finding") == [], (
        "whoever has a reading of their own says what the article does"
    )
    store.undo("lan")
    assert exported(store, "is:finding") == [("minh", ["contradicts"])]


def test_an_edited_article_is_checked_anew(store: Store) -> None:
    share = claim(store, "c.txt", "63,8%")
    store.correct(share, "lan", Correction("62.8"))
    import_text(store, "c.txt", EDITED)
    assert sorted(check(store)) == ["c.txt", "c.txt"]
    assert finding_texts(store, "c.txt", "63,8%") == ["628 of 1.000 is 62,8%."]
    assert finding_texts(store, "c.txt", "64/63") == ["64 is more than the whole, 63."]
    assert list(doctor.examine(store)) == []


def test_newer_rules_check_everything_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "RULES_VERSION", 99)
    assert not all_are_checked(store)
    stopped = iter([False, True])
    assert list(check_articles(store, cancelled=lambda: next(stopped))) == ["a.txt"]
    assert next_contradicted_claim(store, "lan", ["b.txt"], ClaimPosition("b.txt", 0)) is None, (
        "not checked by these"
    )
    assert check(store) == ["b.txt", "c.txt"], "what is done stays done"
    assert next_contradicted_claim(store, "lan", ["b.txt"], ClaimPosition("b.txt", 0)) is not None


def test_what_changes_while_it_is_checked_is_checked_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = claim(store, "c.txt", "63,8%")
    store.correct(share, "lan", Correction("70"))
    compare = rules
    values = ["62.8"]

    def meanwhile(article: Article, mentions: list[Mention]) -> list[Finding]:
        if values:
            with Store.open(store.path) as second_store:
                second_store.correct(share, "lan", Correction(values.pop()))
        return compare(article, mentions)

    monkeypatch.setattr(checks, "check", meanwhile)
    assert check(store) == ["c.txt"]
    assert finding_texts(store, "c.txt", "63,8%") == ["628 of 1.000 is 62,8%."]


def test_what_another_program_checks_is_left_to_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.correct(claim(store, "c.txt", "63,8%"), "lan", Correction("62.8"))
    compare = rules
    checked_elsewhere: list[list[str]] = []

    def meanwhile(article: Article, mentions: list[Mention]) -> list[Finding]:
        if not checked_elsewhere:
            checked_elsewhere.append([])
            with Store.open(store.path) as second_store:
                checked_elsewhere[0] += check_articles(second_store)
        return compare(article, mentions)

    monkeypatch.setattr(checks, "check", meanwhile)
    assert (check(store), checked_elsewhere) == ([], [["c.txt"]])
    assert finding_texts(store, "c.txt", "63,8%") == ["628 of 1.000 is 62,8%."]


def test_older_store_is_checked_but_not_on_opening(store: Store, tmp_path: Path) -> None:
    old = make_older_store(tmp_path / "old.db", store.path, "m005_listing")
    with Store.open(old) as opened:
        assert not all_are_checked(opened)
        assert next_contradicted_claim(opened, "lan", ARTICLES, ClaimPosition("c.txt", 0)) is None
        assert check(opened) == ["a.txt", "b.txt", "c.txt"]
        assert finding_texts(opened, "c.txt", "63,8%") == finding_texts(store, "c.txt", "63,8%")


def test_the_doctor_finds_what_does_not_follow_and_makes_it_anew(store: Store) -> None:
    connection = sqlite3.connect(store.path)
    connection.execute("UPDATE findings SET bearing = 'confirms'")
    connection.commit()
    connection.close()
    descriptions = [str(problem.description) for problem in doctor.examine(store)]
    assert descriptions == ["2 articles have findings that do not follow from their claims."]
    doctor.rebuild(store)
    assert list(doctor.examine(store)) == []
    assert finding_texts(store, "c.txt", "63,8%") == ["628 of 1.000 is 62,8%, not 63,8%."]


def test_anybody_can_ask_for_contradictions_with_sqlite(store: Store) -> None:
    rows = store.connection.execute(
        "SELECT quote, rule, arithmetic FROM contradicted_claims WHERE article = 'c.txt' ORDER BY quote"
    )
    assert [tuple(row) for row in rows] == [
        (quote, "share", "628 ÷ 1.000 = 62,8%") for quote in ("1.000", "628", "63,8%")
    ]


ACTIONS = st.one_of(
    st.tuples(st.just("import"), st.sampled_from([WRONG, RIGHT, EDITED])),
    st.tuples(st.just("correct"), st.sampled_from(["62.8", "63.8", "1"])),
    st.tuples(st.sampled_from(["retire", "restore", "resize", "undo", "redo", "verdict"]), st.just("")),
    st.tuples(st.just("add"), st.just("")),
    st.tuples(st.just("merge"), st.just("")),
)


@given(st.lists(st.tuples(ACTIONS, st.integers(0, 4), st.sampled_from(["an", "lan"])), max_size=15))
def test_whatever_is_done_what_is_found_follows_from_what_counts(
    actions: list[tuple[tuple[str, str], int, str]],
) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "soi.db", create=True) as store:
        import_text(store, "a.txt", WRONG)
        for (verb, value), number, annotator in actions:
            act(store, verb, value, number, annotator)
            assert [str(problem.description) for problem in doctor.examine(store)] == []
            check(store)
            assert all_are_checked(store)
            former_contents = contents(store.path)
            doctor.rebuild(store)
            assert contents(store.path) == former_contents


def act(store: Store, verb: str, value: str, number: int, annotator: str) -> None:
    mentions = read_mentions(store, "a.txt")
    mention = mentions[number % len(mentions)]
    if verb == "import":
        import_text(store, "a.txt", value)
    elif verb == "correct":
        store.correct(mention.id, annotator, Correction(value))
    elif verb == "resize":
        store.resize(mention.id, annotator, mention.mention.start, mention.mention.end + 1)
    elif verb == "verdict":
        store.set_verdict(mention.id, annotator, Verdict.VERIFIED)
    elif verb == "add":
        start = number + 20
        text = read_article(store, "a.txt").text
        store.add_claim("a.txt", annotator, Mention(start, start + 3, text[start : start + 3]))
    elif verb == "merge":
        copy = store.path.with_name("other.db")
        copy.unlink(missing_ok=True)
        back_up(store, copy)
        with Store.open(copy) as opened:
            opened.correct(read_mentions(opened, "a.txt")[0].id, annotator, Correction(str(number + 2)))
        merge(store, Path(shutil.copy(copy, store.path.with_name("copy.db"))))
    else:
        getattr(store, verb)(*((annotator,) if verb in ("undo", "redo") else (mention.id, annotator)))
