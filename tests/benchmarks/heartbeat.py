"""How long an event loop was kept from turning, told apart from what the machine did meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

_BEAT = 0.001


@dataclass
class Stalls:
    """The longest stall in milliseconds, and the longest time of one in which this process had a processor.

    Where other programs want the processors too, the first tells more of them than of this one. The second is
    what this process did in the time at most: its other threads may have worked beside the loop.
    """

    longest: float = 0.0
    own: float = 0.0

    def __str__(self) -> str:
        return f"{self.longest:8.1f} ms, {self.own:.1f} ms of one its own work"


@asynccontextmanager
async def heartbeat() -> AsyncIterator[Stalls]:
    """Watch the running loop, which should turn every millisecond."""
    stalls = Stalls()

    async def beat() -> None:
        while True:
            start, worked = time.perf_counter(), time.process_time()
            await asyncio.sleep(_BEAT)
            late = time.perf_counter() - start - _BEAT
            stalls.longest = max(stalls.longest, late * 1000)
            stalls.own = max(stalls.own, min(late, time.process_time() - worked) * 1000)

    beating = asyncio.create_task(beat())
    try:
        yield stalls
    finally:
        beating.cancel()


async def idle(seconds: float) -> Stalls:
    """The stalls of a loop that has nothing to do: the machine's."""
    async with heartbeat() as stalls:
        await asyncio.sleep(seconds)
    return stalls
