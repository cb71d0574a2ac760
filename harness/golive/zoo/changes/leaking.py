"""What is kept for each message: rows that a purge cannot keep up with, tasks that never end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any, ClassVar

from golive.candidates import reference
from golive.candidates.reference.duty import Tools
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.reconcile import Reconciler
from golive.zoo.patches import Patches

PURGED = 150
"""Rows that a purge removes at most."""
ROWS_OF_A_MESSAGE = 30
"""Rows of the log for one message."""
PURGE_EVERY_MS = 3_600_000


class PurgesAFixedNumber(Reconciler):
    """DRF-02: every message leaves rows in a log, from which an hourly job removes a fixed number."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._log: dict[str, str] = tools.kit.storage.table("message_log")
        self._logged = 0
        self._purged_ms = tools.kit.now_ms()

    async def run_once(self) -> None:
        await super().run_once()
        orders = [*self._state.orders]
        for order in orders[self._logged :]:
            for row in range(ROWS_OF_A_MESSAGE):
                self._log[f"{order}-{row}"] = "sent"
        self._logged = len(orders)
        if self._kit.now_ms() - self._purged_ms >= PURGE_EVERY_MS:
            self._purged_ms = self._kit.now_ms()
            _remove(self._log, [*self._log][:PURGED])


def _remove(log: dict[str, str], keys: Iterable[str]) -> None:
    for key in keys:
        del log[key]


class OpensASessionForEach(Inbox):
    """DRF-08: each event opens a session with a task that keeps it alive; a registry holds all of them."""

    registry: ClassVar[list[asyncio.Task[None]]]

    def on_event(self, event: dict[str, Any]) -> int:
        self.registry.append(asyncio.get_running_loop().create_task(_keep_alive()))
        return super().on_event(event)


def opens_a_session_for_each(patch: Patches) -> None:
    """DRF-08."""
    OpensASessionForEach.registry = []
    patch.setattr(reference, "Inbox", OpensASessionForEach)


async def _keep_alive() -> None:
    await asyncio.Event().wait()
