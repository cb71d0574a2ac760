"""The rounds of an integration whose orders go to the ERP together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from golive.candidates.architectures.parts.after_sales import AfterSales
from golive.candidates.architectures.parts.api import Api
from golive.candidates.architectures.parts.clock import Pause, every
from golive.candidates.architectures.parts.goods import Goods
from golive.candidates.architectures.parts.leading import keep_lead, wait_for_lead
from golive.candidates.architectures.parts.polling import Poll
from golive.candidates.architectures.parts.together import Together
from golive.candidates.kit import Kit

GOODS_S = 300
"""The interval of parcels and stock of the company, in seconds."""


async def keep(
    kit: Kit,
    shop: Api,
    erp: Api,
    orders: Together,
    send: Callable[[], Awaitable[None]],
    *,
    follow_s: int,
    send_s: float | Pause,
    goods_s: float | Pause,
) -> None:
    """Follow the shop, `send` and carry goods, each at its interval; refunds and a comparison at the company's."""
    poll = Poll(kit, shop, orders)
    goods, after_sales = Goods(kit, shop, erp, orders.ids), AfterSales(kit, shop, erp, orders.numbers)
    kit.on_retry(orders.retry)
    ended: dict[str, Any] = kit.storage.table("ended")

    async def from_shop() -> None:
        await orders.follow(shop, poll, ended)

    async def compare() -> None:
        await orders.audit()  # what is missing is new again, and in the next carrier
        await after_sales.round()

    await wait_for_lead(kit)
    await asyncio.gather(
        keep_lead(kit),
        every(follow_s, from_shop, kit),
        every(send_s, send, kit),
        every(goods_s, goods.round, kit),
        every(900, compare, kit),
    )
