"""The night operator restarts the application server."""

from __future__ import annotations

from typing import Any, ClassVar

from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.keys.declare import Key


class RestartErp:
    """The ERP is restarted: its books are kept, every session is forgotten."""

    PASSES: ClassVar[bool] = False
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = ()

    def __init__(self, settings: dict[str, Any]) -> None:
        pass

    def begin(self, erp: Erp, shop: Shop) -> str:
        erp.sessions.revoke_all()
        return "every token is void"

    def end(self, erp: Erp, shop: Shop) -> None:
        """A restart does not pass."""
