"""Importing a corpus into a store, for the app, for ``soi import`` and for notebooks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from annotations.claims.extractor import Extractor
from annotations.corpus import article_failures, read_corpus
from annotations.corpus.compact_ids import CompactIds
from annotations.corpus.formats import is_article_file
from annotations.corpus.formats.plain_text import encoding_of
from annotations.corpus.options import DEFAULT_OPTIONS, STANDARD_INPUT, ReadOptions
from annotations.corpus.reader import CorpusFile, corpus_files, read_file
from annotations.errors import CorpusError
from annotations.reports import Imported, ImportReport
from annotations.store.articles.article_import import (
    expected_outcome,
    import_article,
    import_extracted,
    is_stored,
    with_settled_text,
)
from annotations.store.articles.extraction import ExtractedArticle, FailedArticle
from annotations.store.articles.extraction_queue import ExtractionQueue, Step
from annotations.store.articles.new_articles import import_new, is_full
from annotations.store.articles.read_files import FileState, ReadFiles, state_of
from annotations.store.articles.twins import stored_twin
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.model import Article
    from annotations.store.store import Store

PROGRESS_SECONDS = 0.25
# The extractor of an article on which extraction failed: no extractor has this name, so every import tries again.
NO_EXTRACTOR = "none"
# Articles whose ids and texts are remembered because they may not be stored yet.
_MOST_UNCOMMITTED = 20_000
_LEFT_OUT = (Imported.NAME_TAKEN, Imported.DUPLICATE)


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """The part of a corpus that was imported since the last progress.

    ``reports`` has a report for each imported article, in the order of the corpus; ``errors`` the files that were left
    out, ``duplicates`` the articles that are not stored since another one has their text. ``files`` is the number of files of the corpus. ``is_done`` is set on the last
    progress, which has in ``missing`` the articles of the store whose file no longer exists, and in ``deaths`` how many
    worker processes died: their articles were read again. ``encodings`` has the articles that were not UTF-8, by encoding.
    """

    reports: list[ImportReport] = field(default_factory=list)
    errors: list[CorpusError] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    files: int = 0
    deaths: int = 0
    is_done: bool = False
    duplicates: list[ImportReport] = field(default_factory=list)
    encodings: dict[str, list[str]] = field(default_factory=dict)

    @property
    def articles(self) -> list[str]:
        """The ids of the imported articles."""
        return [report.article for report in self.reports]

    @property
    def changed(self) -> set[str]:
        """The ids of the articles that are new or whose text or claims may have changed."""
        return {report.article for report in self.reports if report.is_extracted}

    @property
    def edits(self) -> list[ImportReport]:
        """The reports of the articles whose text was edited."""
        return [report for report in self.reports if report.imported is Imported.EDITED]

    @property
    def rereadings(self) -> list[ImportReport]:
        """The reports of the unchanged articles of which reviewed claims are read otherwise now."""
        return [
            report
            for report in self.reports
            if report.imported is Imported.UNCHANGED and (report.reread or report.orphans)
        ]


def import_corpus(
    store: Store,
    corpus: Path | str | Sequence[Path | str],
    extractor: Extractor | None = None,
    options: ReadOptions = DEFAULT_OPTIONS,
    workers: int = 1,
) -> Iterator[ImportProgress]:
    """Import a corpus, or several, and yield the progress about four times a second, last with ``is_done`` set.

    Claims are extracted only where the store does not have the article as this ``extractor`` (default: built-in words)
    reads it. A file from which such an article was read is not read again, unless its size, inode or times have changed or
    ``options.verifies`` is set. A file that cannot be read, and an article on which the program fails, is an error of the progress; the rest
    is imported. What was yielded stays imported if the caller stops.

    With ``workers`` > 1 a corpus of more than a million new characters is extracted in that many processes; what is
    stored is the same. A program that asks for it must guard its main module (``if __name__ == "__main__"``), as
    ``multiprocessing`` says.

    Raises UsageError where a corpus does not exist or has no article, StoreError where
    the store cannot be written.
    """
    # Absolute, so that one folder is one corpus by whatever path it is given.
    paths = [Path(path).absolute() for path in ([corpus] if isinstance(corpus, (Path, str)) else corpus)]
    extractor = extractor or Extractor()
    with ExtractionQueue(extractor, workers) as queue:
        files = [file for path in paths for file in corpus_files(path)]
        read_files = ReadFiles(store, extractor.name)
        source = _CorpusSource(store, extractor.name, queue, read_files)
        progress, last_time = ImportProgress(files=len(files)), monotonic()
        for outcome in _store_steps(store, source.steps(files, options)):
            _add_outcome(progress, outcome)
            if isinstance(outcome, ImportReport) and outcome.imported not in _LEFT_OUT:
                read_files.note(outcome.article)
            if outcome is _Signal.EXTRACTING or monotonic() - last_time > PROGRESS_SECONDS:
                yield progress
                progress, last_time = ImportProgress(files=len(files)), monotonic()
        read_files.store()
        missing = _missing_articles(store, source.ids)
        yield replace(
            progress, missing=missing, deaths=queue.deaths, is_done=True, encodings=source.encodings
        )


def find_stored_articles(
    store: Store, sources: Sequence[Path], options: ReadOptions = DEFAULT_OPTIONS
) -> ImportProgress:
    """The articles of sources that the store has, as of an import that is done: for a store that cannot be written.

    An article that is not in the store is left out; one that was edited since stands there with its former text.
    """
    with store.read_access() as connection:
        stored_ids = {row[0] for row in connection.execute("SELECT id FROM articles")}
    progress = ImportProgress(is_done=True)
    for article in (article for source in sources for article in read_corpus(source, options)):
        if isinstance(article, CorpusError):
            progress.errors.append(article)
        elif article.id in stored_ids:
            progress.reports.append(ImportReport(article.id, Imported.UNCHANGED))
    return progress


def own_articles(store: Store) -> ImportProgress:
    """All articles of a store, as of an import that is done: for a store that is reviewed by itself."""
    with store.read_access() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]
    reports = [ImportReport(article, Imported.UNCHANGED) for article in ids]
    return ImportProgress(reports, files=len(ids), is_done=True)


def extract_and_import(store: Store, article: Article, extractor: Extractor | None = None) -> ImportReport:
    """Import an article with its claims, which are extracted only where the store does not have them yet.

    Raises StoreError where the store cannot be written, CorpusError where the program fails on the article.
    """
    extractor = extractor or Extractor()
    article = with_settled_text(store, article)
    outcome = expected_outcome(store, article, extractor.name)
    if outcome is not None:
        return ImportReport(article.id, outcome)
    with article_failures(article.id):
        report = import_article(store, article, extractor.extract(article), extractor.name)
    return report._replace(is_extracted=True)


class _Signal(Enum):
    """What the steps of an import say beside their outcomes."""

    EXTRACTING = (
        "extracting"  # the first article needs it: its claims, and those of the next ones, may take a while
    )
    COMMIT = "commit"  # what was extracted is to be stored before the next article is looked up


class _CorpusSource:
    """The articles of corpora, put into a queue with what importing each needs. ``ids`` are those that are there."""

    def __init__(self, store: Store, extractor: str, queue: ExtractionQueue, read_files: ReadFiles) -> None:
        self._store, self._extractor, self._queue, self._read_files = store, extractor, queue, read_files
        self._sources = CompactIds()
        self.encodings: dict[str, list[str]] = {}  # the articles that were not UTF-8, by encoding
        self._extracted_ids, self._extracted_texts = CompactIds(), CompactIds()  # since the last commit
        self.ids = CompactIds()

    def steps(
        self, files: Sequence[CorpusFile | CorpusError], options: ReadOptions
    ) -> Iterator[Step | _Signal]:
        """Yield what comes out of the queue, in the order of the files."""
        for file in files:
            if isinstance(file, CorpusError):
                self._queue.put_outcome(file)
                continue
            state = None if options.format_name else _state_of_article(file)
            if state and not options.verifies and self._read_files.is_known(file.path, file.name, state):
                self._enter_known(file)
            else:
                yield from self._read(file, options, state)
            yield from self._queue.take()
        yield from self._queue.drain()

    def _read(
        self, file: CorpusFile, options: ReadOptions, state: FileState | None
    ) -> Iterator[Step | _Signal]:
        """Enter the articles of a file; ``state`` is that of a file with one article, before it is read."""
        for article in read_file(file, options):
            if isinstance(article, CorpusError):
                self._queue.put_outcome(article)
            elif _source_key(article.source, article.id) not in self._sources:
                if state:
                    self._read_files.remember(file.path, article, state)
                yield from self._enter(article)
            yield from self._queue.take()

    def _enter_known(self, file: CorpusFile) -> None:
        """Enter the article of a file that was not changed since it was read."""
        source = _source_key(str(file.path), file.name)
        if source not in self._sources:
            self._sources.add(source)
            self.ids.add(file.name)
            self._queue.put_outcome(ImportReport(file.name, Imported.UNCHANGED))

    def _enter(self, article: Article) -> Iterator[Step | _Signal]:
        if encoding := encoding_of(article):
            self.encodings.setdefault(encoding, []).append(article.id)
        article = with_settled_text(self._store, article)
        is_twin = article.id in self._extracted_ids or article.text in self._extracted_texts
        if is_twin or len(self._extracted_ids) >= _MOST_UNCOMMITTED:
            # Of another one of that id or text the store says what becomes of it.
            yield from self._queue.drain()
            yield _Signal.COMMIT
            self._extracted_ids, self._extracted_texts = CompactIds(), CompactIds()
        outcome = expected_outcome(self._store, article, self._extractor)
        if outcome is None and not self._sources:
            yield _Signal.EXTRACTING
        self._sources.add(_source_key(article.source, article.id))
        if outcome is None and (twin := stored_twin(self._store, article)):
            self._put_duplicate(article, twin)
            return
        self.ids.add(article.id)
        if outcome is not None:
            self._queue.put_outcome(ImportReport(article.id, outcome))
            return
        self._extracted_ids.add(article.id)
        self._extracted_texts.add(article.text)
        self._queue.put_article(article, is_new=not is_stored(self._store, article.id))

    def _put_duplicate(self, article: Article, twin: str) -> None:
        """Say that an article is another one, which is in the corpus by that."""
        self._queue.put_outcome(ImportReport(article.id, Imported.DUPLICATE, twin=twin))
        if twin not in self.ids:
            self.ids.add(twin)
            self._queue.put_outcome(ImportReport(twin, Imported.UNCHANGED))


def _source_key(source: str, article: str) -> str:
    return f"{source}\0{article}"


def _state_of_article(file: CorpusFile) -> FileState | None:
    """The state of a file that is one article; None for one of many, such as a table."""
    return state_of(file.path) if is_article_file(file.path.name) else None


def _store_steps(
    store: Store, steps: Iterable[Step | _Signal]
) -> Iterator[CorpusError | ImportReport | _Signal]:
    """Store what was extracted, new articles in batches, and yield all outcomes in order."""
    batch: list[ExtractedArticle] = []
    last_time = monotonic()
    for step in steps:
        if isinstance(step, ExtractedArticle) and step.is_new:
            batch.append(step)
            if not is_full(batch) and monotonic() - last_time < PROGRESS_SECONDS:
                continue
        if batch:
            yield from import_new(store, batch)
            batch, last_time = [], monotonic()
        yield from _outcomes_of(store, step)
    if batch:
        yield from import_new(store, batch)


def _outcomes_of(store: Store, step: Step | _Signal) -> Iterator[CorpusError | ImportReport | _Signal]:
    """Store what is not a new article, and yield its outcomes."""
    if isinstance(step, FailedArticle):
        yield CorpusError(step.problem.template, **step.problem.values)
        yield _keep_text(store, step.article)
    elif not isinstance(step, ExtractedArticle):
        yield step
    elif not step.is_new:
        yield import_extracted(store, step)._replace(is_extracted=True)


def _add_outcome(progress: ImportProgress, outcome: CorpusError | ImportReport | _Signal) -> None:
    if isinstance(outcome, CorpusError):
        progress.errors.append(outcome)
    elif isinstance(outcome, ImportReport) and outcome.imported is Imported.NAME_TAKEN:
        progress.errors.append(name_taken(outcome.article))
    elif isinstance(outcome, ImportReport) and outcome.imported is Imported.DUPLICATE:
        progress.duplicates.append(outcome)
    elif isinstance(outcome, ImportReport):
        progress.reports.append(outcome)


def name_taken(article: str) -> CorpusError:
    """The error for an article that is left out because the store has decisions on another one of its name."""
    return CorpusError(
        "{name} is left out: the store has decisions on another article of that name, from another "
        "folder. Review this corpus in a store of its own (--store FILE).",
        name=visible(article),
    )


def _keep_text(store: Store, article: Article) -> ImportReport:
    """Store the text of an article on which the program failed, without claims, so that it can be read.

    An article that is stored keeps its former text and claims.
    """
    if is_stored(store, article.id):
        return ImportReport(article.id, Imported.UNCHANGED)
    return import_article(store, article, [], NO_EXTRACTOR)


def _missing_articles(store: Store, read_ids: Container[str]) -> list[str]:
    """The articles of a store that are not in the corpus, and whose file no longer exists."""
    with store.read_access() as connection:
        return [
            article
            for article, source in connection.execute("SELECT id, source FROM articles ORDER BY id")
            if article not in read_ids and source != STANDARD_INPUT and not Path(source).exists()
        ]
