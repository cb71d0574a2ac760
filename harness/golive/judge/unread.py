"""Kinds of facts that the judge deliberately does not read, each with the reason.

The history reads the others, or a cause is inferred from them. A new kind of fact must be added to one of the two.
"""

from __future__ import annotations

_STATE_FOLLOWS = "The change it brings about is a fact of its own, which is read."
_NOT_COMPARED = "No oracle compares these documents yet; the order is judged by its own facts."
_SURROUNDINGS = "It explains a timeline to people; what it does to orders and stock are facts of their own."
_CHANNEL = "Whether an order got through a channel shows in the orders of the ERP and in refusals."

UNREAD: dict[str, str] = {
    "visit.turned_away": "Without an order there is nothing to judge.",
    "change.made": _SURROUNDINGS,
    "change.undone": _SURROUNDINGS,
    "clerk.heard": "The answer to a retry is a text for the clerk; what the retry did is read.",
    "desk.overflow": "The entries beyond the limit are not in the ledger.",
    "shop.checkout.broke_off": "There is no order; its reservations are read.",
    "shop.event.given_up": "The deliveries that failed are read.",
    "shop.subscription.off": "The events that are not sent after it are read.",
    "shop.subscription.on": _SURROUNDINGS,
    "shop.maintenance.begun": _SURROUNDINGS,
    "shop.maintenance.ended": _SURROUNDINGS,
    "shop.order.held": "A hold in the shop does not change what the ERP should have.",
    "shop.order.unheld": "A hold in the shop does not change what the ERP should have.",
    "shop.order.imported": "The order was not placed by a customer of this run.",
    "erp.order.approved": _STATE_FOLLOWS,
    "erp.customer.approved": _STATE_FOLLOWS,
    "erp.rule.changed": _SURROUNDINGS,
    "erp.period.opened": _SURROUNDINGS,
    "erp.period.closed": _SURROUNDINGS,
    "erp.tables.held": _SURROUNDINGS,
    "erp.maintenance.begun": _SURROUNDINGS,
    "erp.warehouse.frozen": _SURROUNDINGS,
    "erp.warehouse.thawed": _SURROUNDINGS,
    "erp.batch.queued": _CHANNEL,
    "erp.batch.finished": _CHANNEL,
    "erp.file.read": _CHANNEL,
    "erp.file.refused": _CHANNEL,
    "erp.notice.given_up": _CHANNEL,
    "erp.subscription.created": _CHANNEL,
    "erp.subscription.failed": _CHANNEL,
}
