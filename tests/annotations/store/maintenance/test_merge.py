"""Merging stores made apart: the union, whatever the order and however often."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.claims import extract_claims
from annotations.errors import StoreError, UsageError
from annotations.model import Article, Confidence, Correction, Evidence, Mention, Verdict
from annotations.store import Store
from annotations.store.findings.checking import check_articles
from annotations.store.identifiers import claim_id
from annotations.store.maintenance import doctor
from annotations.store.maintenance.merge import merge

FIRST = "Toàn tỉnh có 628 thủ tục, đạt 62,8%.\nCấp huyện có 97 thủ tục, đạt 48,5% kế hoạch."
EDITED = FIRST.replace("62,8%", "63,8%")
LONGER = "Tin mới có 3 dòng.\n" + FIRST
TEXTS = [FIRST, EDITED, LONGER]

# What each of three people does to a store of their own.
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
PEOPLE = st.tuples(*[st.lists(ACTIONS, max_size=8)] * 3)


def put(store: Store, text: str, extractor: str = "soi 1") -> None:
    mentions = extract_claims(text)
    if extractor == "soi 2":  # reads one number less, and one otherwise
        mentions = mentions[1:]
        mentions[0].unit = "mục"
    store.import_article(Article("a.txt", "/corpus/a.txt", text, title="Thủ tục"), mentions, extractor)


def act(store: Store, annotator: str, action: tuple[str, int, object]) -> None:
    what, which, value = action
    claims = store.mentions("a.txt")
    claim = claims[which % len(claims)].id if which is not None else ""
    if what == "import":
        put(store, TEXTS[which], str(value))
    elif what in {"verdict", "note"}:
        getattr(store, f"set_{what}")(claim, annotator, value)
    elif what == "tags":
        store.set_tags(claim, annotator, [str(value)])
    elif what == "add":
        text = store.article("a.txt").text
        store.add_claim("a.txt", annotator, Mention(which, which + 4, text[which : which + 4]))
    elif what == "resize":
        mention = claims[which % len(claims)].mention
        store.resize(claim, annotator, mention.start, mention.end + 1)
    elif what == "retire":
        store.retire(claim, annotator)
    else:
        act_on_the_whole(store, annotator, what)


def act_on_the_whole(store: Store, annotator: str, what: str) -> None:
    """What is done to no claim of the current text in particular."""
    waiting = [orphan.claim.id for orphan in store.orphans(annotator)]
    if what in {"undo", "redo"}:
        getattr(store, what)(annotator)
    elif what == "seen":
        store.set_seen("a.txt", annotator, seen=True)
    elif what == "retire_tag":
        for tag in store.tags()[:1]:
            store.retire_tag(tag.name)
    elif waiting and what == "place":
        store.place(waiting[0], annotator, store.mentions("a.txt")[-1].id)
    elif waiting and what == "place_at":
        store.place_at(waiting[0], annotator, "a.txt", Mention(3, 7, store.article("a.txt").text[3:7]))
    elif waiting:
        store.settle(waiting[0], annotator)


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for where people left off and for when the schema was made."""
    connection = sqlite3.connect(path)
    try:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('places', '_sqlite_migrations')"
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in connection.execute(query).fetchall()
        }
    finally:
        connection.close()


def merged(folder: Path, name: str, stores: Sequence[Path]) -> Path:
    """A copy of the first store with the others merged into it."""
    path = folder / f"{name}.db"
    shutil.copy(stores[0], path)
    with Store.open(path) as store:
        for other in stores[1:]:
            merge(store, other)
        assert list(doctor.examine(store)) == []
    return path


def made(folder: Path, name: str, actions: Iterable[tuple[str, int, object]]) -> Path:
    path = folder / f"{name}.db"
    with Store.open(path, create=True) as store:
        put(store, FIRST)
        for action in actions:
            act(store, name, action)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")  # so that a copy of the file is a copy of the store
    connection.close()
    return path


@settings(max_examples=40, deadline=None)
@given(PEOPLE)
def test_merging_is_commutative_associative_and_idempotent(
    actions: tuple[list[tuple[str, int, object]], ...],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        one, two, three = (
            made(folder, who, done) for who, done in zip(("an", "lan", "minh"), actions, strict=True)
        )
        wanted = contents(merged(folder, "all", [one, two, three]))
        for order in permutations([one, two, three]):
            assert contents(merged(folder, "other", order)) == wanted
        pair = merged(folder, "pair", [two, three])
        assert contents(merged(folder, "grouped", [one, pair])) == wanted
        assert contents(merged(folder, "twice", [one, pair, two, pair, one_more(folder, one)])) == wanted


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ACTIONS, st.sampled_from(["an", "lan"])), max_size=20))
def test_whatever_is_done_what_is_derived_follows_from_what_counts(
    actions: list[tuple[tuple[str, int, object], str]],
) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "soi.db", create=True) as store:
        put(store, FIRST)
        for action, who in actions:
            act(store, who, action)
            assert [str(ailment.what) for ailment in doctor.examine(store)] == []
            assert len(list(check_articles(store))) < 4, "nothing is checked but what was touched"
            before = contents(store.path)
            doctor.rebuild(store)
            assert contents(store.path) == before


def one_more(folder: Path, path: Path) -> Path:
    return Path(shutil.copy(path, folder / "copy.db"))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return made(tmp_path, "lan", []), made(tmp_path, "minh", [])


def claim(store: Store, quote: str) -> str:
    return next(c.id for c in store.mentions("a.txt") if c.mention.text == quote)


def test_everything_said_of_claims_comes_over(pair: tuple[Path, Path]) -> None:
    with Store.open(pair[1]) as other:
        name = claim(other, "62,8%")
        other.set_verdict(name, "minh", Verdict.REFUTED)
        other.set_evidence(name, "minh", [Evidence("https://so.vn", "62,8", "2026-01-02")])
        other.set_confidence(name, "minh", Confidence.LOW)
        other.correct(name, "minh", Correction("62.9"))
        other.set_article_note("a.txt", "minh", "hay")
        review = other.reviews("a.txt")
    with Store.open(pair[0]) as store:
        report = merge(store, pair[1])
        assert store.reviews("a.txt") == review
        assert [r.note for r in store.article_reviews(["a.txt"], "minh")] == ["hay"]
        assert {k: n for k, n in report.came.items() if n} == {
            "decisions": 4,
            "article_decisions": 1,
            "annotators": 1,
        }
        assert not any(merge(store, pair[1]).came.values())


def test_what_is_in_dispute_since_is_told(pair: tuple[Path, Path]) -> None:
    for path, who, verdict in ((pair[0], "lan", Verdict.VERIFIED), (pair[1], "minh", Verdict.REFUTED)):
        with Store.open(path) as store:
            store.set_verdict(claim(store, "97"), who, verdict)
            store.set_verdict(claim(store, "628"), "hoa", verdict)
    with Store.open(pair[0]) as store:
        report = merge(store, pair[1])
        assert [(d.quote, d.verdicts) for d in report.disputes] == [
            ("97", (("lan", "verified"), ("minh", "refuted")))
        ]
        assert [(d.quote, d.verdicts) for d in report.twofold] == [
            ("628", (("hoa", "verified"), ("hoa", "refuted")))
        ]
        assert {r.verdict for r in store.reviews("a.txt") if r.annotator == "hoa"} == {Verdict.REFUTED}
        again = merge(store, pair[1])
        assert (again.disputes, again.twofold) == ((), ())


def test_a_store_is_not_merged_into_itself(pair: tuple[Path, Path]) -> None:
    with Store.open(pair[0]) as store, pytest.raises(UsageError, match="is the store itself"):
        merge(store, pair[0])


def test_an_older_store_is_merged_and_stays_as_it_is(pair: tuple[Path, Path], tmp_path: Path) -> None:
    old = first_schema(tmp_path / "old.db", pair[1])
    before = old.read_bytes()
    with Store.open(pair[0]) as store:
        report = merge(store, old)
        assert report.came["decisions"] == 1
        assert [r.annotator for r in store.reviews("a.txt")] == ["hoa"]
    assert old.read_bytes() == before


def first_schema(path: Path, like: Path) -> Path:
    """A store of the first schema with the article of another one and one decision on it."""
    from annotations.store.migrations import m001_first_schema  # noqa: PLC0415

    with Store.open(like) as store:
        rows = [
            {**dict(row), "id": f"{number:024x}"}  # ids were hashes then
            for number, row in enumerate(store._connection.execute("SELECT * FROM claims"))
        ]
        article = dict(store._connection.execute("SELECT * FROM articles").fetchone())
    connection = sqlite3.connect(path)
    for statement in (*m001_first_schema._TABLES, *m001_first_schema._TRIGGERS, *m001_first_schema._VIEWS):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {m001_first_schema.APPLICATION_ID}")
    connection.execute("INSERT INTO texts VALUES (?, ?)", (article["text_sha256"], FIRST))
    insert(connection, "articles", article)
    for row in rows:
        insert(connection, "claims", {k: v for k, v in row.items() if k not in {"extractor", "current"}})
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


def test_a_store_of_the_first_schema_is_brought_up_to_date(pair: tuple[Path, Path], tmp_path: Path) -> None:
    old = first_schema(tmp_path / "old.db", pair[1])
    with Store.open(old) as store:
        assert [(r.annotator, r.verdict) for r in store.reviews("a.txt")] == [("hoa", Verdict.VERIFIED)]
        assert {c.id for c in store.mentions("a.txt")} == {
            claim_id("a.txt", c.text_sha256, c.mention.start, c.mention.end) for c in store.mentions("a.txt")
        }
        assert list(doctor.examine(store)) == []
        put(store, EDITED)
        assert store.count_orphans() == 0
    assert (tmp_path / "old.db.before-m002_versions_and_placements").exists()


def test_what_cannot_be_merged_is_told_and_changes_nothing(pair: tuple[Path, Path], tmp_path: Path) -> None:
    before = contents(pair[0])
    (tmp_path / "text.db").write_text("no database, but long enough to be taken for one" * 50)
    with sqlite3.connect(pair[1]) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO decisions (id, step, claim_id, annotator, tags, note, decided_at) "
            "VALUES ('x', 'x', 'no such claim', 'lan', '[]', '', '')"
        )
    with Store.open(pair[0]) as store:
        with pytest.raises(StoreError, match="not a soi store"):
            merge(store, tmp_path / "text.db")
        with pytest.raises(UsageError, match="no store at"):
            merge(store, tmp_path / "nothing.db")
        with pytest.raises(StoreError, match="refers to things it does not have"):
            merge(store, pair[1])
    assert contents(pair[0]) == before
