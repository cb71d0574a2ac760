"""Operations on warehouses: freeze for stock-taking and release."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import optional
from golive.keys.value_kinds import word

_WAREHOUSE = word("the code of a warehouse such as berlin", r"[A-Za-z][A-Za-z0-9_-]{0,39}")


def freeze(erp: Erp, warehouse: str, why: str) -> None:
    """Freeze a warehouse: no goods move in or out of it."""
    erp.stock.freeze(warehouse, why)


def release(erp: Erp, *warehouses: str) -> None:
    """End the freeze of warehouses."""
    for name in warehouses:
        erp.stock.thaw(name)


@dataclass(frozen=True, slots=True)
class FreezeWarehouse(Action):
    """A warehouse is frozen for stock-taking: no goods move in or out of it."""

    warehouse: str | None = optional("warehouse", _WAREHOUSE, "The warehouse; by default all of them.")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        wanted = erp.warehouses if self.warehouse is None else [self.warehouse]
        frozen = [name for name in wanted if name not in erp.stock.frozen]
        for name in frozen:
            freeze(erp, name, "stock_count")
        return Begun(f"{' and '.join(frozen)} frozen" if frozen else "", lambda: release(erp, *frozen))
