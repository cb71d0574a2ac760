"""Tryton's states in the words of the fake."""

from __future__ import annotations

from typing import Any

FIELDS = ("state", "shipment_state", "invoice_state")
"""The three fields of a sale that say where it is."""

STATES_OF_TRYTON = {
    "draft": "draft",
    "quotation": "draft",
    "confirmed": "released",
    "done": "closed",
    "cancelled": "cancelled",
}
"""Every state but `processing`. `quotation` is a draft whose prices are fixed, `confirmed` a sale that is about to be
processed."""

PROCESSING = (
    ("none, waiting", "none", "released"),
    ("partially shipped", "none, pending", "partly_shipped"),
    ("sent", "none, pending", "shipped"),
    ("sent", "awaiting payment, partially paid, paid", "invoiced"),
    ("exception", "any", "held"),
)
"""`processing`: shipment state, invoice state, word."""


def status_of(sale: dict[str, Any]) -> str:
    """The state of an order, from the three fields of a sale. Raises LookupError for an unexpected pair."""
    if sale["state"] != "processing":
        return STATES_OF_TRYTON[sale["state"]]
    for shipments, invoices, word in PROCESSING:
        if sale["shipment_state"] in shipments.split(", ") and (
            invoices == "any" or sale["invoice_state"] in invoices.split(", ")
        ):
            return word
    raise LookupError(
        f"unexpected pair of states: shipment {sale['shipment_state']}, invoice {sale['invoice_state']}"
    )
