"""A corpus into its store, for the app and for ``soi import``: reading it, and telling what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from annotations.claims.extractor import Extractor
from annotations.corpus import count_files, read_corpus
from annotations.errors import CorpusError
from annotations.model import Article, Outcome
from annotations.reports import Imported, ImportReport
from annotations.store import Store
from annotations.store.articles.article_import import expected_outcome, import_article
from annotations.store.queries.articles import article_sources
from annotations.text import visible
from tui.language.i18n import _, mark, ngettext, translated
from tui.language.numbers import count

REPORT_SECONDS = 0.25
TOLD_GONE = 3

_OUTCOMES = {
    Outcome.UNCHANGED: mark("{n} unchanged"),
    Outcome.ELSEWHERE: mark("{n} moved"),
    Outcome.CHANGED: mark("{n} with another number"),
    Outcome.MISSING: mark("{n} gone"),
}


@dataclass(frozen=True, slots=True)
class Import:
    """What was read of a corpus since the last one of these.

    ``articles`` are ids in the order of the corpus, ``changed`` those whose text or claims are others than
    before, ``edits`` what became of the claims of those whose text was edited, ``problems`` whole sentences;
    ``files`` is how many files there are, 0 where that is not known; ``done`` is set on the last, and ``gone`` are
    the articles then that the store has from a corpus which does not have them any more.
    """

    articles: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    edits: list[ImportReport] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    files: int = 0
    done: bool = False


def import_corpus(store: Store, corpus: Path, extractor: Extractor) -> Iterator[Import]:
    """Read the corpus into the store, telling now and then what came in, last with ``done`` set.

    A file that cannot be read is a problem, not an error; UsageError is raised where there is no corpus.
    """
    batch, told, seen, files = Import(), monotonic(), set[str](), 0
    for read in read_corpus(corpus):
        if isinstance(read, CorpusError):
            batch.problems.append(translated(read))
            continue
        if not seen and expected_outcome(store, read, extractor.name) is None:
            # Its claims are still to be read, as those of the rest will be, and that may take a while.
            files = count_files(corpus)
            yield replace(batch, files=files)
            batch = Import()
        report, again = extract_and_import(store, read, extractor)
        seen.add(read.id)
        if report.imported is Imported.NAME_TAKEN:
            batch.problems.append(other_article(read.id))
            continue
        batch.articles.append(read.id)
        if again:
            batch.changed.add(read.id)
        if report.imported is Imported.EDITED:
            batch.edits.append(report)
        if monotonic() - told > REPORT_SECONDS:
            files = files or count_files(corpus)
            yield replace(batch, files=files)
            batch, told = Import(), monotonic()
    yield replace(batch, files=files, gone=gone(store, seen), done=True)


def other_article(article: str) -> str:
    """Why an article is left out that has the name of quite another one in the store."""
    return _(
        "{name} is left out: the store has decisions on another article of that name, from another "
        "folder. Review this corpus in a store of its own (--store FILE)."
    ).format(name=visible(article))


def extract_and_import(store: Store, article: Article, extractor: Extractor) -> tuple[ImportReport, bool]:
    """Store an article with its claims, reading those only where that has not been done before.

    Gives what that did, and whether the article's text or claims may be others than before.
    """
    known = expected_outcome(store, article, extractor.name)
    if known is not None:
        return ImportReport(article.id, known), False
    return import_article(store, article, extractor.read(article), extractor.name), True


def told_outcomes(reports: Sequence[ImportReport]) -> str:
    """What became of the claims of edited articles, in a few words."""
    told = [
        _(text).format(n=sum(report.outcomes.get(outcome, 0) for report in reports))
        for outcome, text in _OUTCOMES.items()
    ]
    return ", ".join([*told, _("{n} new").format(n=sum(report.new for report in reports))])


def waiting(orphans: int, key: str) -> str:
    """That reviewed claims wait in the orphan queue, and which key of the app leads there."""
    return ngettext(
        "{n} reviewed claim waits in the orphan queue: open the corpus and press {key}.",
        "{n} reviewed claims wait in the orphan queue: open the corpus and press {key}.",
        orphans,
    ).format(n=orphans, key=key)


def gone(store: Store, seen: Collection[str]) -> list[str]:
    """The articles of a store that are not among those seen in the corpus, and whose file is nowhere any more."""
    left = ((article, source) for article, source in article_sources(store).items() if article not in seen)
    return [article for article, source in left if not Path(source).exists()]


def told_gone(articles: Sequence[str]) -> str:
    """That articles of the store are not in the corpus any more, and which."""
    names = ", ".join(map(visible, articles[:TOLD_GONE])) + (", …" if len(articles) > TOLD_GONE else "")
    return ngettext(
        "{n} article of the store is no longer in the corpus; what was decided on it is kept: {names}.",
        "{n} articles of the store are no longer in the corpus; what was decided on them is kept: {names}.",
        len(articles),
    ).format(n=count(len(articles)), names=names)
