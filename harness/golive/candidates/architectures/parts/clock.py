"""Times of the shop, and jobs that run at intervals."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from golive.candidates.architectures.parts.api import Refused
from golive.candidates.kit import Kit


def stamp(at_ms: int) -> str:
    """A time as the shop's filters take it, in UTC."""
    return datetime.fromtimestamp(at_ms // 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


Pause = Callable[[], float]
"""How long to wait until a job runs again, in seconds."""


async def every(seconds: float | Pause, job: Callable[[], Awaitable[None]], kit: Kit) -> None:
    """Run a job now and at intervals; a refusal that it does not handle is alerted once."""
    alerted = False
    while True:
        try:
            await job()
            alerted = False
        except Refused as refused:
            if not alerted:
                kit.desk.alert(f"{job.__qualname__} was refused: {refused}")
            alerted = True
        await asyncio.sleep(seconds if isinstance(seconds, int | float) else seconds())
