"""Verdicts by key: on the current claim, or on all claims of the article with its value and unit."""

from __future__ import annotations

from annotations.model import Claim, Verdict
from annotations.review.jumps import Place
from annotations.review.open_article import OpenArticle
from annotations.store.queries.claims import claims_with_same_value
from annotations.text import brief, visible
from tui.language.i18n import _, ngettext
from tui.language.numbers import format_count, format_value
from tui.language.wording import SIGNS, verdict_name
from tui.review.decided_claim import DecidedClaim
from tui.review.decisions import Decisions
from tui.review.navigation.navigator import Navigator
from tui.review.navigation.next_unreviewed import to_next_unreviewed

LONGEST_QUOTE = 24  # characters of a claim's words in the message about its verdict


class Verdicts:
    """Stores verdicts, and goes on to the next unreviewed claim."""

    def __init__(self, decisions: Decisions, navigator: Navigator, decided_claim: DecidedClaim) -> None:
        self._decisions, self._navigator, self._decided_claim = decisions, navigator, decided_claim
        self._session, self._client, self._view = decisions.session, decisions.client, decisions.view

    async def decide(self, verdict: Verdict) -> None:
        """Give the current claim a verdict and go to the next unreviewed one, unless the session stays."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        (article, claim), annotator = decidable, self._session.annotator
        label, message = verdict_name(verdict), self._message(article, claim, verdict)
        if await self._decisions.store(
            label, lambda store: store.set_verdict(claim.id, annotator, verdict), show=False
        ):
            remaining = await self._go_on()
            keys = _("{evidence} evidence · {undo} undo").format(
                evidence=self._view.key_of("review.evidence"), undo=self._view.key_of("review.undo")
            )
            self._view.show_fitting_message(
                f"{message} · {keys} · {remaining}",
                f"{message} · {keys}",
                f"{message} · {remaining}",
                message,
            )

    async def clear(self) -> None:
        """Clear the current claim's verdict and stay."""
        if (decidable := self._decisions.decidable_claim()) and decidable[0].review:
            annotator, claim = self._session.annotator, decidable[1]
            await self._decisions.store(
                _("cleared"), lambda store: store.set_verdict(claim.id, annotator, None)
            )

    async def decide_alike(self, verdict: Verdict | None) -> None:
        """Give every claim of the article with the current one's value and unit a verdict, as one step of undo."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        (article, claim), annotator, label = decidable, self._session.annotator, verdict_name(verdict)
        reviews = await self._client.write(
            lambda store: store.set_verdicts(
                claims_with_same_value(store, claim.id, annotator), annotator, verdict
            )
        )
        if reviews is None:
            article.unstored_decisions[claim.id] = _("{verdict} for all that say the same").format(
                verdict=label
            )
            self._view.show_panel()
            return
        changed = sum(article.stance(review.claim)[0] is not verdict for review in reviews)
        await self._decisions.apply(article, reviews)
        message = self._alike_message(article, claim, label, changed)
        if verdict is not None:
            remaining = await self._go_on()
            self._view.show_fitting_message(f"{message} · {remaining}", message)
        else:
            self._view.show_message(message)
            self._view.show_panel()

    def _message(self, article: OpenArticle, claim: Claim, verdict: Verdict) -> str:
        """The claim decided by its words, its verdict, and the keys that are about it now."""
        start, end = article.span
        if (start, end) == (claim.mention.start, claim.mention.end):
            start, end = claim.mention.extent_start, claim.mention.extent_end
        quote = brief(article.article.text[start:end], LONGEST_QUOTE)
        return f"{SIGNS[verdict]} {quote} {verdict_name(verdict)}"

    def _alike_message(self, article: OpenArticle, claim: Claim, label: str, changed: int) -> str:
        mention = article.review.corrected_mention(claim.mention) if article.review else claim.mention
        value = format_value(mention.value, mention.kind) if mention.value else None
        amount = visible(" ".join(filter(None, (value, mention.unit))) or claim.mention.text)
        if not changed:
            return _("{verdict} already: all of {reading}").format(verdict=label, reading=amount)
        message = ngettext(
            "{verdict}: {n} claim of {reading}; {key} takes it back",
            "{verdict}: {n} claims of {reading}; {key} takes it back",
            changed,
        )
        key = self._view.key_of("review.undo")
        return message.format(n=format_count(changed), reading=amount, verdict=label, key=key)

    async def _go_on(self) -> str:
        """Go on along the walk or to the next unreviewed claim, unless the session stays; returns what the message says of it."""
        decided, decided_article = self._session.place, self._session.article
        message = ""
        if not self._session.workspace.stays_after_verdict:
            message = await (self._navigator.walk_step or to_next_unreviewed)(self._navigator)
        self._decided_claim.decide(decided)
        if self._session.place == decided:
            self._view.show_panel()
        return visible(message) or self._remaining(decided_article, decided)

    def _remaining(self, decided_article: OpenArticle | None, decided: Place | None) -> str:
        """How many claims are left to review, in the open article and in all, and where the next one is."""
        article, progress, place = self._session.article, self._session.progress, self._session.place
        article_progress = progress.articles.get(article.id) if article else None
        if article_progress is None:
            return ""
        message = _("{here} left here, {all} in all")
        if article is not decided_article:
            message = _("next article: {here} left here, {all} in all")
        elif decided and place and place.cursor < decided.cursor:
            message = _("further up: {here} left here, {all} in all")
        left_in_article = format_count(article_progress.total - article_progress.reviewed)
        return message.format(here=left_in_article, all=format_count(progress.unreviewed))
