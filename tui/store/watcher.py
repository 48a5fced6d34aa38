"""Watching a store twice a second: for commits of other connections, and whether its file is still in place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tui.store.client import StoreClient

# How often a screen checks for commits of other connections.
WATCH_SECONDS = 0.5


class StoreWatcher:
    """Calls ``on_change`` when another connection has committed since the last check.

    A screen calls ``check`` from a timer. Checks never overlap: one that comes while another runs waits for it.
    """

    def __init__(self, client: StoreClient, on_change: Callable[[], Awaitable[None]]) -> None:
        self._client, self._on_change = client, on_change
        self._version: int | None = None
        self._checking = asyncio.Lock()

    async def check(self) -> None:
        """Read the version of the store, and call ``on_change`` if it changed."""
        async with self._checking:
            version = await self._client.watch()
            if version in (None, self._version):
                return
            self._version = version
            await self._on_change()

    def forget(self) -> None:
        """Let the next check report a change: for what another screen of this program wrote."""
        self._version = None
