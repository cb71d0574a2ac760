"""Somebody blocks what sells best."""

from __future__ import annotations

from itertools import islice
from typing import Any, ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.keys.declare import Key
from golive.keys.value_kinds import between


class BlockItems:
    """The best-selling items are blocked for sale in the ERP, while the shop goes on selling them."""

    PASSES: ClassVar[bool] = True
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("count", between(1, 100_000), default="1", doc="How many, counted from the bestseller."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._count: int = settings["count"]
        self._blocked: list[str] = []

    def begin(self, erp: Erp, shop: Shop) -> str:
        best = islice(erp.items.by_sku.values(), self._count)
        self._blocked = [item.sku for item in best if item.status == "active"]
        for sku in self._blocked:
            erp.items.set_status(sku, "blocked")
        return f"{len(self._blocked)} items blocked" if self._blocked else ""

    def end(self, erp: Erp, shop: Shop) -> None:
        for sku in self._blocked:
            erp.items.set_status(sku, "active")
