"""The columns of an export, by their usual names. Spaces, dashes, dots and case are ignored."""

from __future__ import annotations

import re
from collections.abc import Sequence

COLUMNS: dict[str, tuple[str, ...]] = {
    "order": ("order_id", "order", "order_number", "increment_id", "order_no", "id"),
    "placed": ("placed_at", "created_at", "ordered_at", "order_date", "purchase_date", "date", "placed"),
    "sku": ("sku", "item", "article", "product_sku", "item_number", "product"),
    "quantity": ("qty", "quantity", "qty_ordered", "units", "ordered_qty"),
    "customer": ("customer_id", "customer", "customer_hash", "customer_no", "account"),
    "price": ("price", "unit_price", "price_incl_tax", "item_price"),
    "status": ("status", "state", "order_status"),
    "returned": ("returned_qty", "qty_returned", "qty_refunded", "returned", "refunded_qty"),
}
REQUIRED = ("order", "placed", "sku", "quantity")

CANCELLED = ("canceled", "cancelled", "voided", "storniert")
RETURNED = ("returned", "refunded", "partially_refunded", "partly_refunded", "closed", "retourniert")
"""Statuses of orders with returns; Magento closes an order that was refunded in full."""


def plain(name: str) -> str:
    """A name in lower case, with `_` for every run of other characters."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def places(header: Sequence[str]) -> dict[str, int]:
    """The index of each column in the header. Of several names for one column the first in the table wins."""
    names = [plain(name) for name in header]
    found = {}
    for column, known in COLUMNS.items():
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None:
            found[column] = place
    return found
