"""The watcher: one call for each change that another connection commits."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from annotations.store import Store
from annotations.store.decisions.tags import Tag
from tests.tui.store.notices import RecordedErrors, fail
from tui.store.client import StoreClient
from tui.store.watcher import StoreWatcher


class CountedChanges:
    """Counts the calls of the watcher, and how many of them ran at once."""

    def __init__(self) -> None:
        self.count = 0
        self.most_at_once = 0
        self._running = 0

    async def __call__(self) -> None:
        self._running += 1
        self.most_at_once = max(self.most_at_once, self._running)
        await asyncio.sleep(0)
        self.count += 1
        self._running -= 1


@pytest.fixture
def changes() -> CountedChanges:
    return CountedChanges()


@pytest.fixture
def watcher(client: StoreClient, changes: CountedChanges) -> StoreWatcher:
    return StoreWatcher(client, changes)


def write_elsewhere(path: Path, name: str = "mục tiêu") -> None:
    with Store.open(path) as store:
        store.define_tag(Tag(name))


async def test_the_first_check_is_a_change(watcher: StoreWatcher, changes: CountedChanges) -> None:
    await watcher.check()
    await watcher.check()
    assert changes.count == 1


async def test_each_commit_of_another_connection_is_a_change(
    watcher: StoreWatcher, changes: CountedChanges, store_path: Path
) -> None:
    await watcher.check()
    write_elsewhere(store_path)
    await watcher.check()
    await watcher.check()
    assert changes.count == 2
    write_elsewhere(store_path, "cấp tỉnh")
    await watcher.check()
    assert changes.count == 3


async def test_own_writes_are_no_change(
    watcher: StoreWatcher, changes: CountedChanges, client: StoreClient
) -> None:
    await watcher.check()
    await client.write(lambda store: store.define_tag(Tag("mục tiêu")))
    await watcher.check()
    assert changes.count == 1
    watcher.forget()
    await watcher.check()
    assert changes.count == 2, "unless the watcher is told to look again"


async def test_checks_do_not_overlap(
    watcher: StoreWatcher, changes: CountedChanges, store_path: Path
) -> None:
    write_elsewhere(store_path)
    await asyncio.gather(*(watcher.check() for _ in range(4)))
    assert (changes.count, changes.most_at_once) == (1, 1)


async def test_a_failing_store_is_reported_once_and_is_no_change(
    watcher: StoreWatcher, changes: CountedChanges, errors: RecordedErrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Store, "version", fail)
        await watcher.check()
        await watcher.check()
    assert errors.reported == ["The disk is full."]
    assert changes.count == 0
    await watcher.check()
    assert changes.count == 1
