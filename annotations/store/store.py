"""``Store``: one connection to a store's file, its transactions, its decisions with undo, and its tags.

Everything else that is asked of a store is a function that takes it: see ``queries``, ``articles``, ``findings``,
``table``, ``search`` and ``maintenance``.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotations.errors import StoreError
from annotations.files.partial_files import FULL_DISK_ERRORS, partial_file, place_new
from annotations.model import (
    ArticleReview,
    Confidence,
    Correction,
    Evidence,
    Mention,
    Review,
    Standing,
    Verdict,
)
from annotations.store.access import Access, access_error, open_file
from annotations.store.backup import back_up
from annotations.store.connection import (
    connected,
    full_disk_errors,
    plain_errors,
    store_error,
    transaction,
    trusted_schema,
    write_ahead,
)
from annotations.store.decisions import article_decisions, claim_decisions, tags, undo
from annotations.store.decisions.tags import Tag
from annotations.store.departure import secure
from annotations.store.names import nfc
from annotations.store.opened_file import OpenedFile, sole_use
from annotations.store.schema import MIGRATIONS_TABLE, has_current_schema, read_schema
from annotations.store.schema_check import (
    SchemaDifference,
    expect_schema,
    schema_differences,
)
from annotations.store.session_decisions import SessionDecisions
from annotations.store.store_files import expect_usable_path, free_name, set_side_files_aside
from annotations.store.write_ahead_log import WriteAheadLog
from annotations.text import visible

if TYPE_CHECKING:
    from sqlite_utils import Database

    from annotations.exports.rows import ExportRow
    from annotations.search import Query

# Every migration by name. Listed here, since the registry loads sqlite-utils, which opening a current store must
# not wait for; a test compares the two.
KNOWN_MIGRATIONS = {
    "m001_first_schema",
    "m002_versions_and_placements",
    "m003_search_index",
    "m004_search_terms",
    "m005_listing",
    "m006_findings",
    "m007_misdated_ids",
    "m008_seen_readings",
    "m009_views",
    "m010_chains_and_quarantine",
    "m011_actual_values",
    "m012_addresses_and_metadata",
    "m013_read_files",
    "m014_teams",
    "m015_texts_of_articles",
    "m016_renames",
    "m017_disputes_by_review",
}


class Store:
    """One connection to a store; open it with ``Store.open`` and use it from the thread that opened it.

    Methods and functions raise StoreError, with a sentence that says what to do, when SQLite fails. One that writes
    returns after the commit: what it wrote survives a crash. A decision on a claim of an earlier text counts for the
    claim of the current text that it became. Each method that decides returns the resulting review, and appends
    nothing when the review would stay the same.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        access: Access,
        file: OpenedFile,
        *,
        is_new: bool = False,
    ) -> None:
        """``is_new``: whether the store was made by opening it."""
        self.path, self.connection, self.access, self.file, self.is_new = (
            path,
            connection,
            access,
            file,
            is_new,
        )
        self.log = WriteAheadLog(connection, file)
        self.session = SessionDecisions()
        self._is_discarded = self.is_closed = self.is_overwritten = False
        # Tells where the file is, once it is not at its path any more.
        self.departure: StoreError | None = None

    # Opening and transactions ---------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        migrate: bool = True,
        backs_up: bool = True,
        any_schema: bool = False,
        read_only: bool = False,
    ) -> Self:
        """Open the store at ``path`` and migrate its schema; with ``create``, make the store if it is missing.

        Without ``migrate`` an older store keeps its schema: for examining or copying it. Without ``backs_up`` it is
        migrated without a backup beside it: for a copy. A store that cannot be written is opened for reading
        (``access``). With ``any_schema`` a store whose schema another program has changed is not refused: for examining
        it. With ``read_only`` nothing can be written through this connection. Raises UsageError where there is no store or none can be made, StoreError
        where the file is not a store.
        """
        expect_usable_path(path, create=create)
        with plain_errors(path), full_disk_errors(path):
            is_new = create and not path.exists() and cls._make(path)
            store = cls(path, *open_file(path, read_only=read_only), is_new=is_new)
            try:
                applied = store._expect_store(any_schema=any_schema)
                if migrate:
                    store._migrate(applied, backs_up=backs_up)
                store.file.remember_side_files()
            except BaseException:
                store.close()
                raise
        return store

    @classmethod
    def _make(cls, path: Path) -> bool:
        """Make an empty store at ``path``, whole or not at all; False where another program was quicker."""
        target = Path(os.path.realpath(path))
        try:
            with partial_file(target) as part:
                connection = connected(str(part.path.absolute()))
                with cls(part.path, connection, Access.WRITING, OpenedFile(part.path, part.path)) as store:
                    connection.execute("PRAGMA synchronous = OFF")  # it is synced as a whole
                    store._make_schema()
                    store.log.mark()
                with sole_use(part.path):  # nobody opens the store before what lay beside it is away
                    place_new(part, target)
                    set_side_files_aside(target)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno in FULL_DISK_ERRORS:
                raise
            raise store_error("SQLITE_CANTOPEN", path) from error
        return True

    @contextmanager
    def read_access(self) -> Iterator[sqlite3.Connection]:
        """The connection for a block that reads; SQLite's errors become StoreError."""
        with plain_errors(self.path):
            yield self.connection

    @contextmanager
    def write_transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection for a block that runs in one transaction and holds the write lock.

        Raises StoreError where the store was opened for reading, and where the path no longer leads to the file that was
        opened: SQLite would go on writing to it, and everything in it could be lost when the program ends.
        """
        if self.access is Access.DISK_FULL:  # there may be room again
            self._reopen()
        if self.access is not Access.WRITING:
            raise access_error(self.access, self.path)
        self._expect_in_place()
        with plain_errors(self.path), self.log.marked_transaction(), self.session.rolled_back_on_failure():
            yield self.connection

    def watch(self) -> int:
        """The ``version`` of the store, for a program that asks for it again and again as long as it is open.

        Keeps safe what is stored: moves it from the write-ahead log into the file when nothing was written for a while,
        and raises StoreError where the path no longer leads to the file that was opened.
        """
        if self.access is Access.WRITING:
            self._expect_in_place()
            with plain_errors(self.path):
                self.log.checkpoint_if_idle()
        return self.version()

    def version(self) -> int:
        """PRAGMA data_version: changes when another connection commits."""
        with self.read_access() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def _expect_in_place(self) -> None:
        if self._is_gone():
            self.departure = self.departure or secure(self)
            raise self.departure
        if self.departure is not None:  # it is back, without its side files
            self._reopen()

    def _is_gone(self) -> bool:
        with plain_errors(self.path):
            return not self.file.is_in_place() or self.log.is_file_overwritten()

    def _reopen(self) -> None:
        self.connection.close()
        self.log.close()
        self.file.close()
        with plain_errors(self.path), full_disk_errors(self.path):
            self.connection, self.access, self.file = open_file(self.path)
        self.__dict__.pop("database", None)
        self.log, self.departure = WriteAheadLog(self.connection, self.file), None
        self.file.remember_side_files()

    def is_current(self) -> bool:
        """Whether the store has the schema of this version of the program."""
        return self._applied_migrations() == KNOWN_MIGRATIONS

    def discard(self) -> None:
        """Delete the store, whose lock the caller's transaction holds: one that was made and got nothing to keep."""
        self.file.real_path.unlink()
        self._is_discarded = True

    def close(self) -> None:
        """Close the connection; what was stored is in the file then, wherever it is now.

        Raises StoreError where the file is not at its path any more, or was overwritten; its message says where
        everything is.
        """
        if self.is_closed:
            return
        self.is_closed = True
        try:
            if (
                self.access is Access.WRITING
                and not self._is_discarded
                and self.departure is None
                and self._is_gone()
            ):
                self.departure = secure(self)
                raise self.departure
        finally:
            if not self.is_overwritten:
                self.connection.close()
            self.log.close()
            if self._is_discarded:
                self.file.unlink_side_files()
            self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def database(self) -> Database:
        """The connection as a sqlite-utils database, for inserts and migrations."""
        # Loaded with the first write: loading it takes seven times as long as opening the file and reading.
        from sqlite_utils import Database  # noqa: PLC0415

        return Database(self.connection, execute_plugins=False)

    def _applied_migrations(self) -> set[str]:
        query = f"SELECT name FROM {MIGRATIONS_TABLE} WHERE migration_set = 'soi'"
        try:
            return {row[0] for row in self.connection.execute(query)}
        except sqlite3.OperationalError:
            query = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)"
            if self.connection.execute(query, (MIGRATIONS_TABLE,)).fetchone()[0]:
                raise
            return set()  # not a store

    def _expect_store(self, *, any_schema: bool) -> set[str]:
        """The applied migrations.

        Raises StoreError for a file that is not a store, is of a newer version, or was changed by another program.
        """
        applied = self._applied_migrations()
        if applied == KNOWN_MIGRATIONS and has_current_schema(self.connection):
            return applied
        shown_path, objects = visible(str(self.path)), read_schema(self.connection)
        if not applied and objects:
            raise StoreError(
                "{path} is an SQLite database of another program; it was left as it is. Name another file.",
                path=shown_path,
            )
        if not applied:
            raise StoreError(
                "{path} is an empty file, not a store; it was left as it is. Name another file.",
                path=shown_path,
            )
        if applied - KNOWN_MIGRATIONS:
            raise StoreError(
                "The store {store} was made by a newer soi; install that to open it.", store=shown_path
            )
        if not any_schema:
            expect_schema(self.path, objects, applied, is_current=applied == KNOWN_MIGRATIONS)
        return applied

    def schema_differences(self) -> list[SchemaDifference]:
        """What another program has changed in the schema."""
        migrations, objects = self._applied_migrations(), read_schema(self.connection)
        return schema_differences(objects, migrations, is_current=migrations == KNOWN_MIGRATIONS)

    def _migrate(self, applied: set[str], *, backs_up: bool) -> None:
        if self.access is not Access.WRITING:
            if applied != KNOWN_MIGRATIONS:
                raise access_error(self.access, self.path)
            return
        write_ahead(self.connection)
        if applied == KNOWN_MIGRATIONS:
            return
        # Loaded only where a schema is made or changed: they load sqlite-utils.
        from annotations.store.migrations.registry import MIGRATIONS  # noqa: PLC0415

        # Immediate, so that of two processes that open the same older store the second finds it migrated.
        backup = self._backup_before_migration() if backs_up else nullcontext()
        with transaction(self.connection), backup, trusted_schema(self.connection):
            MIGRATIONS.apply(self.database)

    def _make_schema(self) -> None:
        # Loaded only where a store is made.
        from annotations.store.migrations.new_store import make_schema  # noqa: PLC0415

        write_ahead(self.connection)
        with transaction(self.connection), trusted_schema(self.connection):
            make_schema(self.connection, KNOWN_MIGRATIONS)

    @contextmanager
    def _backup_before_migration(self) -> Iterator[None]:
        """Copy an older store beside it for a block that changes its schema; if that fails, the copy is deleted."""
        applied = self._applied_migrations()
        if not applied or applied == KNOWN_MIGRATIONS:
            yield
            return
        copy = free_name(self.path.with_name(f"{self.path.name}.before-{min(KNOWN_MIGRATIONS - applied)}"))
        # Another connection: SQLite copies nothing from one that holds the write lock.
        with type(self).open(self.path, migrate=False) as unlocked:
            back_up(unlocked, copy)
        try:
            yield
        except BaseException:
            copy.unlink()
            raise

    # Decisions on claims --------------------------------------------------------------------------------

    def set_verdict(self, claim: str, annotator: str, verdict: Verdict | None) -> Review:
        """Decide on a claim; None clears the verdict. Tags, note and evidence stay."""
        return self.set_verdicts([claim], annotator, verdict)[0]

    def set_verdicts(self, claims: Sequence[str], annotator: str, verdict: Verdict | None) -> list[Review]:
        """Decide the same on several claims, as one step of undo."""
        return claim_decisions.decide(
            self, claims, annotator, lambda review: review._replace(verdict=verdict)
        )

    def set_note(self, claim: str, annotator: str, note: str) -> Review:
        """Set the note on a claim."""
        return claim_decisions.decide(self, [claim], annotator, lambda review: review._replace(note=note))[0]

    def set_tags(self, claim: str, annotator: str, names: Iterable[str]) -> Review:
        """Give a claim exactly these tags; new ones join the vocabulary.

        Raises UsageError for a name that is not a tag (see ``tags.tag_name``).
        """
        new_names = {nfc(name) for name in names}

        def changed(review: Review) -> Review:
            # An earlier version stored names that are not tags any more: a claim may keep one.
            present, added = new_names & set(review.tags), new_names - set(review.tags)
            return review._replace(tags=tuple(sorted(present | {tags.tag_name(name) for name in added})))

        return claim_decisions.decide(self, [claim], annotator, changed)[0]

    def change_tags(
        self, claims: Sequence[str], annotator: str, *, on: Iterable[str] = (), off: Iterable[str] = ()
    ) -> list[Review]:
        """Add tags to several claims and remove others, as one step of undo.

        Raises UsageError for an added name that is not a tag (see ``tags.tag_name``).
        """
        added, removed = {tags.tag_name(name) for name in on}, {nfc(name) for name in off}

        def changed(review: Review) -> Review:
            return review._replace(tags=tuple(sorted({*review.tags, *added} - (removed - added))))

        return claim_decisions.decide(self, claims, annotator, changed)

    def set_evidence(self, claim: str, annotator: str, evidence: Iterable[Evidence]) -> Review:
        """Set the evidence on which the verdict on a claim rests."""
        pieces = tuple(evidence)
        return claim_decisions.decide(
            self, [claim], annotator, lambda review: review._replace(evidence=pieces)
        )[0]

    def set_actual(self, claim: str, annotator: str, value: str | None, unit: str | None) -> Review:
        """Set what is true where a claim is not: a value in the notation of ``Mention.value``, and its unit.

        None removes it. What the article says is not changed: see ``correct``.
        """
        return claim_decisions.decide(
            self, [claim], annotator, lambda review: review._replace(actual_value=value, actual_unit=unit)
        )[0]

    def set_confidence(self, claim: str, annotator: str, confidence: Confidence | None) -> Review:
        """Set how sure the annotator is of a verdict."""
        return claim_decisions.decide(
            self, [claim], annotator, lambda review: review._replace(confidence=confidence)
        )[0]

    def correct(self, claim: str, annotator: str, correction: Correction | None) -> Review:
        """Correct what the extractor read in a claim; its own reading stays with the claim. None removes the correction."""
        stored = None if correction == Correction() else correction
        return claim_decisions.decide(
            self, [claim], annotator, lambda review: review._replace(correction=stored)
        )[0]

    def retire(self, claim: str, annotator: str) -> Review:
        """Take a claim out of what the annotator reviews."""
        return claim_decisions.decide(
            self, [claim], annotator, lambda review: review._replace(standing=Standing.RETIRED)
        )[0]

    def restore(self, claim: str, annotator: str) -> Review:
        """Take a retired claim back in; as an added one, where the extractor has no claim there."""
        return claim_decisions.restore(self, claim, annotator)

    def resize(
        self, claim: str, annotator: str, start: int, end: int, correction: Correction | None = None
    ) -> Review:
        """Move the ends of a claim's span, in code points of its text; its id and its past stay.

        ``correction`` is what the claim says with the new words, where that differs from what was extracted. Raises
        UsageError where ``start`` and ``end`` are not a span of the text.
        """
        return claim_decisions.resize(self, claim, annotator, start, end, correction)

    def add_claim(
        self, article: str, annotator: str, mention: Mention, correction: Correction | None = None
    ) -> Review:
        """Add a claim that the extractor did not find: a mention of the article's current text.

        Where the extractor has a number with that very span, it counts as a claim from now on, with the mention as
        its correction. ``correction`` corrects the mention. Raises StoreError where the article has another text now.
        """
        return claim_decisions.add_claim(self, article, annotator, mention, correction)

    # Orphans --------------------------------------------------------------------------------------------

    def place(self, orphan: str, annotator: str, claim: str) -> list[Review]:
        """Decide that an orphan is this claim of the current text, as one step of undo.

        The annotator's review of the orphan becomes their review of the claim, unless they have reviewed the claim
        already. Other annotators' reviews are theirs to place.
        """
        with self.write_transaction():
            return claim_decisions.place(self, orphan, annotator, claim)

    def place_at(self, orphan: str, annotator: str, article: str, mention: Mention) -> list[Review]:
        """Decide that an orphan is a mention of the current text which is not a claim yet.

        Raises StoreError where the article has another text now.
        """
        return claim_decisions.place_at(self, orphan, annotator, article, mention)

    def settle(self, orphan: str, annotator: str) -> Review:
        """Decide that an orphan stands nowhere in the current text; it stays with the earlier one."""
        with self.write_transaction():
            return claim_decisions.place(self, orphan, annotator, orphan)[0]

    # Decisions on articles ------------------------------------------------------------------------------

    def set_seen(self, article: str, annotator: str, *, is_seen: bool) -> ArticleReview:
        """Mark an article as seen or not seen."""
        return article_decisions.decide_article(self, article, annotator, is_seen=is_seen)

    def set_article_note(self, article: str, annotator: str, note: str) -> ArticleReview:
        """Set the note on an article."""
        return article_decisions.decide_article(self, article, annotator, note=note)

    # Undo -----------------------------------------------------------------------------------------------

    def undo(self, annotator: str) -> Sequence[Review | ArticleReview]:
        """Undo the annotator's last step that is not undone; returns the resulting reviews, none where nothing is left."""
        return undo.take_back(self, annotator, "undoable")

    def redo(self, annotator: str) -> Sequence[Review | ArticleReview]:
        """Redo the step that was undone last; returns the resulting reviews, none where nothing is left."""
        return undo.take_back(self, annotator, "redoable")

    # Exported rows --------------------------------------------------------------------------------------

    def rows(
        self, *, verdicts: Sequence[Verdict | None] | None = None, query: str | Query = ""
    ) -> list[ExportRow]:
        """The rows of an export as dicts, for a table: ``pandas.DataFrame(store.rows())``.

        ``verdicts`` and ``query`` are those of ``annotations.store.export.export_rows``.
        """
        # Loaded here: an export needs most of the store, opening needs none of it.
        from annotations.store.export import export_rows  # noqa: PLC0415

        return export_rows(self, verdicts=verdicts, query=query)

    # Tags -----------------------------------------------------------------------------------------------

    def tags(self) -> list[Tag]:
        """The tags in use, sorted by name."""
        return tags.read_tags(self)

    def define_tag(self, tag: Tag) -> None:
        """Create a tag, or change its key and colour; a retired tag is in use again.

        The key is taken from the tag that had it. Raises UsageError for a name that is not a tag.
        """
        tags.define_tag(self, tag)

    def retire_tag(self, name: str) -> None:
        """Retire a tag; claims that have it keep it. Raises UsageError where there is no tag of that name."""
        tags.retire_tag(self, name)


def open_store(path: Path | str, *, create: bool = False) -> Store:
    """Open the store at ``path``; with ``create``, make it if it is missing. See ``Store.open``.

    Deletes what programs left in the folder that were killed while they wrote a file.
    """
    from annotations.files.leftovers import sweep_leftovers  # noqa: PLC0415 (not before the app's first paint)

    store = Store.open(Path(path), create=create)
    sweep_leftovers(store.file.real_path.parent)
    return store
