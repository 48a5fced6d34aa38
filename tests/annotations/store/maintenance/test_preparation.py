"""Opening a store whose articles are checked and indexed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotations.store import Store, findings, search
from annotations.store.maintenance.preparation import prepared_store, readable_store, store_to_read
from annotations.store.search.index import IndexProgress
from tests.annotations.store.fixtures import filled
from tests.annotations.store.older_stores import make_older_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    filled(tmp_path / "soi.db").close()
    return tmp_path / "soi.db"


@pytest.mark.parametrize("words", [False, True], ids=["findings", "findings_and_index"])
def test_a_store_is_prepared_in_place(path: Path, words: bool) -> None:
    progress: list[IndexProgress] = []
    with prepared_store(path, words=words, on_progress=progress.append) as store:
        assert store.path == path
        assert findings.all_are_checked(store)
        assert search.is_complete(store) == words
    assert bool(progress) == words


def test_a_prepared_store_is_opened_as_it_is(path: Path) -> None:
    with prepared_store(path, words=True):
        pass
    progress: list[IndexProgress] = []
    with prepared_store(path, words=True, on_progress=progress.append) as store:
        assert store.path == path
    assert progress == []


def test_a_store_that_must_not_be_written_is_prepared_in_a_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "annotations.store.access.os.access", lambda file, mode: not (mode & os.W_OK and file == path)
    )
    with prepared_store(path, words=True) as store:
        assert store.path != path
        assert search.is_complete(store)
    assert not store.path.exists()
    with Store.open(path) as original:
        assert not search.is_complete(original)


def test_a_store_to_read_stays_as_it_is(tmp_path: Path, path: Path) -> None:
    former_bytes = path.read_bytes()
    with store_to_read(path) as store:
        assert store.path == path
    with store_to_read(tmp_path / "none.db") as empty_store:
        assert empty_store.is_current()
    assert not (tmp_path / "none.db").exists()
    assert path.read_bytes() == former_bytes


def make_older(path: Path) -> None:
    make_older_store(path.with_name("old.db"), path, "m007_misdated_ids").replace(path)


def test_an_older_store_is_read_in_a_migrated_copy(path: Path) -> None:
    make_older(path)
    with store_to_read(path) as store:
        assert store.path != path
        assert store.is_current()
    with Store.open(path, migrate=False) as store:
        assert not store.is_current()


def test_an_older_store_that_cannot_be_written_is_readable(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(path)
    with monkeypatch.context() as patched:
        patched.setattr(
            "annotations.store.access.os.access", lambda file, mode: not (mode & os.W_OK and file == path)
        )
        with readable_store(path) as store:
            assert store.path != path
            assert [file.name for file in store.path.parent.iterdir() if "before" in file.name] == []
        with prepared_store(path, words=True) as store:
            assert search.is_complete(store)
    assert [file.name for file in tmp_path.iterdir()] == ["soi.db"]
    with readable_store(path) as store:
        assert store.path == path
        assert store.is_current()
