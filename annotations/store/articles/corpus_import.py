"""Importing a corpus into a store, for the app, for ``soi import`` and for notebooks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from annotations.claims.extractor import Extractor
from annotations.corpus import article_failures, count_files, read_corpus
from annotations.corpus.options import DEFAULT_OPTIONS, STANDARD_INPUT, ReadOptions
from annotations.errors import CorpusError
from annotations.reports import Imported, ImportReport
from annotations.store.articles.article_import import expected_outcome, import_article, is_stored
from annotations.text import visible

if TYPE_CHECKING:
    from annotations.model import Article
    from annotations.store.store import Store

PROGRESS_SECONDS = 0.25
# The extractor of an article on which extraction failed: no extractor has this name, so every import tries again.
NO_EXTRACTOR = "none"


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """The part of a corpus that was imported since the last progress.

    ``reports`` has a report for each imported article, in the order of the corpus; ``errors`` the files that were left
    out. ``files`` is the number of files of the corpus, 0 while it is not known. ``is_done`` is set on the last
    progress, which has in ``missing`` the articles of the store whose file no longer exists.
    """

    reports: list[ImportReport] = field(default_factory=list)
    errors: list[CorpusError] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    files: int = 0
    is_done: bool = False

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
) -> Iterator[ImportProgress]:
    """Import a corpus, or several, and yield the progress about four times a second, last with ``is_done`` set.

    Claims are extracted only where the store does not have the article as this ``extractor`` (default: built-in words)
    reads it. A file that cannot be read, and an article on which the program fails, is an error of the progress; the rest
    is imported. What was yielded stays
    imported if the caller stops. Raises UsageError where a corpus does not exist or has no article, StoreError where
    the store cannot be written.
    """
    extractor = extractor or Extractor()
    # Absolute, so that one folder is one corpus by whatever path it is given.
    paths = [Path(path).absolute() for path in ([corpus] if isinstance(corpus, (Path, str)) else corpus)]
    progress, last_time = ImportProgress(), monotonic()
    ids, sources, files = set[str](), set[tuple[str, str]](), 0
    for article in (article for path in paths for article in read_corpus(path, options)):
        if isinstance(article, CorpusError):
            progress.errors.append(article)
            continue
        if (article.source, article.id) in sources:
            continue
        if not sources and expected_outcome(store, article, extractor.name) is None:
            # Extracting its claims, and those of the articles after it, may take a while.
            files = _count_files(paths)
            yield replace(progress, files=files)
            progress = ImportProgress()
        sources.add((article.source, article.id))
        ids.add(article.id)
        _add_article(progress, store, article, extractor)
        if monotonic() - last_time > PROGRESS_SECONDS:
            files = files or _count_files(paths)
            yield replace(progress, files=files)
            progress, last_time = ImportProgress(), monotonic()
    yield replace(progress, files=files, missing=_missing_articles(store, ids), is_done=True)


def find_stored_articles(
    store: Store, corpus: Path | str, options: ReadOptions = DEFAULT_OPTIONS
) -> ImportProgress:
    """The articles of a corpus that the store has, as of an import that is done: for a store that cannot be written.

    An article that is not in the store is left out; one that was edited since stands there with its former text.
    """
    with store.read_access() as connection:
        stored_ids = {row[0] for row in connection.execute("SELECT id FROM articles")}
    progress = ImportProgress(is_done=True)
    for article in read_corpus(Path(corpus), options):
        if isinstance(article, CorpusError):
            progress.errors.append(article)
        elif article.id in stored_ids:
            progress.reports.append(ImportReport(article.id, Imported.UNCHANGED))
    return progress


def extract_and_import(store: Store, article: Article, extractor: Extractor | None = None) -> ImportReport:
    """Import an article with its claims, which are extracted only where the store does not have them yet.

    Raises StoreError where the store cannot be written, CorpusError where the program fails on the article.
    """
    extractor = extractor or Extractor()
    outcome = expected_outcome(store, article, extractor.name)
    if outcome is not None:
        return ImportReport(article.id, outcome)
    with article_failures(article.id):
        report = import_article(store, article, extractor.extract(article), extractor.name)
    return report._replace(is_extracted=True)


def _add_article(progress: ImportProgress, store: Store, article: Article, extractor: Extractor) -> None:
    try:
        report = extract_and_import(store, article, extractor)
    except CorpusError as error:
        progress.errors.append(error)
        report = _keep_text(store, article)
    if report.imported is not Imported.NAME_TAKEN:
        progress.reports.append(report)
        return
    progress.errors.append(name_taken(article.id))


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


def _count_files(corpora: Sequence[Path]) -> int:
    return sum(map(count_files, corpora))


def _missing_articles(store: Store, read_ids: Collection[str]) -> list[str]:
    """The articles of a store that are not in the corpus, and whose file no longer exists."""
    with store.read_access() as connection:
        articles = connection.execute("SELECT id, source FROM articles ORDER BY id").fetchall()
    return [
        article
        for article, source in articles
        if article not in read_ids and source != STANDARD_INPUT and not Path(source).exists()
    ]
