"""Customer approvals: people look at new customers, when they are at work and get round to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fake_erp.chance import between, happens
from fake_erp.jobs.base import Job
from fake_erp.jobs.inbox import fetch
from fake_erp.schedules import Hours, Schedule
from fake_erp.settings import setting

if TYPE_CHECKING:
    from fake_erp.erp import Erp
    from fake_erp.model import Customer

MINUTE_MS = 60_000
LOOKS_EVERY_MS = 5 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class CustomerApprovals(Job):
    """Somebody approves new customers, where the house demands it, and lets go the orders held for it."""

    within: tuple[int, int] | None = setting(
        None, "span", "Working time until somebody approves; off: nobody ever looks."
    )
    hours: Hours = setting(Hours(8 * 60 * MINUTE_MS, 18 * 60 * MINUTE_MS), "hours", "When they are at work.")
    forgotten: float = setting(0.0, "share", "Share of the customers nobody ever looks at.")

    def next_ms(self, erp: Erp) -> int | None:
        if self.within is None or erp.config.finance.customer_approval == "none":
            return None
        at_ms = Schedule(erp.opened_ms, LOOKS_EVERY_MS).after(erp.now())
        assert at_ms is not None
        return self.hours.opening(at_ms, erp.config.finance.utc_offset_ms)

    def work(self, erp: Erp) -> None:
        desk = erp.inboxes.setdefault("customer_approvals", {})
        for customer in fetch(erp, erp.customers.feed, "customer_approvals"):
            is_new = customer.approval == "pending" and customer.number not in desk
            if is_new and not happens(self.forgotten, erp.salt, "customers.forgotten", customer.number):
                desk[customer.number] = self._due_ms(erp, customer)
        now = erp.now()
        for number in [number for number, due_ms in desk.items() if due_ms <= now]:
            del desk[number]
            erp.customers.approve(number, "people")
        self._let_go(erp)

    def _due_ms(self, erp: Erp, customer: Customer) -> int:
        least, most = self.within or (0, 0)
        work_ms = between(least, most, erp.salt, "customers.within", customer.number)
        return self.hours.later(customer.created_at_ms, work_ms, erp.config.finance.utc_offset_ms)

    @staticmethod
    def _let_go(erp: Erp) -> None:
        """Orders held because their customer was new go on once it is approved."""
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
