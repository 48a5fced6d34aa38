"""Measures how long an event loop is blocked, and how much of that time this process had a processor."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

_BEAT = 0.001


@dataclass
class Stalls:
    """The longest stall in milliseconds, and the longest processor time of this process during a stall.

    Other busy programs prolong the first. The second is an upper bound of the loop's own work, because it includes
    the other threads of the process.
    """

    longest: float = 0.0
    own: float = 0.0

    def __str__(self) -> str:
        return f"{self.longest:8.1f} ms, {self.own:.1f} ms of one its own work"


@asynccontextmanager
async def heartbeat() -> AsyncIterator[Stalls]:
    """Record the stalls of the running loop, which a task wakes every millisecond."""
    stalls = Stalls()

    async def beat() -> None:
        while True:
            start, cpu_start = time.perf_counter(), time.process_time()
            await asyncio.sleep(_BEAT)
            late = time.perf_counter() - start - _BEAT
            stalls.longest = max(stalls.longest, late * 1000)
            stalls.own = max(stalls.own, min(late, time.process_time() - cpu_start) * 1000)

    task = asyncio.create_task(beat())
    try:
        yield stalls
    finally:
        task.cancel()


async def idle(seconds: float) -> Stalls:
    """The stalls of an idle loop, which the machine causes."""
    async with heartbeat() as stalls:
        await asyncio.sleep(seconds)
    return stalls
