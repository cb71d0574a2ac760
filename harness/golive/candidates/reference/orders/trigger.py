"""What starts the work on an order: an event of the shop."""

from __future__ import annotations

from typing import Protocol

from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.orders.subscription import subscribe


class Trigger(Protocol):
    """Hands orders to the inbox."""

    async def run(self) -> None:
        """Do so until cancelled, or return where events do the rest."""


class Webhook(Duty):
    """Hands the events of the shop to the inbox."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._kit.on_webhook(self._inbox.on_event)

    async def run(self) -> None:
        """Subscribe to the events."""
        await subscribe(self._shop)
