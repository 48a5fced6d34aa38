"""Ids from the future, or the greatest of all, never hide what comes after them."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.model import Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.clock import utc_now
from annotations.store.decisions.log import read_log
from annotations.store.decisions.tags import Tag
from annotations.store.identifiers import horizon, id_at, is_successive_id
from annotations.store.maintenance import doctor
from annotations.store.maintenance.merge import merge
from annotations.store.queries.articles import read_article
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_article_reviews, read_reviews
from tests.annotations.store.fixtures import TEXT, article, filled, mentions
from tests.annotations.store.older_stores import make_older_store
from tests.annotations.store.validation.forged_rows import GREATEST_ID

POISON = [GREATEST_ID, "fffffffe-0000-7000-8000-000000000000", id_at(4_102_444_800_000, 1), "zzzz"]
POISONED = pytest.mark.parametrize("poison", POISON, ids=["greatest", "far", "year_2100", "no_id"])
TIMES = pytest.mark.parametrize(
    "time", ["2026-01-01T00:00:00.000Z", "9999-01-01T00:00:00.000Z", "x"], ids=["past", "future", "no_time"]
)


def insert_decision(store: Store, decision: str, claim: str, verdict: Verdict, time: str) -> None:
    """Store a decision as a version without any checks merged it."""
    store.connection.execute("INSERT INTO annotators VALUES ('lan') ON CONFLICT DO NOTHING")
    store.connection.execute(
        "INSERT INTO decisions (id, step, claim_id, annotator, verdict, tags, note, decided_at) "
        "VALUES (?1, ?1, ?2, 'lan', ?3, '[]', '', ?4)",
        (decision, claim, verdict, time),
    )


def verdicts(store: Store) -> list[Verdict | None]:
    return [review.verdict for review in read_reviews(store, "a.txt")]


def reviews_problems(store: Store) -> list[str]:
    return [
        str(problem.description) for problem in doctor.examine(store) if "reviews" in str(problem.description)
    ]


@POISONED
@TIMES
def test_decisions_behind_the_future(store: Store, poison: str, time: str) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    insert_decision(store, poison, claim, Verdict.REFUTED, time)
    decision = store.set_verdict(claim, "lan", Verdict.VERIFIED).decision
    assert is_successive_id(decision)
    assert decision < horizon()
    assert verdicts(store) == [Verdict.VERIFIED]
    assert reviews_problems(store) == []
    store.set_verdict(claim, "lan", Verdict.UNVERIFIABLE)
    store.undo("lan")
    assert verdicts(store) == [Verdict.VERIFIED]
    assert [entry.review for entry in read_log(store)][-1] == read_reviews(store, "a.txt")[0]
    doctor.rebuild(store)
    assert verdicts(store) == [Verdict.VERIFIED]


@POISONED
def test_article_decisions_behind_the_future(store: Store, poison: str) -> None:
    store.connection.execute("INSERT INTO annotators VALUES ('lan')")
    store.connection.execute(
        "INSERT INTO article_decisions (id, step, article_id, annotator, seen, note, decided_at) "
        "VALUES (?1, ?1, 'a.txt', 'lan', 1, 'giả', '2030-01-01T00:00:00.000Z')",
        (poison,),
    )
    store.set_article_note("a.txt", "lan", "thật")
    assert [review.note for review in read_article_reviews(store, ["a.txt"], "lan")] == ["thật"]
    query = "SELECT note FROM article_reviews"
    assert [row[0] for row in store.connection.execute(query)] == ["thật"]


@POISONED
def test_edits_behind_the_future(store: Store, poison: str) -> None:
    store.connection.execute(
        "INSERT INTO versions (id, article_id, text_sha256, replaces, source, title, outlet, author, published, "
        "extractor, imported_at) SELECT ?, article_id, text_sha256, replaces, source, title, outlet, author, published, "
        "extractor, imported_at FROM versions",
        (poison,),
    )
    edited = TEXT.replace("97", "98")
    import_article(store, article(text=edited), mentions(edited), "1")
    doctor.rebuild(store)
    assert read_article(store, "a.txt").text == edited


@POISONED
def test_tags_behind_the_future(store: Store, poison: str) -> None:
    store.define_tag(Tag("vội"))
    store.connection.execute("UPDATE tags SET changed = ?", (poison,))
    store.define_tag(Tag("vội", "v"))
    (changed,) = store.connection.execute("SELECT changed FROM tags").fetchone()
    assert is_successive_id(changed)
    assert changed < horizon()


def test_a_decision_of_a_fast_clock_counts_until_another_follows(store: Store, tmp_path: Path) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    insert_decision(store, POISON[2], claim, Verdict.REFUTED, "2100-01-01T00:00:00.000Z")
    store.set_verdict(read_mentions(store, "a.txt")[1].id, "lan", Verdict.VERIFIED)
    assert verdicts(store) == [Verdict.REFUTED, Verdict.VERIFIED]
    with filled(tmp_path / "minh.db") as other_store:
        other_store.set_verdict(claim, "lan", Verdict.UNVERIFIABLE)
    merge(store, tmp_path / "minh.db")
    assert verdicts(store) == [Verdict.UNVERIFIABLE, Verdict.VERIFIED]


def test_a_poisoned_store_of_an_older_version_is_in_order_again(store: Store, tmp_path: Path) -> None:
    """An older version gave ids of 1970 to what came behind the greatest id."""
    claim = read_mentions(store, "a.txt")[0].id
    store.set_verdict(claim, "lan", Verdict.VERIFIED)
    insert_decision(store, GREATEST_ID, claim, Verdict.REFUTED, "2026-01-01T00:00:00.000Z")
    today = utc_now()
    insert_decision(store, "00000000-0000-7000-9000-000000000000", claim, Verdict.NOT_A_CLAIM, today)
    insert_decision(store, "00000000-0000-7000-8000-000000000000", claim, Verdict.UNVERIFIABLE, today)
    with Store.open(make_older_store(tmp_path / "old.db", store.path, "m006_findings")) as migrated:
        assert verdicts(migrated) == [Verdict.UNVERIFIABLE]
        assert reviews_problems(migrated) == []
