"""Approvals: clerks decide on waiting orders during their working hours.

Modelled on the approval procedures of SAP Business One (topic "Approval Procedures") and the status Pending Approval of
sales orders in NetSuite (topic "Sales Order Approval").
"""

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
    from fake_erp.model import Order


@dataclass(frozen=True, slots=True)
class Approvals(Job):
    """Clerks approve or reject the orders that wait for approval."""

    within: tuple[int, int] | None = setting(
        "within", "span", "Working time from submission to decision; off: no order is ever decided.", None
    )
    hours: Hours = setting(
        "hours", "hours", "Working hours of the clerks.", Hours(8 * 60 * MINUTE_MS, 18 * 60 * MINUTE_MS)
    )
    forgotten: float = setting("forgotten", "share", "Share of the orders that are never decided.", 0.0)
    rejected: float = setting("rejected", "share", "Share of the orders that are rejected.", 0.0)

    def next_ms(self, erp: Installation) -> int | None:
        return None if self.within is None else next_look(erp, self.hours)

    def work(self, erp: Installation) -> None:
        desk = erp.inboxes.setdefault("approvals", {})
        for order in fetch(erp, erp.orders.feed, "approvals"):
            is_new = order.status == "pending_approval" and order.number not in desk
            if is_new and not happens(self.forgotten, erp.salt, "approvals.forgotten", order.number):
                desk[order.number] = self._due_ms(erp, order)
        for number in taken(desk, erp.now()):
            order = erp.orders.get(number)
            if order.status != "pending_approval":
                continue
            if happens(self.rejected, erp.salt, "approvals.rejected", number):
                erp.orders.reject(order, "rejected")
            else:
                erp.orders.approve(order, "people")

    def _due_ms(self, erp: Installation, order: Order) -> int:
        since_ms = order.changed_at_ms
        return due_ms(erp, self.hours, self.within, since_ms, "approvals.within", order.number, since_ms)
