"""The cost of findings, by the weights under `costs:` of the scenario. All amounts are in cents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from golive.judge.harm.amount import Amount
from golive.judge.history import Story
from golive.judge.history.checkouts import Stopped
from golive.keys.value_kinds import DAY_MS, HOUR_MS


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

    @property
    def reconciliation_ms(self) -> int:
        """The working time of finance to find out about one discrepancy between the books, in ms."""


@dataclass(frozen=True, slots=True)
class Prices:
    """The weights of a scenario, applied to what a run counted. Every result is in cents."""

    costs: Costs

    @property
    def rekey(self) -> int:
        """The cost of entering or repairing one order by hand."""
        return self.of_rekeying().total

    @property
    def contact(self) -> int:
        """The cost of a call of a customer to support."""
        return self.costs.contact.cents

    def of_order(self, kind: str, story: Story) -> Amount:
        """The cost of one order with this verdict."""
        value = story.money.total
        if kind == "lost":
            return Amount(value=round(value * self.costs.lost_order), service=self.contact)
        if kind == "duplicated":
            twice = sum(1 for doc in story.live if doc.is_shipped) - 1
            extra = len(story.live) - 1
            goods = round(max(0, twice) * value * self.costs.duplicate_shipment)
            return Amount(value=goods) + (self.of_rekeying() + self.of_contact()) * max(1, extra)
        if kind == "stuck_visible":
            return self.of_rekeying()
        if kind in ("wrong_content", "wrong_state", "captured_differs"):
            return self.of_rekeying() + self.of_contact()
        if kind == "late":
            return self.of_delay(story.latency_ms or 0)
        return Amount()

    def of_rekeying(self) -> Amount:
        """Return the cost of entering or repairing one order by hand."""
        return self.of_work(self.costs.order_rekey_ms)

    def of_contact(self) -> Amount:
        """Return the cost of a call of a customer to support."""
        return Amount(service=self.contact)

    def of_delay(self, delay_ms: int) -> Amount:
        """Return the cost of the delay of an order, given in ms."""
        return Amount(value=round(delay_ms / DAY_MS * self.costs.late_day.cents))

    def of_oversold(self, units: float) -> Amount:
        """Return the cost of units that were sold and cannot be delivered."""
        return Amount(inventory=round(units * self.costs.oversold_unit.cents))

    def of_checkouts(self, stopped: Sequence[Stopped]) -> Amount:
        """Return the value of the carts, multiplied by the share of shoppers that do not come back."""
        return Amount(value=round(sum(each.value_cents for each in stopped) * self.costs.failed_checkout))

    def of_disputes(self, disputes: int) -> Amount:
        """Return the cost of disputes about prices."""
        return Amount(pricing=disputes * self.costs.price_dispute.cents)

    def of_repairs(self, records: int) -> Amount:
        """Return the cost of the work on records that were changed wrongly."""
        return self.of_work(self.costs.record_repair_ms) * records

    def of_work(self, work_ms: int) -> Amount:
        """Return the cost of working time, given in ms."""
        return Amount(entry=self._wage(work_ms), work_ms=work_ms)

    def of_reconciliation(self, discrepancies: int) -> Amount:
        """Return the cost of the time in which finance finds out why the books of shop and ERP differ."""
        work_ms = self.costs.reconciliation_ms
        return Amount(reconciliation=self._wage(work_ms), work_ms=work_ms) * discrepancies

    def of_lost_sales(self, minutes: float) -> Amount:
        """Return the cost of minutes in which an article was available in the ERP and not offered by the shop."""
        return Amount(inventory=round(minutes * self.costs.lost_sale_minute.cents))

    def of_document(self, cents: int, repaired: bool) -> Amount:
        """Return the cost of an amount that was booked too much; `repaired`: the work is counted elsewhere."""
        lost = Amount(value=round(cents * self.costs.duplicate_document))
        return lost if repaired else lost + self.of_rekeying()

    def _wage(self, work_ms: int) -> int:
        return round(self.costs.hourly_wage.cents * work_ms / HOUR_MS)
