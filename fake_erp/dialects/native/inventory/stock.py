"""Stock over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import Call, View, feed_page
from fake_erp.messages import Reply
from fake_erp.model import StockRow


def stock_json(row: StockRow) -> dict[str, Any]:
    """`available` is on hand less allocated less safety stock; it may be below zero."""
    on_hand, allocated, safety = row.on_hand, row.allocated, row.safety
    return {
        "item": row.item,
        "warehouse": row.warehouse,
        "on_hand": on_hand,
        "allocated": allocated,
        "available": on_hand - allocated - safety,
        "safety_stock": safety,
        "allocations": [{"channel": name, "quantity": units} for name, units in row.by_channel.items()],
        "changed_at": instant_text(row.changed_at_ms),
    }


def list_(call: Call) -> Reply:
    """Stock rows changed since a cursor, in order of their last change."""
    page = feed_page(call.erp.stock.feed, query_of(call.request.query), stock_json)
    page["as_of"] = call.as_of()
    return call.ok(page)


def read_one(call: Call) -> Reply:
    """The stock of one item, a row for each warehouse that ever had it."""
    sku = call.params["sku"]
    call.erp.items.get(sku)
    rows = [stock_json(row) for row in call.erp.stock.rows_of(sku) if row.change]
    return call.ok({"rows": rows, "as_of": call.as_of()})


def list_warehouses(call: Call) -> Reply:
    """The warehouses, and which of them are frozen: no goods move there until they are counted."""
    places = call.erp.stock.places
    rows = [
        {
            "code": name,
            "country": places.countries[name],
            "frozen": name in places.frozen,
            "reason": places.frozen.get(name, ""),
        }
        for name in places.names
    ]
    return call.ok({"rows": rows})


VIEWS: dict[str, View] = {"stock.list": list_, "stock.read": read_one, "warehouse.list": list_warehouses}
