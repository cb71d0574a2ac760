"""Input limits of the shop's API, as a release or an administrator switches them on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class LimitInput(Action):
    """The shop refuses calls with more objects in one list than its new input limit."""

    items: int = setting("items", between(1, 10_000), "Objects in one list of a body.", "20")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        before = shop.config
        if before.complex_array_limit is not None and before.complex_array_limit <= self.items:
            return Begun()

        def end() -> None:
            shop.config = replace(shop.config, complex_array_limit=before.complex_array_limit)

        shop.config = replace(before, complex_array_limit=self.items)
        return Begun(f"at most {self.items} objects in one list of a body", end)
