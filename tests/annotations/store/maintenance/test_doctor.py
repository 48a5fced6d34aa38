from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from annotations.errors import SoiError, StoreError, UsageError
from annotations.model import Verdict
from annotations.store import Store
from annotations.store import store as store_module
from annotations.store.articles.article_import import import_article
from annotations.store.backup import back_up
from annotations.store.decisions.log import read_log
from annotations.store.maintenance import doctor
from annotations.store.migrations.registry import MIGRATIONS
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.reviews import read_reviews
from tests.annotations.store.fixtures import TEXT, article, filled, mentions
from tests.annotations.store.validation.forged_rows import Forgery, forge

FLIPS = 150


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "soi.db") as opened:
        for claim in read_mentions(opened, "a.txt"):
            opened.set_verdict(claim.id, "lan", Verdict.VERIFIED)
            opened.set_note(claim.id, "minh", "xem lại")
        yield opened


def change_file(store: Store, *statements: str) -> None:
    """Change the file as another program might, on a connection without the store's checks."""
    connection = sqlite3.connect(store.path)
    connection.executescript(";".join(("PRAGMA foreign_keys = OFF", *statements)))
    connection.close()


def problems(store: Store) -> list[str]:
    return [str(problem.description) for problem in doctor.examine(store)]


def test_a_sound_store_has_no_problems(store: Store) -> None:
    assert problems(store) == []


def test_reviews_that_do_not_follow_are_rebuilt(store: Store) -> None:
    reviews = read_reviews(store, "a.txt")
    change_file(
        store, "UPDATE reviews SET verdict = 'refuted'", "DELETE FROM reviews WHERE annotator = 'minh'"
    )
    assert problems(store) == ["8 reviews do not follow from the decisions."]
    doctor.rebuild(store)
    assert problems(store) == []
    assert read_reviews(store, "a.txt") == reviews


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        pytest.param(
            "UPDATE claims SET quote = '63,8%' WHERE quote = '62,8%'",
            "claims has a flaw in quote: words that do not stand at their place",
            id="quote",
        ),
        pytest.param(
            "UPDATE claims SET start_offset = start_offset + 1 WHERE quote = '97'",
            "claims has a flaw in id",
            id="offset",
        ),
        pytest.param(
            "DROP TRIGGER texts_are_never_changed",
            "changed the schema: the trigger texts_are_never_changed is not there",
            id="trigger",
        ),
        pytest.param("CREATE VIEW mine AS SELECT 1", "the view mine is not soi's", id="view"),
        pytest.param(
            "INSERT INTO decisions (id, step, claim_id, annotator, tags, note, decided_at) SELECT "
            "'019abcde-0000-7000-8000-000000000000', '019abcde-0000-7000-8000-000000000000', claim_id, annotator, "
            "'[]', '', '2026-01-01T00:00:00Z' FROM decisions LIMIT 1",
            "1 decisions were added by another program, without a hash",
            id="unsealed",
        ),
        pytest.param(
            "DELETE FROM claims WHERE quote = '97'",
            "points at a row of claims that is not there",
            id="reference",
        ),
    ],
)
def test_changes_by_another_program_are_problems(store: Store, statement: str, words: str) -> None:
    change_file(store, statement)
    assert any(words in problem for problem in problems(store))


@pytest.mark.parametrize(
    ("forgery", "words"),
    [
        (Forgery("texts", "text", "text || '.'"), "texts has a flaw in text: changed since it was made"),
        (Forgery("decisions", "note", "'anders'"), "decisions has a flaw in hash: changed since it was made"),
        (
            Forgery("decisions", "verdict", "'refuted'"),
            "decisions has a flaw in hash: changed since it was made",
        ),
        (Forgery("decisions", "hash", f"'{'0' * 32}'"), "decisions has a flaw in hash"),
        (Forgery("decisions", "hash", "NULL"), "without a hash"),
        (Forgery("decisions", "previous", f"'{'0' * 32}'"), "decisions has a flaw in hash"),
        (Forgery("decisions", "decided_at", "'x'"), "a date that does not exist"),
    ],
    ids=["text", "note", "verdict", "hash", "no_hash", "previous", "date"],
)
def test_forged_rows_are_problems(store: Store, forgery: Forgery, words: str) -> None:
    forge(store.path, forgery)
    assert any(words in problem for problem in problems(store))


@pytest.mark.parametrize("position", ["first", "middle", "last"])
def test_a_removed_decision_is_a_problem(store: Store, position: str) -> None:
    claims = [claim.id for claim in read_mentions(store, "a.txt")]
    for verdict in (Verdict.REFUTED, Verdict.NOT_A_CLAIM):
        store.set_verdict(claims[0], "lan", verdict)
    query = "SELECT id FROM decisions WHERE annotator = 'lan' ORDER BY id"
    ids = [row[0] for row in store.connection.execute(query)]
    removed = ids[{"first": 0, "middle": len(ids) // 2, "last": -1}[position]]
    (trigger,) = store.connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'decisions_are_never_deleted'"
    ).fetchone()
    change_file(
        store,
        "DROP TRIGGER decisions_are_never_deleted",
        f"DELETE FROM reviews WHERE decision_id = '{removed}'",
        f"DELETE FROM decisions WHERE id = '{removed}'",
        trigger,
    )
    assert "1 decisions were removed." in problems(store)
    doctor.rebuild(store)
    assert "1 decisions were removed." in problems(store), "rebuilding hides nothing"


def test_there_is_no_false_alarm_beside_writers(store: Store) -> None:
    stop = threading.Event()

    def write() -> None:
        with Store.open(store.path) as written_store:
            for number in count():
                if stop.is_set():
                    return
                for claim in read_mentions(written_store, "a.txt")[:2]:
                    written_store.set_note(claim.id, "an", str(number))
                import_article(written_store, article(text=TEXT + str(number % 2)), mentions(TEXT), "1")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert [problems(store) for _ in range(10)] == [[]] * 10
    finally:
        stop.set()
        writer.join()


def test_no_bit_flip_makes_doctor_fail(store: Store, tmp_path: Path) -> None:
    """Whatever is in the file, doctor tells problems, or the store is refused with a sentence."""
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data, generator = store.path.read_bytes(), random.Random(13)
    unnoticed = 0
    for number in range(FLIPS):
        path = tmp_path / f"flip{number}.db"
        flipped = bytearray(data)
        flipped[generator.randrange(len(data))] ^= 1 << generator.randrange(8)
        path.write_bytes(flipped)
        with suppress(SoiError), Store.open(path, any_schema=True) as opened:
            unnoticed += not problems(opened)
        path.unlink()
    assert unnoticed < FLIPS


def test_a_damaged_page_is_a_problem_or_an_error(store: Store) -> None:
    store.close()
    data = bytearray(store.path.read_bytes())
    for page in range(3, len(data) // 4096 - 1):
        data[page * 4096 : page * 4096 + 64] = bytes(64)
    store.path.write_bytes(bytes(data))
    descriptions = []
    with suppress(StoreError), Store.open(store.path) as opened:
        descriptions = problems(opened)
    assert not descriptions or any("damaged" in description for description in descriptions)
    with pytest.raises(StoreError, match="damaged"), Store.open(store.path) as opened:
        list(read_log(opened))


def test_a_backup_is_sound_while_another_thread_writes(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with Store.open(store.path) as written_store:
            claim = read_mentions(written_store, "a.txt")[0].id
            number = 0
            while not stop.is_set():
                number += 1
                written_store.set_note(claim, "an", str(number))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        back_up(store, tmp_path / "bản sao.db")
    finally:
        stop.set()
        writer.join()
    with Store.open(tmp_path / "bản sao.db") as copy:
        assert problems(copy) == []
        assert {review.annotator for review in read_reviews(copy, "a.txt")} >= {"lan", "minh"}
        assert copy.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "there.db").write_text("mine")
    with pytest.raises(UsageError, match="there already"):
        back_up(store, tmp_path / "there.db")
    with pytest.raises(UsageError, match="does not exist"):
        back_up(store, tmp_path / "nowhere" / "copy.db")
    (tmp_path / "dangling.db").symlink_to("elsewhere.db")
    with pytest.raises(UsageError, match="there already"):
        back_up(store, tmp_path / "dangling.db")
    side_file = store.path.with_name(f"{store.path.name}-journal")
    with pytest.raises(UsageError, match="belongs to one"):
        back_up(store, side_file)
    assert not side_file.exists()
    assert not (tmp_path / "elsewhere.db").exists()
    assert (tmp_path / "there.db").read_text() == "mine"


def test_a_backup_has_the_permissions_of_the_store(store: Store, tmp_path: Path) -> None:
    store.path.chmod(0o640)
    back_up(store, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_older_store_is_migrated_after_a_backup_beside_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews = read_reviews(store, "a.txt")
    store.close()
    monkeypatch.setattr(MIGRATIONS, "_migrations", list(MIGRATIONS._migrations))
    MIGRATIONS(name="m999_test")(lambda db: db.execute("ALTER TABLE tags ADD COLUMN shape TEXT"))
    monkeypatch.setattr(store_module, "KNOWN_MIGRATIONS", {*store_module.KNOWN_MIGRATIONS, "m999_test"})
    with Store.open(store.path) as migrated:
        assert read_reviews(migrated, "a.txt") == reviews
        assert "shape" in {row["name"] for row in migrated.connection.execute("PRAGMA table_info(tags)")}
    copy = store.path.with_name("soi.db.before-m999_test")
    monkeypatch.undo()
    with Store.open(copy) as old:
        assert read_reviews(old, "a.txt") == reviews
    with pytest.raises(StoreError, match="newer soi"):
        Store.open(store.path)
