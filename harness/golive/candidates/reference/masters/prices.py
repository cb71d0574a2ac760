"""List prices from the ERP to the shop, by cadence, as base prices. Promotions of the shop stay as they are.

The shop knows customers by group, the ERP's contracts are with single customers: contract prices stay in the ERP.
"""

from __future__ import annotations

from typing import Any, ClassVar

from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.masters.price_reading import PriceReader
from golive.candidates.reference.watch import PRICES

_BATCH = 100
_ALL_STORES = 0


class Prices(Duty):
    """Compares the articles whose price has changed with the shop, and writes what differs, `most` by a call."""

    most: ClassVar[int] = _BATCH

    def __init__(self, tools: Tools, reader: PriceReader) -> None:
        super().__init__(tools)
        self._reader = reader

    async def run_once(self) -> None:
        """One round. An article is compared again until the shop has taken its price. Raises CallFailed."""
        if not await self._reader.run_once():
            return
        now_ms = self._kit.now_ms()
        due = [sku for sku, instants in self._state.prices_due.items() if instants[0] <= now_ms]
        for start in range(0, len(due), self.most):
            part = due[start : start + self.most]
            if not await self._carry(part):
                return
            for sku in part:
                self._done(sku, now_ms)
        self._watch.worked(PRICES)

    def _done(self, sku: str, now_ms: int) -> None:
        left = [at_ms for at_ms in self._state.prices_due[sku] if at_ms > now_ms]
        if left:
            self._state.prices_due[sku] = left
        else:
            del self._state.prices_due[sku]

    async def _carry(self, skus: list[str]) -> bool:
        """Write the prices that differ; False when one of the systems did not answer properly."""
        wanted = await self._wanted(skus)
        if wanted is None:
            return False
        shown = await self._shown(skus)
        if shown is None:
            return False
        rows = [self.row(sku, price) for sku, price in wanted.items() if shown.get(sku) != price]
        if not rows:
            return True
        reply = await self._shop.post("/rest/V1/products/base-prices", {"prices": rows})
        if not reply.ok:
            self._shop_failed(PRICES, reply)
            return False
        for problem in reply.data:
            self._kit.log(f"a price was refused by the shop: {problem['message']} {problem['parameters']}")
        return True

    def row(self, sku: str, price: float) -> dict[str, Any]:
        """A row of `POST /V1/products/base-prices`."""
        return {"sku": sku, "store_id": _ALL_STORES, "price": price}

    async def _wanted(self, skus: list[str]) -> dict[str, float] | None:
        """The prices of the ERP; an article without one is left out. None when the ERP does not say."""
        found: dict[str, float] = {}
        for sku in skus:
            price: str = self._state.prices.get(sku, "0")
            if sku in self._state.priced_by_list:
                await self._pace.wait()
                reply = await self._erp.price_of(sku)
                if not reply.ok and reply.status != 404:
                    self._erp_failed(PRICES, reply)
                    return None
                price = reply.data["price"] if reply.ok else "0"
            if float(price) > 0:
                found[sku] = round(float(price) * self._kit.pack_sizes.get(sku, 1), 2)
        return found

    async def _shown(self, skus: list[str]) -> dict[str, float] | None:
        """The base prices of the shop; empty where it does not know all articles. None when it does not say."""
        reply = await self._shop.post("/rest/V1/products/base-prices-information", {"skus": skus})
        if reply.status == 404:
            return {}
        if not reply.ok:
            self._shop_failed(PRICES, reply)
            return None
        return {row["sku"]: row["price"] for row in reply.data if row["store_id"] == _ALL_STORES}
