"""Exporting the reviewed claims of a store: as files of a format, or as rows for a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from annotations.errors import UsageError
from annotations.exports import FORMATS
from annotations.exports.consensus import Consensus, ConsensusCounter
from annotations.exports.contents import ExportContents, ExportedArticle, ExportOptions, Provenance
from annotations.exports.files import ReplacementRules
from annotations.exports.output import write_export
from annotations.exports.row_source import RowSource, WatchedRows
from annotations.exports.rows import ExportRow
from annotations.model import Verdict
from annotations.reports import ExportReport, ReviewedClaim
from annotations.search import Query, parse
from annotations.store import findings, search  # each loads its modules when a name is first used
from annotations.store.clock import parse_time
from annotations.store.connection import snapshot
from annotations.store.queries.articles import article_files, read_article, read_articles
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.exported_rows import StoreRows
from annotations.store.queries.orphans import count_orphans
from annotations.store.queries.reviews import ReviewSelection, reviewed_claims
from annotations.store.queries.store_progress import read_store_progress

if TYPE_CHECKING:
    from annotations.store.store import Store


def export(
    store: Store,
    format_name: str,
    output: Path | TextIO | BinaryIO,
    *,
    verdicts: Sequence[Verdict | None] | None = None,
    query: str | Query = "",
    annotators: Sequence[str] = (),
    decided_since: str = "",
    options: ExportOptions | None = None,
    inputs: Iterable[Path] = (),
    overwrite: bool = False,
    on_item: Callable[[], object] | None = None,
) -> ExportReport:
    """Write the reviewed claims to a file or folder, whole or not at all, or to an open stream.

    ``format_name`` is a key of ``FORMATS``. For ``verdicts``, ``query``, ``annotators`` and ``decided_since`` see
    ``export_rows``. An earlier export is written over; a store, an article of ``store`` and a file of
    ``inputs`` never; any other file only with ``overwrite``. ``on_item`` is called for each row or article that is read;
    what it raises ends the export. Returns how much is left out. Raises
    UsageError for an unknown format, for an option that a format needs and does not get, for several reviews of a claim in
    a format that has room for one, and for a path that cannot be written; QueryError for a query that cannot be parsed.
    """
    export_format = FORMATS.get_format(format_name)
    parsed = parse_export_query(query)
    prepare_export(store, parsed)
    selection = _selection(verdicts, parsed, annotators, decided_since)
    with snapshot(store.connection):
        reader = _ArticleReader(store, selection, (options or ExportOptions()).consensus, on_item)
        reader.expects_single_reviews = export_format.has_single_review
        contents = _contents(store, reader, options or ExportOptions())
        rules = ReplacementRules(
            store.path, chain(inputs, article_files(store)), overwrite, FORMATS.is_export
        )
        write_export(export_format, contents, output, rules)
        return ExportReport(count_orphans(store), reader.unresolved)


def export_rows(
    store: Store,
    *,
    verdicts: Sequence[Verdict | None] | None = None,
    query: str | Query = "",
    annotators: Sequence[str] = (),
    decided_since: str = "",
    consensus: Consensus | None = None,
) -> list[ExportRow]:
    """The rows that ``export`` writes, as dicts: one per claim and annotator, by article, position and annotator.

    ``verdicts`` restricts the rows to these verdicts; None among them stands for a review without a verdict. Without
    ``verdicts`` there are the rows with a verdict and, with a ``query``, also those without. ``query`` is in the
    language of ``parse_query``. ``annotators`` restricts the rows to theirs, ``decided_since`` to reviews decided at that time or later
    (ISO 8601; a day or a time in UTC). With ``consensus`` there is one row a claim on which the annotators agree.
    """
    parsed = parse_export_query(query)
    prepare_export(store, parsed)
    selection = _selection(verdicts, parsed, annotators, decided_since)
    with snapshot(store.connection):
        reader = _ArticleReader(store, selection, consensus)
        return list(_contents(store, reader, ExportOptions()).rows())


def parse_export_query(query: str | Query) -> Query:
    """A query whose last word is complete: an export is not a search while it is typed."""
    return query if isinstance(query, Query) else parse(query, complete=True)


def prepare_export(store: Store, query: Query) -> None:
    """Check the articles that are not checked yet and, for a query with words, complete the search index."""
    for _article in findings.check_articles(store):
        pass
    if query.words and not search.is_complete(store):
        for _progress in search.build_index(store):
            pass


def _selection(
    verdicts: Sequence[Verdict | None] | None, query: Query, annotators: Sequence[str], decided_since: str
) -> ReviewSelection:
    if not verdicts:
        verdicts = [*Verdict, None] if query.clauses else list(Verdict)
    return ReviewSelection(tuple(verdicts), query, tuple(annotators), parse_time(decided_since))


class _ArticleReader:
    """Reads the articles of an export; counts, in each pass, the claims that have no consensus."""

    def __init__(
        self,
        store: Store,
        selection: ReviewSelection,
        consensus: Consensus | None,
        on_item: Callable[[], object] | None = None,
    ) -> None:
        self._store, self.selection, self._consensus = store, selection, consensus
        self.on_item = on_item
        self.expects_single_reviews = False
        self.unresolved = 0

    @property
    def weighs_reviews(self) -> bool:
        """Whether the reviews of a claim are compared with each other."""
        return self._consensus is not None or self.expects_single_reviews

    def read_articles(self) -> Iterator[ExportedArticle]:
        """The articles with reviews of the selection, by id. Raises UsageError as ``export`` says."""
        self.unresolved = 0
        settling = _settling_decisions(self._store) if self._consensus is not None else frozenset()
        reviewed = reviewed_claims(self._store, self.selection)
        for article, group in groupby(reviewed, key=lambda row: row.claim.article):
            if self.on_item:
                self.on_item()
            claims = list(group)
            if self._consensus is not None:
                counter = ConsensusCounter(self._consensus, settling)
                claims = list(counter.reviews(claims))
                self.unresolved += counter.unresolved
            elif self.expects_single_reviews:
                _expect_single_reviews(claims)
            if claims:
                yield ExportedArticle(read_article(self._store, article), claims)


def _settling_decisions(store: Store) -> frozenset[str]:
    with store.read_access() as connection:
        return frozenset(row[0] for row in connection.execute("SELECT decision FROM settled_claims"))


def _expect_single_reviews(claims: Sequence[ReviewedClaim]) -> None:
    if len({reviewed.claim.id for reviewed in claims}) < len(claims):
        raise UsageError(
            "Several annotators reviewed the same claim, and this format has room for one review: choose whose with "
            "--annotator NAME, or --consensus unanimous, adjudicated or majority."
        )


def _contents(store: Store, reader: _ArticleReader, options: ExportOptions) -> ExportContents:
    provenance = Provenance(
        f"soi {version('soi')}", query=str(reader.selection.query or ""), time=_newest_decision_time(store)
    )
    # A consensus, or a format with one review a claim, needs all the reviews of a claim before it gives a row.
    rows: RowSource | None = None if reader.weighs_reviews else StoreRows(store, reader.selection)
    if rows and reader.on_item:
        rows = WatchedRows(rows, reader.on_item)
    return ExportContents(
        reader.read_articles,
        lambda article: read_mentions(store, article),
        provenance,
        options,
        rows,
        progress=lambda: read_store_progress(store),
        all_articles=lambda: read_articles(store),
        is_restricted=reader.selection.is_restricted or options.consensus is not None,
    )


def _newest_decision_time(store: Store) -> str:
    with store.read_access() as connection:
        row = connection.execute("SELECT decided_at FROM decisions ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else ""
