"""Deciding: verdicts on one claim or on all that say the same, undo and redo, and taking in what is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotations.model import ArticleReview, Claim, Review, Standing, Verdict
from annotations.review.open_article import Reading
from annotations.store import Store
from annotations.store.decisions.undo import replaced_review
from annotations.store.queries.claims import article_of_claim, claims_with_same_value
from annotations.text import visible
from tui.language.i18n import _, ngettext
from tui.language.numbers import count, figure
from tui.language.wording import verdict_name
from tui.review.checks import ChecksScreen
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.panels.undo_messages import undo_message

# Of more claims than this it is quicker to read all of the article anew than to find each of them.
MANY = 50


class DecidingScreen(ChecksScreen):
    """A screen on which claims get verdicts. It shows what is stored, and what is not as such."""

    def _at_hand(self) -> tuple[Reading, Claim] | None:
        """The current claim and the article it is read in; a word to the annotator where there is none."""
        if (reading := self._reading) is None or reading.current is None:
            self.tell(_("There is no claim here."))
            return None
        if reading.index is not None and reading.outline.is_retired(reading.index):
            told = _("This claim is retired: {key} takes it in again.")
            self.tell(told.format(key=self.key_of("review.retire")))
            return None
        return reading, reading.current

    async def _decide(self, job: Callable[[Store], Review]) -> bool:
        """Have a decision stored and only then take it in; False where it was not stored."""
        review = await self._stored(job)
        if review is None or self._reading is None:
            return False
        await self._take_in(self._reading, [review])
        return True

    async def _say(self, what: str, job: Callable[[Store], Review], *, tell: bool = True) -> bool:
        """Have something said of the current claim stored and shown; as not stored, where it could not be.

        That it is stored is told and shown too, unless the caller goes on and does so (``tell`` is False).
        """
        reading = self._reading
        stored = await self._decide(job)
        if stored and tell:
            self.tell(_("Stored: {what}").format(what=visible(what)))
        elif not stored and reading and reading.current:
            reading.unstored[reading.current.id] = what
        if tell or not stored:
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
        label = verdict_name(meant)
        if await self._say(label, lambda store: store.set_verdict(claim.id, name, meant), tell=False):
            await self._go_on(label)

    async def _go_on(self, done: str) -> None:
        """To the next unreviewed claim; says what was done, and how much is left."""
        before = self._reading
        nowhere = await self._to_next_unreviewed()
        if nowhere:
            self._show_panel()
        reading = self._reading
        here = self._progress.get(reading.id) if reading else None
        if nowhere or here is None:
            self.tell(f"{done} · {visible(nowhere)}")
            return
        told, short = _("{done} · {here} left here, {all} in all"), _("{done} · {here} left here")
        if reading is not before:
            told = _("{done} · next article: {here} left here, {all} in all")
            short = _("{done} · next article: {here} left")
        left = here.total - here.reviewed
        words = {"done": done, "here": count(left), "all": count(self._total - self._reviewed)}
        self.tell_what_fits(told.format(**words), short.format(**words), done)

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
            lambda store: store.set_verdicts(claims_with_same_value(store, claim.id, name), name, meant)
        )
        if reviews is None:
            reading.unstored[claim.id] = _("{verdict} for all that say the same").format(verdict=label)
            self._show_panel()
            return
        changed = sum(reading.stance(review.claim)[0] is not meant for review in reviews)
        await self._take_in(reading, reviews)
        mention = reading.review.meant(claim.mention) if reading.review else claim.mention
        value = figure(mention.value, mention.kind) if mention.value else None
        said = visible(" ".join(filter(None, (value, mention.unit))) or claim.mention.text)
        told = ngettext(
            "{verdict}: {n} claim of {reading}; {key} takes it back",
            "{verdict}: {n} claims of {reading}; {key} takes it back",
            changed,
        ).format(n=count(changed), reading=said, verdict=label, key=self.key_of("review.undo"))
        if not changed:
            told = _("{verdict} already: all of {reading}").format(verdict=label, reading=said)
        if meant is not None:
            await self._go_on(told)
        else:
            self.tell(told)
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
            self.tell(nothing[how])
            return
        first = taken[0]
        before = await self._asked(lambda store: replaced_review(store, first))
        told = undo_message(how, taken, before) if before else ""
        claim = first.claim if isinstance(first, Review) else None
        if isinstance(first, ArticleReview):
            article: str | None = first.article
        else:
            article = await self._asked(lambda store: article_of_claim(store, first.claim))
        if article is None or article not in self._progress:
            elsewhere = {
                "undo": _("Undone a decision in an article of another corpus."),
                "redo": _("Redone a decision in an article of another corpus."),
            }
            told = elsewhere[how]
        elif (reading := self._reading) and reading.id == article:
            await self._take_in(reading, [review for review in taken if isinstance(review, Review)])
            await self._return_to(reading, claim)
            self._check_again(article)
        else:
            self._leave_here()
            await self._show_progress([article])
            await self._open(article, claim)
            self._check_again(article)
        self.tell(told)

    async def _return_to(self, reading: Reading, claim: str | None) -> None:
        """Go to a claim whose decision was taken back, as far as it is still there, and show what holds now."""
        await self._show_progress([reading.id])
        index = reading.outline.index(claim) if claim else None
        if index is not None:
            await self._jump(index)
        elif claim is not None and reading.current is None:  # it was added, and is no claim any more
            neighbours = (
                reading.claim_at(reading.cursor, reading.cursor + 1),
                *map(reading.neighbour, (-1, 1)),
            )
            nearest = next((index for index in neighbours if index is not None), None)
            await self._go(nearest, reading.cursor if nearest is None else None)
        self._show_claim()
