"""Reading articles and claims of them from the store into the session, and showing them."""

from __future__ import annotations

from functools import partial

from annotations.review.article_contents import ArticleContents, FullClaim, read_contents, read_full_claim
from annotations.review.open_article import OpenArticle
from annotations.store import Store
from annotations.store.queries.outline_query import CORRECTED_AT_ONCE, corrected_kinds, read_outline
from annotations.store.queries.places import remember_place
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.store.client import StoreClient


class ArticleLoader:
    """Opens articles and reads claims in full, for the parts that move and decide."""

    def __init__(self, session: ReviewSession, client: StoreClient, view: ReviewView) -> None:
        self._session, self._client, self._view = session, client, view

    async def open(self, article: str, claim: str | None = None, cursor: int | None = None) -> None:
        """Open an article at a claim; without one, at an offset or at its first unreviewed claim."""
        annotator = self._session.annotator
        contents = await self._client.read(
            partial(read_contents, article=article, annotator=annotator, claim=claim)
        )
        if contents is None:
            return
        opened = self.show(contents)
        if claim is None and cursor is not None:
            index = opened.claim_at(cursor, cursor + 1)
        else:
            index = opened.mention_to_resume(contents.claim)
        if index is None and cursor is None:
            cursor = 0  # in an article without claims the cursor is at its beginning
        await self.go(index, cursor)
        await self.remember()

    async def reopen(self) -> None:
        """Show the newly imported version of the open article at the same claim; the annotator may move meanwhile."""
        if (former := self._session.article) is None:
            return
        annotator = self._session.annotator

        def job(store: Store) -> tuple[ArticleContents, FullClaim | None]:
            claim = former.current.id if former.current else None
            contents = read_contents(store, former.id, annotator, claim)
            return contents, read_full_claim(store, contents.claim, annotator) if contents.claim else None

        result = await self._client.read_current(job)
        if result is None or former is not self._session.article:
            return
        contents, full_claim = result
        opened = self.show(contents)
        opened.go(opened.mention_to_resume(contents.claim))
        if (
            full_claim is not None
            and opened.index is not None
            and opened.outline.id(opened.index) == full_claim[0].id
        ):
            opened.set_current(*full_claim)
            self._view.show_claim()
        else:
            await self.go(opened.index, 0 if opened.index is None else None)

    def show(self, contents: ArticleContents) -> OpenArticle:
        """Make an article the open one and show it; ``go`` has to follow, to set the current claim."""
        session = self._session
        is_first = session.article is None
        session.article = opened = OpenArticle(
            contents, session.annotator, dates=session.shows_dates, retired=session.shows_retired
        )
        self._view.show_article(contents, is_first=is_first)
        self._view.show_progress([])
        self._read_corrections(opened)
        return opened

    async def reload_outline(self, article: OpenArticle) -> None:
        """Read the outline again after claims were added or removed; the place stays."""
        annotator = self._session.annotator
        outline = await self._client.read_current(lambda store: read_outline(store, article.id, annotator))
        if outline is not None and article is self._session.article:
            article.replace_outline(outline)
            self._view.show_outline(outline, article.index)
            self._read_corrections(article)

    def _read_corrections(self, article: OpenArticle) -> None:
        """Read the corrected kinds of a very long article after it is shown: reading them takes as long as the outline."""
        if len(article.outline) > CORRECTED_AT_ONCE:
            self._view.run_in_background(self._show_corrections(article), "corrections")

    async def _show_corrections(self, article: OpenArticle) -> None:
        annotator, outline = self._session.annotator, article.outline
        kinds = await self._client.read_current(lambda store: corrected_kinds(store, article.id, annotator))
        if kinds and article is self._session.article and outline is article.outline:
            article.correct_kinds(kinds)
            self._view.show_verdicts()
            self._view.show_panel()

    async def go(self, index: int | None, cursor: int | None = None) -> None:
        """Make a mention current, or go to an offset at which there is none; does nothing if both are None."""
        if (article := self._session.article) is None or (index is None and cursor is None):
            return
        self._client.revision += 1
        self._session.jumps.moves += 1
        article.go(index, cursor)
        await self.read_claim(article)
        self._view.show_claim()

    async def read_claim(self, article: OpenArticle) -> None:
        """Read the current claim in full."""
        if (index := article.index) is None:
            return
        annotator = self._session.annotator
        full_claim = await self._client.read(
            lambda store: read_full_claim(store, article.outline.id(index), annotator)
        )
        if full_claim is not None and article.index == index:
            article.set_current(*full_claim)

    async def read_tags(self) -> None:
        """Read the vocabulary of tags, with their keys and colours."""
        tags = await self._client.read(lambda store: store.tags())
        if tags is not None:
            self._session.set_tags(tags)

    async def remember(self) -> None:
        """Store the place for the next session, if it changed since it was stored last."""
        session, place = self._session, self._session.place
        if session.workspace.is_read_only or place is None or place == session.remembered:
            return
        annotator, corpus = session.annotator, session.workspace.corpus_name
        session.remembered = place
        await self._client.write(
            lambda store: remember_place(store, annotator, corpus, place.article, place.claim),
            in_background=True,
        )
