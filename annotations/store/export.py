"""Exporting the reviewed claims of a store: as a file of a format, or as rows for a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from annotations.errors import UsageError
from annotations.exports import FORMATS
from annotations.exports.files import whole_file
from annotations.exports.rows import ExportRow, export_row
from annotations.model import Verdict
from annotations.search import Query, parse
from annotations.store import findings, search  # each loads its modules when a name is first used
from annotations.store.queries.articles import article_files
from annotations.store.queries.orphans import count_orphans
from annotations.store.queries.reviews import reviewed_claims

if TYPE_CHECKING:
    from annotations.store.store import Store


def export(
    store: Store,
    format_name: str,
    output: Path | TextIO,
    *,
    verdicts: Sequence[Verdict | None] | None = None,
    query: str | Query = "",
    inputs: Iterable[Path] = (),
    overwrite: bool = False,
) -> int:
    """Write the reviewed claims to a file, whole or not at all, or to an open text stream.

    ``format_name`` is a key of ``FORMATS``. For ``verdicts`` and ``query`` see ``export_rows``. An earlier export is
    written over; a store, an article of ``store`` and a file of ``inputs`` never; any other file only with
    ``overwrite``. Returns the number of reviewed claims that are left out because they are in the orphan queue. Raises
    UsageError for an unknown format and for a path that cannot be written, QueryError for a query that cannot be parsed.
    """
    if format_name not in FORMATS:
        raise UsageError(
            "There is no export format {name}; there is {names}.",
            name=format_name,
            names=", ".join(sorted(FORMATS)),
        )
    parsed = parse_export_query(query)
    prepare_export(store, parsed)
    claims = reviewed_claims(store, _exported_verdicts(verdicts, parsed), parsed)
    if isinstance(output, Path):
        read_files = chain(inputs, article_files(store))
        with whole_file(output, store=store.path, inputs=read_files, overwrite=overwrite) as stream:
            FORMATS[format_name].write(claims, stream)
    else:
        FORMATS[format_name].write(claims, output)
    return count_orphans(store)


def export_rows(
    store: Store, *, verdicts: Sequence[Verdict | None] | None = None, query: str | Query = ""
) -> list[ExportRow]:
    """The rows that ``export`` writes, as dicts: one per claim and annotator, by article, position and annotator.

    ``verdicts`` restricts the rows to these verdicts; None among them stands for a review without a verdict. Without
    ``verdicts`` there are the rows with a verdict and, with a ``query``, also those without. ``query`` is in the
    language of ``parse_query``.
    """
    parsed = parse_export_query(query)
    prepare_export(store, parsed)
    return [
        export_row(claim) for claim in reviewed_claims(store, _exported_verdicts(verdicts, parsed), parsed)
    ]


def parse_export_query(query: str | Query) -> Query:
    """A query whose last word is complete: an export is not a search while it is typed."""
    return query if isinstance(query, Query) else parse(f"{query} ")


def prepare_export(store: Store, query: Query) -> None:
    """Check the articles that are not checked yet and, for a query with words, complete the search index."""
    for _article in findings.check_articles(store):
        pass
    if query.words and not search.is_complete(store):
        for _progress in search.build_index(store):
            pass


def _exported_verdicts(verdicts: Sequence[Verdict | None] | None, query: Query) -> Sequence[Verdict | None]:
    if verdicts:
        return verdicts
    return [*Verdict, None] if query.clauses else list(Verdict)
