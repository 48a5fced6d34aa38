from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from annotations.errors import StoreError, UsageError
from annotations.model import Article, Mention, Verdict
from annotations.reports import Imported
from annotations.store import Store
from annotations.store.articles.article_import import expected_outcome, import_article
from annotations.store.migrations.registry import MIGRATIONS
from annotations.store.queries.articles import read_article
from annotations.store.queries.changes import read_changes
from annotations.store.queries.claims import former_reading, read_mentions
from annotations.store.queries.places import read_place, remember_place
from annotations.store.queries.progress import read_progress
from annotations.store.queries.reviews import read_reviews
from annotations.store.store import KNOWN_MIGRATIONS
from tests.annotations.store.fixtures import TEXT, article, filled, mentions


def sql(path: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.commit()
        connection.close()


def test_known_migrations_are_those_there_are() -> None:
    assert {migration.name for migration in MIGRATIONS._migrations} == KNOWN_MIGRATIONS


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    assert read_article(store, "a.txt") == article()


def test_claims_come_back_with_their_selectors(store: Store) -> None:
    claims = read_mentions(store, "a.txt")
    assert [claim.mention for claim in claims] == mentions()
    for claim in claims:
        whole = claim.prefix + claim.mention.text + claim.suffix
        assert whole in TEXT
        assert TEXT[claim.mention.start : claim.mention.end] == claim.mention.text


def test_claim_ids_agree_between_stores(store: Store, tmp_path: Path) -> None:
    with filled(tmp_path / "other.db") as second_store:
        assert [c.id for c in read_mentions(second_store, "a.txt")] == [
            c.id for c in read_mentions(store, "a.txt")
        ]


def test_settings_are_durable(store: Store) -> None:
    assert store.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert store.connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    assert store.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_tables_are_strict(store: Store) -> None:
    rows = store.connection.execute(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    )
    assert {name for name, strict in rows if not strict} <= {
        "_sqlite_migrations",
        "sqlite_schema",
        "sqlite_temp_schema",
    }


def test_a_decision_is_there_for_the_next_connection(store: Store) -> None:
    claim = read_mentions(store, "a.txt")[1].id
    review = store.set_verdict(claim, "lan", Verdict.VERIFIED)
    with Store.open(store.path) as second_store:
        assert read_reviews(second_store, "a.txt") == [review]


def test_a_verdict_leaves_note_and_tags_alone(store: Store) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    store.set_note(claim, "lan", "xem báo cáo")
    store.set_tags(claim, "lan", ["mục tiêu", "cấp tỉnh", "mục tiêu"])
    review = store.set_verdict(claim, "lan", Verdict.REFUTED)
    assert (review.note, review.tags) == ("xem báo cáo", ("cấp tỉnh", "mục tiêu"))
    cleared = store.set_verdict(claim, "lan", None)
    assert (cleared.verdict, cleared.note) == (None, "xem báo cáo")
    assert [tag.name for tag in store.tags()] == ["cấp tỉnh", "mục tiêu"]


def test_saying_the_same_again_adds_nothing(store: Store) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    first = store.set_verdict(claim, "lan", Verdict.VERIFIED)
    assert store.set_verdict(claim, "lan", Verdict.VERIFIED) == first
    assert sql(store.path, "SELECT count(*) FROM decisions") == [(1,)]


def test_annotators_do_not_touch_each_other(store: Store) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    store.set_verdict(claim, "lan", Verdict.VERIFIED)
    store.set_verdict(claim, "minh", Verdict.REFUTED)
    assert {(r.annotator, r.verdict) for r in read_reviews(store, "a.txt")} == {
        ("lan", Verdict.VERIFIED),
        ("minh", Verdict.REFUTED),
    }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET verdict = 'refuted'",
        "DELETE FROM decisions",
        "UPDATE texts SET text = ''",
        "DELETE FROM texts",
        "DELETE FROM tags",
    ],
)
def test_kept_rows_are_immutable(store: Store, statement: str) -> None:
    store.set_verdict(read_mentions(store, "a.txt")[0].id, "lan", Verdict.VERIFIED)
    store.set_tags(read_mentions(store, "a.txt")[0].id, "lan", ["x"])
    with pytest.raises(sqlite3.IntegrityError):
        sql(store.path, statement)


def test_a_clock_that_jumps_back_does_not_change_what_came_last(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    store.set_verdict(claim, "lan", Verdict.VERIFIED)
    monkeypatch.setattr("annotations.store.identifiers.time.time_ns", lambda: 0)
    store.set_verdict(claim, "lan", Verdict.REFUTED)
    assert [r.verdict for r in read_reviews(store, "a.txt")] == [Verdict.REFUTED]


def test_progress_counts_claims_not_other_numbers(store: Store) -> None:
    store.set_verdict(read_mentions(store, "a.txt")[0].id, "lan", Verdict.VERIFIED)
    store.set_note(read_mentions(store, "a.txt")[1].id, "lan", "?")
    (progress,) = read_progress(store, "lan")
    assert (progress.reviewed, progress.total, progress.verdicts) == (1, 4, {Verdict.VERIFIED: 1})
    assert [p.reviewed for p in read_progress(store, "minh")] == [0]


def test_places_are_kept_by_annotator_and_corpus(store: Store) -> None:
    assert read_place(store, "lan", "/corpus") is None
    remember_place(store, "lan", "/corpus", "a.txt", None)
    claim = read_mentions(store, "a.txt")[2].id
    remember_place(store, "lan", "/corpus", "a.txt", claim)
    assert read_place(store, "lan", "/corpus") == ("a.txt", claim)
    assert read_place(store, "minh", "/corpus") is None


# Importing again ------------------------------------------------------------------------------------


def test_an_unchanged_article_needs_no_extraction(store: Store) -> None:
    assert expected_outcome(store, article(), "1") is Imported.UNCHANGED
    assert expected_outcome(store, article(), "2") is None
    assert expected_outcome(store, article("b.txt"), "1") is None


def test_a_newer_extractor_replaces_the_readings(store: Store) -> None:
    first, second, *_ = read_mentions(store, "a.txt")
    store.set_verdict(first.id, "lan", Verdict.VERIFIED)
    second_store = [Mention(8, 11, "628", value="999"), Mention(25, 28, "62,", value="62")]
    assert import_article(store, article(), second_store, "2").imported is Imported.UNCHANGED
    values = {claim.mention.text: claim.mention.value for claim in read_mentions(store, "a.txt")}
    assert values == {"628": "999", "62,": "62"}
    seen_mention = former_reading(store, first.id, "lan")
    assert seen_mention
    assert seen_mention.value == "628"
    assert second.id not in {claim.id for claim in read_mentions(store, "a.txt")}


def test_a_changed_article_replaces_one_nobody_decided_on(store: Store) -> None:
    text = TEXT.replace("62,8%", "63,8%")
    assert import_article(store, article(text=text), mentions(text), "1").imported is Imported.EDITED
    assert read_article(store, "a.txt").text == text
    assert "63,8%" in {claim.mention.text for claim in read_mentions(store, "a.txt")}


# Bad files ------------------------------------------------------------------------------------------


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    path.write_text("not a database, but long enough to be read as one" * 100)
    former_bytes = path.read_bytes()
    with pytest.raises(StoreError, match="not a soi store"):
        Store.open(path, create=True)
    assert path.read_bytes() == former_bytes


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    sql(path, "CREATE TABLE songs (name TEXT)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(path, create=True)
    assert sql(path, "SELECT name FROM sqlite_master") == [("songs",)]
    assert sql(path, "PRAGMA journal_mode") == [("delete",)]


def test_a_store_from_a_newer_version_is_refused(store: Store) -> None:
    sql(
        store.path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('soi', 'm999', '')",
    )
    with pytest.raises(StoreError, match="newer soi"):
        Store.open(store.path)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        Store.open(tmp_path, create=True)


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no store"):
        Store.open(tmp_path / "soi.db")
    assert not (tmp_path / "soi.db").exists()


def test_a_folder_in_which_nothing_can_be_made_is_told() -> None:
    with pytest.raises(StoreError, match="cannot be opened or made"):
        Store.open(Path("/proc/soi.db"), create=True)


def test_a_locked_store_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.connection.execute("PRAGMA busy_timeout = 1")
    second_store = sqlite3.connect(store.path, isolation_level=None)
    second_store.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked by another program"):
        store.set_verdict(read_mentions(store, "a.txt")[0].id, "lan", Verdict.VERIFIED)
    second_store.execute("ROLLBACK")
    second_store.close()
    assert store.set_verdict(read_mentions(store, "a.txt")[0].id, "lan", Verdict.VERIFIED)


def test_a_full_disk_is_told_and_loses_nothing(store: Store) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    review = store.set_verdict(claim, "lan", Verdict.VERIFIED)
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="is full"):
        store.set_note(claim, "lan", "x" * 100_000)
    assert read_reviews(store, "a.txt") == [review]
    store.connection.execute("PRAGMA max_page_count = 1000000")
    assert store.set_note(claim, "lan", "x" * 100_000).note


def test_a_damaged_store_is_told(store: Store) -> None:
    store.close()
    data = bytearray(store.path.read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    store.path.write_bytes(bytes(data))
    with pytest.raises(StoreError, match="damaged"), Store.open(store.path) as opened:
        read_progress(opened, "lan")


# Several processes ----------------------------------------------------------------------------------


def decide_many(path: Path, annotator: str, times: int) -> None:
    with Store.open(path, create=True) as store:
        import_article(store, article(), mentions(), "1")
        claims = read_mentions(store, "a.txt")
        for number in range(times):
            store.set_note(claims[number % len(claims)].id, annotator, str(number))


def test_processes_that_make_and_fill_one_store_lose_nothing(tmp_path: Path) -> None:
    path, times = tmp_path / "soi.db", 1000
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=decide_many, args=(path, name, times)) for name in ("an", "hoa", "lan", "minh")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    rows = sql(path, "SELECT annotator, count(*), count(DISTINCT note) FROM decisions GROUP BY annotator")
    assert rows == [(name, times, times) for name in ("an", "hoa", "lan", "minh")]


def test_same_name_is_not_an_edited_article(store: Store) -> None:
    store.set_verdict(read_mentions(store, "a.txt")[1].id, "lan", Verdict.VERIFIED)
    elsewhere = Article("a.txt", "/other corpus/a.txt", "Một bài khác, có 12 xã.")
    assert expected_outcome(store, elsewhere, "1") is Imported.NAME_TAKEN
    assert import_article(store, elsewhere, [], "1").imported is Imported.NAME_TAKEN
    assert read_article(store, "a.txt").text == TEXT


def test_a_moved_store_takes_no_decisions_until_it_is_back(store: Store, tmp_path: Path) -> None:
    claim = read_mentions(store, "a.txt")[0].id
    store.set_note(claim, "lan", "before")
    moved_path = tmp_path / "away.db"
    store.path.rename(moved_path)
    with pytest.raises(StoreError, match=r"was moved to .*away\.db while it was open"):
        store.set_verdict(claim, "lan", Verdict.VERIFIED)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["away.db"]
    assert sql(moved_path, "SELECT note FROM decisions") == [("before",)]
    filled(store.path).close()
    with pytest.raises(StoreError, match="was moved to"):
        store.set_verdict(claim, "lan", Verdict.VERIFIED)
    assert sql(store.path, "SELECT note FROM decisions") == []
    moved_path.rename(store.path)
    assert store.set_verdict(claim, "lan", Verdict.VERIFIED).verdict is Verdict.VERIFIED
    assert sql(store.path, "SELECT count(*) FROM decisions") == [(2,)]


def test_an_empty_file_is_not_made_a_store_by_reading(tmp_path: Path) -> None:
    (tmp_path / "soi.db").touch()
    with pytest.raises(StoreError, match="empty file"):
        Store.open(tmp_path / "soi.db")
    with pytest.raises(StoreError, match="empty file"):
        Store.open(tmp_path / "soi.db", create=True)
    assert (tmp_path / "soi.db").stat().st_size == 0
    assert [path.name for path in tmp_path.iterdir()] == ["soi.db"]


def test_news_are_the_articles_decided_on_or_edited_since(store: Store) -> None:
    news = read_changes(store)
    assert (set(news.reviewed), set(news.imported)) == (set[str](), {"a.txt"})
    store.set_verdict(read_mentions(store, "a.txt")[0].id, "lan", Verdict.VERIFIED)
    later = read_changes(store, news.token)
    assert (set(later.reviewed), set(later.imported)) == ({"a.txt"}, set[str]())
    store.set_seen("a.txt", "lan", is_seen=True)
    import_article(store, article(text=TEXT + "."), mentions(TEXT + "."), "1")
    latest = read_changes(store, later.token)
    assert (set(latest.reviewed), set(latest.imported)) == ({"a.txt"}, {"a.txt"})
    assert read_changes(store, latest.token).token == latest.token
