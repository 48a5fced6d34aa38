"""Moving: from claim to claim, by sentence, paragraph and page, between articles, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.model import Progress
from annotations.review.jumps import Jumps, Place
from annotations.store.next_claim import ClaimPosition
from annotations.store.queries.disputes import next_disputed_claim
from annotations.store.queries.progress import next_unreviewed_article
from tui.language.i18n import _, ngettext
from tui.review.article_search import FindingScreen
from tui.store.client import Desk
from tui.store.thread import StoreThread
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.lists.article_list import ArticleList, article_title

if TYPE_CHECKING:
    from tui.widgets.article.article_search import ArticleSearch


class MovingScreen(FindingScreen):
    """An article screen with the ways to get about in a corpus.

    Steps to a neighbour are not remembered; everything that goes further is, and can be gone back.
    """

    def __init__(self, desk: Desk, store: StoreThread) -> None:
        super().__init__(desk, store)
        self._jumps = Jumps()

    def _leave_here(self) -> None:
        """Remember this place before a jump."""
        if (here := self._here()) is not None:
            self._jumps.leave(here)

    async def _jump(self, index: int | None, cursor: int | None = None) -> None:
        if index is not None or cursor is not None:
            self._leave_here()
            await self._go(index, cursor)

    # In the article -------------------------------------------------------------------------------------

    async def action_step(self, by: int) -> None:
        """To the next or the previous claim of the article."""
        if (reading := self._reading) is None:
            return
        if (index := reading.neighbour(by)) is not None:
            await self._go(index)
        else:
            last = _("There is no claim further down: {key} leads to the next article.")
            first = _("There is no claim further up: {key} leads to the previous article.")
            key = self.key_of("review.next_article" if by > 0 else "review.previous_article")
            self.tell((last if by > 0 else first).format(key=key))

    async def action_first_claim(self) -> None:
        """To the article's first claim."""
        if self._reading:
            await self._jump(self._reading.first())

    async def action_last_claim(self) -> None:
        """To the article's last claim."""
        if self._reading:
            await self._jump(self._reading.last())

    async def action_walk(self, unit: str, by: int) -> None:
        """To the next or previous sentence or paragraph, and the first claim in it where it has one."""
        if self._reading:
            claim, begin = self._reading.walked(unit, by)
            await self._go(claim, begin if claim is None else None)

    async def action_page(self, by: int) -> None:
        """A page down or up, to the first claim that is in sight then."""
        if (reading := self._reading) is None:
            return
        reader = self.query_one(ArticleReader)
        reader.scroll_page(by)
        start, end = reader.viewport_span()
        claim = reading.claim_in(start, end)
        top = reader.scroll_offset.y
        await self._go(claim, None if claim is not None else start)
        reader.scroll_to(
            y=top, animate=False, immediate=True
        )  # a page is a page, also with a claim at its edge

    async def on_article_reader_claim_selected(self, message: ArticleReader.ClaimSelected) -> None:
        """Make the clicked claim the current one."""
        await self._jump(message.mention)

    async def on_article_search_accepted(self, message: ArticleSearch.Accepted) -> None:
        """Go on from the match: at the claim it touches or else the next one behind it."""
        self.query_one(ArticleReader).focus()
        if (reading := self._reading) and (match := message.match):
            self._leave_here()
            touched = reading.claim_at(match.start, match.end)
            reading.cursor = match.start
            await self._go_from(match.start, reading.neighbour(1) if touched is None else touched)

    async def action_match(self, by: int) -> None:
        """To the next or the previous match; the claim it touches is the current one then, or none is."""
        search = await self._search_line()
        search.step(by)
        if (reading := self._reading) and (match := search.match):
            await self._go_from(match.start, reading.claim_at(match.start, match.end))
            self.tell(_("match {place}").format(place=search.position))
        else:
            self.tell(_("Nothing is found here: {key} searches.").format(key=self.key_of("review.search")))

    async def _go_from(self, offset: int, index: int | None) -> None:
        """Go to a claim or, where there is none, to an offset: no claim stays current that is out of sight."""
        await self._go(index, offset if index is None else None)

    # What is highlighted --------------------------------------------------------------------------------

    def action_toggle_others(self) -> None:
        """Show references, names and metadata dim, or as any text."""
        self._others = not self._others
        self.query_one(ArticleReader).show_non_claims(enabled=self._others)
        shown = _("References, names and metadata are dim.")
        self.tell(shown if self._others else _("References, names and metadata look like any other text."))

    def action_toggle_dates(self) -> None:
        """Highlight dates and stop at them, or pass them by."""
        self._dates = not self._dates
        self.query_one(ArticleReader).show_dates(enabled=self._dates)
        if self._reading:
            self._reading.walk(dates=self._dates, retired=self._retired)
            self._show_panel()
        told = _("Dates are shown.") if self._dates else _("Dates are skipped.")
        self._tell_modes()
        self.tell(told)

    def action_select(self) -> None:
        """Begin to select text."""
        reader = self.query_one(ArticleReader)
        reader.focus()
        reader.action_select()

    # Between articles -----------------------------------------------------------------------------------

    async def action_next_unreviewed(self) -> None:
        """To the next claim without a verdict: behind this one, in the articles after, then from the start."""
        if nowhere := await self._to_next_unreviewed():
            self.tell(nowhere)

    async def _to_next_unreviewed(self) -> str:
        """Go to the next claim without a verdict; gives why not, where there is none."""
        if (reading := self._reading) is None:
            return ""
        if (found := reading.unreviewed(reading.cursor + 1)) is not None:
            await self._go(found)
            return ""
        article = await self._unreviewed_article(reading.id)
        if article is None:
            return self._all_reviewed()
        self._leave_here()
        if article == reading.id:
            await self._go(reading.unreviewed(0))
        else:
            await self._open(article)
        return ""

    async def _unreviewed_article(self, here: str) -> str | None:
        """The next article behind this one, round the end, in which there is something to review."""
        articles = list(self._progress.values())
        at = list(self._progress).index(here) if here in self._progress else 0
        left = [p.article for p in (*articles[at + 1 :], *articles[: at + 1]) if p.reviewed < p.total]
        if self._dates or not left:
            return next(iter(left), None)
        name = self._desk.annotator
        return await self._asked(lambda store: next_unreviewed_article(store, name, left, dates=False))

    def _all_reviewed(self) -> str:
        left = self._total - self._reviewed
        if left and not self._dates:
            return ngettext(
                "Every claim but {n} date, which is skipped, is reviewed.",
                "Every claim but {n} dates, which are skipped, is reviewed.",
                left,
            ).format(n=left)
        return _("Every claim is reviewed.")

    async def action_next_disputed(self) -> None:
        """To the next claim on which annotators disagree: behind this one, in the articles after, then from the start."""
        if (here := self._here()) is None:
            return
        name, articles = self._desk.annotator, list(self._progress)
        # In a tuple, so that a store that fails is not taken for one in which nothing is disputed.
        found = await self._asked(
            lambda store: (
                next_disputed_claim(
                    store, name, articles, ClaimPosition(here.article, here.cursor, here.claim or "")
                ),
            )
        )
        if found is None:
            return
        (disputed,) = found
        if disputed is None:
            self.tell(_("There is no claim on which annotators disagree."))
        elif disputed.claim == here.claim:
            self.tell(_("This is the only claim on which annotators disagree."))
        else:
            self._leave_here()
            await self._visit(Place(disputed.article, disputed.claim, disputed.start))

    async def action_article(self, by: int) -> None:
        """To the next or the previous article."""
        ids = list(self._progress)
        if self._reading is None or self._reading.id not in self._progress:
            return
        to = ids.index(self._reading.id) + by
        if 0 <= to < len(ids):
            await self._open_jumping(ids[to])
        else:
            self.tell(_("This is the last article.") if by > 0 else _("This is the first article."))

    async def on_article_list_article_chosen(self, message: ArticleList.ArticleChosen) -> None:
        """Open the chosen article."""
        self.action_leave()
        await self._open_jumping(message.article)

    def action_goto_article(self) -> None:
        """Ask for an article by some letters of its title, and go there."""
        from tui.screens.dialogs.goto import GotoScreen  # noqa: PLC0415 (not before it is needed: the first screen waits)

        titles = {progress.article: _called(progress) for progress in self._progress.values()}
        self.app.push_screen(GotoScreen(titles), self._open_chosen)

    async def _open_chosen(self, article: str | None) -> None:
        if article is not None:
            await self._open_jumping(article)

    async def _open_jumping(self, article: str) -> None:
        self._leave_here()
        await self._open(article)

    async def action_jump(self, by: int) -> None:
        """Back to where the last jump began (``by`` is -1), or forward again (1)."""
        if (here := self._here()) is None:
            return
        place = self._jumps.back(here) if by < 0 else self._jumps.forward(here)
        if place is None:
            nowhere = (
                _("There is nowhere to go back to.") if by < 0 else _("There is nowhere to go forward to.")
            )
            self.tell(nowhere)
        else:
            await self._visit(place)

    async def _visit(self, place: Place) -> None:
        """Show a place, opening its article where that is another one."""
        if (reading := self._reading) is not None and place.article == reading.id:
            index = reading.outline.index(place.claim) if place.claim else None
            await self._go(index, place.cursor)
        else:
            await self._open(place.article, place.claim, place.cursor)


def _called(progress: Progress) -> str:
    """What an article can be found by: its title and its file's name."""
    title = article_title(progress)
    return title if progress.title is None else f"{title}  {progress.article}"
