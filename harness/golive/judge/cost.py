"""What findings cost, by the weights under `costs:` of the scenario. All amounts in cents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from golive.judge.history import Story
from golive.judge.history.checkouts import Stopped

DAY_MS = 86_400_000
HOUR_MS = 3_600_000


class Money(Protocol):
    @property
    def cents(self) -> int: ...


class Costs(Protocol):
    @property
    def order_rekey_ms(self) -> int: ...
    @property
    def hourly_wage(self) -> Money: ...
    @property
    def duplicate_shipment(self) -> float: ...
    @property
    def oversold_unit(self) -> Money: ...
    @property
    def contact(self) -> Money: ...
    @property
    def lost_order(self) -> float: ...
    @property
    def failed_checkout(self) -> float: ...
    @property
    def late_day(self) -> Money: ...
    @property
    def lost_sale_minute(self) -> Money: ...


@dataclass(frozen=True, slots=True)
class Prices:
    """The weights, ready for use."""

    costs: Costs

    @property
    def rekey(self) -> int:
        """Entering or repairing an order by hand."""
        return round(self.costs.hourly_wage.cents * self.costs.order_rekey_ms / HOUR_MS)

    @property
    def contact(self) -> int:
        return self.costs.contact.cents

    def of_order(self, kind: str, story: Story) -> int:
        """The cost of one order with this verdict."""
        value = story.money.total
        if kind == "lost":
            return round(value * self.costs.lost_order) + self.contact
        if kind == "duplicated":
            twice = sum(1 for doc in story.live if doc.is_shipped) - 1
            extra = len(story.live) - 1
            return round(max(0, twice) * value * self.costs.duplicate_shipment) + max(1, extra) * (
                self.rekey + self.contact
            )
        if kind in ("wrong_content", "wrong_state", "stuck_visible", "captured_differs"):
            return self.rekey + (0 if kind == "stuck_visible" else self.contact)
        if kind == "late":
            days = (story.latency_ms or 0) / DAY_MS
            return round(days * self.costs.late_day.cents)
        return 0

    def of_oversold(self, units: int) -> int:
        return units * self.costs.oversold_unit.cents

    def of_checkouts(self, stopped: Sequence[Stopped]) -> int:
        """The value of the carts, by the share of shoppers that do not come back."""
        return round(sum(each.value_cents for each in stopped) * self.costs.failed_checkout)

    def of_work(self, work_ms: int) -> int:
        """The working time of clerks, at their wage."""
        return round(self.costs.hourly_wage.cents * work_ms / HOUR_MS)

    def of_lost_sales(self, minutes: float) -> int:
        return round(minutes * self.costs.lost_sale_minute.cents)

    @property
    def phantom(self) -> int:
        """Cancelling a document without a shop order."""
        return self.rekey
