"""An integration that deletes products from the shop: they cannot be bought, and the run goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from golive import scenario
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.candidates.sessions import shop_session
from golive.runner import Plan, execute

KINDS = "shop.catalog.kinds={configurable: 40%, bundle: 30%, grouped: 10%}"
HOOKS = "shop.hooks={before_order: {timeout: 5s, fallback: refuse}}"


@pytest.mark.parametrize("sets", [[], [KINDS], [HOOKS]], ids=["plain", "kinds", "hooks"])
def test_shoppers_of_deleted_products_go_without_them(tmp_path: Path, sets: list[str]) -> None:
    async def deleting(kit: Kit) -> None:
        shop = shop_session(kit.shop, kit.credentials)
        found = await shop.get("/rest/V1/products?searchCriteria[pageSize]=30")
        for product in found.data["items"]:
            assert (await shop.request("DELETE", f"/rest/V1/products/{product['sku']}")).ok
        await asyncio.Event().wait()

    loaded = scenario.load("calm", ["clock.duration=1h", "clock.settle=1h", "traffic.life.edited=20%", *sets])
    card = execute(Plan(loaded, InProcess("test", deleting), "calm", "test", 3), tmp_path)
    assert card.orders["total"] > 0
