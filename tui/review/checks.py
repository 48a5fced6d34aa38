"""What an article says of its own claims: going from one contradiction to the next, and checking again."""

from __future__ import annotations

from textual import work
from textual.message import Message

from annotations.errors import SoiError
from annotations.model import Review, Standing
from annotations.review.jumps import Place
from annotations.review.open_article import Reading
from annotations.store import Store
from annotations.store.findings.stored_findings import findings_on_claim, next_contradicted_claim
from annotations.store.next_claim import ClaimPosition
from tui.language.i18n import _
from tui.review.corpus import CorpusScreen
from tui.review.navigator import MovingScreen


class ChecksScreen(MovingScreen):
    """An article screen that shows what is found of claims, and keeps it up to what the annotator corrects."""

    class ArticleChecked(Message):
        """An article was checked as the annotator reads it now."""

    async def action_next_finding(self) -> None:
        """To the next claim that its article contradicts: behind this one, in the articles after, then from the start."""
        if (here := self._here()) is None:
            return
        name, articles = self._desk.annotator, list(self._progress)

        from annotations.store.findings.checking import all_are_checked  # noqa: PLC0415 (the first screen does without)

        def job(store: Store) -> tuple[ClaimPosition | None, bool]:
            found = next_contradicted_claim(
                store, name, articles, ClaimPosition(here.article, here.cursor, here.claim or "")
            )
            return found, found is not None or all_are_checked(store)

        asked = await self._asked(job)
        if asked is None:
            return
        found, all_checked = asked
        if found is None and not all_checked:
            self.tell(_("Nothing found yet: not all articles are checked."))
        elif found is None:
            self.tell(_("There is no claim that its article contradicts."))
        elif found.claim == here.claim:
            self.tell(_("This is the only claim that its article contradicts."))
        else:
            self._leave_here()
            await self._visit(Place(found.article, found.claim, found.start))

    def _changes_reading(self, reading: Reading, review: Review) -> bool:
        """Whether the annotator reads the article another way by a review, or did before."""
        before = reading.review if reading.review and reading.review.claim == review.claim else None
        held = before is not None and bool(before.correction or before.standing)
        retired = reading.stance(review.claim)[1] is Standing.RETIRED
        return held or retired or bool(review.correction or review.standing)

    @work(thread=True, group="checks")
    def _check_again(self, article: str) -> None:
        """Check an article for the annotator, behind whatever they do next; a long one takes its time."""
        from annotations.store.findings.checking import check_articles  # noqa: PLC0415

        try:
            with Store.open(self._desk.store) as store:
                for _done in check_articles(store, article):
                    pass
            self.post_message(self.ArticleChecked())  # also where another program has done it just now
        except SoiError as error:
            self.post_message(CorpusScreen.CorpusFailed(error))

    async def _take_in_news(self, reading: Reading, since: int) -> None:
        await super()._take_in_news(reading, since)
        self._check_again(reading.id)

    async def on_checks_screen_article_checked(self) -> None:
        """Show what is found of the current claim now."""
        await self._show_findings()

    async def on_corpus_screen_corpus_checked(self) -> None:
        """Show what is found of the current claim, now that every article is checked."""
        await self._show_findings()

    async def _show_findings(self) -> None:
        if (reading := self._reading) is None or (claim := reading.current) is None:
            return
        name = self._desk.annotator
        found = await self._asked_now(lambda store: findings_on_claim(store, claim.id, name))
        if found is not None and reading is self._reading and reading.current is claim:
            reading.findings = found
            self._show_panel()
