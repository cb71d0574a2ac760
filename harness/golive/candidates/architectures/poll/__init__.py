"""A poller: it receives no events. It asks the shop every two minutes, and the ERP every five."""

from __future__ import annotations

import asyncio

from golive.candidates.architectures.parts.after_sales import AfterSales
from golive.candidates.architectures.parts.api import erp_of, shop_of
from golive.candidates.architectures.parts.clock import every
from golive.candidates.architectures.parts.crew import Crew
from golive.candidates.architectures.parts.goods import Goods
from golive.candidates.architectures.parts.leading import keep_lead, wait_for_lead
from golive.candidates.architectures.parts.orders import NEW, SENDING, Orders
from golive.candidates.architectures.parts.polling import Poll
from golive.candidates.kit import Kit


async def integrate(kit: Kit) -> None:
    """Two loops of their own, so that a slow ERP does not keep the shop from being read."""
    shop, erp = shop_of(kit), erp_of(kit)
    orders = Orders(kit, shop, erp)
    crew, poll = Crew(kit, orders), Poll(kit, shop, orders)
    goods, after_sales = Goods(kit, shop, erp, orders.ids), AfterSales(kit, shop, erp, orders.numbers)
    kit.on_retry(orders.retry)

    async def from_shop() -> None:
        for row in await poll.read():
            crew.take(row)

    async def from_erp() -> None:
        await goods.round()

    async def compare() -> None:
        for row in await orders.audit():
            crew.take(row)
        await after_sales.round()

    await wait_for_lead(kit)
    for row in orders.rows.values():
        if row["state"] in (NEW, SENDING):
            crew.take(row)
    await asyncio.gather(
        keep_lead(kit), every(120, from_shop, kit), every(300, from_erp, kit), every(600, compare, kit)
    )
