"""Kinds of facts that the judge deliberately does not read, each with the reason.

The history reads the others, or a cause is inferred from them. A new kind of fact must be added to one of the two.
"""

from __future__ import annotations

_STATE_FOLLOWS = "The change it brings about is a fact of its own, which is read."
_SURROUNDINGS = "It explains a timeline to people; what it does to orders and stock are facts of their own."
_CHANNEL = "Whether an order got through a channel shows in the orders of the ERP and in refusals."

UNREAD: dict[str, str] = {
    "visit.turned_away": "Without an order there is nothing to judge.",
    "change.made": _SURROUNDINGS,
    "change.undone": _SURROUNDINGS,
    "clerk.heard": "The answer to a retry is a text for the clerk; what the retry did is read.",
    "desk.overflow": "The entries beyond the limit are not in the ledger.",
    "shop.checkout.broke_off": "There is no order; its reservations are read.",
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
    "erp.deposit.applied": "A deposit is compared by the order that it was posted for.",
    "erp.tables.held": _SURROUNDINGS,
    "erp.maintenance.begun": _SURROUNDINGS,
    "erp.warehouse.frozen": _SURROUNDINGS,
    "erp.warehouse.thawed": _SURROUNDINGS,
    "candidate.job_started": "How the turn ended is read.",
    "exchange.failed": "It is stated in a sandbox alone; in a run such an error ends the run.",
    "row.faulted": "What the fault did to the order shows in the orders of the ERP and in refusals.",
    "erp.batch.queued": _CHANNEL,
    "erp.batch.finished": _CHANNEL,
    "erp.file.read": _CHANNEL,
    "erp.file.refused": _CHANNEL,
    "erp.notice.given_up": _CHANNEL,
    "erp.subscription.created": _CHANNEL,
    "erp.subscription.failed": _CHANNEL,
}

_FOR_PEOPLE = "A text or detail for people that read the timeline."
_OF_ORDER = "Amounts are in the currency of their order, which is read."
_SAID_BEFORE = "The call of the same number in the wire's facts says it, and is read there."
_BY_LEDGER = "Causes read it where a finding asks for it, and no run of the test has one."

UNREAD_DATA: dict[str, str] = {
    "candidate.started name": _FOR_PEOPLE,
    "desk.exception fix": _FOR_PEOPLE,
    "erp.credit_note.posted currency": _OF_ORDER,
    "erp.credit_note.posted invoice": "Credit notes are compared as sums per order.",
    "erp.credit_note.posted reference": "Credit notes are compared as sums per order, whatever they refer to.",
    "erp.customer.changed fields": "The values before and after the change are read.",
    "erp.customer.created ref": "People are told apart by their e-mail address; references differ by design.",
    "erp.deposit.posted currency": _OF_ORDER,
    "erp.deposit.posted reference": "Deposits are compared as sums per order, whatever they refer to.",
    "erp.deposit.refunded amount_cents": "A deposit is paid back as a whole.",
    "erp.deposit.refunded by": "A deposit that was paid back is right from any author.",
    "erp.invoice.posted by": "It is read of orders that have several invoices.",
    "erp.invoice.posted currency": _OF_ORDER,
    "erp.price.changed by": "The opening prices have no author; that of a change is read.",
    "shop.price.changed by": "The opening prices have no author; that of a change is read.",
    "erp.order.created channel": "The stock held back for a channel shows in the stock of the ERP.",
    "erp.order.dropped why": _FOR_PEOPLE,
    "erp.order.refused code": _FOR_PEOPLE,
    "erp.order.refused field": _FOR_PEOPLE,
    "erp.order.refused message": _FOR_PEOPLE,
    "erp.order.status from": "The state before is known from the fact before.",
    "erp.order.status why": _FOR_PEOPLE,
    "erp.payment.posted currency": _OF_ORDER,
    "erp.payment.posted reference": "Payments are compared as sums per order, whatever they refer to.",
    "erp.return.posted disposition": "What goes back into stock is a fact of the stock.",
    "erp.return.posted reference": "Returns are compared as units per order, whatever they refer to.",
    "erp.stock.changed why": _BY_LEDGER,
    "exchange.answered reason": _BY_LEDGER,
    "exchange.committed attempt": _SAID_BEFORE,
    "exchange.committed op": _SAID_BEFORE,
    "exchange.committed status": _SAID_BEFORE,
    "exchange.listed asked": _BY_LEDGER,
    "exchange.listed count": _BY_LEDGER,
    "exchange.listed keys": _BY_LEDGER,
    "exchange.listed more": _BY_LEDGER,
    "exchange.listed op": _BY_LEDGER,
    "exchange.listed sent_ms": _BY_LEDGER,
    "exchange.listed total": _BY_LEDGER,
    "notice.delivered faults": "Causes know nothing of the faults in the scenario.",
    "payment.captured currency": _OF_ORDER,
    "payment.refunded currency": _OF_ORDER,
    "shop.checkout.refused requested": _FOR_PEOPLE,
    "shop.checkout.refused salable": _FOR_PEOPLE,
    "shop.checkout.refused why": _FOR_PEOPLE,
    "shop.order.cancelled by": "A cancellation counts from any author.",
    "shop.order.cancelled why": _FOR_PEOPLE,
    "shop.order.commented by": "A comment with the number of the ERP order is right from any author.",
    "shop.order.commented status": _STATE_FOLLOWS,
    "shop.order.paid currency": _OF_ORDER,
    "shop.order.paid method": "The method is read from the order.",
    "shop.order.placed coupon": "The discount is read.",
    "shop.order.placed customer_id": "The customer is compared by e-mail address.",
    "shop.order.placed entity_id": "Orders are named by their number.",
    "shop.order.placed guest": "The customer is compared by e-mail address.",
    "shop.order.placed state": "The verdict follows from payment, cancellation, refund and shipment.",
    "shop.order.placed status": "The verdict follows from payment, cancellation, refund and shipment.",
    "shop.order.refunded restocked": "What goes back into stock is a fact of the stock.",
    "shop.order.state why": _FOR_PEOPLE,
    "shop.order.shipped source": "What leaves a source is a fact of the stock.",
}
"""Fields in the data of facts of other kinds that the judge deliberately does not read, as `kind field`."""
