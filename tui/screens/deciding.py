"""Deciding: verdicts on one claim or on all that say the same, undo and redo, and taking in what is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotations.model import ArticleReview, Claim, Review, Standing, Verdict
from annotations.store import Store
from annotations.text import visible
from tui.i18n import _, ngettext
from tui.reading import Reading
from tui.screens.checks import ChecksScreen
from tui.widgets.article_reader import ArticleReader
from tui.wording import verdict_name

# Of more claims than this it is quicker to read all of the article anew than to find each of them.
MANY = 50


class DecidingScreen(ChecksScreen):
    """A screen on which claims get verdicts. It shows what is stored, and what is not as such."""

    def _at_hand(self) -> tuple[Reading, Claim] | None:
        """The current claim and the article it is read in; a word to the annotator where there is none."""
        if (reading := self._reading) is None or reading.current is None:
            self.notify(_("There is no claim here."), timeout=3, markup=False)
            return None
        if reading.index is not None and reading.outline.is_retired(reading.index):
            self.notify(_("This claim is retired; restore it first."), timeout=5, markup=False)
            return None
        return reading, reading.current

    async def _decide(self, job: Callable[[Store], Review]) -> bool:
        """Have a decision stored and only then take it in; False where it was not stored."""
        review = await self._stored(job)
        if review is None or self._reading is None:
            return False
        await self._take_in(self._reading, [review])
        return True

    async def _say(self, what: str, job: Callable[[Store], Review]) -> bool:
        """Have something said of the current claim stored and shown; as not stored, where it could not be."""
        reading = self._reading
        stored = await self._decide(job)
        if not stored and reading and reading.current:
            reading.unstored[reading.current.id] = what
        self._show_panel()
        return stored

    async def _take_in(self, reading: Reading, reviews: Sequence[Review]) -> None:
        """Show reviews that are stored, and how far the annotator is with them."""
        if any(self._changes_reading(reading, review) for review in reviews):
            self._check_again(reading.id)
        if len(reviews) > MANY:
            await self._take_in_many(reading)
            return
        reader, known, counted = self.query_one(ArticleReader), True, True
        for review in reviews:
            was = reading.stance(review.claim)
            index = reading.decided(review)
            known = known and index is not None
            counted = counted and was[1] is review.standing is not Standing.RETIRED
            if index is not None and len(reviews) == 1 and was[1:] == reading.stance(review.claim)[1:]:
                reader.show_verdict(index)
            else:
                reader.show_verdicts()
            self._count(reading.id, was[0], review.verdict)
        if not known:
            await self._renew(reading)
        if known and counted:
            self._list_progress([self._progress[reading.id]] if reading.id in self._progress else [])
        else:
            await self._show_progress([reading.id])

    async def _take_in_many(self, reading: Reading) -> None:
        """Show what is stored of an article now."""
        if reading.current:
            reading.unstored.pop(reading.current.id, None)
        await self._renew(reading)
        await self._read_claim(reading)
        await self._show_progress([reading.id])

    # Verdicts -------------------------------------------------------------------------------------------

    async def action_decide(self, verdict: str) -> None:
        """Give the current claim a verdict and go on to the next unreviewed one."""
        if (here := self._at_hand()) is None:
            return
        name, meant, claim = self._desk.annotator, Verdict(verdict), here[1]
        if await self._say(verdict_name(meant), lambda store: store.set_verdict(claim.id, name, meant)):
            await self.action_next_unreviewed()
            self._show_panel()

    async def action_clear(self) -> None:
        """Take the current claim's verdict back and stay."""
        if (here := self._at_hand()) and here[0].review:
            name, claim = self._desk.annotator, here[1]
            await self._say(_("cleared"), lambda store: store.set_verdict(claim.id, name, None))

    async def action_decide_same(self, verdict: str) -> None:
        """Give every claim of the article with the current one's value and unit a verdict, as one step."""
        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        meant = Verdict(verdict) if verdict else None
        label = verdict_name(meant)
        reviews = await self._stored(
            lambda store: store.set_verdicts(store.alike(claim.id, name), name, meant)
        )
        if reviews is None:
            reading.unstored[claim.id] = _("{verdict} for all that say the same").format(verdict=label)
            self._show_panel()
            return
        await self._take_in(reading, reviews)
        mention = reading.review.meant(claim.mention) if reading.review else claim.mention
        said = visible(" ".join(filter(None, (mention.value, mention.unit))) or claim.mention.text)
        told = ngettext(
            "{n} claim of {reading} in this article: {verdict}. Undo takes it back.",
            "{n} claims of {reading} in this article: {verdict}. Undo takes it back.",
            len(reviews),
        ).format(n=len(reviews), reading=said, verdict=label)
        self.notify(told, timeout=5, markup=False)
        if meant is not None:
            await self.action_next_unreviewed()
        self._show_panel()

    # Undo and redo --------------------------------------------------------------------------------------

    async def action_take_back(self, how: str) -> None:
        """Undo the annotator's last step, or redo the one undone last, and go where it was made."""
        name = self._desk.annotator
        taken = await self._stored(lambda store: store.undo(name) if how == "undo" else store.redo(name))
        if taken is None:
            return
        if not taken:
            nothing = {"undo": _("There is nothing to undo."), "redo": _("There is nothing to redo.")}
            self.notify(nothing[how], markup=False)
            return
        first = taken[0]
        claim = first.claim if isinstance(first, Review) else None
        if isinstance(first, ArticleReview):
            article: str | None = first.article
        else:
            article = await self._asked(lambda store: store.article_of(first.claim))
        if article is None or article not in self._progress:
            elsewhere = {
                "undo": _("Undone a decision in an article of another corpus."),
                "redo": _("Redone a decision in an article of another corpus."),
            }
            self.notify(elsewhere[how], markup=False)
        elif (reading := self._reading) and reading.id == article:
            await self._take_in(reading, [review for review in taken if isinstance(review, Review)])
            await self._return_to(reading, claim)
            self._check_again(article)
        else:
            self._leave_here()
            await self._show_progress([article])
            await self._open(article, claim)
            self._check_again(article)

    async def _return_to(self, reading: Reading, claim: str | None) -> None:
        """Go to a claim whose decision was taken back, as far as it is still there, and show what holds now."""
        await self._show_progress([reading.id])
        index = reading.outline.index(claim) if claim else None
        if index is not None:
            await self._jump(index)
        elif claim is not None and reading.current is None:
            await self._go(reading.resumed(None), reading.cursor)
        self._show_claim()
