"""Merging stores made apart gives their union, in every order and however often."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims import extract_claims
from annotations.errors import StoreError, UsageError
from annotations.model import Article, Confidence, Correction, Evidence, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.connection import snapshot
from annotations.store.decisions.log import read_log
from annotations.store.findings.checking import check_articles
from annotations.store.identifiers import claim_id
from annotations.store.maintenance import doctor
from annotations.store.maintenance import merge as merging
from annotations.store.maintenance.merge import merge, preview_merge
from annotations.store.maintenance.merge_decisions import Signature
from annotations.store.migrations import m001_first_schema
from annotations.store.queries.articles import read_article
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.orphans import count_orphans, list_orphans
from annotations.store.queries.reviews import read_article_reviews, read_reviews
from annotations.store.validation.flaws import Flaw
from annotations.store.validation.scan import scan
from tests.annotations.store.validation.forged_rows import Forgery, forge

FIRST = "Toàn tỉnh có 628 thủ tục, đạt 62,8%.\nCấp huyện có 97 thủ tục, đạt 48,5% kế hoạch."
EDITED = FIRST.replace("62,8%", "63,8%")
LONGER = "Tin mới có 3 dòng.\n" + FIRST
TEXTS = [FIRST, EDITED, LONGER]

# What each of three annotators does to their own store.
ACTIONS = st.one_of(
    st.tuples(st.just("import"), st.integers(0, 2), st.sampled_from(["soi 1", "soi 2"])),
    st.tuples(st.just("verdict"), st.integers(0, 4), st.sampled_from([None, *Verdict])),
    st.tuples(st.just("note"), st.integers(0, 4), st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("tags"), st.integers(0, 4), st.sampled_from(["x", "y"])),
    st.tuples(st.just("add"), st.integers(0, 20), st.none()),
    st.tuples(st.sampled_from(["resize", "retire"]), st.integers(0, 4), st.none()),
    st.tuples(
        st.sampled_from(["place", "place_at", "settle", "undo", "redo", "seen", "retire_tag"]),
        st.none(),
        st.none(),
    ),
)
ACTIONS_OF_THREE = st.tuples(*[st.lists(ACTIONS, max_size=8)] * 3)


def import_text(store: Store, text: str, extractor: str = "soi 1") -> None:
    mentions = extract_claims(text)
    if extractor == "soi 2":  # misses a number and gives another a different unit
        mentions = mentions[1:]
        mentions[0].unit = "mục"
    import_article(store, Article("a.txt", "/corpus/a.txt", text, title="Thủ tục"), mentions, extractor)


def act(store: Store, annotator: str, action: tuple[str, int, object]) -> None:
    verb, number, value = action
    claims = read_mentions(store, "a.txt")
    claim = claims[number % len(claims)].id if number is not None else ""
    if verb == "import":
        import_text(store, TEXTS[number], str(value))
    elif verb in {"verdict", "note"}:
        getattr(store, f"set_{verb}")(claim, annotator, value)
    elif verb == "tags":
        store.set_tags(claim, annotator, [str(value)])
    elif verb == "add":
        text = read_article(store, "a.txt").text
        store.add_claim("a.txt", annotator, Mention(number, number + 4, text[number : number + 4]))
    elif verb == "resize":
        mention = claims[number % len(claims)].mention
        store.resize(claim, annotator, mention.start, mention.end + 1)
    elif verb == "retire":
        store.retire(claim, annotator)
    else:
        act_on_store(store, annotator, verb)


def act_on_store(store: Store, annotator: str, verb: str) -> None:
    """An action that does not concern a claim of the current text."""
    orphans = [orphan.claim.id for orphan in list_orphans(store, annotator)]
    if verb in {"undo", "redo"}:
        getattr(store, verb)(annotator)
    elif verb == "seen":
        store.set_seen("a.txt", annotator, is_seen=True)
    elif verb == "retire_tag":
        for tag in store.tags()[:1]:
            store.retire_tag(tag.name)
    elif orphans and verb == "place":
        store.place(orphans[0], annotator, read_mentions(store, "a.txt")[-1].id)
    elif orphans and verb == "place_at":
        store.place_at(orphans[0], annotator, "a.txt", Mention(3, 7, read_article(store, "a.txt").text[3:7]))
    elif orphans:
        store.settle(orphans[0], annotator)


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables but ``places`` and the times of the migrations."""
    connection = sqlite3.connect(path)
    try:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('places', '_sqlite_migrations')"
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in connection.execute(query).fetchall()
        }
    finally:
        connection.close()


def merge_copies(folder: Path, name: str, stores: Sequence[Path]) -> Path:
    """Copy the first store and merge the others into the copy."""
    path = folder / f"{name}.db"
    shutil.copy(stores[0], path)
    with Store.open(path) as store:
        for path_to_merge in stores[1:]:
            merge(store, path_to_merge)
        for _ in check_articles(store):
            pass
        assert list(doctor.examine(store)) == []
    return path


def make_store(folder: Path, name: str, actions: Iterable[tuple[str, int, object]]) -> Path:
    path = folder / f"{name}.db"
    with Store.open(path, create=True) as store:
        import_text(store, FIRST)
        for action in actions:
            act(store, name, action)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")  # so that a copy of the file is a copy of the store
    connection.close()
    return path


@given(ACTIONS_OF_THREE)
def test_merging_is_commutative_associative_and_idempotent(
    actions: tuple[list[tuple[str, int, object]], ...],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        annotators = ("an", "lan", "minh")
        stores = [make_store(folder, *pair) for pair in zip(annotators, actions, strict=True)]
        union = contents(merge_copies(folder, "all", stores))
        for order in permutations(stores):
            assert contents(merge_copies(folder, "permuted", order)) == union
        first, second, third = stores
        pair = merge_copies(folder, "pair", [second, third])
        assert contents(merge_copies(folder, "grouped", [first, pair])) == union
        copy = Path(shutil.copy(first, folder / "copy.db"))
        assert contents(merge_copies(folder, "twice", [first, pair, second, pair, copy])) == union


@given(st.lists(ACTIONS, max_size=10), st.lists(ACTIONS, max_size=5))
def test_articles_with_many_claims_are_merged_like_others(
    actions: list[tuple[str, int, object]], own_actions: list[tuple[str, int, object]]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        merged_path = make_store(folder, "an", actions)
        own_path = make_store(folder, "lan", own_actions)
        empty_path = folder / "empty.db"
        Store.open(empty_path, create=True).close()
        for path in (empty_path, own_path):
            union = contents(merge_copies(folder, "merged", [path, merged_path]))
            with patch.object(merging, "CLAIMS_AT_ONCE", 0):
                assert contents(merge_copies(folder, "prepared", [path, merged_path])) == union


@given(st.lists(st.tuples(ACTIONS, st.sampled_from(["an", "lan"])), max_size=20))
def test_derived_rows_follow_from_every_action(
    actions: list[tuple[tuple[str, int, object], str]],
) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "soi.db", create=True) as store:
        import_text(store, FIRST)
        for action, annotator in actions:
            act(store, annotator, action)
            assert [str(problem.description) for problem in doctor.examine(store)] == []
            assert len(list(check_articles(store))) < 4, "only changed articles are checked"
            rows = contents(store.path)
            doctor.rebuild(store)
            assert contents(store.path) == rows


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return make_store(tmp_path, "lan", []), make_store(tmp_path, "minh", [])


def find_claim(store: Store, quote: str) -> str:
    return next(claim.id for claim in read_mentions(store, "a.txt") if claim.mention.text == quote)


def test_all_parts_of_a_review_are_merged(pair: tuple[Path, Path]) -> None:
    with Store.open(pair[1]) as store:
        claim = find_claim(store, "62,8%")
        store.set_verdict(claim, "minh", Verdict.REFUTED)
        store.set_evidence(claim, "minh", [Evidence("https://so.vn", "62,8", "2026-01-02")])
        store.set_confidence(claim, "minh", Confidence.LOW)
        store.correct(claim, "minh", Correction("62.9"))
        store.set_article_note("a.txt", "minh", "hay")
        reviews = read_reviews(store, "a.txt")
    with Store.open(pair[0]) as store:
        report = merge(store, pair[1])
        assert read_reviews(store, "a.txt") == reviews
        assert [review.note for review in read_article_reviews(store, ["a.txt"], "minh")] == ["hay"]
        assert {table: count for table, count in report.added_rows.items() if count} == {
            "decisions": 4,
            "article_decisions": 1,
            "annotators": 1,
        }
        assert not any(merge(store, pair[1]).added_rows.values())


def test_new_disputes_and_own_conflicts_are_reported(pair: tuple[Path, Path]) -> None:
    for path, annotator, verdict in zip(
        pair, ("lan", "minh"), (Verdict.VERIFIED, Verdict.REFUTED), strict=True
    ):
        with Store.open(path) as store:
            store.set_verdict(find_claim(store, "97"), annotator, verdict)
            store.set_verdict(find_claim(store, "628"), "hoa", verdict)
    with Store.open(pair[0]) as store:
        report = merge(store, pair[1])
        assert [(dispute.quote, dispute.verdicts) for dispute in report.new_disputes] == [
            ("97", (("lan", "verified"), ("minh", "refuted")))
        ]
        assert [(dispute.quote, dispute.verdicts) for dispute in report.own_conflicts] == [
            ("628", (("hoa", "verified"), ("hoa", "refuted")))
        ]
        verdicts = {review.verdict for review in read_reviews(store, "a.txt") if review.annotator == "hoa"}
        assert verdicts == {Verdict.REFUTED}
        second_report = merge(store, pair[1])
        assert (second_report.new_disputes, second_report.own_conflicts) == ((), ())


def test_a_store_is_not_merged_into_itself(pair: tuple[Path, Path]) -> None:
    with Store.open(pair[0]) as store, pytest.raises(UsageError, match="is the store itself"):
        merge(store, pair[0])
    with pytest.raises(UsageError, match="is the store itself"):
        list(preview_merge(pair[0], [pair[0]]))


def decide(path: Path, annotator: str, quote: str, verdict: Verdict) -> None:
    with Store.open(path) as store:
        store.set_verdict(find_claim(store, quote), annotator, verdict)


def annotators_of(store: Store) -> dict[str, int]:
    return dict(Counter(entry.review.annotator for entry in read_log(store)))


def test_new_decisions_in_my_name_need_a_yes(pair: tuple[Path, Path]) -> None:
    decide(pair[1], "lan", "97", Verdict.REFUTED)
    with Store.open(pair[0]) as store:
        # Nobody has decided in that name here yet: there is nothing that they could be taken for.
        assert merge(store, pair[1], Signature("lan")).new_decisions == {"lan": 1}
    decide(pair[0], "lan", "628", Verdict.VERIFIED)
    with Store.open(pair[0]) as store:
        assert merge(store, pair[1], Signature("lan")).new_decisions == {}, "nothing new in my name"
        decide(pair[1], "lan", "628", Verdict.REFUTED)
        rows = contents(pair[0])
        with pytest.raises(UsageError, match="1 new decisions in your name"):
            merge(store, pair[1], Signature("lan"))
        assert contents(pair[0]) == rows
        assert merge(store, pair[1], Signature("minh")).new_decisions == {"lan": 1}
        assert annotators_of(store) == {"lan": 3}


def test_decisions_in_my_name_are_merged_under_another(pair: tuple[Path, Path]) -> None:
    decide(pair[0], "lan", "97", Verdict.VERIFIED)
    decide(pair[1], "lan", "97", Verdict.REFUTED)
    with Store.open(pair[1]) as store:
        store.undo("lan")
        store.redo("lan")
    signature = Signature("lan", new_name="lan (Huế)")
    with Store.open(pair[0]) as store:
        report = merge(store, pair[1], signature)
        assert report.new_decisions == {"lan (Huế)": 3}
        assert [dispute.verdicts for dispute in report.new_disputes] == [
            (("lan", "verified"), ("lan (Huế)", "refuted"))
        ]
        assert report.own_conflicts == ()
        assert merge(store, pair[1], signature).new_decisions == {}
        assert store.undo("lan (Huế)")
        assert list(doctor.examine(store)) == []
        with snapshot(store.connection):
            assert scan(store.connection).flawed_rows == []


def test_a_preview_changes_nothing(pair: tuple[Path, Path]) -> None:
    decide(pair[1], "minh", "97", Verdict.REFUTED)
    rows = contents(pair[0])
    (report,) = preview_merge(pair[0], [pair[1]])
    assert contents(pair[0]) == rows
    with Store.open(pair[0]) as store:
        assert merge(store, pair[1]) == report


def test_the_same_id_with_other_words_is_left_out(pair: tuple[Path, Path], tmp_path: Path) -> None:
    decide(pair[1], "minh", "97", Verdict.REFUTED)
    shutil.copy(pair[1], tmp_path / "forged.db")
    forge(tmp_path / "forged.db", Forgery("decisions", "verdict", "'verified'"))
    forge(tmp_path / "forged.db", Forgery("decisions", "hash", "NULL"))
    with Store.open(pair[0]) as store:
        merge(store, pair[1])
        report = merge(store, tmp_path / "forged.db")
        assert [(row.table, row.flaw) for row in report.flawed_rows] == [("decisions", Flaw.COLLISION)]
        assert [review.verdict for review in read_reviews(store, "a.txt")] == [Verdict.REFUTED]


def test_others_decide_while_a_merge_runs(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    decide(pair[1], "minh", "97", Verdict.REFUTED)
    with Store.open(pair[0]) as store:
        monkeypatch.setattr(merging, "SLICE_SECONDS", 0)
        gaps = []

        def decide_in_gap(seconds: float) -> None:
            gaps.append(seconds)
            decide(pair[0], "lan", "628", [Verdict.VERIFIED, Verdict.REFUTED][len(gaps) % 2])

        monkeypatch.setattr("annotations.store.maintenance.merge.time.sleep", decide_in_gap)
        merge(store, pair[1])
        assert annotators_of(store) == {"lan": len(gaps), "minh": 1}
        assert len(gaps) > 1


def test_a_stopped_merge_leaves_the_store_whole(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for quote in ("97", "628", "62,8%"):
        decide(pair[1], "minh", quote, Verdict.REFUTED)
    monkeypatch.setattr(merging, "SLICE_SECONDS", 0)
    monkeypatch.setattr(merging, "DECISIONS_AT_ONCE", 1)
    with Store.open(pair[1]) as store:
        import_text(store, EDITED)
        decide(pair[1], "minh", "48,5%", Verdict.VERIFIED)
    whole = contents(merge_copies(tmp_path, "whole", pair))
    slices = 0
    with Store.open(pair[0]) as store:
        while contents(pair[0]) != whole:
            slices += 1
            stop_after(monkeypatch, slices)
            with suppress(KeyboardInterrupt):
                merge(store, pair[1])
            for _ in check_articles(store):
                pass
            assert list(doctor.examine(store)) == []
    assert slices > 4


def stop_after(monkeypatch: pytest.MonkeyPatch, slices: int) -> None:
    """Stop a merge after a number of slices."""
    countdown = iter(range(slices - 1))

    def gap(_seconds: float) -> None:
        if next(countdown, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr("annotations.store.maintenance.merge.time.sleep", gap)


def test_an_older_store_is_merged_and_stays_unchanged(pair: tuple[Path, Path], tmp_path: Path) -> None:
    old = first_schema(tmp_path / "old.db", pair[1])
    old_bytes = old.read_bytes()
    with Store.open(pair[0]) as store:
        report = merge(store, old)
        assert report.added_rows["decisions"] == 1
        assert [review.annotator for review in read_reviews(store, "a.txt")] == ["hoa"]
    assert old.read_bytes() == old_bytes


def first_schema(path: Path, template: Path) -> Path:
    """Make a store of the first schema with the article of the template and one decision."""
    with Store.open(template) as store:
        rows = [
            {**dict(row), "id": f"{number:024x}"}  # ids were hashes in that schema
            for number, row in enumerate(store.connection.execute("SELECT * FROM claims"))
        ]
        article = dict(store.connection.execute("SELECT * FROM articles").fetchone())
    connection = sqlite3.connect(path)
    for statement in (*m001_first_schema._TABLES, *m001_first_schema._TRIGGERS, *m001_first_schema._VIEWS):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {m001_first_schema.APPLICATION_ID}")
    connection.execute("INSERT INTO texts VALUES (?, ?)", (article["text_sha256"], FIRST))
    later_columns = {"url", "metadata", "file_sha256", "reader"}
    insert(
        connection, "articles", {name: value for name, value in article.items() if name not in later_columns}
    )
    for row in rows:
        insert(
            connection,
            "claims",
            {name: value for name, value in row.items() if name not in {"extractor", "current"}},
        )
    connection.execute("INSERT INTO annotators VALUES ('hoa')")
    connection.execute(
        "INSERT INTO decisions VALUES ('01900000-0000-7000-8000-000000000000', "
        "'01900000-0000-7000-8000-000000000000', NULL, ?, 'hoa', 'verified', '[]', '', '2026-01-01T00:00:00.000Z')",
        (rows[0]["id"],),
    )
    connection.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
    connection.execute("INSERT INTO _sqlite_migrations VALUES ('soi', 'm001_first_schema', '2026-01-01')")
    connection.commit()
    connection.close()
    return path


def insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    names = ", ".join(row)
    connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values())
    )


def test_a_store_of_the_first_schema_is_migrated(pair: tuple[Path, Path], tmp_path: Path) -> None:
    old = first_schema(tmp_path / "old.db", pair[1])
    with Store.open(old) as store:
        assert [(review.annotator, review.verdict) for review in read_reviews(store, "a.txt")] == [
            ("hoa", Verdict.VERIFIED)
        ]
        assert {claim.id for claim in read_mentions(store, "a.txt")} == {
            claim_id("a.txt", claim.text_sha256, claim.mention.start, claim.mention.end)
            for claim in read_mentions(store, "a.txt")
        }
        assert list(doctor.examine(store)) == []
        import_text(store, EDITED)
        assert count_orphans(store) == 0
    assert (tmp_path / "old.db.before-m002_versions_and_placements").exists()


def test_an_unusable_store_is_an_error_and_changes_nothing(pair: tuple[Path, Path], tmp_path: Path) -> None:
    rows = contents(pair[0])
    (tmp_path / "text.db").write_text("no database, but long enough to be taken for one" * 50)
    with Store.open(pair[0]) as store:
        with pytest.raises(StoreError, match="not a soi store"):
            merge(store, tmp_path / "text.db")
        with pytest.raises(UsageError, match="no store at"):
            merge(store, tmp_path / "nothing.db")
    assert contents(pair[0]) == rows
