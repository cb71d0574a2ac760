"""Where an ERP answers a question differently from the fake's own answer: the fake in some dialects, and Tryton.

The tests demand each answer of this table, and the page `docs/real-erp.md` is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass

TRYTON = "tryton"


@dataclass(frozen=True, slots=True)
class Difference:
    """What `erp` (a dialect, or Tryton) answers to a question, and why.

    `setting` makes the fake answer the same, written as after `--set erp.`; "" where none does.
    """

    erp: str
    question: str
    answer: str
    why: str
    setting: str = ""


THREE_CALLS = "saving, `quote` and `confirm` are three calls, each committed; `quote` refused"
FROZEN = "rules.change_freeze={mode: refuse, after: 0s}"
INACTIVE = "an inactive record is hidden from searches, and can still be named"
REVERSAL = "a line with a sign is how it books returns and discounts"

DIFFERENCES: tuple[Difference, ...] = (
    Difference(
        TRYTON,
        "gross_total",
        "47.58",
        "its prices are net; an integration takes the tax off before it sends them",
    ),
    Difference(
        TRYTON,
        "draft_has_a_number",
        "no",
        "`quote` gives the number; before it there is only the record's `id`",
    ),
    Difference(
        TRYTON,
        "change_a_released_order",
        "refused, 2 ordered",
        "`confirm` processes the sale at once; in `processing` its lines are read-only",
        FROZEN,
    ),
    Difference(
        TRYTON,
        "cancel_a_released_order",
        "refused, released",
        "a sale in `processing` has no `cancel`; people cancel its shipment",
        FROZEN,
    ),
    Difference(
        TRYTON,
        "given_up",
        "closed",
        "people cancel the shipment and ignore the exception; nothing is left to do, so the sale is `done`",
    ),
    Difference(
        TRYTON,
        "available_when_short",
        "0 on hand, -1 available",
        "its forecast subtracts what is ordered, the fake what is allocated",
    ),
    Difference(
        TRYTON,
        "unknown_customer",
        "refused, and leaves a draft order",
        "on SQLite saving accepts any number, as no foreign key is checked; `quote` then finds no address",
    ),
    Difference(TRYTON, "no_lines", "refused, and leaves a draft order", THREE_CALLS),
    Difference(TRYTON, "zero_quantity", "accepted", "a line needs a quantity, of any size"),
    Difference(TRYTON, "negative_quantity", "accepted", REVERSAL),
    Difference(TRYTON, "negative_price", "accepted", REVERSAL),
    Difference(
        TRYTON,
        "discontinued_item",
        "accepted",
        INACTIVE,
        "rules.blocked_item={discontinued: accept}",
    ),
    Difference(
        TRYTON,
        "blocked_customer",
        "accepted",
        INACTIVE,
        "rules.blocked_customer=accept",
    ),
    Difference(
        TRYTON,
        "tax_of_three_lines",
        "3.68",
        "it rounds taxes per document unless told otherwise",
        "finance.tax_rounding=document",
    ),
    Difference(
        TRYTON,
        "prepaid",
        "47.58 open",
        "a sale has no such mark; an integration posts the payment of the shop itself",
    ),
    Difference(
        TRYTON,
        "paid_too_much",
        "accepted, 0.00 open",
        "the rest stays as a credit",
        "finance.overpayment=keep",
    ),
    Difference(
        TRYTON, "credited_twice", "accepted", "a credit note is an invoice of its own; nothing adds them up"
    ),
    Difference("netsuite", "draft", "pending_approval", "its word for an order that is not released"),
    Difference("netsuite", "same_reference_twice", "1 orders", "`externalId` is unique"),
    Difference("odoo", "cancel_twice", "accepted, cancelled", "`action_cancel` may be repeated"),
    Difference("s4hana", "cancel_twice", "accepted, cancelled", "items are rejected, again if need be"),
    Difference(
        "business_central", "cancel_twice", "accepted, cancelled", "an order is deleted, and is gone already"
    ),
    Difference("netsuite", "cancel_twice", "accepted, cancelled", "lines are closed, again if need be"),
    Difference(
        "erpnext", "cancelled_keeps_its_reference", "0 orders", "a draft is not cancelled but deleted"
    ),
    Difference(
        "business_central",
        "zero_quantity",
        "accepted",
        "a line without a quantity is a line still to be filled in",
    ),
    Difference("s4hana", "fraction", "accepted", "a quantity is rounded to the decimals of its unit"),
    Difference("s4hana", "no_lines", "accepted", "an incomplete order is saved, and is not live yet"),
)


def expected(erp: str, question: str, usual: str) -> str:
    """The answer that an ERP must give."""
    found = [each.answer for each in DIFFERENCES if (each.erp, each.question) == (erp, question)]
    return found[0] if found else usual
