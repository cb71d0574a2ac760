"""Upgrades of the ERP to the newest version of its product."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.dialects import registry
from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun


@dataclass(frozen=True, slots=True)
class UpgradeErp(Action):
    """The ERP is upgraded to the newest version of its product, and back at the end; every session is forgotten."""

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        old, versions = erp.dialect, registry.about(erp.dialect.name).versions
        newest = registry.dialect(old.name, versions[-1])
        if vars(newest) == vars(old):
            return Begun()

        def end() -> None:
            erp.speak(old)
            erp.sessions.revoke_all()

        erp.speak(newest)
        erp.sessions.revoke_all()
        return Begun(f"{old.name} in version {versions[-1]}", end)
