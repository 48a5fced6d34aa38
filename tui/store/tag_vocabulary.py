"""Changing the vocabulary of tags from a screen with a tag dialog: the review and the claims table."""

from __future__ import annotations

from collections.abc import Callable

from annotations.store import Store
from annotations.store.decisions.tags import Tag
from tui.store.client import StoreClient


class TagVocabulary:
    """Stores changes of the vocabulary for a screen with a tag dialog."""

    def __init__(self, client: StoreClient, on_change: Callable[[list[Tag]], None]) -> None:
        self._client, self._on_change = client, on_change

    async def define(self, tag: Tag) -> bool:
        """Store a tag's key and colour; returns False if storing failed."""
        return await self._change(lambda store: store.define_tag(tag))

    async def retire(self, name: str) -> bool:
        """Retire a tag; returns False if storing failed."""
        return await self._change(lambda store: store.retire_tag(name))

    async def _change(self, change: Callable[[Store], None]) -> bool:
        def job(store: Store) -> list[Tag]:
            change(store)
            return store.tags()

        tags = await self._client.write(job)
        if tags is None:
            return False
        self._on_change(tags)
        return True
