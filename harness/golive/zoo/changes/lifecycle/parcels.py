"""Defects of parcels and shipments."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from golive.candidates import reference
from golive.candidates.kit import Kit, NoAnswer, Response
from golive.candidates.notices import order_news
from golive.candidates.reference.fulfilment import Fulfilment
from golive.candidates.reference.shipments.taking_over import ShopShipments
from golive.candidates.reference.state import Record
from golive.candidates.sessions import shop_session
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


class InvoicesAndShips(Fulfilment):
    """LIF-09: a delivered order is invoiced and shipped by two calls at once."""

    async def _post(self, record: Record, row: dict[str, Any], shipment: dict[str, Any]) -> Response | None:
        invoice = self._shop.post(f"/rest/V1/order/{record.entity_id}/invoice", {"capture": True})
        shipped, _ = await asyncio.gather(
            super()._post(record, row, shipment), invoice, return_exceptions=True
        )
        return shipped if isinstance(shipped, Response) else None


class ShipsThreeTimes(Fulfilment):
    """LIF-11: a shipment that is not answered within a quarter of a minute is sent again."""

    async def _post(self, record: Record, row: dict[str, Any], shipment: dict[str, Any]) -> Response | None:
        for _ in range(3):
            try:
                return await self._shop.post(
                    f"/rest/V1/order/{record.entity_id}/ship", shipment, timeout_s=15
                )
            except NoAnswer:
                continue
        return None


class TracksAdminEvents(ShopShipments):
    """LIF-26: shipments are taken over as an observer of the admin panel's controllers marks them.

    A call of the API runs through no such controller, so that the table of changes stays empty.
    """

    async def read(self) -> None:
        return


def tracks_admin_events(patch: Patches) -> None:
    """The change that puts that tracker in place."""
    patch.setattr(reference, "ShopShipments", TracksAdminEvents)


def ships_as(fulfilment: type[Fulfilment]) -> Callable[[Patches], None]:
    """The change that puts another fulfilment in place."""
    return lambda patch: patch.setattr(reference, "Fulfilment", fulfilment)


def invoices_on_event(patch: Patches) -> None:
    """LIF-10: an order on account is invoiced when its event comes and it can be invoiced."""

    def on_webhook(self: Kit, handler: Callable[[dict[str, Any]], int]) -> None:
        shop, tasks = shop_session(self.shop, self.credentials), []

        async def invoice(entity_id: str) -> None:
            reply = await shop.get(f"/rest/V1/orders/{entity_id}")
            if reply.ok and reply.data["state"] == "new" and not reply.data.get("total_invoiced"):
                await shop.post(f"/rest/V1/order/{entity_id}/invoice", {"capture": True})

        def on_event(event: dict[str, Any]) -> int:
            news = order_news(event)
            if news is not None and news.state == "new":
                tasks.append(asyncio.get_running_loop().create_task(invoice(news.entity_id)))
            return handler(event)

        original(self, on_event)

    original = Kit.on_webhook
    patch.setattr(Kit, "on_webhook", on_webhook)
