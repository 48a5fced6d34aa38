"""What the app does off its own thread: reading a corpus into the store, and every look into the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from annotations.errors import CorpusError
from annotations.model import Article, Claim, Finding, Outcome, Review
from annotations.store import Imported, ImportReport, Store
from annotations.store.outline import Outline
from annotations.text import Shown, show, visible
from tui.extraction import Extractor
from tui.i18n import _, mark, ngettext, translated

T = TypeVar("T")

FullClaim = tuple[Claim, list[Review], list[Finding]]

REPORT_SECONDS = 0.25
# How long a thread may work before it sleeps, and how long it sleeps: enough for another thread to wake up.
BREATH_EVERY_SECONDS, BREATH_SECONDS = 0.005, 0.0002
TOLD_GONE = 3
# Code points from which on a text takes longer to be made ready than a thread takes to begin, on a busy machine.
LONG = 1_000_000

_OUTCOMES = {
    Outcome.UNCHANGED: mark("{n} unchanged"),
    Outcome.MOVED: mark("{n} moved"),
    Outcome.CHANGED: mark("{n} number changed"),
    Outcome.GONE: mark("{n} gone"),
}


class Breath:
    """Lets the screen go on while another thread works long.

    Python's lock is not fair: a thread that lets go of it for a moment again and again, as one does that reads
    row after row, takes it back before the screen's thread is awake, and nobody asks it to let go for longer.
    """

    def __init__(self) -> None:
        self._last = monotonic()

    def take(self) -> None:
        """Sleep a moment, if it was long since the last time: to be called often."""
        if monotonic() - self._last > BREATH_EVERY_SECONDS:
            sleep(BREATH_SECONDS)
            self._last = monotonic()

    def let_on(self) -> bool:
        """Take breath, and go on: for what asks again and again whether it is cancelled."""
        self.take()
        return False


class StoreThread:
    """The one thread that has the app's connection; calls run on it in the order in which they were made."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._store: Store | None = None

    async def call(self, job: Callable[[Store], T]) -> T:
        """Run ``job`` with the store, away from the screen; what it raises is raised here."""
        return await asyncio.wrap_future(self._executor.submit(self._run, job))

    def get_ready(self) -> None:
        """Load now what the first write would have to wait for, behind everything that was asked before."""
        self._executor.submit(import_module, "sqlite_utils")

    def _run(self, job: Callable[[Store], T]) -> T:
        if self._store is None:
            self._store = Store.open(self.path)
        return job(self._store)

    def close(self) -> None:
        """Finish what was asked for and close the connection."""
        if self._store is not None:
            self._executor.submit(self._store.close)
        self._executor.shutdown(wait=True)


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
    # Loaded behind the first screen, as everything is that reads articles.
    from annotations.corpus import count_files, read_corpus  # noqa: PLC0415

    batch, told, seen, files = Import(), monotonic(), set[str](), 0
    for read in read_corpus(corpus):
        if isinstance(read, CorpusError):
            batch.problems.append(translated(read))
            continue
        if not seen and store.imported(read, extractor.name) is None:
            # Its claims are still to be read, as those of the rest will be, and that may take a while.
            files = count_files(corpus)
            yield replace(batch, files=files)
            batch = Import()
        report, again = import_article(store, read, extractor)
        seen.add(read.id)
        if report.what is Imported.OTHER:
            batch.problems.append(other_article(read.id))
            continue
        batch.articles.append(read.id)
        if again:
            batch.changed.add(read.id)
        if report.what is Imported.EDITED:
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


def import_article(store: Store, article: Article, extractor: Extractor) -> tuple[ImportReport, bool]:
    """Store an article with its claims, reading those only where that has not been done before.

    Gives what that did, and whether the article's text or claims may be others than before.
    """
    known = store.imported(article, extractor.name)
    if known is not None:
        return ImportReport(article.id, known), False
    return store.import_article(article, extractor.read(article), extractor.name), True


def told_outcomes(reports: Sequence[ImportReport]) -> str:
    """What became of the claims of edited articles, in a few words."""
    told = [
        _(text).format(n=sum(report.outcomes.get(outcome, 0) for report in reports))
        for outcome, text in _OUTCOMES.items()
    ]
    return ", ".join([*told, _("{n} new").format(n=sum(report.new for report in reports))])


def waiting(orphans: int, key: str = "o") -> str:
    """That reviewed claims wait in the orphan queue, and which key of the app leads there."""
    return ngettext(
        "{n} reviewed claim waits in the orphan queue: open the corpus and press {key}.",
        "{n} reviewed claims wait in the orphan queue: open the corpus and press {key}.",
        orphans,
    ).format(n=orphans, key=key)


def gone(store: Store, seen: Collection[str]) -> list[str]:
    """The articles of a store that are not among those seen in the corpus, and whose file is nowhere any more."""
    left = ((article, source) for article, source in store.sources().items() if article not in seen)
    return [article for article, source in left if not Path(source).exists()]


def told_gone(articles: Sequence[str]) -> str:
    """That articles of the store are not in the corpus any more, and which."""
    names = ", ".join(map(visible, articles[:TOLD_GONE])) + (", …" if len(articles) > TOLD_GONE else "")
    return ngettext(
        "{n} article of the store is no longer in the corpus; what was decided on it is kept: {names}.",
        "{n} articles of the store are no longer in the corpus; what was decided on them is kept: {names}.",
        len(articles),
    ).format(n=f"{len(articles):,}", names=names)


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article as a screen needs it: its text as shown, its mentions in outline with one annotator's verdicts.

    ``claim`` is the one that was asked for, as it stands in the article's current text.
    """

    article: Article
    shown: Shown
    outline: Outline
    claim: str | None = None


def read_claim(store: Store, claim: str, annotator: str) -> FullClaim | None:
    """A claim in full, what everybody holds of it, and what its article says of it as the annotator reads it."""
    found = store.claim(claim)
    return (*found, store.findings(claim, annotator)) if found else None


def open_article(store: Store, article: str, annotator: str, claim: str | None = None) -> OpenArticle:
    """Everything of one article, ready to be shown, and where a claim of it stands now."""
    found = store.article(article)
    standing = store.where_now(claim) if claim else None
    if len(found.text) < LONG:
        return OpenArticle(found, show(found.text), store.outline(article, annotator), standing)
    # SQLite reads the outline without Python's lock, so meanwhile the text is made ready to be shown.
    with ThreadPoolExecutor(1) as beside:
        shown = beside.submit(show, found.text)
        outline = store.outline(article, annotator)
    return OpenArticle(found, shown.result(), outline, standing)
