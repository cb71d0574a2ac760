"""Defects of the way of prices from the ERP to the shop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from golive.candidates import reference
from golive.candidates.kit import Response
from golive.candidates.reference.masters.price_reading import PriceReader
from golive.candidates.reference.masters.prices import Prices
from golive.zoo.patches import Patches

PAGE = 100
"""Rows of a page of the list of items."""


def writes_as(prices: type[Prices]) -> Callable[[Patches], None]:
    """The change that puts another writer of prices in place."""
    return lambda patch: patch.setattr(reference, "Prices", prices)


class OneStore(Prices):
    """CPP-08: prices are written for the first store instead of all of them."""

    def row(self, sku: str, price: float) -> dict[str, Any]:
        return {**super().row(sku, price), "store_id": 1}


class MissingIsZero(Prices):
    """CPP-09: an article without a price is written with a price of 0."""

    async def _wanted(self, skus: list[str]) -> dict[str, float] | None:
        found = await super()._wanted(skus)
        return None if found is None else {**dict.fromkeys(skus, 0.0), **found}


class ClearsSpecialPrices(Prices):
    """CPP-13: before a base price is written, the special price of the article is deleted."""

    async def _carry(self, skus: list[str]) -> bool:
        path = "/rest/V1/products/special-price"
        held: Response = await self._shop.post(f"{path}-information", {"skus": skus})
        if held.ok and held.data:
            await self._shop.post(f"{path}-delete", {"prices": held.data})
        return await super()._carry(skus)


class FirstPage(PriceReader):
    """CPP-11: the rows of the pages after the first one are not taken, and the cursor moves to their end."""

    async def _read(self, what: str, pages: Any, note: Callable[[dict[str, Any], bool], None]) -> bool:
        taken = 0

        def first_only(row: dict[str, Any], is_first: bool) -> None:
            nonlocal taken
            taken += 1
            if is_first or taken <= PAGE:
                note(row, is_first)

        return await super()._read(what, pages, first_only)


def reads_one_page(patch: Patches) -> None:
    """CPP-11."""
    patch.setattr(reference, "PriceReader", FirstPage)


class AllLists(Prices):
    """CPP-12: the price is written into every list that has the article, customer groups among them."""

    async def _carry(self, skus: list[str]) -> bool:
        wanted = await self._wanted(skus)
        held: Response = await self._shop.post("/rest/V1/products/tier-prices-information", {"skus": skus})
        if wanted and held.ok:
            rows = [
                {**row, "price": wanted[row["sku"]], "price_type": "fixed"}
                for row in held.data
                if row["sku"] in wanted
            ]
            await self._shop.post("/rest/V1/products/tier-prices", {"prices": rows})
        return await super()._carry(skus)
