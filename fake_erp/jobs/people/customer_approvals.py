"""Customer approvals: clerks approve new customers during their working hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fake_erp.chance import happens
from fake_erp.jobs.base import Job
from fake_erp.jobs.installation import Installation
from fake_erp.jobs.people.inbox import MINUTE_MS, due_ms, fetch, next_look, taken
from fake_erp.schedules import Hours
from fake_erp.settings import setting

if TYPE_CHECKING:
    from fake_erp.model import Customer


@dataclass(frozen=True, slots=True)
class CustomerApprovals(Job):
    """Clerks approve new customers, where `finance.customer_approval` demands it, and release their held orders."""

    within: tuple[int, int] | None = setting(
        "within", "span", "Working time from creation to approval; off: no customer is ever approved.", None
    )
    hours: Hours = setting(
        "hours", "hours", "Working hours of the clerks.", Hours(8 * 60 * MINUTE_MS, 18 * 60 * MINUTE_MS)
    )
    forgotten: float = setting("forgotten", "share", "Share of the customers that are never approved.", 0.0)

    def next_ms(self, erp: Installation) -> int | None:
        if self.within is None or erp.config.finance.customer_approval == "none":
            return None
        return next_look(erp, self.hours)

    def work(self, erp: Installation) -> None:
        desk = erp.inboxes.setdefault("customer_approvals", {})
        for customer in fetch(erp, erp.customers.feed, "customer_approvals"):
            is_new = customer.approval == "pending" and customer.number not in desk
            if is_new and not happens(self.forgotten, erp.salt, "customers.forgotten", customer.number):
                desk[customer.number] = self._due_ms(erp, customer)
        for number in taken(desk, erp.now()):
            erp.customers.approve(number, "people")
        self._release_held(erp)

    def _due_ms(self, erp: Installation, customer: Customer) -> int:
        since_ms = customer.created_at_ms
        return due_ms(erp, self.hours, self.within, since_ms, "customers.within", customer.number)

    @staticmethod
    def _release_held(erp: Installation) -> None:
        """Unhold the orders that were held for an approval which has been given."""
        held = erp.inboxes.setdefault("customer_approvals.orders", {})
        for order in fetch(erp, erp.orders.feed, "customer_approvals.orders"):
            if order.status == "held" and order.hold_reason == "customer_approval":
                held[order.number] = order.changed_at_ms
        for number in list(held):
            order = erp.orders.get(number)
            if order.hold_reason != "customer_approval":
                del held[number]
            elif order.customer.approval == "approved":
                del held[number]
                erp.orders.unhold(order)
