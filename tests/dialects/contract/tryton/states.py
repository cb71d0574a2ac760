"""Tryton's states in the words of the fake."""

from __future__ import annotations

from typing import Any

FIELDS = ("state", "shipment_state", "invoice_state")
"""The three fields of a sale that say where it is."""

OPEN = {
    "draft": "draft",
    "quotation": "draft",
    "confirmed": "released",
    "cancelled": "cancelled",
    "done": "closed",
}
"""`quotation` is a draft whose prices are fixed. `confirmed` lasts until Tryton's queue processes the sale: at once."""


def status_of(sale: dict[str, Any]) -> str:
    """The state of an order, from the three fields of a sale."""
    if sale["state"] != "processing":
        return OPEN[sale["state"]]
    match sale["shipment_state"], sale["invoice_state"]:
        case "exception", _:
            return "held"
        case "partially shipped", _:
            return "partly_shipped"
        case "sent", "awaiting payment" | "partially paid" | "paid":
            return "invoiced"
        case "sent", _:
            return "shipped"
    return "released"
