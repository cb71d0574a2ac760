"""Stock-taking, or a gate that does not open."""

from __future__ import annotations

from typing import Any, ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.keys.declare import Key
from golive.keys.value_kinds import word

_WAREHOUSE = word("the code of a warehouse such as berlin", r"[A-Za-z][A-Za-z0-9_-]{0,39}")


class FreezeWarehouse:
    """A warehouse is frozen for stock-taking: no goods move in or out of it."""

    PASSES: ClassVar[bool] = True
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("warehouse", _WAREHOUSE, default=None, doc="Which one; without it, all of them."),
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        self._warehouse: str | None = settings["warehouse"]
        self._frozen: list[str] = []

    def begin(self, erp: Erp, shop: Shop) -> str:
        wanted = erp.warehouses if self._warehouse is None else [self._warehouse]
        self._frozen = [name for name in wanted if name not in erp.stock.frozen]
        for name in self._frozen:
            erp.stock.freeze(name, "stock_count")
        return f"{' and '.join(self._frozen)} frozen" if self._frozen else ""

    def end(self, erp: Erp, shop: Shop) -> None:
        for name in self._frozen:
            erp.stock.thaw(name)
