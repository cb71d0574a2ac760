"""Restarts of the ERP's application server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun


@dataclass(frozen=True, slots=True)
class RestartErp(Action):
    """The ERP is restarted: its books are kept, every session is forgotten."""

    PASSES: ClassVar[bool] = False

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        erp.sessions.revoke_all()
        return Begun("all tokens are revoked")
