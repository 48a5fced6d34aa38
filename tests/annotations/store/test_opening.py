"""Opening and making a store: names that are paths, side files of others, nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.errors import StoreError, UsageError
from annotations.model import Verdict
from annotations.store import Store, open_store
from annotations.store.backup import back_up
from annotations.store.log_marks import has_mark, is_log_of, next_mark, unrelated_mark
from annotations.store.maintenance.preparation import filled_store
from annotations.store.queries.claims import read_mentions
from tests.annotations.store.fixtures import filled


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def notes(path: Path) -> list[str]:
    with Store.open(path) as store:
        assert store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return [row[0] for row in store.connection.execute("SELECT note FROM decisions ORDER BY id")]


def note(store: Store, text: str) -> None:
    store.set_note(read_mentions(store, "a.txt")[0].id, "lan", text)


@pytest.mark.parametrize(
    "name", [":memory:", "file:x.db", "file:x.db?mode=memory"], ids=["memory", "uri", "uri_memory"]
)
def test_a_name_that_is_no_file_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for create in (False, True):
        with pytest.raises(UsageError, match=r"is no name of a store.*write /"):
            open_store(name, create=create)
    assert names(tmp_path) == []
    open_store(tmp_path / name, create=True).close()
    assert names(tmp_path) == [name]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pipe", "is a pipe"),
        ("loop", "link to itself"),
        ("x" * 300, "too long"),
        ("nul\0", "NUL"),
        ("folder", "is a folder"),
        ("missing/soi.db", "does not exist"),
    ],
    ids=["pipe", "loop", "long", "nul", "folder", "missing"],
)
def test_a_path_at_which_no_store_can_be_is_told(tmp_path: Path, name: str, words: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    files = names(tmp_path)
    with pytest.raises(UsageError, match=words):
        Store.open(tmp_path / name, create=True)
    assert names(tmp_path) == files


def test_a_link_to_nothing_leads_to_the_new_store(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to("soi.db")
    Store.open(tmp_path / "link.db", create=True).close()
    assert names(tmp_path) == ["link.db", "soi.db"]
    assert (tmp_path / "link.db").is_symlink()


MAKE = """
import sys
from pathlib import Path
from annotations.store.store import Store
import annotations.store.store as module
def stop(part, target):
    print("ready", flush=True)
    sys.stdin.read()
module.place_new = stop
Store.open(Path(sys.argv[1]), create=True)
"""


def test_a_kill_while_a_store_is_made_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    command = [sys.executable, "-c", MAKE, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as maker:
        assert maker.stdout is not None
        assert maker.stdout.readline() == b"ready\n"
        maker.send_signal(signal.SIGKILL)
    assert len(names(tmp_path)) == 1
    assert not path.exists()
    open_store(path, create=True).close()
    assert names(tmp_path) == ["soi.db"]


def test_a_new_store_does_not_take_the_log_of_another(tmp_path: Path) -> None:
    path, log = tmp_path / "soi.db", tmp_path / "soi.db-wal"
    store = filled(path)
    note(store, "former")
    content = log.read_bytes()
    store.close()
    path.unlink()
    log.write_bytes(content)
    (tmp_path / "soi.db-journal").write_bytes(b"x" * 600)
    filled(path).close()
    assert notes(path) == []
    assert (tmp_path / "soi.db-wal.of-another-store").read_bytes() == content
    assert names(tmp_path) == ["soi.db", "soi.db-journal.of-another-store", "soi.db-wal.of-another-store"]


LEAVE = """
import os, sys
from pathlib import Path
from tests.annotations.store.test_opening import note
from annotations.store import Store
store = Store.open(Path(sys.argv[1]))
for text in sys.argv[2:]:
    note(store, text)
os._exit(9)
"""


def leave_log(path: Path, *texts: str) -> None:
    """Store notes in a process that ends without closing: they are in the -wal alone."""
    assert subprocess.run([sys.executable, "-c", LEAVE, str(path), *texts], check=False).returncode == 9
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0


def test_a_log_is_applied_to_its_own_store_wherever_both_are(tmp_path: Path) -> None:
    path, copied = tmp_path / "soi.db", tmp_path / "copied"
    filled(path).close()
    leave_log(path, "one", "two")
    copied.mkdir()
    for name in ("soi.db", "soi.db-wal"):
        shutil.copy(tmp_path / name, copied / name)
    assert notes(path) == notes(copied / "soi.db") == ["one", "two"]
    leave_log(path, "three")
    leave_log(path, "four")
    assert notes(path) == ["one", "two", "three", "four"]


@pytest.mark.parametrize("backed_up", ["before", "amid"])
def test_a_log_is_not_applied_to_a_backup_in_its_place(tmp_path: Path, backed_up: str) -> None:
    path, backup = tmp_path / "soi.db", tmp_path / "backup.db"
    with filled(path) as store:
        note(store, "kept")
        if backed_up == "before":
            back_up(store, backup)
    leave_log(path, "one")
    if backed_up == "amid":
        with Store.open(path) as store:
            note(store, "two")
            back_up(store, backup)
            note(store, "three")
            content = path.with_name("soi.db-wal").read_bytes()
        path.with_name("soi.db-wal").write_bytes(content)
    expected = notes(backup)
    shutil.copy(backup, path)
    assert notes(path) == expected
    assert path.with_name("soi.db-wal.of-another-store").exists()


def test_marks_lead_from_one_log_to_the_next(tmp_path: Path) -> None:
    first, second = next_mark(0), next_mark(next_mark(0))
    assert len({0, first, second, next_mark(second), unrelated_mark()}) == 5
    missing = tmp_path / "missing-wal"
    assert has_mark(missing)
    missing.write_bytes(b"x" * 5000)
    assert is_log_of(missing, first)  # SQLite does not apply it, so that it does no harm


def test_a_log_of_another_program_is_applied(tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    filled(path).close()
    shutil.copy(path, tmp_path / "before.db")
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO tags (name) VALUES ('ngoài')")
    connection.commit()
    content = (tmp_path / "soi.db-wal").read_bytes()
    connection.close()
    shutil.copy(tmp_path / "before.db", path)
    (tmp_path / "soi.db-wal").write_bytes(content)
    with Store.open(path) as store:
        assert [tag.name for tag in store.tags()] == ["ngoài"]


def test_an_idle_store_has_everything_in_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.store.write_ahead_log.IDLE_SECONDS", 0.0)
    path = tmp_path / "soi.db"
    with filled(path) as store, Store.open(path) as reader:
        note(store, "one")
        reader.connection.execute("BEGIN")
        reader.connection.execute("SELECT * FROM decisions").fetchall()
        note(store, "two")
        store.watch()
        assert (tmp_path / "soi.db-wal").stat().st_size > 0  # somebody reads: it is not waited for
        reader.connection.execute("COMMIT")
        store.watch()
        assert (tmp_path / "soi.db-wal").stat().st_size == 0
        shutil.copy(path, tmp_path / "copy.db")
    assert notes(tmp_path / "copy.db") == ["one", "two"]


def test_a_new_store_that_gets_nothing_is_deleted(tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    with filled_store(path):
        pass
    assert names(tmp_path) == []
    filled(path).close()
    with filled_store(path) as store:
        assert not store.is_new
    assert names(tmp_path) == ["soi.db"]


def test_a_deleted_store_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "soi.db"
    store, other_store = filled(path), Store.open(path)
    note(store, "one")
    note(other_store, "two")
    path.chmod(0o640)
    path.unlink()
    with pytest.raises(StoreError, match=r"kept in .*soi\.db\.kept"):
        store.set_verdict("claim", "lan", Verdict.VERIFIED)
    store.close()
    with pytest.raises(StoreError, match=r"kept in .*soi\.db\.kept"):
        other_store.close()
    assert names(tmp_path) == ["soi.db.kept"]
    assert notes(tmp_path / "soi.db.kept") == ["one", "two"]


OVERWRITE = """
import shutil, sys
from pathlib import Path
from annotations.errors import StoreError
from annotations.store import Store
from tests.annotations.store.test_opening import note
path, content, *texts = sys.argv[1:]
store = Store.open(Path(path))
for text in texts:
    note(store, text)
shutil.copyfile(content, path)
for use in (lambda: note(store, "refused"), store.close):
    try:
        use()
    except StoreError as error:
        print(error)
"""


@pytest.mark.parametrize("texts", [["three"], []], ids=["decided", "only_read"])
def test_an_overwritten_store_stays_as_it_is(tmp_path: Path, texts: list[str]) -> None:
    path, backup = tmp_path / "soi.db", tmp_path / "backup.db"
    with filled(path) as store:
        note(store, "one")
        back_up(store, backup)
        for number in range(200):
            note(store, str(number))
    content = backup.read_bytes()
    command = [sys.executable, "-c", OVERWRITE, str(path), str(backup), *texts]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    assert "was overwritten while it was open" in result.stdout
    assert path.read_bytes() == content
    assert notes(path) == ["one"]
    assert names(tmp_path) == ["backup.db", "soi.db", *(["soi.db.kept"] if texts else [])]
    if texts:
        assert notes(tmp_path / "soi.db.kept") == ["one", "three"]


def test_what_no_longer_is_a_store_is_left_as_it_is(tmp_path: Path) -> None:
    path, text = tmp_path / "soi.db", tmp_path / "a.txt"
    filled(path).close()
    text.write_text("Một bài báo. " * 1000, encoding="utf-8")
    command = [sys.executable, "-c", OVERWRITE, str(path), str(text), "one"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "is not a soi store" in result.stdout
    assert path.read_bytes() == text.read_bytes()


def test_two_programs_with_many_checkpoints_overwrite_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "soi.db") as store, Store.open(tmp_path / "soi.db") as other_store:
        for number in range(60):
            for writer in (store, other_store):
                note(writer, f"{number} {writer is store}")
                if number % 3:
                    writer.log.checkpoint(busy_seconds=0)
                writer.watch()
    assert len(notes(tmp_path / "soi.db")) == 120
