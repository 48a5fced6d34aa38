"""Tagging: the picker, and tags by a key of their own."""

from __future__ import annotations

from collections.abc import Callable

from annotations.store import Store
from annotations.store.decisions.tags import Tag
from annotations.text import visible
from tui.keys.keymap import key_of
from tui.language.i18n import _
from tui.review.remarks import RemarksScreen


class TaggingScreen(RemarksScreen):
    """A screen on which claims get tags."""

    async def action_tags(self) -> None:
        """Choose the current claim's tags."""
        from tui.screens.dialogs.tags import TagsScreen, TagStore  # noqa: PLC0415

        if (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        chosen = reading.review.tags if reading.review else ()

        async def put(tags: frozenset[str]) -> bool:
            stored = await self._say(_("tags"), lambda store: store.set_tags(claim.id, name, tags))
            await self._read_tags()
            return stored

        await self._read_tags()
        store = TagStore(put, self._define, self._retire)
        await self.app.push_screen(TagsScreen(reading.quoted[1], chosen, self._tags.values(), store))

    async def _define(self, tag: Tag) -> bool:
        """Have a tag's key and colour stored and shown."""
        return await self._change_vocabulary(lambda store: store.define_tag(tag))

    async def _retire(self, tag: str) -> bool:
        """Have a tag taken out of use."""
        stored = await self._change_vocabulary(lambda store: store.retire_tag(tag))
        if stored:
            told = _("#{tag} is retired: claims that have it keep it; give it again to have it back.").format(
                tag=visible(tag)
            )
            self.tell(told)
        return stored

    async def _change_vocabulary(self, change: Callable[[Store], None]) -> bool:
        def job(store: Store) -> list[Tag]:
            change(store)
            return store.tags()

        tags = await self._stored(job)
        if tags is None:
            return False
        self._tags = {tag.name: tag for tag in tags}
        self._show_panel()
        return True

    async def action_tag_key(self) -> None:
        """Put a tag on the current claim, or take it off, by its own key."""
        from tui.screens.dialogs.tag_keys import TagKeysScreen  # noqa: PLC0415
        from tui.screens.dialogs.tags import TagsScreen  # noqa: PLC0415

        if (here := self._at_hand()) is None:
            return
        await self._read_tags()
        if not any(tag.key for tag in self._tags.values()):
            told = _("No tag has a key yet: {key} in the list of tags gives it one.")
            key = key_of(self.app, TagsScreen, "tags.edit")
            self.tell(told.format(key=key))
            return
        chosen = here[0].review.tags if here[0].review else ()
        await self.app.push_screen(TagKeysScreen(self._tags.values(), chosen), self._put_by_key)

    async def _put_by_key(self, tag: str | None) -> None:
        if tag is None or (here := self._at_hand()) is None:
            return
        (reading, claim), name = here, self._desk.annotator
        has = reading.review is not None and tag in reading.review.tags
        on, off = ([], [tag]) if has else ([tag], [])
        what = _("#{tag} off") if has else _("#{tag} on")
        await self._say(
            what.format(tag=tag),
            lambda store: store.change_tags([claim.id], name, on=on, off=off)[0],
        )
