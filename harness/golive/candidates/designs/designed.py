"""A design as a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from golive.candidates.coroutine import InProcess
from golive.candidates.designs.carrying import carried
from golive.candidates.designs.decision import BATCHES, FILES, TABLES, Decision
from golive.candidates.designs.price import FREE, Price
from golive.errors import CandidateFailed

if TYPE_CHECKING:
    from golive.build.world import World

NEEDS = {FILES: "files", TABLES: "tables", BATCHES: "batch"}
"""Channel to the key below `erp.channels` that it needs."""


class Designed(InProcess):
    """Carries out a decision. `price` is what its operation costs."""

    def __init__(self, name: str, decision: Decision, price: Price = FREE) -> None:
        super().__init__(name, carried(decision))
        self.decision = decision
        self.price = price

    async def start(self, world: World) -> None:
        """Start it as `InProcess.start` does. Raises CandidateFailed where the ERP does not have the channel."""
        key = NEEDS.get(self.decision.channel, "")
        if key and getattr(world.scenario.erp.channels, key) is not True:
            raise CandidateFailed(
                f"{self.name} sends orders with channel: {self.decision.channel}, and the ERP of this scenario has "
                f"none; add --set erp.channels.{key}=on"
            )
        await super().start(world)
