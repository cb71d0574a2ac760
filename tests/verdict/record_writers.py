"""The reference integration with one more duty that writes records: small candidates for whole runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from golive.candidates import reference
from golive.candidates.kit import Kit
from golive.candidates.reference.design import Design
from golive.candidates.sessions import Session, erp_session, shop_session

Duty = Callable[[Session, Session, int], Awaitable[object]]
"""Works with the shop and the ERP; the last argument counts its calls from 0."""
PAGE = 100


def with_duty(duty: Duty, every_s: int = 300, prices: bool = True) -> Callable[[Kit], Awaitable[None]]:
    """The reference integration and a duty that is carried out at intervals. `prices`: it keeps its own for prices."""

    async def integrate(kit: Kit) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(reference.run(kit, Design(prices=prices)))
            tasks.create_task(_again(kit, duty, every_s))

    return integrate


async def _again(kit: Kit, duty: Duty, every_s: int) -> None:
    shop, erp = shop_session(kit.shop, kit.credentials), erp_session(kit.erp, kit.credentials)
    count = 0
    while True:
        await asyncio.sleep(every_s)
        await duty(shop, erp, count)
        count += 1


async def items(erp: Session) -> list[dict[str, Any]]:
    """All items of the ERP, page by page."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = (await erp.get(f"/api/v1/items?limit={PAGE}{cursor}")).data
        found += page["rows"]
        if not page["more"]:
            return found
        cursor = f"&after={page['cursor']}"


async def push(shop: Session, rows: list[dict[str, Any]], store: int = 0) -> None:
    prices = [{"sku": row["sku"], "price": float(row["price"]), "store_id": store} for row in rows]
    await shop.post("/rest/V1/products/base-prices", {"prices": prices})


async def all_prices(shop: Session, erp: Session, count: int) -> None:
    await push(shop, await items(erp))


async def first_page_of_prices(shop: Session, erp: Session, count: int) -> None:
    await push(shop, (await items(erp))[:10])


async def prices_without_promotions(shop: Session, erp: Session, count: int) -> None:
    rows = await items(erp)
    await push(shop, rows)
    skus = [row["sku"] for row in rows]
    specials = (await shop.post("/rest/V1/products/special-price-information", {"skus": skus})).data
    if specials:
        await shop.post("/rest/V1/products/special-price-delete", {"prices": specials})


async def one_price(shop: Session, erp: Session, count: int) -> None:
    row = {"sku": "SKU-00007", "price": 10 + count, "store_id": 0}
    await shop.post("/rest/V1/products/base-prices", {"prices": [row]})


async def one_customer(shop: Session, erp: Session, count: int) -> None:
    rows = (await erp.get("/api/v1/customers?page_size=1")).data["rows"]
    for customer in rows:
        await erp.request("PATCH", f"/api/v1/customers/{customer['number']}", {"phone": f"0800 {count}"})


async def disabled(shop: Session, erp: Session, count: int) -> None:
    if count == 0:
        await shop.request("PUT", "/rest/V1/products/SKU-00009", {"product": {"status": 2}})
