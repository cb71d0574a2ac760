"""Defects of parcels and shipments."""

from __future__ import annotations

from golive.candidates import reference
from golive.candidates.reference.fulfilment import Fulfilment
from golive.zoo.patches import Patches


class OneLinkPerOrder(Fulfilment):
    """LIF-28: the table that links parcels to orders has the order as its key."""

    async def _ship(self, number: str) -> None:
        row = self._state.deliveries[number]
        links: dict[str, str] = self._state.cursors.setdefault("links", {})
        if links.setdefault(row["external_reference"], number) != number:
            self._kit.log(f"duplicate key {row['external_reference']} for {number}")
            del self._state.deliveries[number]
            return
        await super()._ship(number)


def one_link_per_order(patch: Patches) -> None:
    """LIF-28."""
    patch.setattr(reference, "Fulfilment", OneLinkPerOrder)
