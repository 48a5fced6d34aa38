"""Merges stores that were made apart from the same corpus: the union of what was imported and decided.

Imports and decisions are never overwritten, so that there are no conflicts: texts, versions and decisions are added by
their ids; of a tag that was changed in both stores, the later change counts. What is derived (current texts,
placements, reviews) follows from the union, so that neither the order of merges nor their number matters. Where
annotators left off (``places``) is not merged.

Every row of the other store is checked before it is taken (``annotations/store/validation``). Rows are added in slices,
each a transaction of its own that leaves the store whole: others decide between two slices, and a merge that was stopped
goes on when it is run again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from annotations.errors import UsageError
from annotations.files.partial_folders import temporary_folder
from annotations.store.backup import WORKING_COPY, back_up
from annotations.store.chain import close_gaps
from annotations.store.identifiers import horizon
from annotations.store.maintenance.foreign_store import TAG_COLUMNS, ForeignStore, open_foreign_store
from annotations.store.maintenance.merge_articles import insert_rows, merge_article, prepared_merge
from annotations.store.maintenance.merge_decisions import (
    DecisionMerge,
    Signature,
    chunks,
    expect_signature,
)
from annotations.store.maintenance.merge_report import Changes, MergeReport, read_disputes
from annotations.store.maintenance.merge_teams import TEAM_COLUMNS, add_team_rows, team_rows
from annotations.store.misdated import note_misdated
from annotations.store.signatures import derive_signatures
from annotations.store.store import Store
from annotations.text import visible

Work = Callable[[sqlite3.Connection], None]
# In place of a piece of work: the slice ends, and the next piece is prepared while others can write.
END_OF_SLICE = None

# Time in which a slice holds the write lock, as far as its rows can be divided, and the gap in which others take it:
# longer than the time after which a waiting writer looks for the lock again (``connection.POLL_SECONDS``).
SLICE_SECONDS = 0.1
GAP_SECONDS = 0.02
DECISIONS_AT_ONCE = 200  # of one piece of work
TEAM_ROWS_AT_ONCE = 1_000  # settings, assignments or adjudications
CLAIMS_AT_ONCE = 5_000  # of an article that is not prepared before


def merge(
    store: Store,
    path: Path,
    signature: Signature | None = None,
    on_progress: Callable[[int, int], object] = lambda _count, _total: None,
) -> MergeReport:
    """Add the imports and decisions of the store at ``path`` that ``store`` does not have; that file stays unchanged.

    Rows with a flaw are left out and reported. ``signature`` tells whose decisions those under the annotator's own
    name are; without it they are merged like everybody's. ``on_progress`` is called with how many articles and decisions are
    merged, and of about how many. Raises UsageError if there is no other store at ``path`` or
    a signature is needed, StoreError if one of the two cannot be used.
    """
    _expect_another_store(store.path, path)
    with open_foreign_store(path) as foreign, store.read_access() as connection:
        if signature is not None:
            expect_signature(connection, foreign, signature, path)
        former_disputes, changes = list(read_disputes(connection)), Changes()
        pieces = _pieces_of_work(connection, foreign, changes, signature)
        _run_in_slices(store, _with_progress(pieces, foreign, on_progress))
        report = changes.report(read_disputes(connection), former_disputes, foreign.flawed_rows)
        return replace(report, removed_decisions=foreign.removed_decisions)


def preview_merge(
    path: Path, paths: Iterable[Path], signature: Signature | None = None
) -> Iterator[MergeReport]:
    """The reports of merging other stores into the one at ``path``, which is not changed; raises as ``merge`` does."""
    with temporary_folder() as folder:
        copy_path = folder / "copy.db"
        if path.exists():
            with Store.open(path, migrate=False) as store:
                back_up(store, copy_path, permissions=WORKING_COPY)
        with Store.open(copy_path, create=True, backs_up=False) as copy:
            for merged_path in paths:
                _expect_another_store(path, merged_path)
                yield merge(copy, merged_path, signature)


def _expect_another_store(store_path: Path, path: Path) -> None:
    if path.exists() and store_path.exists() and path.samefile(store_path):
        raise UsageError(
            "{store} is the store itself; name another one to merge into it.", store=visible(str(path))
        )


def _pieces_of_work(
    connection: sqlite3.Connection, foreign: ForeignStore, changes: Changes, signature: Signature | None
) -> Iterator[Work | None]:
    """The merge in pieces that each leave the store whole: the names, each article, then the decisions by id."""
    yield lambda connection: _add_names(connection, foreign, changes)
    for article in foreign.articles:
        if foreign.count_claims(article) > CLAIMS_AT_ONCE:
            yield END_OF_SLICE
            yield prepared_merge(connection, foreign, article, changes)
            yield END_OF_SLICE
        else:
            yield partial(merge_article, foreign=foreign, article=article, changes=changes)
    decisions = DecisionMerge(foreign, changes)
    rows = signature.renamed(foreign.decisions()) if signature else foreign.decisions()
    for chunk in chunks(rows, DECISIONS_AT_ONCE):
        yield partial(decisions.add, rows=chunk)
    yield close_gaps
    for table in TEAM_COLUMNS:
        for chunk in chunks(team_rows(foreign, table, signature), TEAM_ROWS_AT_ONCE):
            yield partial(add_team_rows, foreign=foreign, rows=chunk, changes=changes)
    yield derive_signatures
    changes.own_conflicts.extend(decisions.own_conflicts())


def _with_progress(
    pieces: Iterator[Work | None], foreign: ForeignStore, on_progress: Callable[[int, int], object]
) -> Iterator[Work | None]:
    """The pieces; says before each how many articles and decisions were in those before."""
    total = len(foreign.articles) + foreign.count_decisions()
    count = 0
    for piece in pieces:
        on_progress(min(count, total), total)
        yield piece
        if piece is not END_OF_SLICE:
            count += 1 if count < len(foreign.articles) else DECISIONS_AT_ONCE


def _run_in_slices(store: Store, pieces: Iterator[Work | None]) -> None:
    """Run pieces of work, as many in one transaction as fit into ``SLICE_SECONDS`` or until ``END_OF_SLICE``."""
    is_first = True
    for piece in pieces:
        if piece is END_OF_SLICE:
            continue
        if not is_first:
            time.sleep(GAP_SECONDS)
        is_first = False
        with store.write_transaction() as connection:
            end = time.monotonic() + SLICE_SECONDS
            piece(connection)
            while time.monotonic() < end and (next_piece := next(pieces, END_OF_SLICE)) is not END_OF_SLICE:
                next_piece(connection)


def _add_names(connection: sqlite3.Connection, foreign: ForeignStore, changes: Changes) -> None:
    """Add annotators and tags, and note which decisions here are of the future; of a tag that both stores have, the version that was changed later counts."""
    note_misdated(connection)
    annotators = list(foreign.rows("annotators", ("name",)))
    changes.added_rows["annotators"] += insert_rows(connection, "annotators", ("name",), annotators)
    tags = list(foreign.rows("tags", TAG_COLUMNS))
    latest_id, former_names = horizon(), {row[0] for row in connection.execute("SELECT name FROM tags")}
    changes.added_rows["tags"] += len({tag["name"] for tag in tags} - former_names)
    connection.executemany(
        f"INSERT INTO tags ({', '.join(TAG_COLUMNS)}) VALUES (:{', :'.join(TAG_COLUMNS)}) "
        "ON CONFLICT (name) DO UPDATE SET retired = excluded.retired, key = excluded.key, colour = excluded.colour, "
        "changed = excluded.changed WHERE excluded.changed > iif(tags.changed > :latest_id, '', tags.changed)",
        [{**tag, "latest_id": latest_id} for tag in tags],
    )
