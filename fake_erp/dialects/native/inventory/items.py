"""Items over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.channels.feed import Page
from fake_erp.dialects.native.views import Call, View, get, ok, page, rows
from fake_erp.model import Item
from fake_erp.operations.base import Look
from fake_erp.times import instant_text


def item_json(item: Item) -> dict[str, Any]:
    """An item as its JSON object."""
    return {
        "sku": item.sku,
        "name": item.name,
        "price": amount_text(item.price_cents),
        "tax_percent": item.tax_bp / 100,
        "status": item.status,
        "group": item.group,
        "units": item.units.copy(),
        "formerly": list(item.formerly),
        "changed_at": instant_text(item.changed_at_ms),
    }


def list_(call: Call) -> Look[Page[Item]]:
    """Items changed since a cursor, in order of their last change."""
    return page(call.erp.items.feed, call.query())


def read_one(call: Call) -> Look[Item]:
    """One item by its SKU."""
    return get(call.erp.items.get, call.params["sku"])


VIEWS: dict[str, View[Any]] = {
    "item.list": View(list_, rows(item_json)),
    "item.read": View(read_one, ok(item_json)),
}
