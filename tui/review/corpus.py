"""Importing the corpus into the store in a worker, and showing the imported articles."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual.message import Message

from annotations.errors import CorpusError, SoiError, UsageError
from annotations.store import Store, articles, findings, search
from annotations.store.access import Access, access_error
from annotations.text import visible
from tui.language.i18n import _, ngettext, translated
from tui.language.import_messages import deaths_message, missing_message, outcomes_message, rereading_message
from tui.review.article_loader import ArticleLoader
from tui.review.progress import ProgressDisplay
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.store.client import Workspace

if TYPE_CHECKING:
    from annotations.reports import ImportReport
    from annotations.store.articles.corpus_import import ImportProgress

# How many unreadable files are shown one by one; the number of the others is shown.
SHOWN_PROBLEMS = 3


class CorpusReader:
    """Imports, checks and indexes the corpus on a connection of its own; ``post`` posts its messages to the screen."""

    class PartRead(Message):
        """A part of the corpus is imported."""

        def __init__(self, part: ImportProgress) -> None:
            super().__init__()
            self.part = part

    class Failed(Message):
        """The corpus or the store cannot be read; ``error`` says what to do."""

        def __init__(self, error: SoiError) -> None:
            super().__init__()
            self.error = error

    class Checked(Message):
        """Articles that were not checked are checked now."""

    class NotWritable(Message):
        """The store can only be read; ``error`` says why."""

        def __init__(self, error: SoiError) -> None:
            super().__init__()
            self.error = error

    class ArticleFailed(Message):
        """An article cannot be checked or indexed; ``error`` names it."""

        def __init__(self, error: CorpusError) -> None:
            super().__init__()
            self.error = error

    def __init__(
        self,
        session: ReviewSession,
        view: ReviewView,
        loader: ArticleLoader,
        progress: ProgressDisplay,
        post: Callable[[Message], object],
    ) -> None:
        self._session, self._view, self._loader, self._progress = session, view, loader, progress
        self._post = post
        self._articles: list[str] = []  # ids of the imported articles, in the order of the corpus
        self._edits: list[ImportReport] = []
        self._rereadings: list[ImportReport] = []
        self._missing: list[str] = []  # articles of the store that the corpus no longer has
        self.problems: list[str] = []  # files that could not be read, as sentences

    def start(self) -> None:
        """Start reading, on a thread of its own."""
        self._view.start_thread(self._read, "corpus")

    def _read(self, is_cancelled: Callable[[], bool]) -> None:
        workspace = self._session.workspace
        try:
            with Store.open(workspace.store, read_only=workspace.is_read_only) as store:
                if store.access is not Access.WRITING:
                    self._post(self.PartRead(self._stored_articles(store)))
                    self._post(self.NotWritable(_reading_error(workspace, store)))
                    return
                for part in self._parts(store):
                    if is_cancelled():
                        return
                    self._post(self.PartRead(part))
                checked = findings.check_articles(
                    store, cancelled=is_cancelled, on_failure=self._post_failure
                )
                if list(checked):
                    self._post(self.Checked())
                # Every step is committed: the next session continues an index that is not finished.
                for _step in search.build_index(store, cancelled=is_cancelled, on_failure=self._post_failure):
                    pass
        except SoiError as error:
            self._post(self.Failed(error))

    def _parts(self, store: Store) -> Iterator[ImportProgress]:
        """The parts of the corpus as they are imported; a store that is reviewed by itself has its articles already."""
        workspace = self._session.workspace
        if workspace.is_store_alone:
            yield articles.own_articles(store)
            return
        yield from articles.import_corpus(
            store,
            workspace.sources,
            workspace.extractor,
            workspace.read_options,
            articles.available_processors(),
        )

    def _stored_articles(self, store: Store) -> ImportProgress:
        """The articles of the corpus that a store has which cannot be written."""
        workspace = self._session.workspace
        if workspace.is_store_alone:
            return articles.own_articles(store)
        return articles.find_stored_articles(store, workspace.sources, workspace.read_options)

    def _post_failure(self, error: CorpusError) -> None:
        self._post(self.ArticleFailed(error))

    def show_failure(self, error: CorpusError) -> None:
        """Show which article cannot be checked or indexed."""
        self.problems.append(translated(error))
        self._view.notify(self.problems[-1])

    async def show_part(self, part: ImportProgress) -> None:
        """List imported articles, and show the open one again if it changed."""
        self.problems += map(translated, part.errors)
        self._edits += part.edits
        self._rereadings += part.rereadings
        self._articles += part.articles
        self._missing = part.missing
        if part.deaths:
            self._view.notify(deaths_message(part.deaths))
        await self._progress.refresh(part.articles)
        if part.is_done:
            self._keep_listed()
        await self._show_open_article(part)
        self._view.show_corpus_state(len(self._articles), part.files, self.problems, finished=part.is_done)
        if part.is_done and self._session.progress.articles:
            await self._finish()

    def _keep_listed(self) -> None:
        """List the articles in the order of the corpus, without those that are not listed."""
        self._session.progress.keep(list(filter(self._session.progress.includes, self._articles)))
        self._view.article_list.put_in_order(self._session.progress.articles)
        self._view.show_progress([])

    async def list_again(self) -> tuple[int, int]:
        """List the articles as the session's modes say; returns how many are listed, and how many there are."""
        await self._progress.refresh(self._articles)
        self._keep_listed()
        await self._progress.count_orphans()
        self._view.show_corpus_state(len(self._articles), len(self._articles), self.problems, finished=True)
        return len(self._session.progress.articles), len(self._articles)

    def has(self, article: str) -> bool:
        """Whether an article is in the corpus, listed or not."""
        return article in self._session.progress.articles or article in self._articles

    async def _show_open_article(self, part: ImportProgress) -> None:
        """Open the first article if none is open or the open one is gone; reopen it if it changed."""
        articles = self._session.progress.articles
        article = self._session.article.id if self._session.article else None
        if article in part.changed:
            await self._loader.reopen()
        elif articles and (article is None or (part.is_done and article not in articles)):
            await self._loader.open(next(iter(articles)))
        elif article in part.articles:
            self._view.article_list.show_open(article)

    async def _finish(self) -> None:
        self._show_problems()
        await self._progress.count_orphans()
        self._show_edits()
        # Exclude everything loaded so far from the collector: scanning it would stop the screen for 30 ms each time.
        gc.collect()
        gc.freeze()

    def _show_problems(self) -> None:
        for problem in self.problems[:SHOWN_PROBLEMS]:
            self._view.notify(problem)
        if len(self.problems) > SHOWN_PROBLEMS:
            others_count = len(self.problems) - SHOWN_PROBLEMS
            message = ngettext(
                "… and {n} more, told when you leave", "… and {n} more, told when you leave", others_count
            )
            self._view.notify(message.format(n=others_count), 5)

    def _show_edits(self) -> None:
        """Show what became of edited, reread and missing articles, in one message that does not cover the text."""
        missing = missing_message(self._missing) if self._missing else ""
        parts = [self._edited_message() if self._edits else "", rereading_message(self._rereadings)]
        message = " ".join(filter(None, parts))
        if orphans := sum(report.orphans for report in (*self._edits, *self._rereadings)):
            waiting = ngettext(
                "{n} reviewed claim waits in the orphan queue: {key} leads there.",
                "{n} reviewed claims wait in the orphan queue: {key} leads there.",
                orphans,
            ).format(n=orphans, key=self._view.key_of("review.orphans"))
            self._view.notify(f"{message} {waiting}".strip(), 15)
            self._view.show_message(missing)
        elif self._rereadings:
            self._view.notify(message, 15)
            self._view.show_message(missing)
        else:
            self._view.show_message(f"{message} {missing}".strip())

    def _edited_message(self) -> str:
        n = len(self._edits)
        name = (
            visible(self._edits[0].article)
            if n == 1
            else ngettext("{n} article", "{n} articles", n).format(n=n)
        )
        return _("Edited: {what}. {outcomes}.").format(what=name, outcomes=outcomes_message(self._edits))


def _reading_error(workspace: Workspace, store: Store) -> SoiError:
    """Why the store can only be read: it was opened for reading, or it cannot be written."""
    if workspace.is_read_only:
        return UsageError("The store was opened for reading: --read-only.")
    return access_error(store.access, store.path)
