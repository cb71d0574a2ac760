"""What follows a sale: refunds, and goods that customers send back where a scenario demands them."""

from __future__ import annotations

from typing import Any

from golive.candidates.architectures.parts.after_sales.refunds import Refunds
from golive.candidates.architectures.parts.after_sales.returns import Returns
from golive.candidates.architectures.parts.api import Api
from golive.candidates.kit import Kit


class AfterSales:
    """Refunds, then returns, each with what is new. `numbers` as in `Refunds`."""

    def __init__(self, kit: Kit, shop: Api, erp: Api, numbers: dict[str, Any]) -> None:
        self._refunds = Refunds(kit, shop, erp, numbers)
        self._returns = None
        if kit.budgets.return_ms is not None:
            self._returns = Returns(kit, shop, erp, numbers)

    async def round(self) -> None:
        """One pass. Raises Refused."""
        await self._refunds.round()
        if self._returns is not None:
            await self._returns.round()
