"""Changes that are answered and not made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from fake_erp.dialects.native.sales.orders import order_json
from fake_erp.messages import Reply
from fake_erp.quirks.base import House, Instead, Quirk
from fake_erp.settings import setting

if TYPE_CHECKING:
    from fake_erp.dialects.native.routes import Route
    from fake_erp.dialects.native.views import Call


@dataclass(frozen=True, slots=True)
class IgnoreUpdate(Quirk):
    """Answers a change or a cancellation of an order with 200 and leaves the order as it is."""

    seen: ClassVar[str] = "200 with the order as it was"

    operations: tuple[str, ...] = setting(
        "operations", "operations", "What it ignores.", ("order.update", "order.cancel")
    )

    def at_update(self, house: House) -> Instead | None:
        operations = self.operations

        def instead(call: Call, route: Route) -> Reply | None:
            order = house.orders.by_number.get(call.params.get("number", ""))
            if route.operation not in operations or order is None:
                return None
            return Reply(200, order_json(order), unsaid="refused")

        return instead
