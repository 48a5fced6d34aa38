"""Tags on the current claim, by dialog and by tag keys; changes of the vocabulary."""

from __future__ import annotations

from annotations.store.decisions.tags import Tag
from annotations.text import visible
from tui.language.i18n import _
from tui.review.article_loader import ArticleLoader
from tui.review.decisions import Decisions
from tui.review.session import ReviewSession
from tui.review.view import ReviewView
from tui.screens import dialogs
from tui.store.client import StoreClient
from tui.store.tag_vocabulary import TagVocabulary


class TagEditing:
    """Puts tags on the current claim and takes them off."""

    def __init__(
        self,
        session: ReviewSession,
        client: StoreClient,
        view: ReviewView,
        loader: ArticleLoader,
        decisions: Decisions,
    ) -> None:
        self._session, self._view, self._loader, self._decisions = session, view, loader, decisions
        self._vocabulary = TagVocabulary(client, self._show_vocabulary)

    async def choose_tags(self) -> None:
        """Open the tags of the current claim."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        (article, claim), annotator = decidable, self._session.annotator

        async def store_tags(names: frozenset[str]) -> bool:
            is_stored = await self._decisions.store(
                _("tags"), lambda store: store.set_tags(claim.id, annotator, names)
            )
            await self._loader.read_tags()
            return is_stored

        await self._loader.read_tags()
        names = article.review.tags if article.review else ()
        tag_store = dialogs.TagStore(store_tags, self._vocabulary.define, self._retire)
        await self._view.open_dialog(
            dialogs.TagsScreen(article.quotation[1], names, self._session.tags.values(), tag_store)
        )

    async def wait_for_tag_key(self) -> None:
        """Open the list of tag keys; the next key puts its tag on the current claim or takes it off."""
        if (decidable := self._decisions.decidable_claim()) is None:
            return
        await self._loader.read_tags()
        tags = self._session.tags.values()
        if not any(tag.key for tag in tags):
            message = _("No tag has a key yet: {key} in the list of tags gives it one.")
            self._view.show_message(
                message.format(key=self._view.key_of_screen(dialogs.TagsScreen, "tags.edit"))
            )
            return
        names = decidable[0].review.tags if decidable[0].review else ()
        await self._view.open_dialog(dialogs.TagKeysScreen(tags, names), self._toggle_tag)

    async def _toggle_tag(self, name: str | None) -> None:
        if name is None or (decidable := self._decisions.decidable_claim()) is None:
            return
        (article, claim), annotator = decidable, self._session.annotator
        has_tag = article.review is not None and name in article.review.tags
        added, removed = ([], [name]) if has_tag else ([name], [])
        label = _("#{tag} off") if has_tag else _("#{tag} on")
        await self._decisions.store(
            label.format(tag=name),
            lambda store: store.change_tags([claim.id], annotator, on=added, off=removed)[0],
        )

    async def _retire(self, name: str) -> bool:
        is_stored = await self._vocabulary.retire(name)
        if is_stored:
            message = _("#{tag} is retired: claims that have it keep it; give it again to have it back.")
            self._view.show_message(message.format(tag=visible(name)))
        return is_stored

    def _show_vocabulary(self, tags: list[Tag]) -> None:
        self._session.set_tags(tags)
        self._view.show_panel()
