"""Items over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import Call, View, feed_page
from fake_erp.messages import Reply
from fake_erp.model import Item


def item_json(item: Item) -> dict[str, Any]:
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


def list_(call: Call) -> Reply:
    """Items changed since a cursor, in order of their last change."""
    return call.ok(feed_page(call.erp.items.feed, query_of(call.request.query), item_json))


def read_one(call: Call) -> Reply:
    """One item by its SKU."""
    return call.ok(item_json(call.erp.items.get(call.params["sku"])))


VIEWS: dict[str, View] = {"item.list": list_, "item.read": read_one}
