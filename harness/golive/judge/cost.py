"""The cost of findings, by the weights under `costs:` of the scenario. All amounts are in cents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from golive.judge.history import Story
from golive.judge.history.checkouts import Stopped

DAY_MS = 86_400_000
HOUR_MS = 3_600_000


class Money(Protocol):
    """An amount of money in the currency of the scenario."""

    @property
    def cents(self) -> int:
        """The amount in minor units."""


class Costs(Protocol):
    """The weights under `costs:` of a scenario. Shares are between 0 and 1."""

    @property
    def order_rekey_ms(self) -> int:
        """The working time to enter or repair one order by hand, in ms."""

    @property
    def hourly_wage(self) -> Money:
        """The wage of a clerk per hour."""

    @property
    def duplicate_shipment(self) -> float:
        """The share of the order value that is lost by shipping twice."""

    @property
    def duplicate_document(self) -> float:
        """The share of the amount of a payment, return or credit note that is lost by booking it too often."""

    @property
    def oversold_unit(self) -> Money:
        """The cost of one unit that was sold and cannot be delivered."""

    @property
    def contact(self) -> Money:
        """The cost of a call of a customer to support."""

    @property
    def lost_order(self) -> float:
        """The share of the order value that an order missing from the ERP costs."""

    @property
    def failed_checkout(self) -> float:
        """The share of the cart value that a failed checkout costs."""

    @property
    def late_day(self) -> Money:
        """The cost of one day of delay of an order."""

    @property
    def lost_sale_minute(self) -> Money:
        """The cost of one minute in which the shop does not offer an article that the ERP can deliver."""

    @property
    def price_dispute(self) -> Money:
        """The cost of a wrong price, and of each order placed at one."""

    @property
    def record_repair_ms(self) -> int:
        """The working time to put a record right that was changed wrongly, in ms."""


@dataclass(frozen=True, slots=True)
class Prices:
    """The weights of a scenario, applied to what a run counted. Every result is in cents."""

    costs: Costs

    @property
    def rekey(self) -> int:
        """The cost of entering or repairing one order by hand."""
        return round(self.costs.hourly_wage.cents * self.costs.order_rekey_ms / HOUR_MS)

    @property
    def contact(self) -> int:
        """The cost of a call of a customer to support."""
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
        """Return the cost of units that were sold and cannot be delivered."""
        return units * self.costs.oversold_unit.cents

    def of_checkouts(self, stopped: Sequence[Stopped]) -> int:
        """Return the value of the carts, multiplied by the share of shoppers that do not come back."""
        return round(sum(each.value_cents for each in stopped) * self.costs.failed_checkout)

    def of_disputes(self, disputes: int) -> int:
        """Return the cost of disputes about prices."""
        return disputes * self.costs.price_dispute.cents

    def of_repairs(self, records: int) -> int:
        """Return the cost of the work on records that were changed wrongly."""
        return records * self.of_work(self.costs.record_repair_ms)

    def of_work(self, work_ms: int) -> int:
        """Return the cost of the clerks' working time, given in ms."""
        return round(self.costs.hourly_wage.cents * work_ms / HOUR_MS)

    def of_lost_sales(self, minutes: float) -> int:
        """Return the cost of minutes in which an article was available in the ERP and not offered by the shop."""
        return round(minutes * self.costs.lost_sale_minute.cents)

    def of_document(self, cents: int, repaired: bool) -> int:
        """Return the cost of an amount that was booked too much; `repaired`: the work is counted elsewhere."""
        return round(cents * self.costs.duplicate_document) + (0 if repaired else self.rekey)

    @property
    def phantom(self) -> int:
        """The cost of cancelling a document that has no shop order."""
        return self.rekey
