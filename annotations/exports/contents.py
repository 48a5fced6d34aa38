"""The contents of an export: articles with the reviews of their claims, where they come from, and the options."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotations.exports.consensus import Consensus
from annotations.exports.row_source import ArticleRows, RowSource
from annotations.exports.wording import Wording

if TYPE_CHECKING:
    from annotations.exports.rows import ExportRow
    from annotations.model import Article, Claim
    from annotations.reports import ReviewedClaim


class Provenance(NamedTuple):
    """Where an export comes from, for the formats that have room to say so.

    ``tool`` is the program with its version, ``store`` the id of the store (empty for a store without one), ``query``
    the query as it was given. ``time`` is when the newest decision of the store was made (ISO 8601 in UTC, empty
    without decisions), not the time of the export: the same store and query give the same bytes.
    """

    tool: str
    store: str = ""
    query: str = ""
    time: str = ""


class ExportOptions(NamedTuple):
    """The options of formats; a format ignores those that it has no use for.

    ``has_bom``: a byte order mark before the text, by which Excel tells UTF-8. ``escapes_formulas``: cells that a
    spreadsheet would run as a formula get an apostrophe before them; None leaves it to the format. ``publisher``,
    ``publisher_url`` and ``base_url`` name who publishes fact checks and below which address; ``license`` is the licence of a data set, by its SPDX id or address. ``split`` are the names
    and percentages of the parts of a data set, ``seed`` chooses which article is in which. ``is_public`` leaves out
    annotators and notes. ``wording`` is that of reports. ``consensus`` gives one review a claim in place of everybody's.
    """

    has_bom: bool = False
    escapes_formulas: bool | None = None
    publisher: str = ""
    publisher_url: str = ""
    base_url: str = ""
    license: str = ""
    split: tuple[tuple[str, int], ...] = (("train", 100),)
    seed: int = 0
    is_public: bool = False
    wording: Wording = Wording()
    consensus: Consensus | None = None


class ExportedArticle(NamedTuple):
    """An article with the reviews of its claims that are exported, by position and annotator."""

    article: Article
    claims: Sequence[ReviewedClaim]


class StoreProgress(NamedTuple):
    """How far a store is reviewed by all annotators together: its articles and claims, and those with a verdict."""

    articles: int = 0
    begun_articles: int = 0
    claims: int = 0
    reviewed_claims: int = 0


class ExportContents:
    """What an export writes. Each pass over ``articles`` reads the store again, so the contents need little memory.

    ``mentions`` gives every mention of an article, of all roles and reviewed or not, by the article's id. ``progress``
    counts the whole store, whatever is exported of it. ``is_restricted`` is set where reviews with a verdict are left
    out by choice: by verdict, query, annotator or time. ``all_articles`` are those of the store, whatever is reviewed.
    ``row_source`` gives the reviews as flat rows, by article, position and annotator; without ``rows`` they are made of the articles.
    """

    def __init__(
        self,
        articles: Callable[[], Iterator[ExportedArticle]],
        mentions: Callable[[str], Sequence[Claim]],
        provenance: Provenance,
        options: ExportOptions,
        rows: RowSource | None = None,
        *,
        progress: Callable[[], StoreProgress] = StoreProgress,
        all_articles: Callable[[], Iterator[Article]] = lambda: iter(()),
        is_restricted: bool = False,
    ) -> None:
        self.articles, self.mentions, self.progress = articles, mentions, progress
        self.all_articles = all_articles
        self.provenance, self.options, self.is_restricted = provenance, options, is_restricted
        self.row_source = rows or ArticleRows(articles)

    def rows(self) -> Iterator[ExportRow]:
        """A row for each review: by article, position and annotator."""
        return self.row_source.rows()
