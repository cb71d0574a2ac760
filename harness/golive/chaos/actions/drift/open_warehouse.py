"""A warehouse that opens during a run, in both systems."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import SHARE, between, choice, word

CODE = word("the code of a warehouse such as north", r"[A-Za-z][A-Za-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class OpenWarehouse(Action):
    """A warehouse opens: goods are moved to it, the ERP allocates from it, and the shop has a source of its code."""

    PASSES: ClassVar[bool] = False

    warehouse: str = setting("warehouse", CODE, "Its code, which the shop's source has too.", "north")
    count: int = setting(
        "count", between(1, 1_000_000), "Articles that it gets, from the bestseller down.", "1000"
    )
    share: float = setting(
        "share", SHARE, "How much of what is free in the first warehouse is moved to it.", "50%"
    )
    tried: str = setting(
        "tried",
        choice("first", "last"),
        "Whether orders are allocated from it before all other warehouses, or after them.",
        "first",
    )

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        places, is_first = shop.stock.places, self.tried == "first"
        if self.warehouse in erp.warehouses or self.warehouse in places.sources:
            return Begun()
        erp.stock.places.add(self.warehouse, is_first=is_first)
        places.open_source(self.warehouse, places.selling, is_first=is_first)
        shop.stock.rearrange("admin")
        old, moved = erp.warehouses[0], 0
        for sku in list(islice(erp.items.by_sku, self.count)):
            row = erp.stock.row(sku, old)
            units = int((row.on_hand - row.allocated) * self.share)
            if units > 0:
                erp.stock.transfer(sku, old, self.warehouse, units)
                moved += units
        return Begun(f"warehouse {self.warehouse} opened with {moved:,} units from {old}")
