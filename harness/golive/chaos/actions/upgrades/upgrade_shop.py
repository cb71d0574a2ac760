"""Upgrades of the shop to another version of Magento."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from fake_magento.version_switches import VERSIONS
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import choice


@dataclass(frozen=True, slots=True)
class UpgradeShop(Action):
    """The shop is upgraded to another version of Magento: what follows from the version changes, sessions go on."""

    PASSES: ClassVar[bool] = False

    version: str = setting("version", choice(*VERSIONS), "The new version.", VERSIONS[-1])

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        changed = shop.upgrade(self.version)
        return Begun(f"Magento {self.version}: {', '.join(changed)}" if changed else "")
