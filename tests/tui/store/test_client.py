"""Jobs of a screen: results, failures reported once or each time, and results that are out of date."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.store import Store
from annotations.store.decisions.tags import Tag
from tests.tui.store.notices import RecordedErrors, fail
from tui.store.client import StoreClient
from tui.store.thread import StoreThread

NOT_STORED = "Not stored. The disk is full."


def define_nothing(store: Store) -> int:
    """A job that writes: an empty transaction."""
    with store.write_transaction():
        return 1


def is_locked(_store: Store) -> None:
    raise StoreError("The store is locked.")


async def test_a_job_runs_on_the_store_thread(client: StoreClient) -> None:
    assert await client.call(lambda _store: threading.current_thread().name) == "store_0"
    assert await client.read(lambda store: len(store.tags())) == 0


async def test_call_raises(client: StoreClient, errors: RecordedErrors) -> None:
    with pytest.raises(StoreError, match="full"):
        await client.call(fail)
    assert errors.reported == []


async def test_a_failing_read_is_reported_once(client: StoreClient, errors: RecordedErrors) -> None:
    for _ in range(3):
        assert await client.read(fail) is None
    assert errors.reported == ["The disk is full."]
    await client.read(is_locked)
    assert errors.reported[1:] == ["The store is locked."]


async def test_a_read_that_works_again_forgets_the_error(client: StoreClient, errors: RecordedErrors) -> None:
    await client.read(fail)
    assert await client.read(lambda store: store.tags()) == []
    await client.read(fail)
    assert errors.reported == ["The disk is full."] * 2


async def test_a_failing_write_is_reported_each_time(client: StoreClient, errors: RecordedErrors) -> None:
    for _ in range(3):
        assert await client.write(fail) is None
        assert errors.visible == [NOT_STORED], "in place of the former one"
    assert errors.reported == [NOT_STORED] * 3


async def test_the_next_write_clears_the_error(client: StoreClient, errors: RecordedErrors) -> None:
    await client.write(fail)
    assert await client.write(define_nothing) == 1
    assert errors.visible == []


async def test_a_background_write_does_not_clear_the_error(
    client: StoreClient, errors: RecordedErrors
) -> None:
    await client.write(fail)
    await client.write(define_nothing, in_background=True)
    assert errors.visible == [NOT_STORED]
    await client.write(define_nothing)
    assert errors.visible == []


async def test_a_write_that_works_clears_only_its_own_errors(
    client: StoreClient, errors: RecordedErrors
) -> None:
    await client.read(fail)
    await client.write(define_nothing)
    assert errors.visible == ["The disk is full."]


async def test_read_current_reads_again_after_a_move(client: StoreClient) -> None:
    revisions = []

    def job(_store: Store) -> int:
        revisions.append(client.revision)
        if len(revisions) < 3:
            client.revision += 1
        return len(revisions)

    assert await client.read_current(job) == 3
    assert revisions == [0, 1, 2]


async def test_read_current_reads_again_after_a_write(client: StoreClient) -> None:
    counts = []

    def count_tags(store: Store) -> int:
        counts.append(len(store.tags()))
        return counts[-1]

    read_task = asyncio.create_task(client.read_current(count_tags))
    await asyncio.sleep(0)  # the first read is submitted
    await client.write(lambda store: store.define_tag(Tag("mục tiêu")))
    assert await read_task == 1
    assert counts == [0, 1]


async def test_read_current_gives_up_on_a_failure(client: StoreClient, errors: RecordedErrors) -> None:
    def job(_store: Store) -> object:
        client.revision += 1
        return fail()

    assert await client.read_current(job) is None
    assert errors.reported == ["The disk is full."]


async def test_every_write_makes_a_revision(client: StoreClient) -> None:
    await client.read(define_nothing)
    assert client.revision == 0
    await client.write(define_nothing)
    await client.write(fail)
    assert client.revision == 2


def test_a_closed_thread_has_finished_its_jobs(store_path: Path) -> None:
    thread = StoreThread(store_path)
    future = thread.submit(define_nothing)
    thread.close()
    assert future.result(timeout=0) == 1
