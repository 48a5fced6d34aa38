"""Moving between claims, sentences, pages and articles, to the next unreviewed claim, and back and forward."""

from __future__ import annotations

from annotations.model import Progress
from annotations.review.jumps import Place
from annotations.store import Store, findings
from annotations.store.findings.stored_findings import next_contradicted_claim
from annotations.store.next_claim import ClaimPosition
from annotations.store.queries.disputes import next_disputed_claim
from annotations.store.queries.progress import next_unreviewed_article
from tui.language.i18n import _, ngettext
from tui.review.article_loader import ArticleLoader
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.screens import dialogs
from tui.store.client import StoreClient
from tui.widgets.lists.article_list import article_title


class Navigator:
    """Moves the cursor of a session. Longer moves are jumps, which back and forward retrace; steps are not."""

    def __init__(
        self, session: ReviewSession, client: StoreClient, view: ReviewView, loader: ArticleLoader
    ) -> None:
        self._session, self._client, self._view, self._loader = session, client, view, loader

    async def jump(self, index: int | None, cursor: int | None = None) -> None:
        """Go to a mention or an offset of the open article, and remember the place before."""
        if index is not None or cursor is not None:
            self._session.leave_place()
            await self._loader.go(index, cursor)

    async def go_near(self, index: int | None, offset: int) -> None:
        """Go to a mention; without a mention, to an offset, so that no claim outside the viewport stays current."""
        await self._loader.go(index, offset if index is None else None)

    # In the article -------------------------------------------------------------------------------------

    async def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) claim of the article."""
        if (article := self._session.article) is None:
            return
        if (index := article.neighbour(step)) is not None:
            await self._loader.go(index)
            return
        at_end = _("There is no claim further down: {key} leads to the next article.")
        at_start = _("There is no claim further up: {key} leads to the previous article.")
        key = self._view.key_of("review.next_article" if step > 0 else "review.previous_article")
        self._view.show_message((at_end if step > 0 else at_start).format(key=key))

    async def first_claim(self) -> None:
        """Jump to the article's first claim."""
        if self._session.article:
            await self.jump(self._session.article.first())

    async def last_claim(self) -> None:
        """Jump to the article's last claim."""
        if self._session.article:
            await self.jump(self._session.article.last())

    async def step_unit(self, unit: str, step: int) -> None:
        """Go to the next or previous sentence or paragraph, and to the first claim in it if it has one."""
        if self._session.article:
            claim, begin = self._session.article.neighbour_unit(unit, step)
            await self._loader.go(claim, begin if claim is None else None)

    async def page(self, step: int) -> None:
        """Scroll a page down or up, and go to the first claim in the viewport."""
        if (article := self._session.article) is None:
            return
        reader = self._view.reader
        reader.scroll_page(step)
        start, end = reader.viewport_span()
        claim, top = article.first_claim_in(start, end), reader.scroll_offset.y
        await self._loader.go(claim, None if claim is not None else start)
        # Showing a claim near an edge scrolls the reader: scroll back to the page.
        reader.scroll_to(y=top, animate=False, immediate=True)

    # To the next open claim -----------------------------------------------------------------------------

    async def next_unreviewed(self) -> None:
        """Go to the next claim without a verdict: behind this one, in the articles after, then from the start."""
        if message := await self.to_next_unreviewed():
            self._view.show_message(message)

    async def to_next_unreviewed(self) -> str:
        """Go to the next claim without a verdict; returns why not, where there is none."""
        if (article := self._session.article) is None:
            return ""
        if (index := article.next_unreviewed(article.cursor + 1)) is not None:
            await self._loader.go(index)
            return ""
        next_article = await self._next_unreviewed_article(article.id)
        if next_article is None:
            return self._all_reviewed_message()
        self._session.leave_place()
        if next_article == article.id:
            await self._loader.go(article.next_unreviewed(0))
        else:
            await self._loader.open(next_article)
        return ""

    async def _next_unreviewed_article(self, article: str) -> str | None:
        candidates = self._session.progress.with_unreviewed_after(article)
        if self._session.shows_dates or not candidates:
            return next(iter(candidates), None)
        # The progress counts dates too: if dates are skipped, the store has to be asked.
        annotator = self._session.annotator
        return await self._client.read(
            lambda store: next_unreviewed_article(store, annotator, candidates, dates=False)
        )

    def _all_reviewed_message(self) -> str:
        dates = self._session.progress.unreviewed
        if dates and not self._session.shows_dates:
            return ngettext(
                "Every claim but {n} date, which is skipped, is reviewed.",
                "Every claim but {n} dates, which are skipped, is reviewed.",
                dates,
            ).format(n=dates)
        return _("Every claim is reviewed.")

    async def next_disputed(self) -> None:
        """Go to the next claim on which annotators disagree: in the articles after, then from the start."""
        if (place := self._session.place) is None:
            return
        annotator, articles = self._session.annotator, list(self._session.progress.articles)
        # A tuple: None is a failed read, (None,) a store without disputes.
        result = await self._client.read(
            lambda store: (next_disputed_claim(store, annotator, articles, _position(place)),)
        )
        if result is None:
            return
        (disputed,) = result
        if disputed is None:
            self._view.show_message(_("There is no claim on which annotators disagree."))
        elif disputed.claim == place.claim:
            self._view.show_message(_("This is the only claim on which annotators disagree."))
        else:
            await self.jump_to(Place(disputed.article, disputed.claim, disputed.start))

    async def next_contradicted(self) -> None:
        """Go to the next claim that its article contradicts: in the articles after, then from the start."""
        if (place := self._session.place) is None:
            return
        annotator, articles = self._session.annotator, list(self._session.progress.articles)

        def job(store: Store) -> tuple[ClaimPosition | None, bool]:
            position = next_contradicted_claim(store, annotator, articles, _position(place))
            return position, position is not None or findings.all_are_checked(store)

        result = await self._client.read(job)
        if result is None:
            return
        contradicted, all_checked = result
        if contradicted is None and not all_checked:
            self._view.show_message(_("Nothing found yet: not all articles are checked."))
        elif contradicted is None:
            self._view.show_message(_("There is no claim that its article contradicts."))
        elif contradicted.claim == place.claim:
            self._view.show_message(_("This is the only claim that its article contradicts."))
        else:
            await self.jump_to(Place(contradicted.article, contradicted.claim, contradicted.start))

    # Between articles -----------------------------------------------------------------------------------

    async def step_article(self, step: int) -> None:
        """Jump to the next (1) or previous (-1) article."""
        articles, article = list(self._session.progress.articles), self._session.article
        if article is None or article.id not in self._session.progress.articles:
            return
        target = articles.index(article.id) + step
        if 0 <= target < len(articles):
            await self.jump_to_article(articles[target])
        else:
            self._view.show_message(
                _("This is the last article.") if step > 0 else _("This is the first article.")
            )

    async def choose_article(self) -> None:
        """Ask for an article by some letters of its title, and jump there."""
        titles = {row.article: _title_and_file(row) for row in self._session.progress.articles.values()}
        await self._view.open_dialog(dialogs.GotoScreen(titles), self.jump_to_article)

    async def jump_to_article(self, article: str | None) -> None:
        """Open an article, if any, and remember the place before."""
        if article is not None:
            self._session.leave_place()
            await self._loader.open(article)

    async def go_back_or_forward(self, step: int) -> None:
        """Go back (-1) to where the last jump began, or forward (1) again."""
        if (place := self._session.place) is None:
            return
        jumps = self._session.jumps
        target = jumps.go_back(place) if step < 0 else jumps.go_forward(place)
        if target is not None:
            await self.visit(target)
        elif step < 0:
            self._view.show_message(_("There is nowhere to go back to."))
        else:
            self._view.show_message(_("There is nowhere to go forward to."))

    async def jump_to(self, place: Place) -> None:
        """Go to a place, and remember the place before."""
        self._session.leave_place()
        await self.visit(place)

    async def visit(self, place: Place) -> None:
        """Go to a place; open its article unless it is open."""
        if (article := self._session.article) is not None and place.article == article.id:
            index = article.outline.index(place.claim) if place.claim else None
            await self._loader.go(index, place.cursor)
        else:
            await self._loader.open(place.article, place.claim, place.cursor)


def _position(place: Place) -> ClaimPosition:
    return ClaimPosition(place.article, place.cursor, place.claim or "")


def _title_and_file(progress: Progress) -> str:
    """The text by which the dialog finds an article: its title and the name of its file."""
    title = article_title(progress)
    return title if progress.title is None else f"{title}  {progress.article}"
