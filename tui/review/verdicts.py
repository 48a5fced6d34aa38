"""Verdicts by key: on the current claim, or on all claims of the article with its value and unit."""

from __future__ import annotations

from annotations.model import Claim, Verdict
from annotations.review.open_article import OpenArticle
from annotations.store.queries.claims import claims_with_same_value
from annotations.text import visible
from tui.language.i18n import _, ngettext
from tui.language.numbers import format_count, format_value
from tui.language.wording import verdict_name
from tui.review.decisions import Decisions
from tui.review.navigation.navigator import Navigator
from tui.review.navigation.next_unreviewed import to_next_unreviewed


class Verdicts:
    """Stores verdicts, and goes on to the next unreviewed claim."""

    def __init__(self, decisions: Decisions, navigator: Navigator) -> None:
        self._decisions, self._navigator = decisions, navigator
        self._session, self._client, self._view = decisions.session, decisions.client, decisions.view

    async def decide(self, verdict: Verdict) -> None:
        """Give the current claim a verdict and go to the next unreviewed one."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        annotator, claim, label = self._session.annotator, decidable[1], verdict_name(verdict)
        if await self._decisions.store(
            label, lambda store: store.set_verdict(claim.id, annotator, verdict), show=False
        ):
            await self._go_on(label)

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
            await self._go_on(message)
        else:
            self._view.show_message(message)
            self._view.show_panel()

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

    async def _go_on(self, label: str) -> None:
        """Go to the next unreviewed claim; show what was decided, and how much is left."""
        decided_article = self._session.article
        all_reviewed = await to_next_unreviewed(self._navigator)
        if all_reviewed:
            self._view.show_panel()
        article, progress = self._session.article, self._session.progress
        article_progress = progress.articles.get(article.id) if article else None
        if all_reviewed or article_progress is None:
            self._view.show_message(f"{label} · {visible(all_reviewed)}")
            return
        message, short_message = _("{done} · {here} left here, {all} in all"), _("{done} · {here} left here")
        if article is not decided_article:
            message = _("{done} · next article: {here} left here, {all} in all")
            short_message = _("{done} · next article: {here} left")
        left_in_article = format_count(article_progress.total - article_progress.reviewed)
        values = {"done": label, "here": left_in_article, "all": format_count(progress.unreviewed)}
        self._view.show_fitting_message(message.format(**values), short_message.format(**values), label)
