"""The statuses that orders of the shop get: states stay, their statuses are the merchant's own words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import choice, word


@dataclass(frozen=True, slots=True)
class ChangeOrderStatus(Action):
    """Orders of the shop that enter a state get another status, as the merchant assigns it to the state."""

    state: str = setting("state", choice("new", "processing", "complete"), "The state.", "processing")
    status: str = setting(
        "status",
        word("a status code such as in_preparation", "[a-z][a-z0-9_]{0,31}"),
        "The status.",
        "in_preparation",
    )

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        before = shop.config.statuses
        if before.get(self.state) == self.status:
            return Begun()

        def end() -> None:
            shop.config = replace(shop.config, statuses=before)

        shop.config = replace(shop.config, statuses={**before, self.state: self.status})
        return Begun(f"orders in state {self.state} get the status {self.status}", end)
